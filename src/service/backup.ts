import { constants } from 'node:fs';
import { copyFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { Catalog } from '../catalog/catalog.js';
import { copyCatalog } from '../catalog/catalog-copy.js';
import { DatasetCare } from '../catalog/dataset-care.js';
import { isFinal, type OutputFile, type StoredDataset } from '../domain/dataset.js';
import type { FileState } from '../domain/file-state.js';
import { stateFrom } from '../jobs/file-check.js';
import { manifestText } from '../jobs/manifest-text.js';
import type { WorkerPool } from '../jobs/worker-pool.js';
import { DataFolder } from '../records/data-folder.js';
import { isMissing, makeFolder, moveDurably, synchronise } from '../records/durable-file.js';
import { type BackedUpFile, BackupError, contentsFile, contentsText } from './backup-contents.js';

/** How far a copy is. */
export interface CopyProgress {
  readonly files: number;
  readonly done: number;
}

export interface BackedUp {
  readonly datasets: number;
  readonly files: number;
  readonly bytes: number;
  /** Files of the datasets that are lost or damaged here, and so not in the backup. */
  readonly damaged: readonly string[];
}

/** Copies catalog and files of a data folder while a service works on it. */
export class Backup {
  constructor(
    private readonly live: DatasetCare,
    private readonly folder: DataFolder,
    private readonly pool: WorkerPool,
  ) {}

  /** Makes a backup in an empty folder, every file checked by its hash. Throws BackupError. */
  async make(target: string, report: (progress: CopyProgress) => void): Promise<BackedUp> {
    const backup = new DataFolder(resolve(target));
    await requireEmpty(backup.root, 'A backup needs a folder of its own');
    const inside = relative(this.folder.root, backup.root);
    if (inside !== '..' && !inside.startsWith(`..${sep}`))
      throw new BackupError('A backup must be outside the data folder.');
    await makeFolder(backup.root);
    const createdAt = new Date().toISOString();
    await copyCatalog(this.folder.catalogFile, backup.catalogFile);
    const catalog = Catalog.open(backup.catalogFile);
    const copied = new BackupCopy(this.live, new DatasetCare(catalog), this.folder, backup, this.pool, report);
    try {
      await copied.copyDatasets();
    } finally {
      await catalog.close();
    }
    await copied.include(backup.catalogFile);
    const { files, datasets, damaged } = copied;
    const unfinished = `${contentsFile(backup.root)}.unfinished`;
    await writeFile(unfinished, contentsText({ createdAt, files }));
    await moveDurably(unfinished, contentsFile(backup.root));
    const bytes = files.reduce((sum, file) => sum + file.byteSize, 0);
    return { datasets, files: files.length, bytes, damaged };
  }
}

/** One backup while it is made. */
class BackupCopy {
  readonly files: BackedUpFile[] = [];
  readonly damaged: string[] = [];
  datasets = 0;
  private total = 0;
  private done = 0;

  constructor(
    private readonly live: DatasetCare,
    /** The catalog's copy, in which what is deleted meanwhile is forgotten too. */
    private readonly copy: DatasetCare,
    private readonly folder: DataFolder,
    private readonly backup: DataFolder,
    private readonly pool: WorkerPool,
    private readonly report: (progress: CopyProgress) => void,
  ) {}

  async copyDatasets(): Promise<void> {
    await this.copy.removeRunners();
    for await (const { dataset, parts } of this.copy.completed()) this.total += parts.length + dataset.files.length;
    for await (const stored of this.copy.all()) {
      const { id, status } = stored.dataset;
      if (status === 'COMPLETED') await this.copyDataset(stored);
      else if (!isFinal(status)) await this.copy.rewind(id);
      this.datasets += 1;
    }
  }

  /** Adds a file of the backup to its contents. */
  async include(place: string): Promise<void> {
    await synchronise(place);
    const found = await this.pool.run({ kind: 'hash', file: place });
    if (!found || found.sha256 === null) throw new Error(`${place} cannot be read after it was written`);
    const path = relative(this.backup.root, place).replaceAll(sep, '/');
    this.files.push({ path, byteSize: found.byteSize, sha256: found.sha256 });
  }

  private async copyDataset(stored: StoredDataset): Promise<void> {
    const { id, files } = stored.dataset;
    for (const part of stored.parts) {
      const state = await this.copyFile(this.folder.part(id, part.index), this.backup.part(id, part.index), part);
      if (state !== 'OK' && !(await this.live.find(id))) return this.leaveOut(id);
      if (state !== 'OK') this.damaged.push(`part ${part.index} of dataset ${id}`);
    }
    for (const file of files.filter(({ status }) => status === 'COMPLETED'))
      if ((await this.copyExport(file)) === 'DATASET_GONE') return this.leaveOut(id);
    const current = await this.copy.find(id);
    if (!current) return;
    const manifest = this.backup.manifest(id);
    await makeFolder(this.backup.dataset(id));
    await writeFile(manifest, manifestText(current));
    await this.include(manifest);
    await synchronise(this.backup.dataset(id));
  }

  private async copyExport(file: OutputFile): Promise<'COPIED' | 'DATASET_GONE'> {
    const [source, place] = [this.folder, this.backup].map((root) => join(root.exports(file.datasetId), file.name));
    if ((await this.copyFile(String(source), String(place), file)) === 'OK') return 'COPIED';
    const live = await this.live.find(file.datasetId);
    if (!live) return 'DATASET_GONE';
    if (live.dataset.files.some(({ id }) => id === file.id))
      this.damaged.push(`${file.name} of dataset ${file.datasetId}`);
    else await this.copy.removeFile(file.id);
    return 'COPIED';
  }

  /** Copies a file that should be as recorded; one that is not is not kept. */
  private async copyFile(
    source: string,
    place: string,
    recorded: Pick<OutputFile, 'byteSize' | 'sha256'>,
  ): Promise<FileState> {
    const state = stateFrom(await this.copiedFile(source, place), recorded);
    if (state !== 'OK') await rm(place, { force: true });
    else
      this.files.push({
        path: this.pathOf(place),
        byteSize: Number(recorded.byteSize),
        sha256: String(recorded.sha256),
      });
    this.done += 1;
    this.report({ files: this.total, done: this.done });
    return state;
  }

  private async copiedFile(source: string, place: string) {
    await makeFolder(join(place, '..'));
    try {
      await copyFile(source, place, constants.COPYFILE_FICLONE);
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    await synchronise(place);
    await synchronise(join(place, '..'));
    return this.pool.run({ kind: 'hash', file: place });
  }

  private async leaveOut(datasetId: string): Promise<void> {
    await this.copy.remove(datasetId);
    await rm(this.backup.dataset(datasetId), { recursive: true, force: true });
    const path = this.pathOf(this.backup.dataset(datasetId));
    const kept = this.files.filter((file) => !file.path.startsWith(`${path}/`));
    this.files.splice(0, this.files.length, ...kept);
    this.datasets -= 1;
  }

  private pathOf(place: string): string {
    return relative(this.backup.root, place).replaceAll(sep, '/');
  }
}

/** Throws BackupError when the folder has anything in it. */
export async function requireEmpty(folder: string, why: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  if (names.length > 0) throw new BackupError(`${why}, and '${folder}' is not empty.`);
}
