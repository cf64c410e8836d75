import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { OutputFile } from '../domain/dataset.js';
import type { CallRecordFilter } from '../domain/record-filter.js';
import type { WorkerPool } from './worker-pool.js';

/** Has a worker write one file, and records how it goes. */
export class FileExport {
  constructor(
    private readonly datasets: DatasetRepository,
    private readonly pool: WorkerPool,
  ) {}

  /** Takes the file from QUEUED to COMPLETED; unfinished work of it is staged under the job. */
  async write(file: OutputFile, jobId: string): Promise<void> {
    const { id: fileId, datasetId, name, format, filter } = file;
    await this.datasets.updateFile({ ...file, status: 'WRITING' });
    const parts = await this.datasets.findParts(datasetId);
    const wanted = filter === null ? null : (JSON.parse(filter) as CallRecordFilter); // checked before it was stored
    const task = { jobId, datasetId, fileId, name, format, filter: wanted, partCount: parts.length };
    const facts = await this.pool.run({ kind: 'export', ...task });
    await this.datasets.updateFile({ ...file, ...facts, status: 'COMPLETED', createdAt: new Date() });
  }
}
