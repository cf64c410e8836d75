export const JOB_KINDS = ['GENERATION', 'EXPORT', 'REMOVAL'] as const;

/** GENERATION makes a dataset with its first files, EXPORT one more file, REMOVAL takes away what a deleted dataset leaves. */
export type JobKind = (typeof JOB_KINDS)[number];

/** CLEANING: nobody wants the work any more, and what it has left is, or is about to be, removed. */
export const JOB_STATES = ['WAITING', 'RUNNING', 'CLEANING'] as const;
export type JobState = (typeof JOB_STATES)[number];

/**
 * How a job's time with a process ended. FAILED: it can never be done; INTERRUPTED: it ended with an error and is tried
 * again; RELEASED: another process may go on with it.
 */
export const JOB_OUTCOMES = ['COMPLETED', 'FAILED', 'CANCELLED', 'INTERRUPTED', 'RELEASED'] as const;
export type JobOutcome = (typeof JOB_OUTCOMES)[number];

/** Work that is left to do. It is forgotten when it is done. */
export interface Job {
  /** The dataset's id; for an export, the file's. */
  readonly id: string;
  readonly kind: JobKind;
  readonly datasetId: string;
  /** Whose job it is; empty in open mode. */
  readonly caller: string;
  /** Nobody wants the work any more: what it has left is to be removed. */
  readonly cancelled: boolean;
  /** The process that is at work on it; null: it waits. */
  readonly ownerId: string | null;
  /** How often it was taken up since it last got further and not let go of in good order, this time included. */
  readonly attempts: number;
}

/**
 * Attempts after which a job is under suspicion of ending the process that works on it. It is then done while no other
 * is, until it gets further, so that it takes no other down with it.
 */
export const SUSPECT_ATTEMPTS = 2;

/**
 * How many processes may end in a row while they work on a job that gets no further, before it is given up. The kernel, the
 * power or an impatient operator end processes too, but hardly ten times within a single step, most of which take seconds.
 */
export const MAX_ATTEMPTS = 10;

/** The job is given up, since process after process has ended while at work on it. */
export class ProcessesEndedError extends Error {
  constructor(readonly count: number) {
    super(`${count} processes ended while at work on the job`);
    this.name = 'ProcessesEndedError';
  }
}

/** Throws ProcessesEndedError when the job has ended as many processes as it may. */
export function requireSurvivors({ attempts }: Job): void {
  if (attempts > MAX_ATTEMPTS) throw new ProcessesEndedError(attempts - 1);
}

/** A job that a process has taken up, and as which process. */
export interface Lease {
  readonly jobId: string;
  readonly ownerId: string;
}

/** A process that takes up jobs. */
export interface Runner {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** When the operating system started the process, in its own words; null where it does not say. */
  readonly processStart: string | null;
  readonly heartbeatAt: Date;
}

/** The job was cancelled, or another process has taken it over. */
export class LeaseLostError extends Error {
  constructor(jobId: string) {
    super(`job ${jobId} is not this process's any more`);
    this.name = 'LeaseLostError';
  }
}

export const DATASET_CHANGE_KINDS = ['CREATED', 'PROGRESSED', 'FINISHED', 'DELETED'] as const;
export type DatasetChangeKind = (typeof DATASET_CHANGE_KINDS)[number];

/** What has happened to a dataset. */
export interface DatasetChange {
  readonly datasetId: string;
  readonly kind: DatasetChangeKind;
}
