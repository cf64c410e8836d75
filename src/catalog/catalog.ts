import { randomBytes } from 'node:crypto';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { ChangeCounter } from './change-counter.js';
import { type Prisma, PrismaClient } from './generated/sqlite/client.js';
import { migrate } from './migrate.js';

export type Transaction = Prisma.TransactionClient;

/** Milliseconds that a connection waits for another process to finish writing. */
const BUSY_TIMEOUT = 10_000;

/** How often a transaction is tried that other processes get in the way of. */
const MAX_ATTEMPTS = 5;

const PRAGMAS = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;';

class SqliteAdapter extends PrismaBetterSqlite3 {
  override async connect() {
    const connection = await super.connect();
    await connection.executeScript(PRAGMAS);
    return connection;
  }
}

/** The database of profiles and dataset metadata. Reads go to `db`; everything that changes something goes through `write`. */
export class Catalog {
  private lastWrite: Promise<unknown> = Promise.resolve();
  private ownChanges = 0;

  private constructor(
    readonly db: PrismaClient,
    private readonly changes: ChangeCounter,
  ) {}

  /** Opens the catalog file and brings it up to the newest migration. */
  static open(file: string): Catalog {
    migrate(file);
    const adapter = new SqliteAdapter({ url: `file:${file}`, timeout: BUSY_TIMEOUT });
    return new Catalog(new PrismaClient({ adapter }), new ChangeCounter(file));
  }

  /**
   * What was read is still true, and was no write's that might yet be rolled back, as long as this stays the same from
   * before the reading on.
   */
  get version(): string {
    return `${this.changes.count} ${this.ownChanges}`;
  }

  /**
   * Runs the work in a transaction of its own, after every write before it: the client has one connection, and a
   * write from elsewhere would otherwise slip into an open transaction and be rolled back with it. The work should
   * write before it reads, so that another process cannot change what it has read: where one does, or holds the file for
   * too long, the transaction is rolled back and the work done again.
   */
  write<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const changed = () => {
      this.ownChanges++;
    };
    const run = this.lastWrite.then(changed).then(() => this.attempt(work, MAX_ATTEMPTS).finally(changed));
    this.lastWrite = run.catch(() => undefined);
    return run;
  }

  private async attempt<Result>(work: (tx: Transaction) => Promise<Result>, attempts: number): Promise<Result> {
    try {
      return await this.db.$transaction(work);
    } catch (error) {
      if (attempts <= 1 || !isBusy(error)) throw error;
      return this.attempt(work, attempts - 1);
    }
  }

  /** A secret of this installation, made when it is first asked for. */
  async secret(name: string): Promise<Buffer> {
    const { value } = await this.write((tx) =>
      tx.secret.upsert({ where: { name }, create: { name, value: randomBytes(32).toString('base64') }, update: {} }),
    );
    return Buffer.from(value, 'base64');
  }

  async close(): Promise<void> {
    await this.lastWrite;
    this.changes.close(); // first: only a connection that writes leaves the file alone, without its log beside it
    await this.db.$disconnect();
  }
}

/** What Prisma says when another process has written, or kept from writing, meanwhile: nothing of the transaction is left. */
const BUSY_CODES: ReadonlySet<unknown> = new Set(['P1008', 'P2028', 'P2034']);

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && BUSY_CODES.has(error.code);
}

/** Whether an error came out of the catalog, such as when another process held it for too long. */
export function isCatalogError(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('PrismaClient');
}

/** Whether a write failed because a value that must be unique is taken. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002';
}
