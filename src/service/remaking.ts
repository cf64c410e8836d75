import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset, OutputFile, PartFile } from '../domain/dataset.js';
import { OtherGeneratorError } from '../domain/errors.js';
import type { CallRecordFilter } from '../domain/record-filter.js';
import { GENERATOR_VERSION } from '../generation/generator-version.js';
import type { WorkerPool } from '../jobs/worker-pool.js';
import { partName } from '../records/data-folder.js';
import type { FileFacts } from '../records/durable-file.js';

/** A file that was made once more, still in staging. */
export interface RemadeFile extends FileFacts {
  readonly staged: string;
}

/** Makes parts and files of a dataset once more, off the event loop, in a staging folder of its own. */
export class Remaking {
  private constructor(
    private readonly pool: WorkerPool,
    private readonly dataset: Dataset,
    private readonly staging: string,
  ) {}

  /** Lends a staging folder for the time of the work. Throws OtherGeneratorError when this build makes other bytes. */
  static async with<Result>(
    pool: WorkerPool,
    processStaging: string,
    dataset: Dataset,
    work: (remaking: Remaking) => Promise<Result>,
  ): Promise<Result> {
    const { id, generatorVersion } = dataset;
    if (generatorVersion !== GENERATOR_VERSION) throw new OtherGeneratorError(id, generatorVersion, GENERATOR_VERSION);
    const staging = join(processStaging, `remaking-${randomUUID()}`);
    await mkdir(staging, { recursive: true });
    try {
      return await work(new Remaking(pool, dataset, staging));
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  async part({ index }: PartFile): Promise<RemadeFile> {
    const { id: datasetId, settings, seed } = this.dataset;
    const staged = join(this.staging, partName(index));
    return { staged, ...(await this.pool.run({ kind: 'remakePart', datasetId, settings, seed, index, file: staged })) };
  }

  /** The dataset's parts must be there. */
  async export({ id, format, filter }: OutputFile, partCount: number): Promise<RemadeFile> {
    const staged = join(this.staging, id);
    const wanted = filter === null ? null : (JSON.parse(filter) as CallRecordFilter); // checked before it was stored
    const task = { datasetId: this.dataset.id, format, filter: wanted, partCount, file: staged };
    return { staged, ...(await this.pool.run({ kind: 'remakeExport', ...task })) };
  }

  /** Removes a remade file that is not needed any more. */
  async drop({ staged }: RemadeFile): Promise<void> {
    await rm(staged, { force: true });
  }
}
