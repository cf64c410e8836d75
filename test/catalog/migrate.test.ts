import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { appendFile, cp, mkdir, open, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { driftOf, pendingForPrisma } from '../../scripts/catalog-migrations.js';
import { migrate, MIGRATIONS } from '../../src/catalog/migrate.js';
import { tempFolder } from '../records/temp-folder.js';
import { contentsOf } from '../support/folder-contents.js';

const NAMES = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: number | null;
  readonly applied_steps_count: number;
}

/** What works on a catalog file opened without any of our code. */
function inCatalog<Result>(file: string, work: (db: Database.Database) => Result): Result {
  const db = new Database(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

function appliedIn(file: string): AppliedRow[] {
  return inCatalog(file, (db) =>
    db.prepare<[], AppliedRow>('SELECT * FROM "_prisma_migrations" ORDER BY migration_name').all(),
  );
}

/** A copy of the migrations that a test may change. */
async function copiedMigrations(): Promise<string> {
  const copy = join(await tempFolder(), 'migrations');
  await cp(MIGRATIONS, copy, { recursive: true });
  return copy;
}

async function addMigration(migrations: string, name: string, sql: string): Promise<void> {
  await mkdir(join(migrations, name));
  await writeFile(join(migrations, name, 'migration.sql'), sql);
}

async function catalogFile(): Promise<string> {
  return join(await tempFolder(), 'catalog.db');
}

/** Fills a stretch of the file with what means nothing. */
async function overwrite(file: string, from: number, length: number): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(Buffer.alloc(length, 0xa5), 0, length, from);
  await handle.close();
}

async function newerFormat(file: string): Promise<void> {
  inCatalog(file, (db) => db.exec('UPDATE "CatalogFormat" SET "minimumReader" = 99'));
}

describe('migrate', () => {
  it('applies every migration once, in order, and records them as Prisma does', async () => {
    const file = await catalogFile();
    expect(NAMES.length).toBeGreaterThan(0);
    expect(migrate(file)).toEqual(NAMES);
    expect(migrate(file)).toEqual([]);
    const applied = appliedIn(file);
    expect(applied.map((row) => row.migration_name)).toEqual(NAMES);
    expect(applied.filter((row) => row.finished_at === null || !/^[0-9a-f]{64}$/.test(row.checksum))).toEqual([]);
    expect(applied.map((row) => row.applied_steps_count)).toEqual(NAMES.map(() => 1));
  });

  it('leaves a catalog that Prisma finds nothing to migrate in', async () => {
    const file = await catalogFile();
    migrate(file);
    expect(await pendingForPrisma(file, NAMES)).toEqual([]);
  });

  it('leaves a catalog that is what models.prisma describes', async () => {
    const file = await catalogFile();
    migrate(file);
    expect(await driftOf(file)).toBeNull();
  });

  it('is checked by tools that see a change: a column too many is drift, an unapplied migration pends', async () => {
    const [drifted, empty] = [await catalogFile(), await catalogFile()];
    migrate(drifted);
    inCatalog(drifted, (db) => db.exec('ALTER TABLE "Profile" ADD COLUMN "colour" TEXT'));
    expect(await driftOf(drifted)).toContain('RedefineTables');
    expect(await pendingForPrisma(empty, NAMES)).toEqual(NAMES);
  });

  it('takes a catalog that Prisma migrated for finished', async () => {
    const file = await catalogFile();
    await pendingForPrisma(file, NAMES);
    expect(migrate(file)).toEqual([]);
  });

  it('refuses a migration that was changed after it was applied, and changes nothing', async () => {
    const [file, migrations] = [await catalogFile(), await copiedMigrations()];
    migrate(file, migrations);
    await appendFile(join(migrations, NAMES[0] as string, 'migration.sql'), '\n-- a word more\n');
    const before = appliedIn(file);
    expect(() => migrate(file, migrations)).toThrow(`migration ${NAMES[0]} was changed after it was applied`);
    expect(appliedIn(file)).toEqual(before);
  });

  it('applies what is new to a catalog that has data, and keeps the data', async () => {
    const [file, migrations] = [await catalogFile(), await copiedMigrations()];
    migrate(file, migrations);
    inCatalog(file, (db) => db.exec(`INSERT INTO "Secret" (name, value) VALUES ('a', 'b')`));
    await addMigration(migrations, '29990101000000_later', 'ALTER TABLE "Secret" ADD COLUMN "note" TEXT;');
    expect(migrate(file, migrations)).toEqual(['29990101000000_later']);
    const secrets = inCatalog(file, (db) => db.prepare('SELECT * FROM "Secret"').all());
    expect(secrets).toEqual([{ name: 'a', value: 'b', note: null }]);
  });

  it('undoes a migration that fails half-way, and applies it when it is mended', async () => {
    const [file, migrations] = [await catalogFile(), await copiedMigrations()];
    await addMigration(
      migrations,
      '29990101000000_bad',
      'CREATE TABLE "Half" (id TEXT); CREATE TABLE "Secret" (id TEXT);',
    );
    expect(() => migrate(file, migrations)).toThrow('already exists');
    expect(appliedIn(file).map((row) => row.migration_name)).toEqual(NAMES);
    await rm(join(migrations, '29990101000000_bad'), { recursive: true });
    await addMigration(migrations, '29990101000000_bad', 'CREATE TABLE "Half" (id TEXT);');
    expect(migrate(file, migrations)).toEqual(['29990101000000_bad']);
  });

  it('refuses a catalog in which Prisma left a migration unfinished', async () => {
    const file = await catalogFile();
    migrate(file);
    inCatalog(file, (db) => db.exec('UPDATE "_prisma_migrations" SET finished_at = NULL'));
    expect(() => migrate(file)).toThrow('failed earlier');
  });

  it.each([
    ['is something else', (file: string) => writeFile(file, 'not a catalog'.repeat(1_000))],
    ['is cut in half', async (file: string) => truncate(file, (await stat(file)).size / 2)],
    ['is overwritten in the middle', (file: string) => overwrite(file, 3 * 4096, 4 * 4096)],
    ['needs a newer version', (file: string) => newerFormat(file)],
  ])('refuses a catalog that %s, and leaves the folder as it was', async (_, spoil) => {
    const file = await catalogFile();
    migrate(file);
    await spoil(file);
    const before = await contentsOf(dirname(file));
    expect(() => migrate(file)).toThrow(/malformed|not a database|newer version/);
    expect(await contentsOf(dirname(file))).toEqual(before);
  });

  it('applies each migration once though several processes begin together', async () => {
    const [file, migrations] = [await catalogFile(), await copiedMigrations()];
    // Long enough at work that the others come while it is.
    const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500000) SELECT i FROM n';
    await addMigration(migrations, '19990101000000_slow', `CREATE TABLE "Slow" AS ${numbers};`);
    const names = ['19990101000000_slow', ...NAMES];
    const processes = [1, 2, 3].map(() =>
      spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'migrate-once.ts'), file, migrations]),
    );
    const errors = processes.map((child) => text(child.stderr));
    await Promise.all(processes.map((child) => once(child.stdout, 'data')));
    const answers = await Promise.all(processes.map(answerOf));
    expect((await Promise.all(errors)).join('')).toBe('');
    expect(answers.flat().toSorted((a, b) => a.localeCompare(b))).toEqual(names);
    expect(appliedIn(file).map((row) => row.migration_name)).toEqual(names);
  });
});

/** Lets a waiting process go on and reads what it migrated. */
async function answerOf(child: ChildProcessWithoutNullStreams): Promise<string[]> {
  child.stdin.write('go\n');
  return JSON.parse((await text(child.stdout)) || '["no answer"]') as string[];
}
