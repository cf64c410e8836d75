import { join } from 'node:path';
import type { DatasetCare } from '../catalog/dataset-care.js';
import type { Dataset, OutputFile, PartFile, StoredDataset } from '../domain/dataset.js';
import { NotFoundError, UnequalBytesError } from '../domain/errors.js';
import type { DatasetCheck } from '../domain/file-state.js';
import { keyIn } from '../domain/global-id.js';
import type { JobRunner } from '../jobs/job-runner.js';
import type { Manifest } from '../jobs/manifest.js';
import type { WorkerPool } from '../jobs/worker-pool.js';
import type { DataFolder } from '../records/data-folder.js';
import { moveDurably } from '../records/durable-file.js';
import { type RemadeFile, Remaking } from './remaking.js';
import type { Verification } from './verification.js';

/** A part that was made once more does not have the bytes that the catalog records. */
export interface DifferingPart {
  readonly part: PartFile;
  readonly sha256: string;
}

export interface RepairedDataset {
  readonly dataset: Dataset;
  /** Names of the files that were made again, parts first. */
  readonly repaired: readonly string[];
}

/** What people do to datasets at rest: verify them, make lost files again. */
export class Maintenance {
  constructor(
    private readonly care: DatasetCare,
    private readonly verification: Verification,
    private readonly manifest: Manifest,
    private readonly pool: WorkerPool,
    private readonly folder: DataFolder,
    private readonly runner: JobRunner,
    /** This process's own, which others leave alone as long as the runner says that it lives. */
    private readonly staging: string,
  ) {}

  /** The COMPLETED datasets of these ids, global or not; all that are COMPLETED when none is named. Throws NotFoundError. */
  async datasets(ids: readonly string[]): Promise<StoredDataset[]> {
    const found: StoredDataset[] = [];
    if (ids.length === 0) for await (const stored of this.care.completed()) found.push(stored);
    for (const id of ids) {
      const stored = await this.care.find(keyIn('Dataset', id) ?? id);
      if (!stored) throw new NotFoundError('dataset', id, ['datasetId']);
      found.push(stored);
    }
    return found;
  }

  /** Re-hashes the files of a COMPLETED dataset; null when it is none. */
  verify(datasetId: string, done: () => void): Promise<DatasetCheck | null> {
    return this.verification.check(datasetId, 'HASH', done);
  }

  /** Makes every part once more and answers those that differ from what is recorded. Throws OtherGeneratorError. */
  async regenerate({ dataset, parts }: StoredDataset, done: () => void): Promise<DifferingPart[]> {
    await this.runner.start();
    return Remaking.with(this.pool, this.staging, dataset, async (remaking) => {
      const waiting = [...parts];
      const differing: DifferingPart[] = [];
      const makeNext = async (): Promise<void> => {
        for (let part = waiting.shift(); part; part = waiting.shift()) {
          const remade = await remaking.part(part);
          await remaking.drop(remade);
          if (remade.sha256 !== part.sha256) differing.push({ part, sha256: remade.sha256 });
          done();
        }
      };
      await Promise.all(Array.from({ length: this.pool.size }, makeNext));
      return differing.toSorted((a, b) => a.part.index - b.part.index);
    });
  }

  /**
   * Makes the lost and damaged files of a COMPLETED dataset again, exactly as they were; answers null when it is none.
   * Throws OtherGeneratorError, and UnequalBytesError when what is made is not what was lost.
   */
  async repair(datasetId: string, done: () => void): Promise<RepairedDataset | null> {
    const check = await this.verification.check(datasetId, 'HASH', done);
    if (!check) return null;
    const { dataset } = check;
    const parts = check.parts.filter(({ state }) => state !== 'OK');
    const files = check.files.filter(({ state }) => state !== 'OK');
    if (parts.length + files.length === 0) return { dataset, repaired: [] };
    const repaired: string[] = [];
    await this.runner.start();
    const putAllBack = async (remaking: Remaking) => {
      for (const { part } of parts) {
        const name = `part ${part.index}`;
        await putBack(name, await remaking.part(part), part, this.folder.part(datasetId, part.index));
        repaired.push(name);
      }
      if (parts.length > 0) await this.care.updateLoss(datasetId, null);
      for (const { file } of files) {
        const place = join(this.folder.exports(datasetId), file.name);
        await putBack(file.name, await remaking.export(file, check.parts.length), file, place);
        await this.care.updateFileLoss(file, null);
        repaired.push(file.name);
      }
    };
    try {
      await Remaking.with(this.pool, this.staging, dataset, putAllBack);
    } finally {
      await this.manifest.write(datasetId); // if the dataset was deleted meanwhile, nothing is left of what was put back
    }
    return { dataset, repaired };
  }
}

/** Puts a remade file where the lost one was, if it is the same. */
async function putBack(
  name: string,
  remade: RemadeFile,
  { sha256 }: Pick<OutputFile, 'sha256'>,
  place: string,
): Promise<void> {
  if (remade.sha256 !== sha256) throw new UnequalBytesError(name, String(sha256), remade.sha256);
  await moveDurably(remade.staged, place);
}
