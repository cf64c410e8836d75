import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.js';
import { runCommand } from '../support/command.js';
import { flipByte, folderOf, hashesIn } from '../support/data-at-rest.js';
import { generate, type Json, startAppOn, type TempApp, tempFolder, untilFinal } from '../support/temp-app.js';

const FIELDS = `id name status recordCount recordsWritten seed generatorVersion profileRevision adjustments createdAt
  startedAt finishedAt failure { code } settings { recordCount locale } records(first: 5) { nodes { callId } }
  files { id name format status recordCount byteSize sha256 url createdAt }`;

const SETTINGS = { recordCount: 500, addressPoolSize: 100 };

/** A data folder with two datasets, made once; each test has a copy of it. */
let made: { folder: string; remove: () => Promise<void> };
let id: string;
let other: string;
/** What the datasets showed when they were made. */
let before: Json[];
beforeAll(async () => {
  made = await tempFolder();
  temp = await startAppOn(made.folder);
  ({ id } = await generate(temp, { settings: SETTINGS, formats: ['CSV', 'PARQUET'], seed: 'again' }));
  ({ id: other } = await generate(temp, { settings: SETTINGS, profileName: 'Small town', name: 'B' }));
  before = await Promise.all([id, other].map(shown));
  await close();
});
afterAll(() => made.remove());

let folder: string;
let remove: () => Promise<void>;
let temp: TempApp | null = null;
beforeEach(async () => {
  ({ folder, remove } = await tempFolder());
  await cp(made.folder, folder, { recursive: true });
});
afterEach(async () => {
  await close();
  await remove();
});

async function start(overrides: Partial<Config> = {}): Promise<void> {
  temp = await startAppOn(folder, overrides);
}

async function close(): Promise<void> {
  await temp?.close();
  temp = null;
}

function service(): TempApp {
  if (!temp) throw new Error('the service is closed');
  return temp;
}

async function shown(datasetId: string): Promise<Json> {
  const query = `query ($datasetId: ID!) { dataset(id: $datasetId) { ${FIELDS} } }`;
  return (await service().graphql(query, { datasetId })).data.dataset;
}

async function loseCatalog(): Promise<void> {
  await close();
  for (const name of await readdir(folder)) if (name.startsWith('catalog.db')) await rm(join(folder, name));
}

function cli(...words: string[]) {
  return runCommand(folder, [...words, '--data-dir', folder]);
}

describe('a data folder whose catalog is missing', () => {
  it('starts no service and no command, and stays as it is', async () => {
    await loseCatalog();
    const names = await readdir(folder, { recursive: true });
    await expect(startAppOn(folder)).rejects.toThrow('synth911 catalog rebuild');
    const answer = await cli('datasets', 'list');
    expect(answer.code).toBe(1);
    expect(answer.stderr).toMatch(/^synth911: .*catalog\.db is missing.*'synth911 catalog rebuild'.*\n$/);
    expect(await readdir(folder, { recursive: true })).toEqual(names);
  });
});

describe('synth911 catalog rebuild', () => {
  it('enters every dataset as it was', async () => {
    await loseCatalog();
    expect(await cli('catalog', 'rebuild')).toMatchObject({ code: 0, stdout: expect.stringContaining(other) });
    await start();
    expect(await Promise.all([id, other].map(shown))).toEqual(before);
    expect((await cli('catalog', 'rebuild')).stdout).toContain('No dataset');
  });

  it('checks the files of what it enters', async () => {
    await loseCatalog();
    await flipByte(join(folderOf(folder, id), 'records', 'part-00000.parquet'), 0.5);
    const exports = join(folderOf(folder, id), 'exports');
    const csv = (await readdir(exports)).find((name) => name.endsWith('.csv')) ?? '';
    await rm(join(exports, csv));
    const answer = await cli('catalog', 'rebuild');
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('part 0 is damaged') });
    await start();
    expect(await shown(id)).toMatchObject({
      status: 'COMPLETED',
      failure: { code: 'FILES_LOST' },
      records: null,
      files: [{ status: 'FAILED', url: null }, { status: 'COMPLETED' }],
    });
  });

  it('brings an unfinished dataset back so that a service makes it', async () => {
    const hashes = await hashesIn(folderOf(folder, id));
    await loseCatalog();
    const manifest = join(folderOf(folder, id), 'manifest.json');
    const running = { ...JSON.parse(await readFile(manifest, 'utf8')), status: 'RUNNING', finishedAt: null, parts: [] };
    await writeFile(manifest, JSON.stringify(running));
    expect(await cli('catalog', 'rebuild')).toMatchObject({ code: 0, stdout: expect.stringContaining('QUEUED') });
    await start();
    expect(await untilFinal(service(), id)).toMatchObject({ status: 'COMPLETED' });
    expect(await hashesIn(folderOf(folder, id))).toEqual(hashes);
  });

  it('says of each manifest that cannot be used why, and enters the others', async () => {
    await loseCatalog();
    const manifest = join(folderOf(folder, id), 'manifest.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"COMPLETED"', '"PERFECT"'));
    await mkdir(join(folder, 'datasets', 'no-manifest'));
    const answer = await cli('catalog', 'rebuild');
    expect(answer.code).toBe(1);
    expect(answer.stdout).toContain(other);
    expect(answer.stderr).toMatch(/cannot be used: status: /);
    expect(answer.stderr).toMatch(/no-manifest cannot be used: it is not there/);
    expect(answer.stderr).not.toContain('    at ');
  });
});

const EXPORT = `mutation ($id: ID!, $format: FileFormat!) {
  exportDataset(input: { datasetId: $id, format: $format }) { file { id } } }`;

async function exported(format: string): Promise<void> {
  await service().graphql(EXPORT, { id: other, format });
  await expect
    .poll(async () => (await shown(other)).files.at(-1), { timeout: 20_000 })
    .toMatchObject({ format, status: 'COMPLETED' });
}

describe('a manifest', () => {
  it('says what became of the files of its dataset, so that they are entered again as they were', async () => {
    await start();
    await exported('NDJSON');
    await exported('PARQUET');
    const [, ndjson] = (await shown(other)).files;
    await service().graphql('mutation ($id: ID!) { deleteFile(input: { fileId: $id }) { deletedFileId } }', ndjson);
    const left = await shown(other);
    expect(left.files).toMatchObject([{ format: 'CSV' }, { format: 'PARQUET' }]);
    await loseCatalog();
    expect(await cli('catalog', 'rebuild')).toMatchObject({ code: 0 });
    await start();
    expect(await shown(other)).toEqual(left);
  });

  it('says which files were still to be exported, so that they are', async () => {
    await start({ runningJobs: 0 });
    await service().graphql(EXPORT, { id, format: 'NDJSON' });
    await loseCatalog();
    expect(await cli('catalog', 'rebuild')).toMatchObject({ code: 0 });
    await start();
    await expect.poll(async () => (await shown(id)).files[2].status, { timeout: 20_000 }).toBe('COMPLETED');
  });

  it.each([
    ['does not say yet what the catalog says', (text: string) => text.replace('"COMPLETED"', '"RUNNING"')],
    ['was written in part', (text: string) => text.slice(0, 300)],
  ])('that %s is written again at the next start', async (_, spoilt) => {
    const manifest = join(folderOf(folder, id), 'manifest.json');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, spoilt(text));
    await start();
    expect(await readFile(manifest, 'utf8')).toBe(text);
  });
});

describe('what the catalog does not know of', () => {
  it('is moved to quarantine at start, and nothing of it is served or deleted', async () => {
    const own = folderOf(folder, id);
    const hashes = await hashesIn(own);
    await cp(own, join(folder, 'datasets', 'stranger'), { recursive: true });
    await writeFile(join(own, 'records', 'part-00007.parquet'), 'seven');
    await writeFile(join(own, 'exports', 'stray.csv'), 'stray');
    await start();
    expect(await hashesIn(own)).toEqual(hashes);
    expect(await readdir(join(folder, 'datasets'))).not.toContain('stranger');
    expect(await hashesIn(join(folder, 'quarantine', 'stranger'))).toEqual(hashes);
    const key = own.split('/').at(-1) ?? '';
    expect(await readFile(join(folder, 'quarantine', key, 'records', 'part-00007.parquet'), 'utf8')).toBe('seven');
    expect(await readFile(join(folder, 'quarantine', key, 'exports', 'stray.csv'), 'utf8')).toBe('stray');
    const answer = await service().app.http.inject({ method: 'GET', url: `/datasets/${id}/files/stray.csv` });
    expect(answer.statusCode).toBe(404);
  });

  it('does not take the place of what is in quarantine already', async () => {
    for (const text of ['first', 'second']) {
      await mkdir(join(folder, 'datasets', 'stranger'), { recursive: true });
      await writeFile(join(folder, 'datasets', 'stranger', 'a'), text);
      await (await startAppOn(folder)).close();
    }
    expect(await readFile(join(folder, 'quarantine', 'stranger', 'a'), 'utf8')).toBe('first');
    expect(await readFile(join(folder, 'quarantine', 'stranger.2', 'a'), 'utf8')).toBe('second');
  });
});
