import type { DatasetCare } from '../catalog/dataset-care.js';
import { DomainError, FilesLostError } from '../domain/errors.js';
import { type DatasetCheck, FILES_LOST, fileLost, filesLost } from '../domain/file-state.js';
import type { CheckDepth, FileCheck } from '../jobs/file-check.js';
import type { JobLog } from '../jobs/job-runner.js';
import type { Manifest } from '../jobs/manifest.js';

/**
 * Checks that the files of COMPLETED datasets are there with their bytes, and has the catalog say what is lost: the dataset
 * says FILES_LOST and has no records, a lost exported file is FAILED. What is found well again by its hash is so again.
 */
export class Verification {
  /** The datasets that are being checked because their records could not be read. */
  private readonly suspected = new Map<string, Promise<DatasetCheck | null>>();

  constructor(
    private readonly care: DatasetCare,
    private readonly files: FileCheck,
    private readonly manifest: Manifest,
    private readonly log: JobLog,
  ) {}

  /** Checks a COMPLETED dataset; null when it is none. `done` is called after each file. */
  async check(datasetId: string, depth: CheckDepth, done?: () => void): Promise<DatasetCheck | null> {
    const stored = await this.care.find(datasetId);
    if (stored?.dataset.status !== 'COMPLETED') return null;
    const check = await this.files.check(stored, depth, done);
    await this.record(check, depth);
    return check;
  }

  /** Checks presence and size of every file of every COMPLETED dataset. */
  async checkAllSizes(): Promise<void> {
    for await (const stored of this.care.completed())
      try {
        await this.record(await this.files.check(stored, 'SIZE'), 'SIZE');
      } catch (error) {
        this.sayUnchecked(stored.dataset.id, error); // the others are there all the same
      }
  }

  /** Checks every file by its hash, one after the other, until `stopped` says so. */
  async checkAllHashes(stopped: () => boolean): Promise<void> {
    const started = performance.now();
    let [files, lost] = [0, 0];
    for await (const { dataset } of this.care.completed()) {
      if (stopped()) return;
      const check = await this.check(dataset.id, 'HASH').catch((error: unknown) => {
        if (!stopped()) this.sayUnchecked(dataset.id, error);
        return null;
      });
      const states = check ? [...check.parts, ...check.files] : [];
      files += states.length;
      lost += states.filter(({ state }) => state !== 'OK').length;
    }
    const seconds = Math.round((performance.now() - started) / 1000);
    if (files > 0) this.log.info({ files, lost, seconds }, 'all files were checked by their hashes');
  }

  /**
   * Does what reads the records of a COMPLETED dataset. When that fails, the dataset's files are checked at once; throws
   * FilesLostError when some are lost, or else what the work threw.
   */
  async reading<Result>(datasetId: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw await this.explained(datasetId, error);
    }
  }

  /** As `reading`, for work that gives one thing after the other. */
  async *readingEach<Item>(datasetId: string, items: AsyncIterable<Item>): AsyncGenerator<Item> {
    try {
      yield* items;
    } catch (error) {
      throw await this.explained(datasetId, error);
    }
  }

  private sayUnchecked(datasetId: string, error: unknown): void {
    this.log.error({ datasetId, err: error }, 'the files of the dataset could not be checked');
  }

  private async explained(datasetId: string, error: unknown): Promise<unknown> {
    if (error instanceof DomainError) return error;
    const check = await this.suspect(datasetId);
    const failure = check && filesLost(check);
    return failure ? new FilesLostError(failure.message) : error;
  }

  private suspect(datasetId: string): Promise<DatasetCheck | null> {
    const running = this.suspected.get(datasetId);
    if (running) return running;
    const check = this.checkSuspect(datasetId).finally(() => this.suspected.delete(datasetId));
    this.suspected.set(datasetId, check);
    return check;
  }

  /** The quick look is enough when it finds something. */
  private async checkSuspect(datasetId: string): Promise<DatasetCheck | null> {
    const check = await this.check(datasetId, 'SIZE');
    return check && !filesLost(check) ? this.check(datasetId, 'HASH') : check;
  }

  private async record(check: DatasetCheck, depth: CheckDepth): Promise<void> {
    const datasetId = check.dataset.id;
    const failure = filesLost(check);
    let changed = false;
    if (failure || depth === 'HASH') changed = await this.care.updateLoss(datasetId, failure);
    if (changed && failure) this.log.error({ datasetId, code: FILES_LOST }, failure.message);
    else if (changed) this.log.info({ datasetId }, 'all records of the dataset are there again');
    for (const checked of check.files) {
      const { file, state } = checked;
      if (state === 'OK' && depth === 'SIZE') continue;
      if (!(await this.care.updateFileLoss(file, fileLost(checked)))) continue;
      changed = true;
      const details = { datasetId, fileId: file.id, name: file.name, state };
      if (state === 'OK') this.log.info(details, 'an exported file is there again');
      else this.log.error(details, 'an exported file is lost or damaged; synth911 repair makes it again');
    }
    if (changed) await this.manifest.write(datasetId);
  }
}
