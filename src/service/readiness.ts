import { access, constants } from 'node:fs/promises';
import type { Catalog } from '../catalog/catalog.js';
import type { WorkerPool } from '../jobs/worker-pool.js';
import type { DataFolder } from '../records/data-folder.js';

/** Whether the service takes work, and what keeps it from that. */
export interface ReadinessReport {
  readonly ready: boolean;
  readonly checks: Readonly<
    Record<'jobs' | 'workers' | 'catalog' | 'dataFolder', 'ok' | 'starting' | 'stopping' | 'failing'>
  >;
}

/** Looks whether the service takes work: its jobs run, there are threads to do them, the catalog answers, the data folder can be written to. */
export class Readiness {
  private jobs: 'ok' | 'starting' | 'stopping' = 'starting';

  constructor(
    private readonly catalog: Catalog,
    private readonly folder: DataFolder,
    private readonly pool: Pick<WorkerPool, 'load'>,
  ) {}

  start(): void {
    if (this.jobs === 'starting') this.jobs = 'ok';
  }

  stop(): void {
    this.jobs = 'stopping';
  }

  private get workers(): 'ok' | 'starting' | 'failing' {
    if (this.pool.load.threads > 0) return 'ok';
    return this.jobs === 'starting' ? 'starting' : 'failing';
  }

  async report(): Promise<ReadinessReport> {
    const [catalog, dataFolder] = await Promise.all([
      works(this.catalog.db.catalogFormat.findFirst()),
      works(access(this.folder.root, constants.W_OK)),
    ]);
    const checks = { jobs: this.jobs, workers: this.workers, catalog, dataFolder };
    return { ready: Object.values(checks).every((check) => check === 'ok'), checks };
  }
}

async function works(check: Promise<unknown>): Promise<'ok' | 'failing'> {
  return check.then(
    () => 'ok',
    () => 'failing',
  );
}
