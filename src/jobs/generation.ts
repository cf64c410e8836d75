import { join } from 'node:path';
import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { DatasetWork } from '../catalog/dataset-work.js';
import type { Dataset, DatasetFailure, OutputFile } from '../domain/dataset.js';
import { type Job, type JobOutcome, requireSurvivors } from '../domain/job.js';
import { GENERATOR_VERSION } from '../generation/generator-version.js';
import type { DataFolder } from '../records/data-folder.js';
import { remove } from '../records/durable-file.js';
import { UNTOLD } from '../telemetry/telemetry.js';
import { bytesOfExport, bytesOfRun, requireSpace } from './disk-space.js';
import type { FileExport } from './file-export.js';
import { knownFailure, mayPass } from './job-fault.js';
import type { JobContext, JobLog, JobPerformer } from './job-runner.js';
import type { Manifest } from './manifest.js';
import type { WorkerPool } from './worker-pool.js';
import type { PlanSummary } from './worker-tasks.js';

/** Makes datasets: their parts on the worker pool, then the files that they are to have. */
export class Generation implements JobPerformer {
  constructor(
    private readonly datasets: DatasetRepository,
    private readonly work: DatasetWork,
    private readonly folder: DataFolder,
    private readonly pool: WorkerPool,
    private readonly fileExport: FileExport,
    private readonly manifest: Manifest,
    private readonly log: JobLog,
    private readonly telemetry = UNTOLD,
  ) {}

  async perform(job: Job, context: JobContext): Promise<JobOutcome> {
    const { datasetId } = job;
    const stored = await this.datasets.find(datasetId);
    if (!stored) return 'CANCELLED';
    try {
      requireSurvivors(job);
      const dataset = await this.ofThisVersion(stored, context);
      await requireSpace(this.folder, bytesLeftOf(dataset));
      await this.makeParts(dataset, context);
      for (const file of await this.missingFiles(dataset, context.signal)) {
        await this.work.updateFile(context.lease, await this.fileExport.write(file, context));
        context.progressed();
      }
      const finishedAt = new Date();
      await this.manifest.write(datasetId, { status: 'COMPLETED', finishedAt });
      await this.work.complete(context.lease, datasetId, finishedAt);
      return 'COMPLETED';
    } catch (error) {
      context.signal.throwIfAborted();
      if (mayPass(error, context)) throw error;
      await this.fail(stored, context, error);
      return 'FAILED';
    }
  }

  async cleanUp({ datasetId }: Job): Promise<void> {
    await this.manifest.removeWithFolder(datasetId);
  }

  /** The dataset; begun anew when another generator version was to make it, since parts of two versions do not go together. */
  private async ofThisVersion(dataset: Dataset, { lease }: JobContext): Promise<Dataset> {
    const { id, generatorVersion } = dataset;
    if (generatorVersion === GENERATOR_VERSION) return dataset;
    await this.work.checkLease(lease);
    await this.manifest.removeWithFolder(id);
    await this.work.restart(lease, id, GENERATOR_VERSION);
    const versions = { from: generatorVersion, to: GENERATOR_VERSION };
    this.log.info({ datasetId: id, ...versions }, 'dataset begun anew, by another generator version');
    return (await this.datasets.find(id)) ?? dataset;
  }

  /** Makes the parts that are missing. */
  private async makeParts(dataset: Dataset, { lease, signal, staging, progressed }: JobContext): Promise<void> {
    const { id: datasetId, settings, seed } = dataset;
    const request = { datasetId, settings, seed };
    const plan = await this.pool.run({ kind: 'plan', ...request }, signal);
    await this.work.start(lease, dataset, plan.adjustments, new Date());
    await this.manifest.write(datasetId);
    const startedAt = performance.now() - (dataset.generationMillis ?? 0);
    const missing = await this.missingParts(dataset, plan, { lease, signal });
    const makeNext = async (): Promise<void> => {
      for (let part = missing.shift(); part; part = missing.shift()) {
        signal.throwIfAborted();
        const facts = await this.pool.run(
          { kind: 'part', ...request, pools: plan.pools, index: part.index, staging },
          signal,
        );
        const millis = Math.round(performance.now() - startedAt);
        await this.work.insertPart(lease, datasetId, { ...part, ...facts }, millis);
        this.telemetry.recordsGenerated(part.recordCount);
        progressed();
      }
    };
    await allEnded(Array.from({ length: this.pool.size }, makeNext));
  }

  /** The parts of the plan that are not there, or not what they were when they were finished. */
  private async missingParts(
    dataset: Dataset,
    plan: PlanSummary,
    { lease, signal }: Pick<JobContext, 'lease' | 'signal'>,
  ) {
    const finished = await this.datasets.findParts(dataset.id);
    const intact = await Promise.all(
      finished.map((part) => this.isIntact(this.folder.part(dataset.id, part.index), part, signal)),
    );
    const damaged = finished.filter((_, i) => !intact[i]);
    if (damaged.length > 0) await this.work.deleteParts(lease, dataset.id, damaged);
    const kept = new Set(finished.filter((_, i) => intact[i]).map((part) => part.index));
    return plan.parts.filter((part) => !kept.has(part.index));
  }

  /** The files that were never written, or are not what they were when they were. */
  private async missingFiles({ id, files }: Dataset, signal: AbortSignal): Promise<OutputFile[]> {
    const isWritten = async (file: OutputFile) =>
      file.status === 'COMPLETED' && (await this.isIntact(join(this.folder.exports(id), file.name), file, signal));
    const written = await Promise.all(files.map(isWritten));
    return files.filter((_, i) => !written[i]);
  }

  private async isIntact(
    file: string,
    { byteSize, sha256 }: Pick<OutputFile, 'byteSize' | 'sha256'>,
    signal: AbortSignal,
  ) {
    const facts = await this.pool.run({ kind: 'hash', file }, signal);
    return facts?.byteSize === byteSize && facts.sha256 === sha256;
  }

  private async fail({ id }: Dataset, { lease, staging }: JobContext, error: unknown): Promise<void> {
    await this.work.checkLease(lease); // or else what is there is another process's work
    this.log.error({ datasetId: id, err: error }, 'dataset failed');
    // What is left goes first: a full disk leaves the catalog no room either. Cleaning up removes what stays for now.
    const removals = await Promise.allSettled([remove(staging), this.manifest.removeWithFolder(id)]);
    for (const removal of removals)
      if (removal.status === 'rejected')
        this.log.error({ datasetId: id, err: removal.reason }, 'leftovers stay for now');
    await this.work.fail(lease, id, failureOf(error), new Date());
  }
}

/** An estimate of what the parts and files that are still to be made take on the disk. */
function bytesLeftOf({ settings, recordCount, recordsWritten, files }: Dataset): number {
  const unwritten = files.filter((file) => file.status !== 'COMPLETED').map((file) => file.format);
  const exported = unwritten.reduce((sum, format) => sum + bytesOfExport(format, recordCount), 0);
  return bytesOfRun({ ...settings, recordCount: recordCount - recordsWritten }, []) + exported;
}

function failureOf(error: unknown): DatasetFailure {
  const message =
    'The generation stopped because of an internal error; the service log says which. Generate again to retry.';
  return knownFailure(error, 'dataset') ?? { code: 'GENERATION_FAILED', message };
}

/** Waits for all of them, then throws the first error: nothing is still written when it does. */
async function allEnded(works: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(works)) if (result.status === 'rejected') throw result.reason;
}
