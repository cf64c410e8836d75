import type { Page } from '../domain/connection.js';
import type { Dataset, DatasetFailure, OutputFile, PartFile } from '../domain/dataset.js';
import type { DatasetFilter, DatasetOrder } from '../domain/filters.js';
import { nameKey } from '../domain/profile.js';
import type { GenerationSettings } from '../domain/settings.js';
import type { Catalog } from './catalog.js';
import type { Prisma } from './generated/sqlite/client.js';
import { createOnce, type IdempotencyRequest } from './idempotency.js';
import { nameConditions } from './name-condition.js';
import { type SeekKey, seekPage, type SeekRequest, type SeekTable } from './seek.js';

const WITH_FILES = {
  files: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.DatasetInclude;
type DatasetRow = Prisma.DatasetGetPayload<{ include: typeof WITH_FILES }>;
type OutputFileRow = Prisma.OutputFileGetPayload<object>;

const ORDER_COLUMN = { NAME: 'nameKey', CREATED_AT: 'createdAt', RECORD_COUNT: 'recordCount' } as const;

/** Where a dataset stands in an order. */
export function datasetSeekKey(dataset: Dataset, field: DatasetOrder['field']): SeekKey {
  const value = { NAME: nameKey(dataset.name), CREATED_AT: dataset.createdAt, RECORD_COUNT: dataset.recordCount }[
    field
  ];
  return { value, id: dataset.id };
}

export class DatasetRepository {
  constructor(private readonly catalog: Catalog) {}

  async find(id: string): Promise<Dataset | null> {
    const row = await this.catalog.db.dataset.findUnique({ where: { id }, include: WITH_FILES });
    return row && toDataset(row);
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

  /** Datasets whose work is not finished, oldest first. */
  async findUnfinished(): Promise<Dataset[]> {
    const where = { status: { in: ['QUEUED', 'RUNNING'] } } satisfies Prisma.DatasetWhereInput;
    const rows = await this.catalog.db.dataset.findMany({ where, orderBy: { createdAt: 'asc' }, include: WITH_FILES });
    return rows.map(toDataset);
  }

  /** Stores a dataset with the files that it is to have, or finds the one that the same idempotency key stored. */
  async insert(dataset: Dataset, idempotency: IdempotencyRequest | null): Promise<Dataset> {
    return this.catalog.write(async (tx) => {
      const exists = async (id: string) => (await tx.dataset.count({ where: { id } })) > 0;
      const id = await createOnce(tx, idempotency, exists, async () => {
        const { files, failure: _, ...columns } = dataset;
        const settings = dataset.settings as unknown as Prisma.InputJsonObject;
        const adjustments = [...dataset.adjustments];
        await tx.dataset.create({ data: { ...columns, nameKey: nameKey(dataset.name), settings, adjustments } });
        await tx.outputFile.createMany({ data: [...files] });
        return dataset.id;
      });
      return toDataset(await tx.dataset.findUniqueOrThrow({ where: { id }, include: WITH_FILES }));
    });
  }

  async findParts(datasetId: string): Promise<PartFile[]> {
    const rows = await this.catalog.db.partFile.findMany({ where: { datasetId }, orderBy: { index: 'asc' } });
    return rows.map(({ datasetId: _, byteSize, ...row }) => ({ ...row, byteSize: Number(byteSize) }));
  }

  async updateStarted(dataset: Dataset, adjustments: readonly string[], now: Date): Promise<void> {
    const { id, startedAt, generationMillis } = dataset;
    await this.catalog.write((tx) =>
      tx.dataset.updateMany({
        where: { id, status: { in: ['QUEUED', 'RUNNING'] } },
        data: {
          status: 'RUNNING',
          adjustments: [...adjustments],
          startedAt: startedAt ?? now,
          generationMillis: generationMillis ?? 0,
        },
      }),
    );
  }

  /** Records a finished part and how far the dataset has come with it. */
  async insertPart(datasetId: string, part: PartFile, generationMillis: number): Promise<void> {
    await this.catalog.write(async (tx) => {
      await tx.partFile.create({ data: { datasetId, ...part, byteSize: BigInt(part.byteSize) } });
      await tx.dataset.update({
        where: { id: datasetId },
        data: { recordsWritten: { increment: part.recordCount }, generationMillis },
      });
    });
  }

  async updateCompleted(id: string, finishedAt: Date): Promise<void> {
    const where = { id, status: 'RUNNING' } satisfies Prisma.DatasetWhereInput;
    await this.catalog.write((tx) => tx.dataset.updateMany({ where, data: { status: 'COMPLETED', finishedAt } }));
  }

  /** Records why a dataset could not be made; the files that it was to have are FAILED with it. */
  async updateFailed(id: string, failure: DatasetFailure, finishedAt: Date): Promise<void> {
    await this.catalog.write(async (tx) => {
      const { count } = await tx.dataset.updateMany({
        where: { id, status: { in: ['QUEUED', 'RUNNING'] } },
        data: { status: 'FAILED', failureCode: failure.code, failureMessage: failure.message, finishedAt },
      });
      if (count > 0) await tx.outputFile.updateMany({ where: { datasetId: id }, data: { status: 'FAILED' } });
      if (count > 0) await tx.partFile.deleteMany({ where: { datasetId: id } });
    });
  }

  async findFile(id: string): Promise<OutputFile | null> {
    const row = await this.catalog.db.outputFile.findUnique({ where: { id } });
    return row && toOutputFile(row);
  }

  async updateFile(file: OutputFile): Promise<void> {
    const { id, status, recordCount, byteSize, sha256, createdAt } = file;
    const data = { status, recordCount, sha256, createdAt, byteSize: byteSize === null ? null : BigInt(byteSize) };
    await this.catalog.write((tx) => tx.outputFile.update({ where: { id }, data }));
  }

  /** Exports of completed datasets whose work is not finished, oldest first. */
  async findUnfinishedExports(): Promise<OutputFile[]> {
    const where = { status: UNFINISHED_FILE, dataset: { status: 'COMPLETED' } } satisfies Prisma.OutputFileWhereInput;
    const rows = await this.catalog.db.outputFile.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
    return rows.map(toOutputFile);
  }

  /**
   * Stores a file that is to be exported, under the first of its names that no other file of the dataset has, or finds
   * the one that the same idempotency key stored. null: there is no such dataset that is COMPLETED.
   */
  async insertFile(
    file: Omit<OutputFile, 'name'>,
    nameOf: (ordinal: number) => string,
    idempotency: IdempotencyRequest | null,
  ): Promise<OutputFile | null> {
    const { datasetId } = file;
    return this.catalog.write(async (tx) => {
      const completed = { where: { id: datasetId, status: 'COMPLETED' }, data: { status: 'COMPLETED' } } as const;
      if ((await tx.dataset.updateMany(completed)).count === 0) return null; // a write first: see Catalog.write
      const exists = async (id: string) => (await tx.outputFile.count({ where: { id } })) > 0;
      const id = await createOnce(tx, idempotency, exists, async () => {
        const taken = await tx.outputFile.findMany({ where: { datasetId }, select: { name: true } });
        const name = firstFree(nameOf, new Set(taken.map((other) => other.name)));
        await tx.outputFile.create({ data: { ...file, name } });
        return file.id;
      });
      return toOutputFile(await tx.outputFile.findUniqueOrThrow({ where: { id } }));
    });
  }

  /** Forgets a file that is COMPLETED or FAILED; false: there is none such. */
  async deleteFile(id: string): Promise<boolean> {
    const where = { id, status: { notIn: UNFINISHED_FILE.in } } satisfies Prisma.OutputFileWhereInput;
    return (await this.catalog.write((tx) => tx.outputFile.deleteMany({ where }))).count > 0;
  }

  /** Forgets a dataset on which no work is going on, with its parts and files; false: there is none such. */
  async delete(id: string): Promise<boolean> {
    const where = {
      id,
      status: { notIn: ['QUEUED', 'RUNNING'] },
      OR: [{ status: 'FAILED' }, { files: { none: { status: UNFINISHED_FILE } } }],
    } satisfies Prisma.DatasetWhereInput;
    return (await this.catalog.write((tx) => tx.dataset.deleteMany({ where }))).count > 0;
  }
}

const UNFINISHED_FILE = { in: ['QUEUED', 'WRITING'] } satisfies Prisma.EnumFileStatusFilter;

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

function toDataset({
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
    failure: failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' },
    files: files.map(toOutputFile),
  };
}

function toOutputFile({ byteSize, ...row }: OutputFileRow): OutputFile {
  return { ...row, byteSize: byteSize === null ? null : Number(byteSize) };
}
