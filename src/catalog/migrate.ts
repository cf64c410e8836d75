import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Prisma's own table of applied migrations, so that `prisma migrate deploy` agrees with what we applied. */
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME,
  "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME,
  "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`;

/** The newest format of the catalog that this build can read. A migration that older builds cannot live with raises it. */
const CATALOG_FORMAT = 1;

export class CatalogTooNewError extends Error {
  constructor(minimumReader: number) {
    super(
      `the catalog needs a newer version of Synth911Gen2: its format is ${minimumReader}, and this version reads format ${CATALOG_FORMAT}.`,
    );
    this.name = 'CatalogTooNewError';
  }
}

interface AppliedMigration {
  readonly checksum: string;
  readonly finished_at: number | null;
}

/** The folder of the SQLite migrations, beside src/ and dist/. */
export const MIGRATIONS = join(import.meta.dirname, '../../prisma/migrations/sqlite');

/**
 * Applies the migrations that the catalog file does not have yet and returns their names. Several processes may start
 * at once: each migration is checked and applied inside one exclusive transaction.
 */
export function migrate(file: string, migrations = MIGRATIONS): string[] {
  checkCatalog(file);
  const db = new Database(file, { timeout: 30_000 });
  try {
    db.pragma('journal_mode = WAL');
    db.exec(MIGRATIONS_TABLE);
    return namesIn(migrations).filter((name) => applyOnce(db, migrations, name));
  } finally {
    db.close();
  }
}

/**
 * Throws when the catalog is damaged, may not be written, or only newer builds may read it; changes nothing. It is not
 * opened read-only, since SQLite would then leave the files of its write-ahead log behind.
 */
function checkCatalog(file: string): void {
  if (!existsSync(file)) return;
  const db = new Database(file, { timeout: 30_000, fileMustExist: true });
  try {
    checkPages(db);
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    const table = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'CatalogFormat'").get();
    if (!table) return; // older than formats are
    const format = db.prepare<[], { minimumReader: number }>('SELECT "minimumReader" FROM "CatalogFormat"').get();
    if (format && format.minimumReader > CATALOG_FORMAT) throw new CatalogTooNewError(format.minimumReader);
  } finally {
    db.close();
  }
}

/** Throws what SQLite throws when it comes across a damaged page, but before anything has been changed. */
function checkPages(db: Database.Database): void {
  const finding = db.pragma('quick_check(1)', { simple: true });
  if (finding !== 'ok') throw new Database.SqliteError('database disk image is malformed', 'SQLITE_CORRUPT');
}

function namesIn(migrations: string): string[] {
  const folders = readdirSync(migrations, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map((entry) => entry.name).toSorted();
}

function applyOnce(db: Database.Database, migrations: string, name: string): boolean {
  const sql = readFileSync(join(migrations, name, 'migration.sql'), 'utf8');
  const checksum = createHash('sha256').update(sql).digest('hex');
  db.pragma('foreign_keys = OFF'); // has no effect inside a transaction, and table rebuilds need it off
  const apply = db.transaction(() => {
    const applied = db
      .prepare<[string], AppliedMigration>(
        'SELECT checksum, finished_at FROM "_prisma_migrations" WHERE migration_name = ? AND rolled_back_at IS NULL',
      )
      .get(name);
    if (applied && applied.checksum !== checksum) throw new Error(`migration ${name} was changed after it was applied`);
    if (applied && applied.finished_at === null) throw new Error(`migration ${name} failed earlier; resolve it first`);
    if (applied) return false;
    const startedAt = Date.now();
    db.exec(sql);
    db.prepare(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES (?, ?, ?, ?, ?, 1)`,
    ).run(randomUUID(), checksum, Date.now(), name, startedAt);
    return true;
  });
  return apply.immediate();
}
