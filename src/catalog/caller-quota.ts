import { personOf } from '../domain/caller.js';
import { ByteQuotaError, JobQuotaError } from '../domain/errors.js';
import type { Transaction } from './catalog.js';

/** What one person's keys may have of jobs and of the disk; null: as much as there is. */
export interface CallerQuota {
  readonly keyJobs: number | null;
  readonly keyBytes: number | null;
}

export const NO_QUOTA: CallerQuota = { keyJobs: null, keyBytes: null };

/**
 * Makes sure that a caller may have one more job that is to take so many bytes. Throws JobQuotaError or ByteQuotaError.
 * Who has no key is nobody in particular, and has no quota.
 */
export async function requireQuota(
  tx: Transaction,
  caller: string,
  neededBytes: number,
  { keyJobs, keyBytes }: CallerQuota,
): Promise<void> {
  if (caller === '') return;
  if (keyJobs !== null) {
    const jobs = await tx.job.count({ where: { caller, cancelled: false, kind: { not: 'REMOVAL' } } });
    if (jobs >= keyJobs) throw new JobQuotaError(jobs, keyJobs);
  }
  if (keyBytes !== null) {
    const usedBytes = await bytesOf(tx, caller);
    if (usedBytes + neededBytes > keyBytes) throw new ByteQuotaError(neededBytes, usedBytes, keyBytes);
  }
}

/** Bytes of the caller's records, of the files that it had exported, and of what its jobs are still to write. */
async function bytesOf(tx: Transaction, caller: string): Promise<number> {
  const creators = await tx.dataset.findMany({ distinct: ['createdBy'], select: { createdBy: true } });
  const names = creators.flatMap(({ createdBy }) =>
    createdBy !== null && personOf({ name: createdBy }) === caller ? [createdBy] : [],
  );
  const dataset = { createdBy: { in: names } };
  const parts = await tx.partFile.aggregate({ where: { dataset }, _sum: { byteSize: true } });
  // A file that was exported before its exporter was noted counts for who made the dataset.
  const ofCaller = { OR: [{ exportedBy: caller }, { exportedBy: null, dataset }] };
  const files = await tx.outputFile.aggregate({ where: ofCaller, _sum: { byteSize: true } });
  const jobs = await tx.job.aggregate({ where: { caller, cancelled: false }, _sum: { reservedBytes: true } });
  const sums = [parts._sum.byteSize, files._sum.byteSize, jobs._sum.reservedBytes];
  return sums.reduce<number>((sum, bytes) => sum + Number(bytes ?? 0), 0);
}
