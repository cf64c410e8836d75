import { join } from 'node:path';

/** Where things are in the data folder. Names come from ids that we make, never from a client's text. */
export class DataFolder {
  constructor(readonly root: string) {}

  get catalogFile(): string {
    return join(this.root, 'catalog.db');
  }

  get datasets(): string {
    return join(this.root, 'datasets');
  }

  dataset(datasetId: string): string {
    return join(this.datasets, datasetId);
  }

  records(datasetId: string): string {
    return join(this.dataset(datasetId), 'records');
  }

  part(datasetId: string, index: number): string {
    return join(this.records(datasetId), partName(index));
  }

  exports(datasetId: string): string {
    return join(this.dataset(datasetId), 'exports');
  }

  manifest(datasetId: string): string {
    return join(this.dataset(datasetId), 'manifest.json');
  }

  /** Unfinished work of a job; never served. */
  staging(jobId: string): string {
    return join(this.root, 'staging', jobId);
  }
}

export function partName(index: number): string {
  return `part-${String(index).padStart(5, '0')}.parquet`;
}
