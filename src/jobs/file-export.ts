import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { DatasetWork } from '../catalog/dataset-work.js';
import type { OutputFile } from '../domain/dataset.js';
import type { Job } from '../domain/job.js';
import type { CallRecordFilter } from '../domain/record-filter.js';
import type { JobContext, JobLog, JobPerformer } from './job-runner.js';
import type { Manifest } from './manifest.js';
import type { WorkerPool } from './worker-pool.js';

/** Writes files from the records of datasets, on the worker pool. */
export class FileExport implements JobPerformer {
  constructor(
    private readonly datasets: DatasetRepository,
    private readonly work: DatasetWork,
    private readonly pool: WorkerPool,
    private readonly manifest: Manifest,
    private readonly log: JobLog,
  ) {}

  async perform({ id }: Job, context: JobContext): Promise<void> {
    const file = await this.datasets.findFile(id);
    if (!file) return;
    await this.work.finishFile(context.lease, await this.outcome(file, context));
    await this.manifest.write(file.datasetId);
  }

  private async outcome(file: OutputFile, context: JobContext): Promise<OutputFile> {
    const about = { fileId: file.id, datasetId: file.datasetId, format: file.format };
    try {
      const written = await this.write(file, context);
      this.log.info(about, 'export completed');
      return written;
    } catch (error) {
      context.signal.throwIfAborted();
      this.log.error({ ...about, err: error }, 'export failed');
      return { ...file, status: 'FAILED' };
    }
  }

  /** Nothing is published before the file is COMPLETED, and then it is its dataset's. */
  async cleanUp(): Promise<void> {}

  /** Takes a file from QUEUED to WRITING and answers it as it is when COMPLETED. */
  async write(file: OutputFile, { lease, signal, staging }: JobContext): Promise<OutputFile> {
    const { id: fileId, datasetId, name, format, filter } = file;
    await this.work.updateFile(lease, { ...file, status: 'WRITING' });
    const parts = await this.datasets.findParts(datasetId);
    const wanted = filter === null ? null : (JSON.parse(filter) as CallRecordFilter); // checked before it was stored
    const task = { staging, datasetId, fileId, name, format, filter: wanted, partCount: parts.length };
    const facts = await this.pool.run({ kind: 'export', ...task }, signal);
    return { ...file, ...facts, status: 'COMPLETED', createdAt: new Date() };
  }
}
