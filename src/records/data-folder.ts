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

  /** What was found in datasets/ and belongs to none; never served. */
  get quarantine(): string {
    return join(this.root, 'quarantine');
  }

  /** Unfinished work; never served. */
  get allStaging(): string {
    return join(this.root, 'staging');
  }

  /** Unfinished work of a process. */
  stagingOf(processId: string): string {
    return join(this.allStaging, processId);
  }

  /** Unfinished work of a process on a job. */
  staging(processId: string, jobId: string): string {
    return join(this.stagingOf(processId), jobId);
  }
}

export function partName(index: number): string {
  return `part-${String(index).padStart(5, '0')}.parquet`;
}
