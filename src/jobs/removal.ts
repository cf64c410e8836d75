import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRepository } from '../catalog/job-repository.js';
import type { Job, JobOutcome } from '../domain/job.js';
import type { JobContext, JobPerformer } from './job-runner.js';
import type { Manifest } from './manifest.js';

const LOOK_MILLISECONDS = 50;

/** Removes the folders of datasets that the catalog has forgotten. */
export class Removal implements JobPerformer {
  constructor(
    private readonly jobs: JobRepository,
    private readonly manifest: Manifest,
  ) {}

  async perform(job: Job, { signal }: JobContext): Promise<JobOutcome> {
    await this.cleanUp(job, signal);
    return 'COMPLETED';
  }

  /** Waits until no other job can write into the folder any more, then removes it. */
  async cleanUp(job: Job, stopping: AbortSignal): Promise<void> {
    while ((await this.jobs.countOthers(job)) > 0) await sleep(LOOK_MILLISECONDS, undefined, { signal: stopping });
    await this.manifest.removeWithFolder(job.datasetId);
  }
}
