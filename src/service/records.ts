import type { DatasetRepository } from '../catalog/dataset-repository.js';
import { type Page, pageRequest } from '../domain/connection.js';
import type { Dataset, PartFile } from '../domain/dataset.js';
import type { ColumnName } from '../domain/record-schema.js';
import type { RecordReader, RecordValues } from '../records/record-reader.js';
import type { CursorCodec, CursorScope } from './cursor.js';

export const MAX_RECORD_PAGE = 1_000;

/** A record with the dataset that it is of. */
export type CallRecord = RecordValues & { readonly datasetId: string };

export interface RecordPageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

export interface RecordPage extends Page<CallRecord> {
  readonly totalCount: number;
  readonly cursorOf: (record: CallRecord) => string;
}

/** Reading the records of completed datasets. */
export class RecordService {
  constructor(
    private readonly datasets: DatasetRepository,
    private readonly reader: RecordReader,
    private readonly cursors: CursorCodec,
  ) {}

  /** A page in order of event, with the named columns alone; null until the dataset is COMPLETED. */
  async page(dataset: Dataset, args: RecordPageArguments, columns: readonly ColumnName[]): Promise<RecordPage | null> {
    const { count } = pageRequest(args, MAX_RECORD_PAGE);
    const scope: CursorScope = { collection: `records:${dataset.id}`, order: 'position', filter: null };
    const from = typeof args.after === 'string' ? this.positionIn(args.after, scope) + 1 : 0;
    if (dataset.status !== 'COMPLETED') return null;
    const items = await this.read(dataset.id, from, count, columns);
    return {
      items,
      hasNextPage: from + items.length < dataset.recordCount,
      hasPreviousPage: from > 0,
      totalCount: dataset.recordCount,
      cursorOf: (record) => this.cursors.encode(scope, [record.position]),
    };
  }

  /** One record; null when the dataset is not COMPLETED or has no such position. */
  async find(datasetId: string, position: number, columns: readonly ColumnName[]): Promise<CallRecord | null> {
    const dataset = await this.datasets.find(datasetId);
    if (dataset?.status !== 'COMPLETED') return null;
    const [record] = await this.read(datasetId, position, 1, columns);
    return record ?? null;
  }

  private async read(
    datasetId: string,
    from: number,
    count: number,
    columns: readonly ColumnName[],
  ): Promise<CallRecord[]> {
    const parts: PartFile[] = await this.datasets.findParts(datasetId);
    const records = await this.reader.readRange(datasetId, parts, from, count, columns);
    return records.map((record) => ({ ...record, datasetId }));
  }

  private positionIn(cursor: string, scope: CursorScope): number {
    return Number(this.cursors.decode('after', cursor, scope)[0]);
  }
}
