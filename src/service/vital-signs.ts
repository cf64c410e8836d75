import { statfs } from 'node:fs/promises';
import type { DatasetRepository } from '../catalog/dataset-repository.js';
import type { JobCount, JobRepository } from '../catalog/job-repository.js';
import type { DatasetStatus } from '../domain/dataset.js';
import type { JobKind } from '../domain/job.js';
import type { JobRunner } from '../jobs/job-runner.js';
import type { PoolLoad, WorkerPool } from '../jobs/worker-pool.js';
import type { DataFolder } from '../records/data-folder.js';
import type { QueryLoad } from '../records/query-pool.js';

/** What the catalog says is left to do. */
export interface WorkLeft {
  readonly jobs: readonly JobCount[];
  /** 0: none waits. */
  readonly longestWaitSeconds: number;
  readonly datasets: Readonly<Record<DatasetStatus, number>>;
}

/** How the service is just now. */
export interface VitalSigns {
  /** null: the catalog does not answer. */
  readonly work: WorkLeft | null;
  /** Of the data folder; null: it cannot be reached. */
  readonly disk: { readonly freeBytes: number; readonly sizeBytes: number } | null;
  /** See JobRunner.stalls. */
  readonly stalls: ReadonlyMap<JobKind, number>;
  readonly workers: PoolLoad;
  readonly queries: readonly QueryLoad[];
}

export interface Watched {
  readonly jobs: JobRepository;
  readonly datasets: DatasetRepository;
  readonly runner: JobRunner;
  readonly pool: WorkerPool;
  readonly folder: DataFolder;
  readonly queryLoads: () => readonly QueryLoad[];
}

/** Reads the vital signs of the service, for whoever watches it. */
export class VitalSignsService {
  constructor(private readonly watched: Watched) {}

  async read(): Promise<VitalSigns> {
    const { runner, pool, queryLoads } = this.watched;
    const [work, disk] = await Promise.all([orNull(this.workLeft()), orNull(this.disk())]);
    return { work, disk, stalls: runner.stalls(), workers: pool.load, queries: queryLoads() };
  }

  private async workLeft(): Promise<WorkLeft> {
    const { jobs, datasets } = this.watched;
    const [counts, oldest, byStatus] = await Promise.all([
      jobs.counts(),
      jobs.oldestWaiting(),
      datasets.countByStatus(),
    ]);
    const longestWaitSeconds = oldest ? Math.max(0, Date.now() - oldest.getTime()) / 1_000 : 0;
    return { jobs: counts, longestWaitSeconds, datasets: byStatus };
  }

  private async disk() {
    const { bavail, blocks, bsize } = await statfs(this.watched.folder.root);
    return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
  }
}

/** What cannot be read is not there: whoever watches sees that, and the rest. */
async function orNull<Sign>(sign: Promise<Sign>): Promise<Sign | null> {
  return sign.catch(() => null);
}
