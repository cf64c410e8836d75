import type { Dataset, DatasetFailure, OutputFile, PartFile } from '../domain/dataset.js';
import { type Lease, LeaseLostError } from '../domain/job.js';
import type { Catalog } from './catalog.js';
import { noteChange } from './dataset-change-repository.js';
import { failureColumns } from './dataset-repository.js';
import type { Prisma } from './generated/sqlite/client.js';
import { finishJob, holdLease } from './job-repository.js';

/**
 * What jobs write of the datasets that they work on. Each step holds only as long as the job is still its owner's:
 * otherwise it writes nothing and throws LeaseLostError.
 */
export class DatasetWork {
  constructor(private readonly catalog: Catalog) {}

  /** Writes nothing, so that it also tells on a full disk. Throws LeaseLostError. */
  async checkLease({ jobId, ownerId }: Lease): Promise<void> {
    const held = await this.catalog.db.job.count({ where: { id: jobId, ownerId, cancelled: false } });
    if (held === 0) throw new LeaseLostError(jobId);
  }

  async start(lease: Lease, dataset: Dataset, adjustments: readonly string[], now: Date): Promise<void> {
    const { id, startedAt, generationMillis } = dataset;
    const begun = { startedAt: startedAt ?? now, generationMillis: generationMillis ?? 0 };
    await this.catalog.write(async (tx) => {
      await holdLease(tx, lease);
      const data = { ...begun, status: 'RUNNING', adjustments: [...adjustments] } as const;
      await tx.dataset.update({ where: { id }, data });
      await noteChange(tx, id, 'PROGRESSED');
    });
  }

  /** Makes an unfinished dataset one of another generator version, of which nothing is made yet. */
  async restart(lease: Lease, id: string, generatorVersion: string): Promise<void> {
    const nothing = { recordCount: null, byteSize: null, sha256: null } as const;
    await this.catalog.write(async (tx) => {
      await holdLease(tx, lease);
      await tx.partFile.deleteMany({ where: { datasetId: id } });
      await tx.outputFile.updateMany({ where: { datasetId: id }, data: { ...nothing, status: 'QUEUED' } });
      const data = { generatorVersion, recordsWritten: 0, generationMillis: null };
      await tx.dataset.update({ where: { id }, data });
      await noteChange(tx, id, 'PROGRESSED');
    });
  }

  /** Records a finished part and how far the dataset has come with it. */
  async insertPart(lease: Lease, datasetId: string, part: PartFile, generationMillis: number): Promise<void> {
    await this.catalog.write(async (tx) => {
      await holdLease(tx, lease, 'FURTHER');
      await tx.partFile.create({ data: { datasetId, ...part, byteSize: BigInt(part.byteSize) } });
      const recordsWritten = { increment: part.recordCount };
      await tx.dataset.update({ where: { id: datasetId }, data: { recordsWritten, generationMillis } });
      await noteChange(tx, datasetId, 'PROGRESSED');
    });
  }

  /** Forgets parts whose files are not what they were, so that they are made again. */
  async deleteParts(lease: Lease, datasetId: string, parts: readonly PartFile[]): Promise<void> {
    const index = { in: parts.map((part) => part.index) };
    const decrement = parts.reduce((sum, part) => sum + part.recordCount, 0);
    await this.catalog.write(async (tx) => {
      await holdLease(tx, lease);
      await tx.partFile.deleteMany({ where: { datasetId, index } });
      await tx.dataset.update({ where: { id: datasetId }, data: { recordsWritten: { decrement } } });
    });
  }

  /** Records how far a file has come. */
  async updateFile(lease: Lease, file: OutputFile): Promise<void> {
    await this.catalog.write(async (tx) => {
      await holdLease(tx, lease, file.status === 'COMPLETED' ? 'FURTHER' : undefined);
      await tx.outputFile.update({ where: { id: file.id }, data: stateOf(file) });
      await noteChange(tx, file.datasetId, 'PROGRESSED');
    });
  }

  /** Records what became of an exported file, which ends its job. */
  async finishFile(lease: Lease, file: OutputFile): Promise<void> {
    await this.catalog.write(async (tx) => {
      await finishJob(tx, lease);
      await tx.outputFile.update({ where: { id: file.id }, data: stateOf(file) });
      await noteChange(tx, file.datasetId, 'PROGRESSED');
    });
  }

  /** Makes a dataset COMPLETED, which ends its job. */
  async complete(lease: Lease, id: string, finishedAt: Date): Promise<void> {
    await this.catalog.write(async (tx) => {
      await finishJob(tx, lease);
      await tx.dataset.update({ where: { id }, data: { status: 'COMPLETED', finishedAt } });
      await noteChange(tx, id, 'FINISHED');
    });
  }

  /** Records why a dataset could not be made; its files are FAILED with it, and its job has only to clean up. */
  async fail(lease: Lease, id: string, failure: DatasetFailure, finishedAt: Date): Promise<void> {
    await this.catalog.write(async (tx) => {
      await holdLease(tx, lease);
      await tx.job.update({ where: { id: lease.jobId }, data: { cancelled: true } });
      const data = {
        status: 'FAILED',
        ...failureColumns(failure),
        finishedAt,
      } as const;
      await tx.dataset.update({ where: { id }, data });
      const failed = { status: 'FAILED', ...failureColumns(failure) } as const;
      await tx.outputFile.updateMany({ where: { datasetId: id }, data: failed });
      await tx.partFile.deleteMany({ where: { datasetId: id } });
      await noteChange(tx, id, 'FINISHED');
    });
  }
}

function stateOf({ status, recordCount, byteSize, sha256, failure, createdAt }: OutputFile) {
  return {
    status,
    recordCount,
    sha256,
    createdAt,
    ...failureColumns(failure),
    byteSize: byteSize === null ? null : BigInt(byteSize),
  } satisfies Prisma.OutputFileUpdateInput;
}
