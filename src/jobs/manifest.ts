import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { DataFolder } from '../records/data-folder.js';
import { publishFile } from '../records/durable-file.js';

/** Repeats beside the data what the catalog says of them, so that either can be rebuilt from the other. */
export class Manifest {
  private lastWrite: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly datasets: DatasetRepository,
    private readonly folder: DataFolder,
    private readonly processId: string,
  ) {}

  /** Writes what the catalog says now; one after the other, so that the newest comes last. */
  write(datasetId: string): Promise<void> {
    return this.inTurn(() => this.writeNow(datasetId));
  }

  /** Removes the folder of a dataset that the catalog has forgotten, when no manifest is being written into it any more. */
  removeWithFolder(datasetId: string): Promise<void> {
    return this.inTurn(() => rm(this.folder.dataset(datasetId), { recursive: true, force: true }));
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const run = this.lastWrite.then(work);
    this.lastWrite = run.catch(() => undefined);
    return run;
  }

  private async writeNow(datasetId: string): Promise<void> {
    const dataset = await this.datasets.find(datasetId);
    if (!dataset) return;
    const parts = await this.datasets.findParts(datasetId);
    const { id, name, settings, seed, generatorVersion, profileId, profileRevision, recordCount, createdAt, files } =
      dataset;
    const about = { id, name, settings, seed, generatorVersion, profileId, profileRevision, recordCount, createdAt };
    const staging = this.folder.staging(this.processId, `manifest-${randomUUID()}`);
    try {
      await mkdir(staging, { recursive: true });
      const staged = join(staging, 'manifest.json');
      await writeFile(staged, `${JSON.stringify({ ...about, parts, files }, null, 2)}\n`);
      await publishFile(staged, this.folder.manifest(datasetId));
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }
}
