import type { Job, JobKind, JobOutcome, Lease } from '../domain/job.js';

/** What jobs say to the service's log. */
export interface JobLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** Does the jobs that the catalog holds, each once, whichever of the processes on the data folder takes it up. */
export interface JobRunner {
  /** Takes up what waits, and what a dead process has left. */
  start(): Promise<void>;
  /** Says that a job was stored or cancelled, so that it need not be found. */
  wake(jobId: string): void;
  /** Waits until the job has nothing left to do, or that many milliseconds. */
  settled(jobId: string, atMost: number): Promise<void>;
  /** Of each kind of job that this process is at work on: seconds since the job that has not got further for longest did. */
  stalls(): ReadonlyMap<JobKind, number>;
  /** Lets go of all work, in a state from which any process can go on with it. */
  stop(): Promise<void>;
}

/** What a job is done with. */
export interface JobContext {
  readonly lease: Lease;
  /** Aborted when the job is cancelled, another process's, or the runner stops; the work then ends with any error. */
  readonly signal: AbortSignal;
  /** Says that a step is done. */
  readonly progressed: () => void;
  /** A folder for unfinished work; removed afterwards. */
  readonly staging: string;
  /** How often this process has tried the job, this time included. */
  readonly attempt: number;
}

/** Knows how one kind of job is done. */
export interface JobPerformer {
  /** Does the work and records what came of it, which ends the job. What it throws is tried again later. */
  perform(job: Job, context: JobContext): Promise<JobOutcome>;
  /** Removes what a cancelled job has published. Where it waits, it ends with an error when the runner stops. */
  cleanUp(job: Job, stopping: AbortSignal): Promise<void>;
}
