import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { RecordParts } from '../records/record-source.js';

const MAX_DATASETS = 100;

/** The part files of the datasets last read, which never change once a dataset is COMPLETED. */
export class PartsCache {
  /** The least recently used first. */
  private readonly known = new Map<string, RecordParts>();

  constructor(private readonly datasets: DatasetRepository) {}

  /** The parts of a COMPLETED dataset. */
  async of(datasetId: string): Promise<RecordParts> {
    const source = this.known.get(datasetId) ?? { datasetId, parts: await this.datasets.findParts(datasetId) };
    this.known.delete(datasetId);
    this.known.set(datasetId, source);
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size > MAX_DATASETS) this.known.delete(oldest);
    return source;
  }
}
