import type { DatasetBytes, DatasetCare } from '../catalog/dataset-care.js';
import { DomainError } from '../domain/errors.js';
import type { JobLog } from '../jobs/job-runner.js';
import type { DatasetService } from './datasets.js';

/** How long datasets are kept, and how many bytes of them. null: without limit. */
export interface RetentionLimits {
  readonly retentionDays: number | null;
  readonly retentionBytes: number | null;
}

const DAY = 24 * 60 * 60 * 1000;

/** Deletes datasets whose work is over when they are too old, and then the oldest until the rest fits. */
export class Retention {
  constructor(
    private readonly care: DatasetCare,
    private readonly datasets: DatasetService,
    private readonly limits: RetentionLimits,
    private readonly log: JobLog,
  ) {}

  get isOn(): boolean {
    return this.limits.retentionDays !== null || this.limits.retentionBytes !== null;
  }

  async apply(now: Date): Promise<void> {
    const { retentionDays, retentionBytes } = this.limits;
    const { finished, total } = await this.care.bytes();
    let left = total;
    for (const dataset of finished) {
      const days = (now.getTime() - dataset.finishedAt.getTime()) / DAY;
      const tooOld = retentionDays !== null && days > retentionDays;
      const tooMuch = retentionBytes !== null && left > retentionBytes && dataset.bytes > 0;
      if (!tooOld && !tooMuch) continue;
      const why = tooOld
        ? `it is older than ${retentionDays} days`
        : `all datasets have ${left} bytes, and ${retentionBytes} are kept`;
      if (await this.delete(dataset, why)) left -= dataset.bytes;
    }
  }

  private async delete({ id, name, bytes }: DatasetBytes, why: string): Promise<boolean> {
    try {
      await this.datasets.delete(id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.log.info({ datasetId: id, why: error.message }, 'retention leaves a dataset for now');
      return false;
    }
    this.log.info({ datasetId: id, name, bytes, why }, 'retention deleted a dataset');
    return true;
  }
}
