import { v7 as uuidv7 } from 'uuid';
import { type AuditRepository, auditSeekKey } from '../catalog/audit-repository.js';
import { type AuditEntry, type AuditFilter, type Deed, type DeedEnd, DONE, outcomeOf } from '../domain/audit.js';
import { type Page, type PageArguments, pageRequest } from '../domain/connection.js';
import { checkFilter } from '../domain/filters.js';
import { isDiskFull } from '../jobs/disk-space.js';
import type { JobLog } from '../jobs/job-runner.js';
import { type CursorCodec, seekKeyFrom } from './cursor.js';
import { MAX_CATALOG_PAGE } from './profiles.js';

export interface AuditPageArguments extends PageArguments {
  readonly filter?: AuditFilter | null;
}

/** For how long what nobody waits for is gathered before it is written. */
const GATHERING_MILLISECONDS = 200;
const RETRY_MILLISECONDS = 2_000;
/** Entries that wait while the catalog cannot be written, at most. */
const MAX_WAITING = 10_000;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Who did what, when, from where, and how it ended. What changes something is entered, on the disk, before it begins; so
 * whatever took place has its entry. Where the disk is full, the entry is told to the log and waits for room, so that
 * deleting is not held up. How it ended, and what changes nothing, is written a moment later, many at once: an entry
 * without an outcome is of a deed that goes on, or whose process was killed.
 */
export class AuditTrail {
  private begun = new Map<string, AuditEntry>();
  private ended = new Map<string, DeedEnd>();
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;

  constructor(
    private readonly entries: AuditRepository,
    private readonly cursors: CursorCodec,
    private readonly keptDays: number,
    private readonly log: JobLog,
  ) {}

  /** Does something that changes something, between its entry and the entry's end. */
  async run<Result>(
    deed: Deed,
    work: () => Promise<Result>,
    made: (result: Result) => string | null = () => null,
  ): Promise<Result> {
    const id = this.enter(deed, null);
    try {
      await this.flush().catch((error: unknown) => this.goOnWithout(id, error));
      const result = await work();
      this.end({ id, outcome: DONE, objectId: made(result) });
      return result;
    } catch (error) {
      this.end({ id, outcome: outcomeOf(error), objectId: null });
      throw error;
    }
  }

  /** Enters what changes nothing; answers the entry's id. Without an outcome, `end` is to tell it. */
  note(deed: Deed, outcome: string | null): string {
    const id = this.enter(deed, outcome);
    this.flushSoon(GATHERING_MILLISECONDS);
    return id;
  }

  end(end: DeedEnd): void {
    this.ended.set(end.id, end);
    this.flushSoon(GATHERING_MILLISECONDS);
  }

  /** Newest first, with everything up to now. */
  async page(args: AuditPageArguments): Promise<Page<AuditEntry> & { cursorOf: (entry: AuditEntry) => string }> {
    const filter = args.filter ?? {};
    checkFilter(filter);
    const scope = { collection: 'auditTrail', order: 'AT DESC', filter };
    await this.flush();
    const page = await this.entries.page(filter, {
      ...pageRequest(args, MAX_CATALOG_PAGE),
      direction: 'DESC',
      after: seekKeyFrom(this.cursors, 'after', args.after, scope, 'CREATED_AT'),
      before: seekKeyFrom(this.cursors, 'before', args.before, scope, 'CREATED_AT'),
    });
    return { ...page, cursorOf: (entry) => this.cursors.encodeSeekKey(scope, auditSeekKey(entry)) };
  }

  count(filter?: AuditFilter | null): Promise<number> {
    return this.entries.count(filter ?? {});
  }

  /** Deletes the entries that have been kept for long enough. */
  async forgetOld(now: Date, isWanted: () => boolean): Promise<void> {
    const deleted = await this.entries.deleteBefore(new Date(now.getTime() - this.keptDays * DAY), isWanted);
    if (deleted > 0) this.log.info({ entries: deleted, keptDays: this.keptDays }, 'old audit entries were deleted');
  }

  /** Writes all that waits; what cannot be written even now goes to the log, so that it is not lost silently. */
  async close(): Promise<void> {
    await this.flush().catch((error: unknown) => this.log.error({ err: error }, 'audit entries could not be written'));
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.tellLost([...this.begun.values()], [...this.ended.values()]);
  }

  private enter({ action, objectId, caller, origin, requestId }: Deed, outcome: string | null): string {
    const { keyId, name: keyName, address } = caller;
    const id = uuidv7();
    this.begun.set(id, { id, at: new Date(), keyId, keyName, origin, address, requestId, action, objectId, outcome });
    return id;
  }

  private goOnWithout(id: string, error: unknown): void {
    if (!isDiskFull(error)) throw error;
    this.log.error({ err: error, entry: this.begun.get(id) }, 'the disk is full; an audit entry waits in memory');
    this.flushSoon(RETRY_MILLISECONDS);
  }

  /** Resolves when everything that is there now is on the disk. Who comes while something is written is written next, together. */
  private flush(): Promise<void> {
    if (this.next) return this.next;
    const next = this.writing.then(() => {
      this.next = null;
      return this.write();
    });
    this.next = next;
    this.writing = next.catch(() => undefined);
    return next;
  }

  private flushSoon(milliseconds: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.flush().catch((error: unknown) => {
        this.log.error({ err: error, entries: this.begun.size }, 'audit entries could not be written yet');
        this.flushSoon(RETRY_MILLISECONDS);
      });
    }, milliseconds).unref();
  }

  private async write(): Promise<void> {
    const { begun, ended } = this;
    if (begun.size === 0 && ended.size === 0) return;
    this.begun = new Map();
    this.ended = new Map();
    try {
      await this.entries.write([...begun.values()], [...ended.values()]);
    } catch (error) {
      this.begun = new Map([...begun, ...this.begun]);
      this.ended = new Map([...ended, ...this.ended]);
      this.letGoOfTheOldest();
      throw error;
    }
  }

  private letGoOfTheOldest(): void {
    const oldest = [...this.begun.values()].slice(0, Math.max(0, this.begun.size - MAX_WAITING));
    const ends = oldest.flatMap(({ id }) => this.ended.get(id) ?? []);
    for (const { id } of oldest) {
      this.begun.delete(id);
      this.ended.delete(id);
    }
    this.tellLost(oldest, ends);
  }

  private tellLost(begun: readonly AuditEntry[], ended: readonly DeedEnd[]): void {
    if (begun.length > 0 || ended.length > 0)
      this.log.error({ begun, ended }, 'audit entries that are kept nowhere else');
  }
}
