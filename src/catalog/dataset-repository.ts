import { personOf } from '../domain/caller.js';
import type { Page } from '../domain/connection.js';
import {
  type Dataset,
  type DatasetFailure,
  DATASET_STATUSES,
  type DatasetStatus,
  type OutputFile,
  type PartFile,
} from '../domain/dataset.js';
import type { DatasetFilter, DatasetOrder } from '../domain/filters.js';
import { nameKey } from '../domain/name-key.js';
import type { GenerationSettings } from '../domain/settings.js';
import { type CallerQuota, NO_QUOTA, requireQuota } from './caller-quota.js';
import type { Catalog } from './catalog.js';
import { noteChange } from './dataset-change-repository.js';
import type { Prisma } from './generated/sqlite/client.js';
import { createOnce, type IdempotencyRequest, resultIn } from './idempotency.js';
import { insertJob } from './job-repository.js';
import { KeptRows } from './kept-rows.js';
import { nameConditions } from './name-condition.js';
import { type SeekKey, seekPage, type SeekRequest, type SeekTable } from './seek.js';

export const WITH_FILES = {
  files: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.DatasetInclude;
type DatasetRow = Prisma.DatasetGetPayload<{ include: typeof WITH_FILES }>;
type PartFileRow = Prisma.PartFileGetPayload<object>;
type OutputFileRow = Prisma.OutputFileGetPayload<object>;

const ORDER_COLUMN = { NAME: 'nameKey', CREATED_AT: 'createdAt', RECORD_COUNT: 'recordCount' } as const;

/** Where a dataset stands in an order. */
export function datasetSeekKey(dataset: Dataset, field: DatasetOrder['field']): SeekKey {
  const value = { NAME: nameKey(dataset.name), CREATED_AT: dataset.createdAt, RECORD_COUNT: dataset.recordCount }[
    field
  ];
  return { value, id: dataset.id };
}

/** Who wants a file, and what it may take. */
export interface FileRequest {
  readonly caller: string;
  readonly idempotency: IdempotencyRequest | null;
  readonly reservedBytes?: number;
}

export class DatasetRepository {
  private readonly kept: KeptRows<Dataset>;

  constructor(
    private readonly catalog: Catalog,
    private readonly maxWaitingJobs: number,
    private readonly quota: CallerQuota = NO_QUOTA,
  ) {
    this.kept = new KeptRows(catalog);
  }

  /** Kept until the catalog changes, since every page of records begins with it. */
  find(id: string): Promise<Dataset | null> {
    return this.kept.find(id, async () => {
      const row = await this.catalog.db.dataset.findUnique({ where: { id }, include: WITH_FILES });
      return row && toDataset(row);
    });
  }

  /** What the same idempotency key stored, if it is there still: it answers a request that could not be met again. */
  async findCreated(idempotency: IdempotencyRequest | null): Promise<Dataset | null> {
    const id = idempotency && (await resultIn(this.catalog.db, idempotency));
    return id === null ? null : this.find(id);
  }

  page(filter: DatasetFilter, field: DatasetOrder['field'], request: SeekRequest): Promise<Page<Dataset>> {
    const where = conditionsOf(filter);
    const table: SeekTable<Dataset> = {
      column: ORDER_COLUMN[field],
      find: async (conditions, orderBy, take) => {
        const query = { where: { AND: [...where, ...conditions] }, orderBy, take, include: WITH_FILES };
        return (await this.catalog.db.dataset.findMany(query)).map(toDataset);
      },
      keyOf: (dataset) => datasetSeekKey(dataset, field),
    };
    return seekPage(table, request);
  }

  count(filter: DatasetFilter): Promise<number> {
    return this.catalog.db.dataset.count({ where: { AND: conditionsOf(filter) } });
  }

  async countByStatus(): Promise<Record<DatasetStatus, number>> {
    const groups = await this.catalog.db.dataset.groupBy({ by: ['status'], _count: true });
    const counts = DATASET_STATUSES.map((status) => [
      status,
      groups.find((group) => group.status === status)?._count ?? 0,
    ]);
    return Object.fromEntries(counts) as Record<DatasetStatus, number>;
  }

  /**
   * Stores a dataset with the files that it is to have and the job to make it, or finds the one that the same
   * idempotency key stored. `reservedBytes` are those that making it may take on the disk. Throws QuotaExceededError,
   * JobQuotaError, ByteQuotaError.
   */
  async insert(dataset: Dataset, idempotency: IdempotencyRequest | null, reservedBytes = 0): Promise<Dataset> {
    return this.catalog.write(async (tx) => {
      const exists = async (id: string) => (await tx.dataset.count({ where: { id } })) > 0;
      const id = await createOnce(tx, idempotency, exists, async () => {
        const caller = personOf({ name: dataset.createdBy });
        await requireQuota(tx, caller, reservedBytes, this.quota);
        const { files, failure: _, ...columns } = dataset;
        const settings = dataset.settings as unknown as Prisma.InputJsonObject;
        const adjustments = [...dataset.adjustments];
        await tx.dataset.create({ data: { ...columns, nameKey: nameKey(dataset.name), settings, adjustments } });
        await tx.outputFile.createMany({ data: files.map(outputFileRow) });
        const job = { id: dataset.id, kind: 'GENERATION', datasetId: dataset.id, caller, reservedBytes } as const;
        await insertJob(tx, job, dataset.createdAt, this.maxWaitingJobs);
        await noteChange(tx, dataset.id, 'CREATED');
        return dataset.id;
      });
      return toDataset(await tx.dataset.findUniqueOrThrow({ where: { id }, include: WITH_FILES }));
    });
  }

  async findParts(datasetId: string): Promise<PartFile[]> {
    const rows = await this.catalog.db.partFile.findMany({ where: { datasetId }, orderBy: { index: 'asc' } });
    return rows.map(toPartFile);
  }

  /** Makes an unfinished dataset CANCELLED, its files FAILED; its job has only to clean up. false: it is final, or none. */
  async cancel(id: string, finishedAt: Date): Promise<boolean> {
    return this.catalog.write(async (tx) => {
      const where = { id, status: { in: ['QUEUED', 'RUNNING'] } } satisfies Prisma.DatasetWhereInput;
      const { count } = await tx.dataset.updateMany({ where, data: { status: 'CANCELLED', finishedAt } });
      if (count === 0) return false;
      await tx.job.updateMany({ where: { id }, data: { cancelled: true } });
      await tx.outputFile.updateMany({ where: { datasetId: id }, data: { status: 'FAILED' } });
      await tx.partFile.deleteMany({ where: { datasetId: id } });
      await noteChange(tx, id, 'FINISHED');
      return true;
    });
  }

  /**
   * Forgets a dataset with its parts and files, whatever its state. Jobs that work on it are cancelled, and one is left to
   * remove its folder. false: there is none such.
   */
  async delete(id: string, now: Date): Promise<boolean> {
    return this.catalog.write(async (tx) => {
      if ((await tx.dataset.deleteMany({ where: { id } })).count === 0) return false;
      await tx.job.updateMany({ where: { datasetId: id }, data: { cancelled: true } });
      const removal = { id, kind: 'REMOVAL', datasetId: id, caller: '', createdAt: now } as const;
      await tx.job.upsert({ where: { id }, create: removal, update: {} });
      await noteChange(tx, id, 'DELETED');
      return true;
    });
  }

  async findFile(id: string): Promise<OutputFile | null> {
    const row = await this.catalog.db.outputFile.findUnique({ where: { id } });
    return row && toOutputFile(row);
  }

  /** As findCreated, of a file. */
  async findCreatedFile(idempotency: IdempotencyRequest | null): Promise<OutputFile | null> {
    const id = idempotency && (await resultIn(this.catalog.db, idempotency));
    return id === null ? null : this.findFile(id);
  }

  /**
   * Stores a file that is to be exported, under the first of its names that no other file of the dataset has, or finds
   * the one that the same idempotency key stored. null: there is no such dataset that is COMPLETED.
   */
  async insertFile(
    file: Omit<OutputFile, 'name'>,
    nameOf: (ordinal: number) => string,
    { caller, idempotency, reservedBytes = 0 }: FileRequest,
  ): Promise<OutputFile | null> {
    const { datasetId } = file;
    return this.catalog.write(async (tx) => {
      const completed = { where: { id: datasetId, status: 'COMPLETED' }, data: { status: 'COMPLETED' } } as const;
      if ((await tx.dataset.updateMany(completed)).count === 0) return null; // a write first: see Catalog.write
      const exists = async (id: string) => (await tx.outputFile.count({ where: { id } })) > 0;
      const id = await createOnce(tx, idempotency, exists, async () => {
        const taken = await tx.outputFile.findMany({ where: { datasetId }, select: { name: true } });
        const name = firstFree(nameOf, new Set(taken.map((other) => other.name)));
        await requireQuota(tx, caller, reservedBytes, this.quota);
        await tx.outputFile.create({ data: { ...outputFileRow({ ...file, name }), exportedBy: caller } });
        const job = { id: file.id, kind: 'EXPORT', datasetId, caller, reservedBytes } as const;
        await insertJob(tx, job, file.createdAt, this.maxWaitingJobs);
        await noteChange(tx, datasetId, 'PROGRESSED');
        return file.id;
      });
      return toOutputFile(await tx.outputFile.findUniqueOrThrow({ where: { id } }));
    });
  }

  /** Forgets a file that is COMPLETED or FAILED; false: there is none such. */
  async deleteFile({ id, datasetId }: OutputFile): Promise<boolean> {
    const where = { id, status: { notIn: ['QUEUED', 'WRITING'] } } satisfies Prisma.OutputFileWhereInput;
    return this.catalog.write(async (tx) => {
      if ((await tx.outputFile.deleteMany({ where })).count === 0) return false;
      await noteChange(tx, datasetId, 'PROGRESSED');
      return true;
    });
  }
}

function firstFree(nameOf: (ordinal: number) => string, taken: ReadonlySet<string>): string {
  let ordinal = 1;
  while (taken.has(nameOf(ordinal))) ordinal++;
  return nameOf(ordinal);
}

function conditionsOf(filter: DatasetFilter): Prisma.DatasetWhereInput[] {
  const { eq, ne, in: among, notIn } = filter.status ?? {};
  return [
    ...(filter.name ? nameConditions(filter.name) : []),
    ...(eq === undefined ? [] : [{ status: eq }]),
    ...(ne === undefined ? [] : [{ status: { not: ne } }]),
    ...(among === undefined ? [] : [{ status: { in: [...among] } }]),
    ...(notIn === undefined ? [] : [{ status: { notIn: [...notIn] } }]),
    ...(filter.profileId === undefined ? [] : [{ profileId: filter.profileId }]),
  ];
}

export function toDataset({
  nameKey: _,
  failureCode,
  failureMessage,
  settings,
  adjustments,
  files,
  ...row
}: DatasetRow): Dataset {
  return {
    ...row,
    settings: settings as unknown as GenerationSettings,
    adjustments: adjustments as string[],
    failure: failureOf({ failureCode, failureMessage }),
    files: files.map(toOutputFile),
  };
}

export function toPartFile({ datasetId: _, byteSize, ...row }: PartFileRow): PartFile {
  return { ...row, byteSize: Number(byteSize) };
}

function toOutputFile({ exportedBy: _, byteSize, failureCode, failureMessage, ...row }: OutputFileRow): OutputFile {
  return {
    ...row,
    byteSize: byteSize === null ? null : Number(byteSize),
    failure: failureOf({ failureCode, failureMessage }),
  };
}

export function outputFileRow({ failure, ...columns }: OutputFile) {
  return { ...columns, ...failureColumns(failure) } satisfies Prisma.OutputFileCreateManyInput;
}

interface FailureColumns {
  readonly failureCode: string | null;
  readonly failureMessage: string | null;
}

export function failureColumns(failure: DatasetFailure | null): FailureColumns {
  return { failureCode: failure?.code ?? null, failureMessage: failure?.message ?? null };
}

function failureOf({ failureCode, failureMessage }: FailureColumns): DatasetFailure | null {
  return failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' };
}
