import { isCatalogError } from '../catalog/catalog.js';
import type { DatasetFailure } from '../domain/dataset.js';
import { DomainError } from '../domain/errors.js';
import { LeaseLostError, ProcessesEndedError } from '../domain/job.js';
import { isDiskFull, noRoomFailure } from './disk-space.js';
import type { JobContext } from './job-runner.js';

/** How often a process tries a job whose work ends with an error that may pass: for six seconds, see retryDelay. */
const MAX_TRIES = 3;

/** The same when it is the catalog's, for eight minutes: others may be using it, and without it no failure can be kept. */
const MAX_CATALOG_TRIES = 20;

/** Milliseconds before a job is tried again whose attempts have ended with errors: twice as many each time. */
export function retryDelay(attempts: number): number {
  return Math.min(2_000 * 2 ** (attempts - 1), 30_000);
}

/**
 * Whether a job that ended with the error is to be left as it is and tried again: it may be another process's by now, the
 * catalog may have been busy, or the disk or a thread at fault for a moment. A full disk is not waited for.
 */
export function mayPass(error: unknown, { attempt }: Pick<JobContext, 'attempt'>): boolean {
  if (error instanceof LeaseLostError) return true;
  if (error instanceof DomainError || error instanceof ProcessesEndedError || isDiskFull(error)) return false;
  return attempt < (isCatalogError(error) ? MAX_CATALOG_TRIES : MAX_TRIES);
}

/** The disk or the data folder did not take what was to be written, or give what is there. */
export const STORAGE_FAILED = 'STORAGE_FAILED';

/** What Node and DuckDB say of files that they cannot read or write. Errors of workers come without their codes. */
const FILE_FAULT = /^E[A-Z]+: |\bIO Error: /;

const UNUSABLE: Readonly<Record<'dataset' | 'file', string>> = {
  dataset: 'The service could not write to its data folder; its log says why. Generate again when that is mended.',
  file: 'The service could not write to its data folder; its log says why. Export again when that is mended.',
};

/** Why a dataset or a file could not be made, where it is known; null: it is a fault of ours. */
export function knownFailure(error: unknown, made: 'dataset' | 'file'): DatasetFailure | null {
  if (error instanceof ProcessesEndedError) return { code: 'PROCESS_ENDED', message: endedMessage(error.count, made) };
  const isFileFault = error instanceof Error && FILE_FAULT.test(error.message);
  return noRoomFailure(error, made) ?? (isFileFault ? { code: STORAGE_FAILED, message: UNUSABLE[made] } : null);
}

function endedMessage(count: number, made: 'dataset' | 'file'): string {
  const ended = `The process of the service ended ${count} times in a row while it made the ${made}, which got no further.`;
  return `${ended} It is given up; the log of the service, or of the system, may say why. Often memory is short.`;
}
