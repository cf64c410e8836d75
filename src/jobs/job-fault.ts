import { isCatalogError } from '../catalog/catalog.js';
import type { DatasetFailure } from '../domain/dataset.js';
import { DomainError } from '../domain/errors.js';
import { LeaseLostError } from '../domain/job.js';
import { isDiskFull, noRoomFailure } from './disk-space.js';
import type { JobContext } from './job-runner.js';

/** How often a process tries a job whose work ends with an error that may pass: for six seconds, see retryDelay. */
const MAX_ATTEMPTS = 3;

/** The same when it is the catalog's, for eight minutes: others may be using it, and without it no failure can be kept. */
const MAX_CATALOG_ATTEMPTS = 20;

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
  if (error instanceof DomainError || isDiskFull(error)) return false;
  return attempt < (isCatalogError(error) ? MAX_CATALOG_ATTEMPTS : MAX_ATTEMPTS);
}

/** What Node and DuckDB say of files that they cannot read or write. Errors of workers come without their codes. */
const FILE_FAULT = /^E[A-Z]+: |\bIO Error: /;

const UNUSABLE: Readonly<Record<'dataset' | 'file', string>> = {
  dataset: 'The service could not write to its data folder; its log says why. Generate again when that is mended.',
  file: 'The service could not write to its data folder; its log says why. Export again when that is mended.',
};

/** Why a dataset or a file could not be made that the disk or the data folder did not take; null: it is not their fault. */
export function storageFailure(error: unknown, made: 'dataset' | 'file'): DatasetFailure | null {
  const isFileFault = error instanceof Error && FILE_FAULT.test(error.message);
  return noRoomFailure(error, made) ?? (isFileFault ? { code: 'STORAGE_FAILED', message: UNUSABLE[made] } : null);
}
