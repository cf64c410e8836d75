import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILE_FORMATS } from '../../src/domain/dataset.js';
import { settingsFrom } from '../../src/domain/settings.js';
import { bytesOfExport, bytesOfRun, isDiskFull } from '../../src/jobs/disk-space.js';
import { WorkerPool } from '../../src/jobs/worker-pool.js';
import { DataFolder } from '../../src/records/data-folder.js';
import { smallDisk } from '../support/small-disk.js';
import { generate, startAppOn, tempFolder } from '../support/temp-app.js';

const MEBIBYTE = 1024 * 1024;

describe('the estimate of what a run takes', () => {
  let root: string;
  let remove: () => Promise<void>;
  let pool: WorkerPool;
  beforeAll(async () => {
    ({ folder: root, remove } = await tempFolder());
    pool = new WorkerPool(1, { dataFolder: root });
  });
  afterAll(async () => {
    await pool.close();
    await remove();
  });

  it.each([
    ['few records', { recordCount: 10 }],
    ['some records', { recordCount: 20_000 }],
    ['many addresses', { recordCount: 5_000, addressPoolSize: 100_000 }],
    ['the CLASSIC model', { recordCount: 5_000, timingModel: 'CLASSIC' as const }],
    ['another script', { recordCount: 5_000, locale: 'JA_JP' as const }],
  ])('is enough for %s, and not far too much', async (datasetId, patch) => {
    const request = { datasetId, settings: settingsFrom(patch), seed: 's' };
    const staging = join(root, 'staging', datasetId);
    const { pools } = await pool.run({ kind: 'plan', ...request });
    const { byteSize } = await pool.run({ kind: 'part', ...request, pools, index: 0, staging });
    const estimate = bytesOfRun(request.settings, []);
    expect(estimate).toBeGreaterThan(byteSize);
    expect(estimate).toBeLessThan(4 * byteSize + 100_000);
    for (const format of FILE_FORMATS) {
      const made = { datasetId, format, filter: null, partCount: 1, file: join(staging, format) };
      const facts = await pool.run({ kind: 'remakeExport', ...made });
      const bytes = bytesOfExport(format, request.settings.recordCount);
      expect(bytes).toBeGreaterThan(facts.byteSize);
      expect(bytes).toBeLessThan(2 * facts.byteSize + 20_000);
    }
  });
});

const mounted = smallDisk(24);

// Mounting needs root; elsewhere the errors cannot be provoked.
describe.skipIf(mounted === null)('a disk that is full', () => {
  const root = join(mounted ?? '', 'data');
  beforeAll(() => mkdir(root, { recursive: true }));

  it('refuses what will not fit, with the numbers, and takes what does', async () => {
    const temp = await startAppOn(root);
    const mutation = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
    const { errors } = await temp.graphql(mutation, { input: { settings: { recordCount: 1_000_000 } } });
    const { neededBytes, freeBytes, code } = errors?.[0]?.extensions ?? {};
    expect(code).toBe('QUOTA_EXCEEDED');
    expect(neededBytes).toBeGreaterThan(300_000_000);
    expect(freeBytes).toBeLessThan(24 * MEBIBYTE);
    expect(errors?.[0]?.message).toContain(neededBytes.toLocaleString('en-US'));
    const { id, status } = await generate(temp, { settings: { recordCount: 30_000 }, formats: [] });
    expect(status).toBe('COMPLETED');
    const exporting = 'mutation ($input: ExportDatasetInput!) { exportDataset(input: $input) { file { id } } }';
    const refused = await temp.graphql(exporting, { input: { datasetId: id, format: 'JSON' } });
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'QUOTA_EXCEEDED', neededBytes: expect.any(Number) });
    const once = { input: { settings: { recordCount: 10 }, formats: [], idempotencyKey: 'once' } };
    const first = await temp.graphql(mutation, once);
    await writeFile(join(root, 'ballast'), Buffer.alloc(24 * MEBIBYTE)).catch(() => undefined);
    expect(await temp.graphql(mutation, once)).toEqual(first);
    await rm(join(root, 'ballast'));
    const trail = await temp.graphql('{ auditTrail(filter: { action: "generateDataset" }) { nodes { outcome } } }');
    expect(trail.data.auditTrail.nodes).toEqual(['OK', 'OK', 'OK', 'QUOTA_EXCEEDED'].map((outcome) => ({ outcome })));
    await temp.close();
  });

  it('is known by what Node, SQLite and DuckDB say of it', async () => {
    const folder = new DataFolder(root);
    const pool = new WorkerPool(1, { dataFolder: root });
    const request = { datasetId: 'full', settings: settingsFrom({ recordCount: 500_000 }), seed: 's' };
    const file = join(folder.stagingOf('full'), 'part.parquet');
    await writeFile(join(root, 'ballast'), Buffer.alloc(18 * MEBIBYTE));
    const ofDuckDb = await pool
      .run({ kind: 'remakePart', ...request, index: 0, file })
      .catch((error: unknown) => error);
    expect(isDiskFull(ofDuckDb)).toBe(true);
    const ofNode = await writeFile(join(root, 'more'), Buffer.alloc(24 * MEBIBYTE)).catch((error: unknown) => error);
    expect(isDiskFull(ofNode)).toBe(true);
    const database = new Database(join(root, 'full.db'));
    const ofSqlite = errorOf(() => database.exec('CREATE TABLE t AS SELECT zeroblob(30000000) AS b'));
    database.close();
    expect(isDiskFull(ofSqlite)).toBe(true);
    expect(isDiskFull(new Error('wrapped', { cause: ofSqlite }))).toBe(true);
    await pool.close();
    expect((await stat(root)).isDirectory()).toBe(true);
    expect(await readdir(root)).toContain('catalog.db');
  });
});

describe('isDiskFull', () => {
  it('is false for any other error', () => {
    for (const error of [new Error('IO Error: no such file'), new TypeError('x'), 'ENOSPC', null])
      expect(isDiskFull(error)).toBe(false);
  });
});

function errorOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}
