import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { DatasetWork } from '../catalog/dataset-work.js';
import type { DatasetFailure, OutputFile } from '../domain/dataset.js';
import { FILES_LOST, filesLost } from '../domain/file-state.js';
import { type Job, type JobOutcome, requireSurvivors } from '../domain/job.js';
import type { CallRecordFilter } from '../domain/record-filter.js';
import type { DataFolder } from '../records/data-folder.js';
import { bytesOfExport, requireSpace } from './disk-space.js';
import type { FileCheck } from './file-check.js';
import { knownFailure, mayPass, STORAGE_FAILED } from './job-fault.js';
import type { JobContext, JobLog, JobPerformer } from './job-runner.js';
import type { Manifest } from './manifest.js';
import type { WorkerPool } from './worker-pool.js';

/** Writes files from the records of datasets, on the worker pool. */
export class FileExport implements JobPerformer {
  constructor(
    private readonly datasets: DatasetRepository,
    private readonly work: DatasetWork,
    private readonly folder: DataFolder,
    private readonly pool: WorkerPool,
    private readonly check: FileCheck,
    private readonly manifest: Manifest,
    private readonly log: JobLog,
  ) {}

  async perform(job: Job, context: JobContext): Promise<JobOutcome> {
    const file = await this.datasets.findFile(job.id);
    if (!file) return 'CANCELLED';
    const outcome = await this.outcome(job, file, context);
    await this.work.finishFile(context.lease, outcome);
    await this.manifest.write(file.datasetId);
    return outcome.status === 'FAILED' ? 'FAILED' : 'COMPLETED';
  }

  private async outcome(job: Job, file: OutputFile, context: JobContext): Promise<OutputFile> {
    const about = { fileId: file.id, datasetId: file.datasetId, format: file.format };
    try {
      requireSurvivors(job);
      const dataset = await this.datasets.find(file.datasetId);
      await requireSpace(this.folder, bytesOfExport(file.format, dataset?.recordCount ?? 0));
      return await this.write(file, context);
    } catch (error) {
      context.signal.throwIfAborted();
      const failure = await this.failureOf(file, error);
      if (failure.code !== FILES_LOST && mayPass(error, context)) throw error;
      this.log.error({ ...about, err: error }, 'export failed');
      return { ...file, status: 'FAILED', failure };
    }
  }

  /** Why the file could not be written, as far as it can be told. */
  private async failureOf({ datasetId }: OutputFile, error: unknown): Promise<DatasetFailure> {
    const known = knownFailure(error, 'file');
    if (known && known.code !== STORAGE_FAILED) return known;
    const dataset = await this.datasets.find(datasetId);
    const stored = dataset && { dataset, parts: await this.datasets.findParts(datasetId) };
    const lost = stored && filesLost(await this.check.check(stored, 'SIZE'));
    const message =
      'The file could not be written because of an internal error; the service log says which. Export again to retry.';
    return lost ?? known ?? { code: 'EXPORT_FAILED', message };
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
    return { ...file, ...facts, status: 'COMPLETED', failure: null, createdAt: new Date() };
  }
}
