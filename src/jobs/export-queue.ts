import { rm } from 'node:fs/promises';
import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { DataFolder } from '../records/data-folder.js';
import type { FileExport } from './file-export.js';
import type { JobLog } from './generation-queue.js';
import type { Manifest } from './manifest.js';

/** Takes files that are exported from completed datasets from QUEUED to a final state, a few at a time. */
export class ExportQueue {
  private readonly waiting: string[] = [];
  private readonly running = new Map<string, Promise<void>>();
  private closing = false;

  constructor(
    private readonly datasets: DatasetRepository,
    private readonly folder: DataFolder,
    private readonly fileExport: FileExport,
    private readonly manifest: Manifest,
    private readonly atOnce: number,
    private readonly log: JobLog,
  ) {}

  /** Takes up what an earlier process left unfinished. */
  async resume(): Promise<void> {
    for (const file of await this.datasets.findUnfinishedExports()) this.enqueue(file.id);
  }

  enqueue(fileId: string): void {
    if (this.closing || this.running.has(fileId) || this.waiting.includes(fileId)) return;
    this.waiting.push(fileId);
    this.startNext();
  }

  /** Stops taking up work; call it before the workers are let go. */
  stop(): void {
    this.closing = true;
  }

  /** Waits for what still runs, which ends at once when the workers are let go. */
  async settled(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private startNext(): void {
    while (!this.closing && this.running.size < this.atOnce) {
      const fileId = this.waiting.shift();
      if (fileId === undefined) return;
      const job = this.perform(fileId)
        .catch((error: unknown) => this.log.error({ fileId, err: error }, 'export left unfinished'))
        .finally(() => {
          this.running.delete(fileId);
          this.startNext();
        });
      this.running.set(fileId, job);
    }
  }

  private async perform(fileId: string): Promise<void> {
    const file = await this.datasets.findFile(fileId);
    if (!file || file.status === 'COMPLETED') return;
    try {
      await this.fileExport.write(file, fileId);
      await this.manifest.write(file.datasetId);
      this.log.info({ fileId, datasetId: file.datasetId, format: file.format }, 'export completed');
    } catch (error) {
      if (this.closing) return;
      this.log.error({ fileId, datasetId: file.datasetId, err: error }, 'export failed');
      await this.datasets.updateFile({ ...file, status: 'FAILED' });
    } finally {
      if (!this.closing) await rm(this.folder.staging(fileId), { recursive: true, force: true });
    }
  }
}
