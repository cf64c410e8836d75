import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { OutputFile } from '../domain/dataset.js';
import type { ConditionOf } from '../records/record-source.js';
import type { WorkerPool } from './worker-pool.js';

/** Has a worker write one file, and records how it goes. */
export class FileExport {
  constructor(
    private readonly datasets: DatasetRepository,
    private readonly pool: WorkerPool,
    private readonly conditionOf: ConditionOf,
  ) {}

  /** Takes the file from QUEUED to COMPLETED; unfinished work of it is staged under the job. */
  async write(file: OutputFile, jobId: string): Promise<void> {
    const { id: fileId, datasetId, name, format, filter } = file;
    await this.datasets.updateFile({ ...file, status: 'WRITING' });
    const parts = await this.datasets.findParts(datasetId);
    const condition = filter === null ? null : this.conditionOf(JSON.parse(filter));
    const task = { jobId, datasetId, fileId, name, format, condition, partCount: parts.length };
    const facts = await this.pool.run({ kind: 'export', ...task });
    await this.datasets.updateFile({ ...file, ...facts, status: 'COMPLETED', createdAt: new Date() });
  }
}
