import { QuotaExceededError } from '../domain/errors.js';
import {
  type Job,
  type JobKind,
  type JobState,
  type Lease,
  LeaseLostError,
  type Runner,
  SUSPECT_ATTEMPTS,
} from '../domain/job.js';
import type { Catalog, Transaction } from './catalog.js';
import type { Prisma } from './generated/sqlite/client.js';

/** Stores a job that waits to be taken up. Throws QuotaExceededError when as many wait already as may. */
export async function insertJob(
  tx: Transaction,
  job: Omit<Job, 'cancelled' | 'ownerId' | 'attempts'> & { readonly reservedBytes?: number },
  createdAt: Date,
  maxWaiting: number,
): Promise<void> {
  const waiting = await tx.job.count({ where: { ownerId: null, cancelled: false, kind: { not: 'REMOVAL' } } });
  if (waiting >= maxWaiting) throw new QuotaExceededError(waiting, maxWaiting);
  await tx.job.create({ data: { ...job, createdAt } });
}

/**
 * Makes sure that the job is still its owner's, for the transaction in which the owner writes; the first thing in it,
 * see Catalog.write. With 'FURTHER' the job gets further by what is written. Throws LeaseLostError.
 */
export async function holdLease(tx: Transaction, { jobId, ownerId }: Lease, gets?: 'FURTHER'): Promise<void> {
  const data = gets ? { ownerId, attempts: 0 } : { ownerId };
  const held = await tx.job.updateMany({ where: { id: jobId, ownerId, cancelled: false }, data });
  if (held.count === 0) throw new LeaseLostError(jobId);
}

/** Forgets a job that is done, in the transaction that records what came of it. Throws LeaseLostError. */
export async function finishJob(tx: Transaction, { jobId, ownerId }: Lease): Promise<void> {
  const finished = await tx.job.deleteMany({ where: { id: jobId, ownerId, cancelled: false } });
  if (finished.count === 0) throw new LeaseLostError(jobId);
}

/** What only removes something: it does not wait its turn. */
const CLEANING = { OR: [{ cancelled: true }, { kind: 'REMOVAL' }] } satisfies Prisma.JobWhereInput;

/** Which jobs a process may take up: all of them, or only those named. */
export type JobChoice = 'ALL' | ReadonlySet<string>;

export interface JobCount {
  readonly kind: JobKind;
  readonly state: JobState;
  readonly count: number;
}

/** The work that is left to do, and who does it. */
export class JobRepository {
  constructor(private readonly catalog: Catalog) {}

  async find(id: string): Promise<Job | null> {
    return this.catalog.db.job.findUnique({ where: { id } });
  }

  /** Whether some job is about the dataset. */
  async concern(datasetId: string): Promise<boolean> {
    return (await this.catalog.db.job.count({ where: { datasetId } })) > 0;
  }

  /** How many other jobs are about the dataset. */
  countOthers({ id, datasetId }: Job): Promise<number> {
    return this.catalog.db.job.count({ where: { datasetId, id: { not: id } } });
  }

  /** How many jobs there are, whichever process does them. */
  async counts(): Promise<JobCount[]> {
    const { job } = this.catalog.db;
    const by = ['kind', 'cancelled'] as const;
    const [waiting, owned] = await Promise.all([
      job.groupBy({ by: [...by], where: { ownerId: null }, _count: true }),
      job.groupBy({ by: [...by], where: { ownerId: { not: null } }, _count: true }),
    ]);
    const counted = (groups: typeof waiting, state: JobState) =>
      groups.map(({ kind, cancelled, _count }) => ({ kind, state: cancelled ? 'CLEANING' : state, count: _count }));
    return [...counted(waiting, 'WAITING'), ...counted(owned, 'RUNNING')];
  }

  /** When the oldest job was asked for that nobody has taken up; null: there is none. */
  async oldestWaiting(): Promise<Date | null> {
    const { _min } = await this.catalog.db.job.aggregate({ where: { ownerId: null }, _min: { createdAt: true } });
    return _min.createdAt;
  }

  owned(ownerId: string): Promise<Job[]> {
    return this.catalog.db.job.findMany({ where: { ownerId } });
  }

  /** Takes up something that is to be removed, oldest first; null when there is nothing. */
  claimCleaning(ownerId: string, choice: JobChoice): Promise<Job | null> {
    return this.claim(ownerId, { where: { ownerId: null, ...CLEANING, ...among(choice) }, counts: false, alone: true });
  }

  /**
   * Takes up the job that is due next; null when none waits. Whoever has the fewest jobs running is served first, then the
   * kind of which the fewest run, then the oldest: nobody's thousand jobs hold up another's one. A job that is under
   * suspicion is only given to a process that does nothing else, and held back from others.
   */
  async claimWork(ownerId: string, choice: JobChoice, alone = true): Promise<Job | null> {
    const waiting = { ownerId: null, cancelled: false, kind: { not: 'REMOVAL' }, ...among(choice) } as const;
    const by = ['caller', 'kind'] as const;
    const groups = await this.catalog.db.job.groupBy({ by: [...by], where: waiting, _min: { createdAt: true } });
    if (groups.length === 0) return null;
    const running = await this.catalog.db.job.groupBy({ by: [...by], where: { ownerId: { not: null } }, _count: true });
    const count = (matches: (group: (typeof running)[number]) => boolean) =>
      running.filter(matches).reduce((sum, group) => sum + group._count, 0);
    const ranked = groups.map((group) => ({
      ...group,
      ofCaller: count(({ caller }) => caller === group.caller),
      ofKind: count(({ caller, kind }) => caller === group.caller && kind === group.kind),
    }));
    const oldest = ({ _min }: (typeof ranked)[number]) => _min.createdAt?.getTime() ?? 0;
    const [next] = ranked.toSorted((a, b) => a.ofCaller - b.ofCaller || a.ofKind - b.ofKind || oldest(a) - oldest(b));
    if (!next) return null;
    return this.claim(ownerId, { where: { ...waiting, caller: next.caller, kind: next.kind }, counts: true, alone });
  }

  /** Lets another process take up what this one has left in good order. */
  async release(ownerId: string): Promise<void> {
    await this.catalog.write(async (tx) => {
      await tx.job.updateMany({ where: { ownerId, attempts: { gt: 0 } }, data: { attempts: { decrement: 1 } } });
      await tx.job.updateMany({ where: { ownerId }, data: { ownerId: null } });
    });
  }

  /** Forgets a job whose leftovers are removed. */
  async removeCleaned({ jobId, ownerId }: Lease): Promise<void> {
    await this.catalog.write((tx) => tx.job.deleteMany({ where: { id: jobId, ownerId, ...CLEANING } }));
  }

  private async claim(ownerId: string, wanted: WantedJob): Promise<Job | null> {
    const { where, counts, alone } = wanted;
    const job = await this.catalog.db.job.findFirst({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
    if (!job || (job.attempts >= SUSPECT_ATTEMPTS && !alone)) return null;
    const data = counts ? { ownerId, attempts: { increment: 1 } } : { ownerId };
    const { count } = await this.catalog.write((tx) =>
      tx.job.updateMany({ where: { id: job.id, ownerId: null }, data }),
    );
    return count > 0 ? this.find(job.id) : this.claim(ownerId, wanted); // another process was quicker
  }
}

interface WantedJob {
  readonly where: Prisma.JobWhereInput;
  /** Whether to take it up is an attempt at its work. */
  readonly counts: boolean;
  /** Whether the process does nothing else. */
  readonly alone: boolean;
}

function among(choice: JobChoice): Prisma.JobWhereInput {
  return choice === 'ALL' ? {} : { id: { in: [...choice] } };
}

/** The processes that take up jobs. */
export class RunnerRepository {
  constructor(private readonly catalog: Catalog) {}

  all(): Promise<Runner[]> {
    return this.catalog.db.runner.findMany();
  }

  /** Says that the process lives; enters it anew when another took it for dead. */
  async beat(runner: Runner): Promise<void> {
    const { id, heartbeatAt } = runner;
    await this.catalog.write((tx) => tx.runner.upsert({ where: { id }, create: runner, update: { heartbeatAt } }));
  }

  /** Forgets a process, and with it whose its jobs were. */
  async remove(id: string): Promise<void> {
    await this.catalog.write((tx) => tx.runner.deleteMany({ where: { id } }));
  }

  /** Forgets a dead process; false when it has given a sign of life since, or another process was quicker. */
  async removeSilent({ id, heartbeatAt }: Runner): Promise<boolean> {
    return (await this.catalog.write((tx) => tx.runner.deleteMany({ where: { id, heartbeatAt } }))).count > 0;
  }
}
