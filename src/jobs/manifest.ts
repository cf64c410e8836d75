import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { Dataset } from '../domain/dataset.js';
import type { DataFolder } from '../records/data-folder.js';
import { moveDurably, remove } from '../records/durable-file.js';
import { manifestText } from './manifest-text.js';

/** Repeats beside the data what the catalog says of them, so that either can be rebuilt from the other. */
export class Manifest {
  /** The last write of each dataset that is under way. */
  private readonly lastWrites = new Map<string, Promise<unknown>>();

  constructor(
    private readonly datasets: DatasetRepository,
    private readonly folder: DataFolder,
    private readonly processId: string,
  ) {}

  /**
   * Writes what the catalog says now, with what it is about to say laid over; one after the other for each dataset, so that
   * the newest comes last. Of a dataset that the catalog has forgotten, nothing is left.
   */
  write(datasetId: string, next: Partial<Dataset> = {}): Promise<void> {
    return this.inTurn(datasetId, () => this.writeNow(datasetId, next));
  }

  /** Writes what the catalog says if the manifest does not, as after a crash between the two; answers whether it did not. */
  correct(datasetId: string): Promise<boolean> {
    return this.inTurn(datasetId, async () => {
      const there = await readFile(this.folder.manifest(datasetId), 'utf8').catch(() => null);
      if (there === (await this.text(datasetId, {}))) return false;
      await this.writeNow(datasetId, {});
      return true;
    });
  }

  /** Removes the folder of a dataset that the catalog has forgotten, when no manifest is being written into it any more. */
  removeWithFolder(datasetId: string): Promise<void> {
    return this.inTurn(datasetId, () => remove(this.folder.dataset(datasetId)));
  }

  private inTurn<Result>(datasetId: string, work: () => Promise<Result>): Promise<Result> {
    const run = (this.lastWrites.get(datasetId) ?? Promise.resolve()).then(work);
    const settled = run
      .catch(() => undefined)
      .finally(() => {
        if (this.lastWrites.get(datasetId) === settled) this.lastWrites.delete(datasetId);
      });
    this.lastWrites.set(datasetId, settled);
    return run;
  }

  /** Writes until nothing has changed since: another process may have written the manifest in between. */
  private async writeNow(datasetId: string, next: Partial<Dataset>): Promise<void> {
    let written: string | null = null;
    for (;;) {
      const text = await this.text(datasetId, next);
      if (text === null) return remove(this.folder.dataset(datasetId));
      if (text === written) return;
      await this.replace(datasetId, text);
      written = text;
    }
  }

  /** What the manifest is to say; null: the catalog does not know the dataset. */
  private async text(datasetId: string, next: Partial<Dataset>): Promise<string | null> {
    const dataset = await this.datasets.find(datasetId);
    if (!dataset) return null;
    const parts = await this.datasets.findParts(datasetId);
    return manifestText({ dataset: { ...dataset, ...next }, parts });
  }

  private async replace(datasetId: string, text: string): Promise<void> {
    const staging = this.folder.staging(this.processId, `manifest-${randomUUID()}`);
    try {
      await mkdir(staging, { recursive: true });
      const staged = join(staging, 'manifest.json');
      await writeFile(staged, text);
      await moveDurably(staged, this.folder.manifest(datasetId));
    } finally {
      await remove(staging);
    }
  }
}
