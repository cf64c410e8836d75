import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../support/command.js';
import { flipByte, folderOf, hashesIn } from '../support/data-at-rest.js';
import { generate, type Json, startAppOn, type TempApp, tempFolder, untilFinal } from '../support/temp-app.js';

const FIELDS = `id name status recordCount recordsWritten seed generatorVersion profileRevision adjustments createdAt
  startedAt finishedAt failure { code } settings { recordCount locale } records(first: 5) { nodes { callId } }
  files { id name format status recordCount byteSize sha256 url createdAt }`;

let folder: string;
let remove: () => Promise<void>;
let temp: TempApp | null = null;
beforeEach(async () => {
  ({ folder, remove } = await tempFolder());
  temp = await startAppOn(folder);
});
afterEach(async () => {
  await close();
  await remove();
});

async function close(): Promise<void> {
  await temp?.close();
  temp = null;
}

function service(): TempApp {
  if (!temp) throw new Error('the service is closed');
  return temp;
}

async function shown(id: string): Promise<Json> {
  return (await service().graphql(`query ($id: ID!) { dataset(id: $id) { ${FIELDS} } }`, { id })).data.dataset;
}

function small(input: object = {}) {
  return generate(service(), { settings: { recordCount: 500 }, ...input });
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
    await small();
    await loseCatalog();
    const before = await readdir(folder, { recursive: true });
    await expect(startAppOn(folder)).rejects.toThrow('synth911 catalog rebuild');
    const answer = await cli('datasets', 'list');
    expect(answer.code).toBe(1);
    expect(answer.stderr).toMatch(/^synth911: .*catalog\.db is missing.*'synth911 catalog rebuild'.*\n$/);
    expect(await readdir(folder, { recursive: true })).toEqual(before);
  });
});

describe('synth911 catalog rebuild', () => {
  it('enters every dataset as it was', async () => {
    const profileName = 'Small town';
    const ids = [(await small({ formats: ['CSV', 'PARQUET'] })).id, (await small({ profileName, name: 'B' })).id];
    const before = await Promise.all(ids.map(shown));
    await loseCatalog();
    expect(await cli('catalog', 'rebuild')).toMatchObject({ code: 0, stdout: expect.stringContaining(ids[1] ?? '') });
    temp = await startAppOn(folder);
    expect(await Promise.all(ids.map(shown))).toEqual(before);
    expect((await cli('catalog', 'rebuild')).stdout).toContain('No dataset');
  });

  it('checks the files of what it enters', async () => {
    const { id } = await small();
    await loseCatalog();
    await flipByte(join(folderOf(folder, id), 'records', 'part-00000.parquet'), 0.5);
    const [csv = ''] = await readdir(join(folderOf(folder, id), 'exports'));
    await rm(join(folderOf(folder, id), 'exports', csv));
    const answer = await cli('catalog', 'rebuild');
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringContaining('part 0 is damaged') });
    temp = await startAppOn(folder);
    expect(await shown(id)).toMatchObject({
      status: 'COMPLETED',
      failure: { code: 'FILES_LOST' },
      records: null,
      files: [{ status: 'FAILED', url: null }],
    });
  });

  it('brings an unfinished dataset back so that a service makes it', async () => {
    const { id } = await small({ seed: 'again' });
    const hashes = await hashesIn(folderOf(folder, id));
    await loseCatalog();
    const manifest = join(folderOf(folder, id), 'manifest.json');
    const running = { ...JSON.parse(await readFile(manifest, 'utf8')), status: 'RUNNING', finishedAt: null, parts: [] };
    await writeFile(manifest, JSON.stringify(running));
    expect(await cli('catalog', 'rebuild')).toMatchObject({ code: 0, stdout: expect.stringContaining('QUEUED') });
    temp = await startAppOn(folder);
    expect(await untilFinal(temp, id)).toMatchObject({ status: 'COMPLETED' });
    expect(await hashesIn(folderOf(folder, id))).toEqual(hashes);
  });

  it('says of each manifest that cannot be used why, and enters the others', async () => {
    const { id } = await small();
    const other = await small();
    await loseCatalog();
    const manifest = join(folderOf(folder, id), 'manifest.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"COMPLETED"', '"PERFECT"'));
    await mkdir(join(folder, 'datasets', 'no-manifest'));
    const answer = await cli('catalog', 'rebuild');
    expect(answer.code).toBe(1);
    expect(answer.stdout).toContain(other.id);
    expect(answer.stderr).toMatch(/cannot be used: status: /);
    expect(answer.stderr).toMatch(/no-manifest cannot be used: it is not there/);
    expect(answer.stderr).not.toContain('    at ');
  });
});

const EXPORT = `mutation ($id: ID!, $format: FileFormat!) {
  exportDataset(input: { datasetId: $id, format: $format }) { file { id } } }`;

async function exported(id: string, format: string): Promise<void> {
  await service().graphql(EXPORT, { id, format });
  await expect
    .poll(async () => (await shown(id)).files.at(-1), { timeout: 20_000 })
    .toMatchObject({ format, status: 'COMPLETED' });
}

describe('a manifest', () => {
  it('says what became of the files of its dataset, so that they are entered again as they were', async () => {
    const { id } = await small({ formats: ['CSV'] });
    await exported(id, 'NDJSON');
    await exported(id, 'PARQUET');
    const [, ndjson] = (await shown(id)).files;
    await service().graphql('mutation ($id: ID!) { deleteFile(input: { fileId: $id }) { deletedFileId } }', ndjson);
    const before = await shown(id);
    expect(before.files).toHaveLength(2);
    await loseCatalog();
    expect(await cli('catalog', 'rebuild')).toMatchObject({ code: 0 });
    temp = await startAppOn(folder);
    expect(await shown(id)).toEqual(before);
  });

  it('says which files were still to be exported, so that they are', async () => {
    const { id } = await small({ formats: [] });
    await close();
    temp = await startAppOn(folder, { runningJobs: 0 });
    await service().graphql(EXPORT, { id, format: 'NDJSON' });
    await loseCatalog();
    expect(await cli('catalog', 'rebuild')).toMatchObject({ code: 0 });
    temp = await startAppOn(folder);
    await expect.poll(async () => (await shown(id)).files[0].status, { timeout: 20_000 }).toBe('COMPLETED');
  });

  it.each([
    ['does not say yet what the catalog says', (text: string) => text.replace('"COMPLETED"', '"RUNNING"')],
    ['was written in part', (text: string) => text.slice(0, 300)],
  ])('that %s is written again at the next start', async (_, spoilt) => {
    const { id } = await small();
    await close();
    const manifest = join(folderOf(folder, id), 'manifest.json');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, spoilt(text));
    temp = await startAppOn(folder);
    expect(await readFile(manifest, 'utf8')).toBe(text);
  });
});

describe('what the catalog does not know of', () => {
  it('is moved to quarantine at start, and nothing of it is served or deleted', async () => {
    const { id } = await small();
    const own = folderOf(folder, id);
    const before = await hashesIn(own);
    await close();
    await cp(own, join(folder, 'datasets', 'stranger'), { recursive: true });
    await writeFile(join(own, 'records', 'part-00007.parquet'), 'seven');
    await writeFile(join(own, 'exports', 'stray.csv'), 'stray');
    temp = await startAppOn(folder);
    expect(await hashesIn(own)).toEqual(before);
    expect(await readdir(join(folder, 'datasets'))).not.toContain('stranger');
    expect(await hashesIn(join(folder, 'quarantine', 'stranger'))).toEqual(before);
    const key = own.split('/').at(-1) ?? '';
    expect(await readFile(join(folder, 'quarantine', key, 'records', 'part-00007.parquet'), 'utf8')).toBe('seven');
    expect(await readFile(join(folder, 'quarantine', key, 'exports', 'stray.csv'), 'utf8')).toBe('stray');
    const answer = await temp.app.http.inject({ method: 'GET', url: `/datasets/${id}/files/stray.csv` });
    expect(answer.statusCode).toBe(404);
  });

  it('does not take the place of what is in quarantine already', async () => {
    await close();
    for (const text of ['first', 'second']) {
      await mkdir(join(folder, 'datasets', 'stranger'), { recursive: true });
      await writeFile(join(folder, 'datasets', 'stranger', 'a'), text);
      await (await startAppOn(folder)).close();
    }
    expect(await readFile(join(folder, 'quarantine', 'stranger', 'a'), 'utf8')).toBe('first');
    expect(await readFile(join(folder, 'quarantine', 'stranger.2', 'a'), 'utf8')).toBe('second');
  });
});
