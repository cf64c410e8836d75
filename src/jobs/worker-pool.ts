import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Piscina } from 'piscina';
import { telling, UNTOLD } from '../telemetry/telemetry.js';
import { PartGate } from './part-gate.js';
import { stopFlagOf } from './stop-flag.js';
import type { StoppableTask, WorkerResults, WorkerSetup, WorkerTask } from './worker-tasks.js';

/** The signal of work that is wanted whatever happens. */
const NEVER = new AbortController().signal;

const fromSource = import.meta.url.endsWith('.ts');

/** What a pool does just now. */
export interface PoolLoad {
  /** Threads that there may be. */
  readonly most: number;
  readonly threads: number;
  readonly busy: number;
  /** Tasks that wait for a thread. */
  readonly waiting: number;
}

/** Threads that make parts and exports, away from the thread that answers requests. None starts before it is needed. */
export class WorkerPool {
  private gate = PartGate.memory();
  private pool: Piscina | null = null;
  /** Tasks that are not done yet. */
  private asked = 0;

  constructor(
    readonly size: number,
    private readonly setup: Omit<WorkerSetup, 'gate'>,
    private readonly telemetry = UNTOLD,
  ) {}

  get load(): PoolLoad {
    const waiting = this.pool?.queueSize ?? 0;
    return { most: this.size, threads: this.pool?.threads.length ?? 0, busy: this.asked - waiting, waiting };
  }

  /** Has a thread do the task, in turn; when the signal is aborted it ends with an error, soon. */
  async run<Task extends WorkerTask>(task: Task, signal = NEVER): Promise<WorkerResults[Task['kind']]> {
    const stoppable: StoppableTask = { ...task, stop: stopFlagOf(signal) };
    this.asked += 1;
    try {
      return await telling(this.telemetry, 'task', { task: task.kind }, () => this.threads().run(stoppable));
    } finally {
      this.asked -= 1;
    }
  }

  /** Starts a thread, so that the first task need not wait for it. */
  warmUp(): void {
    this.threads();
  }

  /** Ends the threads; work in progress is dropped. */
  async close(): Promise<void> {
    const { pool, gate } = this;
    this.pool = null;
    this.gate = PartGate.memory();
    await new PartGate(gate).shut();
    await pool?.destroy();
  }

  private threads(): Piscina {
    this.pool ??= new Piscina({
      filename: new URL(fromSource ? './worker.ts' : './worker.js', import.meta.url).href,
      execArgv: fromSource ? ['--import', tsxUrl()] : [],
      workerData: { ...this.setup, gate: this.gate } satisfies WorkerSetup,
      minThreads: 1,
      maxThreads: this.size,
      idleTimeout: 60_000,
      concurrentTasksPerWorker: 1,
    });
    return this.pool;
  }
}

/** Where tsx is, whatever folder the process was started in. */
function tsxUrl(): string {
  return pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
}
