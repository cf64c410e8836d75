import { Piscina } from 'piscina';
import type { WorkerResults, WorkerSetup, WorkerTask } from './worker-tasks.js';

const fromSource = import.meta.url.endsWith('.ts');

/** Threads that make parts and exports, away from the thread that answers requests. */
export class WorkerPool {
  private readonly pool: Piscina;

  constructor(
    readonly size: number,
    setup: WorkerSetup,
  ) {
    this.pool = new Piscina({
      filename: new URL(fromSource ? './worker.ts' : './worker.js', import.meta.url).href,
      execArgv: fromSource ? ['--import', 'tsx'] : [],
      workerData: setup,
      minThreads: 1,
      maxThreads: size,
      idleTimeout: 60_000,
      concurrentTasksPerWorker: 1,
    });
  }

  run<Task extends WorkerTask>(task: Task): Promise<WorkerResults[Task['kind']]> {
    return this.pool.run(task) as Promise<WorkerResults[Task['kind']]>;
  }

  /** Ends the threads; work in progress is dropped. */
  close(): Promise<void> {
    return this.pool.destroy();
  }
}
