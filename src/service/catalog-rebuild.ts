import { readdir, readFile } from 'node:fs/promises';
import type { DatasetCare } from '../catalog/dataset-care.js';
import type { JobRepository } from '../catalog/job-repository.js';
import { isFinal, type OutputFile, type StoredDataset } from '../domain/dataset.js';
import { fileLost, filesLost } from '../domain/file-state.js';
import type { FileCheck } from '../jobs/file-check.js';
import { ManifestError, parseManifest } from '../jobs/manifest-text.js';
import type { DataFolder } from '../records/data-folder.js';
import { isMissing } from '../records/durable-file.js';

/** What became of a folder under datasets/ that the catalog did not know. */
export interface RebuiltFolder {
  readonly folder: string;
  /** null: the manifest is not there or cannot be read, and `problem` says why. */
  readonly dataset: StoredDataset['dataset'] | null;
  /** What is wrong with the dataset or its manifest; null when all is well. */
  readonly problem: string | null;
}

/** Enters datasets into the catalog that only their manifests know. */
export class CatalogRebuild {
  constructor(
    private readonly care: DatasetCare,
    private readonly jobs: JobRepository,
    private readonly files: FileCheck,
    private readonly folder: DataFolder,
  ) {}

  /** The folders of datasets that the catalog does not know, without those that wait for their removal. */
  async unknown(): Promise<string[]> {
    const unknown = [];
    for (const name of (await readdir(this.folder.datasets)).toSorted())
      if (!(await this.care.find(name)) && !(await this.jobs.concern(name))) unknown.push(name);
    return unknown;
  }

  /** Enters the dataset of a folder, its files checked by their hashes; an unfinished one comes back as QUEUED. */
  async rebuild(folder: string): Promise<RebuiltFolder> {
    try {
      const stored = await this.stored(folder);
      const { dataset, parts } = isFinal(stored.dataset.status) ? await this.checked(stored) : unmade(stored);
      await this.care.insert(dataset, parts);
      return { folder, dataset, problem: dataset.failure?.message ?? null };
    } catch (error) {
      if (error instanceof ManifestError)
        return { folder, dataset: null, problem: `The manifest of ${folder} cannot be used: ${error.message}.` };
      throw error;
    }
  }

  private async stored(folder: string): Promise<StoredDataset> {
    const stored = parseManifest(await this.manifestText(folder));
    if (stored.dataset.id !== folder) throw new ManifestError(`its id is ${stored.dataset.id}, not the folder's name`);
    return stored;
  }

  private async manifestText(folder: string): Promise<string> {
    try {
      return await readFile(this.folder.manifest(folder), 'utf8');
    } catch (error) {
      if (isMissing(error)) throw new ManifestError('it is not there');
      throw error;
    }
  }

  /** The dataset with what its files turn out to be; those that were still to be exported are QUEUED. */
  private async checked({ dataset, parts }: StoredDataset): Promise<StoredDataset> {
    if (dataset.status !== 'COMPLETED') return { dataset, parts };
    const check = await this.files.check({ dataset, parts }, 'HASH');
    const lost = new Map(check.files.map((checked) => [checked.file.id, fileLost(checked)]));
    const files = dataset.files.map((file): OutputFile => {
      if (!isSettled(file)) return unwritten(file);
      const failure = lost.get(file.id) ?? null;
      if (lost.has(file.id)) return { ...file, status: failure ? 'FAILED' : 'COMPLETED', failure };
      return { ...file, status: 'FAILED' }; // it never was written
    });
    return { dataset: { ...dataset, files, failure: filesLost(check) }, parts };
  }
}

/** The dataset as if no work had begun on it. */
function unmade({ dataset }: StoredDataset): StoredDataset {
  const beginning = { status: 'QUEUED', recordsWritten: 0, generationMillis: null, startedAt: null } as const;
  return { dataset: { ...dataset, ...beginning, files: dataset.files.map(unwritten) }, parts: [] };
}

function isSettled({ status }: OutputFile): boolean {
  return status === 'COMPLETED' || status === 'FAILED';
}

function unwritten(file: OutputFile): OutputFile {
  return { ...file, status: 'QUEUED', recordCount: null, byteSize: null, sha256: null, failure: null };
}
