import type { Dataset, DatasetFailure, OutputFile, PartFile, StoredDataset } from '../domain/dataset.js';
import type { JobKind } from '../domain/job.js';
import { FILES_LOST } from '../domain/file-state.js';
import { nameKey } from '../domain/name-key.js';
import type { Catalog } from './catalog.js';
import { noteChange } from './dataset-change-repository.js';
import { failureColumns, outputFileRow, toDataset, toPartFile, WITH_FILES } from './dataset-repository.js';
import type { Prisma } from './generated/sqlite/client.js';
import { insertJob } from './job-repository.js';

const BATCH = 200;

/** A dataset whose work is over, and what its files take. */
export interface DatasetBytes {
  readonly id: string;
  readonly name: string;
  readonly finishedAt: Date;
  readonly bytes: number;
}

/** What the care of data at rest reads and writes of datasets. */
export class DatasetCare {
  constructor(private readonly catalog: Catalog) {}

  async find(id: string): Promise<StoredDataset | null> {
    const row = await this.catalog.db.dataset.findUnique({ where: { id }, include: WITH_FILES_AND_PARTS });
    return row && toStored(row);
  }

  /** Every dataset with its parts, in order of id, read a batch at a time. */
  async *all(where: Prisma.DatasetWhereInput = {}): AsyncGenerator<StoredDataset> {
    for (let after = ''; ;) {
      const rows = await this.catalog.db.dataset.findMany({
        where: { AND: [where, { id: { gt: after } }] },
        orderBy: { id: 'asc' },
        take: BATCH,
        include: WITH_FILES_AND_PARTS,
      });
      yield* rows.map(toStored);
      const last = rows[rows.length - 1];
      if (!last) return;
      after = last.id;
    }
  }

  completed(): AsyncGenerator<StoredDataset> {
    return this.all({ status: 'COMPLETED' });
  }

  /** Says that a COMPLETED dataset has lost files, or has them again; false: it said so already, or is gone. */
  async updateLoss(id: string, failure: DatasetFailure | null): Promise<boolean> {
    const unlike = failure
      ? { OR: [{ failureMessage: null }, { failureMessage: { not: failure.message } }] }
      : { failureCode: FILES_LOST };
    const where = { id, status: 'COMPLETED', ...unlike } satisfies Prisma.DatasetWhereInput;
    const data = failureColumns(failure);
    return this.catalog.write(async (tx) => {
      if ((await tx.dataset.updateMany({ where, data })).count === 0) return false;
      await noteChange(tx, id, 'PROGRESSED');
      return true;
    });
  }

  /** Says that an exported file is lost, or there again; false: it said so already, or is gone. */
  async updateFileLoss({ id, datasetId }: OutputFile, failure: DatasetFailure | null): Promise<boolean> {
    const where = { id, status: failure ? 'COMPLETED' : 'FAILED' } as const;
    const data = { status: failure ? 'FAILED' : 'COMPLETED', ...failureColumns(failure) } as const;
    return this.catalog.write(async (tx) => {
      if ((await tx.outputFile.updateMany({ where, data })).count === 0) return false;
      await noteChange(tx, datasetId, 'PROGRESSED');
      return true;
    });
  }

  /**
   * Enters a dataset with its parts and files, and the jobs to make what is QUEUED, however many wait, unless there is one of
   * its id; its profile only if that is there.
   */
  async insert(dataset: Dataset, parts: readonly PartFile[]): Promise<boolean> {
    const { files, failure, ...columns } = dataset;
    return this.catalog.write(async (tx) => {
      if ((await tx.dataset.count({ where: { id: dataset.id } })) > 0) return false;
      const profiles = dataset.profileId === null ? 0 : await tx.profile.count({ where: { id: dataset.profileId } });
      const data = {
        ...columns,
        profileId: profiles > 0 ? dataset.profileId : null,
        nameKey: nameKey(dataset.name),
        settings: dataset.settings as unknown as Prisma.InputJsonObject,
        adjustments: [...dataset.adjustments],
        ...failureColumns(failure),
      };
      await tx.dataset.create({ data });
      await tx.partFile.createMany({ data: parts.map((part) => ({ ...part, datasetId: dataset.id })) });
      await tx.outputFile.createMany({ data: files.map(outputFileRow) });
      const leave = (kind: JobKind, { id, createdAt }: Pick<Dataset, 'id' | 'createdAt'>) =>
        insertJob(tx, { id, kind, datasetId: dataset.id, caller: '' }, createdAt, Infinity);
      if (dataset.status === 'QUEUED') await leave('GENERATION', dataset);
      const unwritten = files.filter(({ status }) => dataset.status === 'COMPLETED' && status === 'QUEUED');
      for (const file of unwritten) await leave('EXPORT', file);
      await noteChange(tx, dataset.id, 'CREATED');
      return true;
    });
  }

  /** Forgets in a copy of the catalog which processes work on the original: nobody works on the copy. */
  async removeRunners(): Promise<void> {
    await this.catalog.write((tx) => tx.runner.deleteMany());
  }

  /** Forgets a dataset in a copy of the catalog, where nothing works on it. */
  async remove(id: string): Promise<void> {
    await this.catalog.write(async (tx) => {
      await tx.dataset.deleteMany({ where: { id } });
      await tx.job.deleteMany({ where: { datasetId: id } });
    });
  }

  async removeFile(id: string): Promise<void> {
    await this.catalog.write(async (tx) => {
      await tx.outputFile.deleteMany({ where: { id } });
      await tx.job.deleteMany({ where: { id } });
    });
  }

  /** Makes an unfinished dataset one that is to be made from the beginning. */
  async rewind(id: string): Promise<void> {
    const beginning = { status: 'QUEUED', recordsWritten: 0, generationMillis: null, startedAt: null } as const;
    const nothing = { recordCount: null, byteSize: null, sha256: null } as const;
    await this.catalog.write(async (tx) => {
      await tx.partFile.deleteMany({ where: { datasetId: id } });
      await tx.outputFile.updateMany({ where: { datasetId: id }, data: { ...nothing, status: 'QUEUED' } });
      await tx.dataset.update({ where: { id }, data: beginning });
    });
  }

  /** Datasets whose work is over, the oldest first, and the bytes that all datasets take together. */
  async bytes(): Promise<{ readonly finished: readonly DatasetBytes[]; readonly total: number }> {
    const parts = await this.catalog.db.partFile.groupBy({ by: ['datasetId'], _sum: { byteSize: true } });
    const files = await this.catalog.db.outputFile.groupBy({ by: ['datasetId'], _sum: { byteSize: true } });
    const byDataset = new Map<string, number>();
    for (const { datasetId, _sum } of [...parts, ...files])
      byDataset.set(datasetId, (byDataset.get(datasetId) ?? 0) + Number(_sum.byteSize ?? 0));
    const rows = await this.catalog.db.dataset.findMany({
      where: { finishedAt: { not: null } },
      orderBy: [{ finishedAt: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, finishedAt: true },
    });
    const finished = rows.flatMap(({ id, name, finishedAt }) =>
      finishedAt === null ? [] : [{ id, name, finishedAt, bytes: byDataset.get(id) ?? 0 }],
    );
    return { finished, total: [...byDataset.values()].reduce((sum, bytes) => sum + bytes, 0) };
  }
}

const WITH_FILES_AND_PARTS = {
  ...WITH_FILES,
  parts: { orderBy: { index: 'asc' } },
} as const satisfies Prisma.DatasetInclude;

type StoredRow = Prisma.DatasetGetPayload<{ include: typeof WITH_FILES_AND_PARTS }>;

function toStored({ parts, ...row }: StoredRow): StoredDataset {
  return { dataset: toDataset(row), parts: parts.map(toPartFile) };
}
