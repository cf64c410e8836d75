import { randomBytes } from 'node:crypto';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { type Telemetry, telling, UNTOLD } from '../telemetry/telemetry.js';
import { ChangeCounter } from './change-counter.js';
import { type Prisma, PrismaClient } from './generated/sqlite/client.js';
import { migrate } from './migrate.js';

export type Transaction = Prisma.TransactionClient;

/** Milliseconds that a connection waits for another process to finish writing. */
const BUSY_TIMEOUT = 10_000;

/** How often a transaction is tried that other processes get in the way of. */
const MAX_ATTEMPTS = 5;

/** A commit is on the disk when it is told of, as files are before the catalog tells of them. */
const PRAGMAS = {
  WRITE: 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;',
  READ: 'PRAGMA query_only = ON;',
};

type Connection = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>;

class SqliteAdapter extends PrismaBetterSqlite3 {
  constructor(
    file: string,
    private readonly connection: 'READ' | 'WRITE',
    private readonly telemetry: Telemetry,
  ) {
    super({ url: `file:${file}`, timeout: BUSY_TIMEOUT });
  }

  override async connect() {
    const connection = await super.connect();
    await connection.executeScript(PRAGMAS[this.connection]);
    this.tellOf(connection);
    const start = connection.startTransaction.bind(connection);
    connection.startTransaction = async (isolationLevel) => this.tellOf(await start(isolationLevel));
    return connection;
  }

  private tellOf<Queries extends Pick<Connection, 'queryRaw' | 'executeRaw'>>(queries: Queries): Queries {
    const { telemetry, connection } = this;
    const [query, execute] = [queries.queryRaw.bind(queries), queries.executeRaw.bind(queries)];
    queries.queryRaw = (params) => telling(telemetry, 'statement', { connection }, () => query(params));
    queries.executeRaw = (params) => telling(telemetry, 'statement', { connection }, () => execute(params));
    return queries;
  }
}

/**
 * The database of profiles and dataset metadata. Reads go to `db`, which has a connection of its own and sees only what is
 * committed; everything that changes something goes through `write`.
 */
export class Catalog {
  private lastWrite: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly db: PrismaClient,
    private readonly writer: PrismaClient,
    private readonly changes: ChangeCounter,
    private readonly telemetry: Telemetry,
  ) {}

  /** Opens the catalog file and brings it up to the newest migration. */
  static open(file: string, telemetry = UNTOLD): Catalog {
    migrate(file);
    const connect = (connection: 'READ' | 'WRITE') =>
      new PrismaClient({ adapter: new SqliteAdapter(file, connection, telemetry) });
    return new Catalog(connect('READ'), connect('WRITE'), new ChangeCounter(file), telemetry);
  }

  /** What was read is still true as long as this stays the same from before the reading on. */
  get version(): string {
    return String(this.changes.count);
  }

  /**
   * Runs the work in a transaction of its own, after every write before it: the client has one connection, and a
   * write from elsewhere would otherwise slip into an open transaction and be rolled back with it. The work should
   * write before it reads, so that another process cannot change what it has read: where one does, or holds the file for
   * too long, the transaction is rolled back and the work done again.
   */
  write<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    const run = telling(this.telemetry, 'transaction', {}, () =>
      this.lastWrite.then(() => this.attempt(work, MAX_ATTEMPTS)),
    );
    this.lastWrite = run.catch(() => undefined);
    return run;
  }

  private async attempt<Result>(work: (tx: Transaction) => Promise<Result>, attempts: number): Promise<Result> {
    try {
      return await this.writer.$transaction(work);
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
    this.changes.close(); // those that only read come first: one that writes leaves the file without its log beside it
    await this.db.$disconnect();
    await this.writer.$disconnect();
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
