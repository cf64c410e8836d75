import { isCatalogError } from '../catalog/catalog.js';
import { DomainError } from '../domain/errors.js';
import { LeaseLostError } from '../domain/job.js';
import { isDiskFull } from './disk-space.js';
import type { JobContext } from './job-runner.js';

/** How often a process tries a job whose work ends with an error that may pass. */
const MAX_ATTEMPTS = 3;

/**
 * Whether a job that ended with the error is to be left as it is and tried again: it may be another process's by now, the
 * catalog may have been busy, or the disk or a thread at fault for a moment. A full disk is not waited for.
 */
export function mayPass(error: unknown, { attempt }: Pick<JobContext, 'attempt'>): boolean {
  if (error instanceof LeaseLostError) return true;
  if (error instanceof DomainError || isDiskFull(error)) return false;
  return isCatalogError(error) || attempt < MAX_ATTEMPTS;
}
