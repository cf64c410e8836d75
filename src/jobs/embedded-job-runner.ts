import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobChoice, JobRepository, RunnerRepository } from '../catalog/job-repository.js';
import {
  type Job,
  type JobKind,
  type JobOutcome,
  LeaseLostError,
  type Runner,
  SUSPECT_ATTEMPTS,
} from '../domain/job.js';
import type { DataFolder } from '../records/data-folder.js';
import { remove } from '../records/durable-file.js';
import { UNTOLD } from '../telemetry/telemetry.js';
import { retryDelay } from './job-fault.js';
import type { JobLog, JobPerformer, JobRunner } from './job-runner.js';
import { isDead } from './process-identity.js';

/** Milliseconds between two looks into the catalog, while something runs and while nothing does. */
const LOOK_WORKING = 200;
const LOOK_IDLE = 500;
/** Between two signs of life, and looks for dead processes. */
const BEAT = 1_000;
/** How long running work is waited for when the runner stops. */
const STOPPING = 6_000;
const POLL_SETTLED = 20;

export interface RunnerLimits {
  /** Jobs that run at once; what only removes something does not count. */
  readonly running: number;
  /** Which jobs this process takes up: all, or its own, which are those that it is woken for. */
  readonly takes: 'ALL' | 'OWN';
}

interface RunningJob {
  readonly kind: JobKind;
  readonly cleaning: boolean;
  /** No other work is taken up beside it. */
  alone: boolean;
  /** Ends the work. */
  readonly controller: AbortController;
  /** Ends the removal of what the work has left. */
  readonly cleanUp: AbortController;
  readonly done: Promise<void>;
  /** When a step of it was done last, or it was taken up, as performance.now() says it. */
  progressedAt: number;
}

/** What ends the work on a job, and the removal of what that has left. */
interface Signals {
  readonly signal: AbortSignal;
  readonly stopping: AbortSignal;
}

/** Does jobs in this process. */
export class EmbeddedJobRunner implements JobRunner {
  private readonly running = new Map<string, RunningJob>();
  private readonly own = new Set<string>();
  /** How often jobs were tried that have not ended yet. */
  private readonly attempts = new Map<string, number>();
  private stopping = false;
  private lastBeat = 0;
  private started: Promise<void> | null = null;
  private stopped: Promise<void> | null = null;
  private looking: Promise<void> = Promise.resolve();
  private woken = () => {};

  constructor(
    private readonly self: Omit<Runner, 'heartbeatAt'>,
    private readonly jobs: JobRepository,
    private readonly runners: RunnerRepository,
    private readonly performers: Readonly<Record<JobKind, JobPerformer>>,
    private readonly folder: DataFolder,
    private readonly limits: RunnerLimits,
    private readonly log: JobLog,
    private readonly telemetry = UNTOLD,
  ) {}

  start(): Promise<void> {
    this.started ??= this.begin();
    return this.started;
  }

  wake(jobId: string): void {
    if (this.limits.takes === 'OWN') {
      this.own.add(jobId);
      this.start().catch((error: unknown) => this.log.error({ err: error }, 'jobs cannot be taken up'));
    }
    this.woken();
  }

  async settled(jobId: string, atMost: number): Promise<void> {
    const end = performance.now() + atMost;
    while (performance.now() < end && (await this.jobs.find(jobId))) await sleep(POLL_SETTLED);
  }

  stalls(): ReadonlyMap<JobKind, number> {
    const stalls = new Map<JobKind, number>();
    for (const { kind, progressedAt } of this.running.values()) {
      const seconds = (performance.now() - progressedAt) / 1_000;
      stalls.set(kind, Math.max(stalls.get(kind) ?? 0, seconds));
    }
    return stalls;
  }

  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    this.stopping = true;
    if (!this.started) return;
    await this.started.catch(() => undefined);
    this.woken();
    await this.looking;
    for (const { controller, cleanUp } of this.running.values()) for (const each of [controller, cleanUp]) each.abort();
    const ended = Promise.all([...this.running.values()].map(({ done }) => done));
    await Promise.race([ended, sleep(STOPPING, undefined, { ref: false })]);
    await this.jobs.release(this.self.id);
    await this.runners.remove(this.self.id);
  }

  private async begin(): Promise<void> {
    await this.beat();
    await this.removeStrayStaging();
    this.looking = this.keepLooking();
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopping) {
      const pause = new Promise<void>((resolve) => {
        this.woken = resolve;
      });
      try {
        await this.look();
      } catch (error) {
        this.log.error({ err: error }, 'the catalog cannot be read or written; jobs wait');
      }
      if (!this.stopping) await Promise.race([pause, sleep(this.running.size > 0 ? LOOK_WORKING : LOOK_IDLE)]);
    }
  }

  private async look(): Promise<void> {
    if (performance.now() - this.lastBeat >= BEAT) await this.beat();
    const mine = new Map((await this.jobs.owned(this.self.id)).map((job) => [job.id, job]));
    for (const [id, { cleaning, controller }] of this.running) {
      const job = mine.get(id);
      if (!cleaning && (!job || job.cancelled)) controller.abort();
    }
    for (const job of mine.values()) if (!this.running.has(job.id)) this.run(job); // left by an error
    await this.takeUp();
  }

  private async takeUp(): Promise<void> {
    const choice: JobChoice = this.limits.takes === 'ALL' ? 'ALL' : this.own;
    const { id } = this.self;
    for (let job = await this.jobs.claimCleaning(id, choice); job; job = await this.jobs.claimCleaning(id, choice))
      this.run(job);
    while (!this.stopping && this.mayTakeWork) {
      const job = await this.jobs.claimWork(id, choice, this.work.length === 0);
      if (!job) return;
      this.run(job);
    }
  }

  private get work(): readonly RunningJob[] {
    return [...this.running.values()].filter(({ cleaning }) => !cleaning);
  }

  private get mayTakeWork(): boolean {
    return this.work.length < this.limits.running && !this.work.some(({ alone }) => alone);
  }

  private run(job: Job): void {
    const before = this.running.get(job.id)?.done ?? Promise.resolve();
    const [controller, cleanUp] = [new AbortController(), new AbortController()];
    const cleaning = job.cancelled || job.kind === 'REMOVAL';
    const done: Promise<void> = before
      .then(() => this.takeTurn(job, cleaning, { signal: controller.signal, stopping: cleanUp.signal }))
      .finally(() => {
        if (this.running.get(job.id)?.done === done) this.running.delete(job.id); // else it was taken up again meanwhile
        this.woken();
      });
    const alone = !cleaning && job.attempts > SUSPECT_ATTEMPTS;
    const progressedAt = performance.now();
    this.running.set(job.id, { kind: job.kind, cleaning, alone, controller, cleanUp, done, progressedAt });
  }

  /** Works on the job and tells how that ended; after an error, waits before it can be tried again. */
  private async takeTurn(job: Job, cleaning: boolean, signals: Signals): Promise<void> {
    const { id: jobId, kind, datasetId, caller } = job;
    const about = { jobId, kind, datasetId, ...(caller === '' ? {} : { caller }) };
    const began = performance.now();
    const work = this.telemetry.begin('job');
    this.log.info(about, 'job started');
    const outcome = await work.inside(() => this.attempt(job, cleaning, signals));
    work.end({ kind, outcome });
    this.log.info({ ...about, outcome, millis: Math.round(performance.now() - began) }, 'job ended');
    if (outcome !== 'INTERRUPTED') return;
    const signal = AbortSignal.any([signals.signal, signals.stopping]);
    await sleep(retryDelay(this.attempts.get(jobId) ?? 1), undefined, { signal }).catch(() => undefined);
  }

  private async attempt(job: Job, cleaning: boolean, signals: Signals): Promise<JobOutcome> {
    try {
      return await this.perform(job, cleaning, signals);
    } catch (error) {
      if (signals.stopping.aborted || error instanceof LeaseLostError) return 'RELEASED';
      this.log.error({ jobId: job.id, kind: job.kind, err: error }, 'job interrupted; it will be tried again');
      return 'INTERRUPTED';
    }
  }

  /** Does the work; then, when nobody wants it any more, removes what it left. */
  private async perform(job: Job, cleaning: boolean, { signal, stopping }: Signals): Promise<JobOutcome> {
    const lease = { jobId: job.id, ownerId: this.self.id };
    const staging = this.folder.staging(this.self.id, job.id);
    const progressed = () => this.noteProgress(job.id);
    const attempt = (this.attempts.get(job.id) ?? 0) + 1;
    this.attempts.set(job.id, attempt);
    let outcome: JobOutcome = 'RELEASED';
    try {
      const context = { lease, signal, staging, progressed, attempt };
      if (!cleaning) outcome = await this.performers[job.kind].perform(job, context);
    } catch (error) {
      if (!signal.aborted && !(error instanceof LeaseLostError)) throw error;
    } finally {
      await this.discard(staging);
    }
    const left = await this.jobs.find(job.id);
    if (left?.ownerId !== this.self.id || (!left.cancelled && left.kind !== 'REMOVAL')) {
      this.attempts.delete(job.id);
      return outcome;
    }
    await this.performers[left.kind].cleanUp(left, stopping);
    await this.jobs.removeCleaned(lease);
    this.attempts.delete(job.id);
    this.own.delete(job.id);
    if (outcome === 'FAILED') return outcome;
    return left.kind === 'REMOVAL' ? 'COMPLETED' : 'CANCELLED';
  }

  private noteProgress(jobId: string): void {
    const running = this.running.get(jobId);
    if (!running) return;
    running.progressedAt = performance.now();
    running.alone = false;
  }

  /** Gives a sign of life and takes over what dead processes have left. */
  private async beat(): Promise<void> {
    this.lastBeat = performance.now();
    await this.runners.beat({ ...this.self, heartbeatAt: new Date() });
    for (const runner of await this.runners.all()) {
      if (runner.id === this.self.id || !(await isDead(runner, new Date()))) continue;
      if (!(await this.runners.removeSilent(runner))) continue;
      this.log.info({ host: runner.host, pid: runner.pid }, 'took over the jobs of a process that has ended');
      await this.discard(this.folder.stagingOf(runner.id));
    }
  }

  /** Removes unfinished work of processes that nobody knows any more. */
  private async removeStrayStaging(): Promise<void> {
    const folders = await readdir(this.folder.allStaging).catch(() => []);
    const known = new Set((await this.runners.all()).map(({ id }) => id)); // after the folders: each owner is entered first
    for (const name of folders.filter((folder) => !known.has(folder))) await this.discard(this.folder.stagingOf(name));
  }

  /** Removes unfinished work; what the disk does not let go of is removed when a process starts. */
  private async discard(staging: string): Promise<void> {
    await remove(staging).catch((error: unknown) => this.log.error({ err: error }, 'unfinished work stays for now'));
  }
}
