import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetCare } from '../catalog/dataset-care.js';
import type { JobRepository } from '../catalog/job-repository.js';
import { type DataFolder, partName } from '../records/data-folder.js';
import { isMissing, makeFolder, statOrNull } from '../records/durable-file.js';
import type { JobLog } from './job-runner.js';
import type { Manifest } from './manifest.js';

/**
 * Moves what no row of the catalog knows out of datasets/ into quarantine/, where nothing is served from and nothing is
 * deleted: folders without a dataset, and files of records and exports that their dataset does not have. Has the manifests
 * of COMPLETED datasets say what the catalog says.
 */
export class Reconciler {
  constructor(
    private readonly care: DatasetCare,
    private readonly folder: DataFolder,
    private readonly jobs: JobRepository,
    private readonly manifest: Manifest,
    private readonly log: JobLog,
  ) {}

  async reconcile(): Promise<void> {
    for (const name of await namesIn(this.folder.datasets))
      try {
        await this.reconcileFolder(name);
      } catch (error) {
        this.log.error({ path: join('datasets', name), err: error }, 'a folder could not be compared with the catalog');
      }
  }

  private async reconcileFolder(name: string): Promise<void> {
    const stored = await this.care.find(name);
    if (!stored) {
      if (!(await this.jobs.concern(name))) await this.quarantine(name);
      return;
    }
    // The files are listed first, and the rows are read last: what a job has published that ended in between has its row then.
    const records = await namesIn(this.folder.records(name));
    const exports = await namesIn(this.folder.exports(name));
    if (await this.jobs.concern(name)) return; // they are the job's matter
    const now = await this.care.find(name);
    if (!now) return;
    const parts = new Set(now.parts.map((part) => partName(part.index)));
    const files = new Set(now.dataset.files.map((file) => file.name));
    for (const file of records) if (!parts.has(file)) await this.quarantine(join(name, 'records', file));
    for (const file of exports) if (!files.has(file)) await this.quarantine(join(name, 'exports', file));
    if (now.dataset.status === 'COMPLETED' && (await this.manifest.correct(name)))
      this.log.info({ datasetId: name }, 'manifest brought up to date');
  }

  /** Moves what is at a path under datasets/ to the same path under quarantine/, or beside what is there. */
  private async quarantine(path: string): Promise<void> {
    for (let copy = 1; ; copy++) {
      const kept = copy === 1 ? path : `${path}.${copy}`;
      const place = join(this.folder.quarantine, kept);
      if (await statOrNull(place)) continue;
      await makeFolder(join(place, '..'));
      try {
        await rename(join(this.folder.datasets, path), place);
      } catch (error) {
        if (isMissing(error)) return; // another process was quicker
        throw error;
      }
      const advice = 'no dataset of the catalog has this; if it should, move it back and run synth911 catalog rebuild';
      this.log.error({ path: join('datasets', path), movedTo: join('quarantine', kept) }, advice);
      return;
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}
