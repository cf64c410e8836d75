import { stat } from 'node:fs/promises';
import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { DataFolder } from '../records/data-folder.js';
import { isMissing } from '../records/durable-file.js';
import type { RecordParts } from '../records/record-source.js';

const MAX_DATASETS = 100;

/** The part files of the datasets last read, which never change once a dataset is COMPLETED, unless they are lost or repaired. */
export class PartsCache {
  /** The least recently used first. */
  private readonly known = new Map<string, RecordParts>();

  constructor(
    private readonly datasets: DatasetRepository,
    private readonly folder: DataFolder,
  ) {}

  /** The parts of a COMPLETED dataset. */
  async of(datasetId: string): Promise<RecordParts> {
    const stamp = await this.stampOf(datasetId);
    const kept = this.known.get(datasetId);
    const source = kept?.stamp === stamp ? kept : { datasetId, stamp, parts: await this.datasets.findParts(datasetId) };
    this.known.delete(datasetId);
    this.known.set(datasetId, source);
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size > MAX_DATASETS) this.known.delete(oldest);
    return source;
  }

  /** Changes when a file is put into the folder or taken out of it, by whatever process. */
  private async stampOf(datasetId: string): Promise<string> {
    try {
      return String((await stat(this.folder.records(datasetId), { bigint: true })).mtimeNs);
    } catch (error) {
      if (isMissing(error)) return 'missing';
      throw error;
    }
  }
}
