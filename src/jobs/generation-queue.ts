import { rm } from 'node:fs/promises';
import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { Dataset } from '../domain/dataset.js';
import type { DataFolder } from '../records/data-folder.js';
import type { FileExport } from './file-export.js';
import type { Manifest } from './manifest.js';
import type { WorkerPool } from './worker-pool.js';
import type { PlanSummary } from './worker-tasks.js';

/** What the queue says to the service's log. */
export interface JobLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Takes datasets from QUEUED to a final state, a few at a time, their parts on the worker pool. */
export class GenerationQueue {
  private readonly waiting: string[] = [];
  private readonly running = new Map<string, Promise<void>>();
  private closing = false;

  constructor(
    private readonly datasets: DatasetRepository,
    private readonly folder: DataFolder,
    private readonly pool: WorkerPool,
    private readonly fileExport: FileExport,
    private readonly manifest: Manifest,
    private readonly log: JobLog,
  ) {}

  /** Takes up what an earlier process left unfinished. */
  async resume(): Promise<void> {
    for (const dataset of await this.datasets.findUnfinished()) this.enqueue(dataset.id);
  }

  enqueue(datasetId: string): void {
    if (this.closing || this.running.has(datasetId) || this.waiting.includes(datasetId)) return;
    this.waiting.push(datasetId);
    this.startNext();
  }

  /** Stops taking up work and lets go of what runs; the next start goes on with it. */
  async close(): Promise<void> {
    this.closing = true;
    await this.pool.close();
    await Promise.all(this.running.values());
  }

  private startNext(): void {
    while (!this.closing && this.running.size < this.pool.size) {
      const datasetId = this.waiting.shift();
      if (datasetId === undefined) return;
      const job = this.perform(datasetId)
        .catch((error: unknown) => this.log.error({ datasetId, err: error }, 'dataset left unfinished'))
        .finally(() => {
          this.running.delete(datasetId);
          this.startNext();
        });
      this.running.set(datasetId, job);
    }
  }

  private async perform(datasetId: string): Promise<void> {
    try {
      const dataset = await this.datasets.find(datasetId);
      if (!dataset) return;
      await this.makeParts(dataset);
      for (const file of dataset.files.filter((candidate) => candidate.status !== 'COMPLETED'))
        await this.fileExport.write(file, datasetId);
      await this.manifest.write(datasetId);
      await this.datasets.updateCompleted(datasetId, new Date());
      this.log.info({ datasetId, records: dataset.recordCount }, 'dataset completed');
    } catch (error) {
      if (this.closing) return;
      await this.fail(datasetId, error);
    } finally {
      if (!this.closing) await rm(this.folder.staging(datasetId), { recursive: true, force: true });
    }
  }

  /** Makes the parts that are missing. */
  private async makeParts(dataset: Dataset): Promise<void> {
    const { id: datasetId, settings, seed } = dataset;
    const request = { datasetId, settings, seed };
    const plan = await this.pool.run({ kind: 'plan', ...request });
    await this.datasets.updateStarted(dataset, plan.adjustments, new Date());
    const startedAt = performance.now() - (dataset.generationMillis ?? 0);
    const missing = await this.missingParts(datasetId, plan);
    const makeNext = async (): Promise<void> => {
      for (let part = missing.shift(); part && !this.closing; part = missing.shift()) {
        const facts = await this.pool.run({ kind: 'part', ...request, index: part.index });
        await this.datasets.insertPart(datasetId, { ...part, ...facts }, Math.round(performance.now() - startedAt));
      }
    };
    await Promise.all(Array.from({ length: this.pool.size }, makeNext));
    if (this.closing) throw new Error('closing before the dataset is complete');
  }

  private async missingParts(datasetId: string, plan: PlanSummary) {
    const finished = new Set((await this.datasets.findParts(datasetId)).map((part) => part.index));
    return plan.parts.filter((part) => !finished.has(part.index));
  }

  private async fail(datasetId: string, error: unknown): Promise<void> {
    this.log.error({ datasetId, err: error }, 'dataset failed');
    const message =
      'The generation stopped because of an internal error; the service log says which. Generate again to retry.';
    await this.datasets.updateFailed(datasetId, { code: 'GENERATION_FAILED', message }, new Date());
    await rm(this.folder.dataset(datasetId), { recursive: true, force: true });
  }
}
