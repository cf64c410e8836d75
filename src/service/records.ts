import type { DatasetRepository } from '../catalog/dataset-repository.js';
import { type Page, type PageArguments, pageRequest, type PageRequest } from '../domain/connection.js';
import { type Dataset, hasRecords } from '../domain/dataset.js';
import { FilesLostError, InvalidInputError } from '../domain/errors.js';
import {
  checkGroupRequest,
  type GroupRequest,
  type RecordGroup,
  type RecordStats,
  type StatsSelection,
} from '../domain/record-aggregates.js';
import { type CallRecordFilter, checkedRecordFilter } from '../domain/record-filter.js';
import { type CallRecordOrder, checkedRecordOrder, isEventOrder, orderName } from '../domain/record-order.js';
import type { ColumnName } from '../domain/record-schema.js';
import { randomStream } from '../generation/sampling/random-stream.js';
import type { DataFolder } from '../records/data-folder.js';
import type { RecordKey } from '../records/order.js';
import type { RecordStore } from '../records/record-store.js';
import type { RecordValues } from '../records/record-values.js';
import type { RecordParts } from '../records/record-source.js';
import type { CursorCodec, CursorScope } from './cursor.js';
import { gathered } from './input-issues.js';
import { PartsCache } from './parts-cache.js';
import { checkSample, drawnPlaces, type RecordSampleArguments } from './record-sample.js';
import type { Verification } from './verification.js';

export const MAX_RECORD_PAGE = 1_000;

/** A record with the dataset that it is of. */
export type CallRecord = RecordValues & { readonly datasetId: string };

export interface RecordPageArguments extends PageArguments {
  readonly offset?: number | null | undefined;
  readonly filter?: CallRecordFilter | null | undefined;
  readonly orderBy?: readonly CallRecordOrder[] | null | undefined;
}

export interface RecordPage extends Page<CallRecord> {
  readonly count: () => Promise<number>;
  readonly cursorOf: (record: CallRecord) => string;
}

/** What the arguments of a page come to. */
interface RecordRequest extends PageRequest {
  readonly filter: CallRecordFilter | null;
  readonly orderBy: readonly CallRecordOrder[];
  readonly offset: number;
  readonly after: RecordKey | null;
  readonly before: RecordKey | null;
  readonly scope: CursorScope;
}

/** Reading the records of completed datasets. Where files of a dataset turn out to be lost, there are none: null. */
export class RecordService {
  private readonly parts: PartsCache;

  constructor(
    private readonly datasets: DatasetRepository,
    private readonly store: RecordStore,
    private readonly cursors: CursorCodec,
    private readonly verification: Verification,
    folder: DataFolder,
  ) {
    this.parts = new PartsCache(datasets, folder);
  }

  /** A page with the named columns alone; null until the dataset is COMPLETED. */
  async page(dataset: Dataset, args: RecordPageArguments, columns: readonly ColumnName[]): Promise<RecordPage | null> {
    const request = this.request(dataset, args);
    const keys = request.orderBy.map((key) => key.field);
    const needed = [...new Set([...columns, ...keys])];
    const page = await this.reading(dataset, (source) =>
      request.filter === null && isEventOrder(request.orderBy)
        ? this.rangePage(source, dataset.recordCount, request, needed)
        : this.searchPage(source, request, needed),
    );
    if (!page) return null;
    return {
      ...page,
      items: withDataset(page.items, dataset.id),
      count: () => this.count(dataset, request.filter),
      cursorOf: (record) =>
        this.cursors.encode(request.scope, [...keys.map((name) => record[name] ?? null), record.position]),
    };
  }

  /** How many records match. Throws FilesLostError. */
  private async count(dataset: Dataset, filter: CallRecordFilter | null): Promise<number> {
    if (filter === null) return dataset.recordCount;
    return this.verification.reading(dataset.id, async () =>
      this.store.searcher.count(await this.parts.of(dataset.id), filter),
    );
  }

  /** What the work reads; null when the dataset has no records, or turns out to have lost some. */
  private async reading<Result>(
    dataset: Dataset,
    work: (source: RecordParts) => Promise<Result>,
  ): Promise<Result | null> {
    if (!hasRecords(dataset)) return null;
    try {
      return await this.verification.reading(dataset.id, async () => work(await this.parts.of(dataset.id)));
    } catch (error) {
      if (error instanceof FilesLostError) return null;
      throw error;
    }
  }

  /** One record; null when the dataset is not COMPLETED or has no such position. */
  async find(datasetId: string, position: number, columns: readonly ColumnName[]): Promise<CallRecord | null> {
    const dataset = await this.datasets.find(datasetId);
    const { reader } = this.store;
    const found =
      dataset && (await this.reading(dataset, (source) => reader.readRange(source, position, position + 1, columns)));
    const [record] = found ?? [];
    return record ? { ...record, datasetId } : null;
  }

  /**
   * Records drawn without replacement, each as likely as any other, in order of event; null until the dataset is
   * COMPLETED. The choice depends on the seed and on how many records match, so that a dataset made again gives the same.
   */
  async sample(
    dataset: Dataset,
    args: RecordSampleArguments,
    columns: readonly ColumnName[],
  ): Promise<CallRecord[] | null> {
    const [filter] = gathered(
      () => checkedRecordFilter(args.filter),
      () => checkSample(args),
    );
    const { reader, searcher } = this.store;
    return this.reading(dataset, async (source) => {
      const matching = filter === null ? dataset.recordCount : await searcher.count(source, filter);
      const places = drawnPlaces(matching, args.count, randomStream(args.seed, 'sample'));
      const positions = filter === null ? places : await searcher.positionsAt(source, filter, places);
      return withDataset(await reader.readPositions(source, positions, columns), dataset.id);
    });
  }

  /** Aggregates over the records that match; null until the dataset is COMPLETED. */
  async stats(
    dataset: Dataset,
    args: { readonly filter?: CallRecordFilter | null | undefined },
    wanted: StatsSelection,
  ): Promise<RecordStats | null> {
    const filter = checkedRecordFilter(args.filter);
    return this.reading(dataset, (source) => this.store.aggregator.stats(source, filter, wanted));
  }

  /** Aggregates by group; null until the dataset is COMPLETED. */
  async groups(
    dataset: Dataset,
    args: GroupRequest & { readonly filter?: CallRecordFilter | null | undefined },
    wanted: StatsSelection,
  ): Promise<RecordGroup[] | null> {
    const [filter] = gathered(
      () => checkedRecordFilter(args.filter),
      () => checkGroupRequest(args),
    );
    return this.reading(dataset, (source) => this.store.aggregator.groups(source, filter, args, wanted));
  }

  /** What is asked for; throws InvalidInputError with every problem. */
  private request(dataset: Dataset, args: RecordPageArguments): RecordRequest {
    const [size, filter, orderBy, offset] = gathered(
      () => pageRequest(args, MAX_RECORD_PAGE),
      () => checkedRecordFilter(args.filter),
      () => checkedRecordOrder(args.orderBy),
      () => checkedOffset(args),
    );
    const scope: CursorScope = { collection: `records:${dataset.id}`, order: orderName(orderBy), filter };
    const [after, before] = gathered(
      () => this.keyIn('after', args.after, scope),
      () => this.keyIn('before', args.before, scope),
    );
    return { ...size, filter, orderBy, offset, after, before, scope };
  }

  private keyIn(argument: 'after' | 'before', cursor: string | null | undefined, scope: CursorScope): RecordKey | null {
    if (cursor === null || cursor === undefined) return null;
    const keys = this.cursors.decode(argument, cursor, scope);
    return { values: keys.slice(0, -1), position: Number(keys[keys.length - 1]) };
  }

  /** Records in order of event, found by counting positions. */
  private async rangePage(
    source: RecordParts,
    recordCount: number,
    { count, backward, offset, after, before }: RecordRequest,
    columns: readonly ColumnName[],
  ): Promise<Page<RecordValues>> {
    const low = Math.min(recordCount, (after ? after.position + 1 : 0) + offset);
    const high = Math.max(low, before?.position ?? recordCount);
    const from = backward ? Math.max(low, high - count) : low;
    const to = backward ? high : Math.min(high, low + count);
    const items = await this.store.reader.readRange(source, from, to, columns);
    return { items, hasNextPage: to < recordCount, hasPreviousPage: from > 0 };
  }

  /**
   * Records found by seeking. One more is asked for than fits the page, which tells whether any follow. On the other side
   * there is at least the record of the cursor that the page begins from, since datasets never change.
   */
  private async searchPage(
    source: RecordParts,
    { count, backward, offset, ...search }: RecordRequest,
    columns: readonly ColumnName[],
  ): Promise<Page<RecordValues>> {
    const { searcher } = this.store;
    const found = await searcher.find(source, { ...search, backward, skip: offset, limit: count + 1, columns });
    const more = found.length > count;
    if (backward)
      return {
        items: more ? found.slice(1) : found,
        hasPreviousPage: more || search.after !== null,
        hasNextPage: search.before !== null,
      };
    const skipped =
      offset > 0 &&
      (found.length > 0 ||
        (await searcher.find(source, { ...search, backward, skip: 0, limit: 1, columns: [] })).length > 0);
    return {
      items: more ? found.slice(0, -1) : found,
      hasPreviousPage: search.after !== null || skipped,
      hasNextPage: more || search.before !== null,
    };
  }
}

function checkedOffset({ offset, last, before }: RecordPageArguments): number {
  if (offset === null || offset === undefined) return 0;
  const path = ['offset'];
  if (offset < 0)
    throw new InvalidInputError([{ path, code: 'TOO_SMALL', message: `offset is ${offset}; it must be 0 or more.` }]);
  if (typeof last === 'number' || typeof before === 'string') {
    const message = 'offset counts forward: give it with first and after, not with last or before.';
    throw new InvalidInputError([{ path, code: 'INVALID_VALUE', message }]);
  }
  return offset;
}

/** Writes the dataset into the records themselves, which were read for this answer alone: to copy them takes longer than all else. */
export function withDataset(records: readonly RecordValues[], datasetId: string): CallRecord[] {
  return records.map((record) => Object.assign(record, { datasetId }));
}
