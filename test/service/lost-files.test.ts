import { cp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyIn } from '../../src/domain/global-id.js';
import { runCli } from '../support/cli.js';
import { runCommand } from '../support/command.js';
import { DAMAGES, flipByte, folderOf, hashesIn, scramble } from '../support/data-at-rest.js';
import { generate, type Json, startAppOn, type TempApp, tempFolder } from '../support/temp-app.js';

const FIELDS = `status failure { code message } files { id status url sha256 }
  records(first: 3) { totalCount nodes { id callId } } stats { count } groups(by: [AGENCY]) { count } sample(count: 2, seed: "s") { callId }`;

const SETTINGS = { recordCount: 3_000, addressPoolSize: 100 };

/** All that a dataset shows of its records. */
const RECORDS = { records: null, stats: null, groups: null, sample: null };

/** A data folder with two datasets, made once; each test has a copy of it. */
let made: { folder: string; remove: () => Promise<void> };
let id: string;
let other: string;
/** What the dataset showed and what files it had before anything befell it. */
let before: Json;
let hashes: Record<string, string>;
beforeAll(async () => {
  made = await tempFolder();
  temp = await startAppOn(made.folder);
  ({ id } = await generate(temp, { settings: SETTINGS, seed: 'rest' }));
  ({ id: other } = await generate(temp, { settings: SETTINGS, seed: 'other' }));
  before = await shown();
  hashes = await hashesIn(folderOf(made.folder, id));
  await temp.close();
});
afterAll(() => made.remove());

let folder: string;
let remove: () => Promise<void>;
let datasetFolder: string;
let temp: TempApp;
beforeEach(async () => {
  ({ folder, remove } = await tempFolder());
  await cp(made.folder, folder, { recursive: true });
  datasetFolder = folderOf(folder, id);
});
afterEach(async () => {
  await temp.close();
  await remove();
});

async function start(): Promise<void> {
  temp = await startAppOn(folder);
}

async function shown(): Promise<Json> {
  const { data, errors } = await temp.graphql(`query ($id: ID!) { dataset(id: $id) { ${FIELDS} } }`, { id });
  expect(errors).toBeUndefined();
  return data.dataset;
}

function part(): string {
  return join(datasetFolder, 'records', 'part-00000.parquet');
}

/** The names of the files of a dataset that the service itself makes again. */
async function repaired(datasetId: string) {
  const done = await temp.app.services.maintenance.repair(keyIn('Dataset', datasetId) ?? '', () => {});
  return done?.repaired;
}

function repair() {
  return runCommand(folder, ['repair', id, '--data-dir', folder]);
}

function verify(...words: string[]) {
  return runCommand(folder, ['verify', ...words, '--data-dir', folder]);
}

describe('a part of a COMPLETED dataset', () => {
  it.each(DAMAGES)('that %s between two runs makes FILES_LOST, and is made again as it was', async (_, damage) => {
    await damage(part());
    await start();
    await expect.poll(async () => (await shown()).failure?.code, { timeout: 20_000 }).toBe('FILES_LOST');
    const lost = await shown();
    expect(lost).toMatchObject({ status: 'COMPLETED', ...RECORDS });
    expect(lost.failure.message).toContain('part 0');
    expect(lost.failure.message).toContain(`synth911 repair ${id}`);
    expect(await repaired(id)).toEqual(['part 0']);
    expect(await hashesIn(datasetFolder)).toEqual(hashes);
    expect(await shown()).toEqual(before);
  });

  it('that is lost while the service runs makes null records at once, and no error', async () => {
    await start();
    expect(await shown()).toEqual(before);
    await rm(part());
    expect(await shown()).toMatchObject(RECORDS);
    expect(await shown()).toMatchObject({ status: 'COMPLETED', failure: { code: 'FILES_LOST' }, ...RECORDS });
    const node = before.records.nodes[0].id;
    expect((await temp.graphql('query ($id: ID!) { node(id: $id) { id } }', { id: node })).data.node).toBeNull();
    expect(await repair()).toMatchObject({ code: 0 });
    expect(await shown()).toEqual(before);
  });

  it('that is damaged while the service runs is never read from a cache after it is repaired', async () => {
    const page = 'query ($id: ID!) { dataset(id: $id) { records(first: 200) { nodes { callId address queueTime } } } }';
    await start();
    const first = async () => (await temp.graphql(page, { id })).data.dataset.records;
    const good = await first();
    await rm(part());
    await cp(join(folderOf(folder, other), 'records', 'part-00000.parquet'), part()); // a good file in the wrong place
    expect(await first()).not.toEqual(good);
    expect(await runCli(folder, ['verify', id, '--data-dir', folder])).toMatchObject({ code: 1 });
    expect(await first()).toBeNull();
    expect(await runCli(folder, ['repair', id, '--data-dir', folder])).toMatchObject({ code: 0 });
    expect(await hashesIn(datasetFolder)).toEqual(hashes);
    expect(await first()).toEqual(good);
  });

  it('that is damaged further on breaks a stream off, and is known to be lost from then on', async () => {
    await start();
    const large = await generate(temp, { settings: { ...SETTINGS, recordCount: 60_000 }, formats: [] });
    await scramble(join(folderOf(folder, large.id), 'records', 'part-00000.parquet'));
    await temp.app.http.listen({ port: 0, host: '127.0.0.1' });
    const { port } = temp.app.http.server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/datasets/${large.id}/records.csv`);
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toBeInstanceOf(Error);
    const { data } = await temp.graphql('query ($id: ID!) { dataset(id: $id) { failure { code } } }', large);
    expect(data.dataset.failure.code).toBe('FILES_LOST');
  });

  it('that cannot even be looked at keeps neither the service from starting nor others from their records', async () => {
    await rm(part());
    await symlink(part(), part());
    await start();
    const { data } = await temp.graphql(`query ($id: ID!) { dataset(id: $id) { ${FIELDS} } }`, { id: other });
    expect(data.dataset.records.totalCount).toBe(3_000);
  });

  it('that is lost refuses exports and streams, and says why', async () => {
    await start();
    await rm(part());
    const mutation = 'mutation ($input: ExportDatasetInput!) { exportDataset(input: $input) { file { id } } }';
    const { errors } = await temp.graphql(mutation, { input: { datasetId: id, format: 'CSV' } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', status: 'COMPLETED', failure: 'FILES_LOST' });
    expect(errors?.[0]?.message).toContain('synth911 repair');
    const answer = await temp.app.http.inject({ method: 'GET', url: `/datasets/${id}/records.csv` });
    expect(answer.statusCode).toBe(409);
    expect(answer.json().errors[0].message).toContain('part 0');
  });
});

describe('an exported file', () => {
  it.each(DAMAGES)('that %s becomes FAILED, and is made again as it was', async (_, damage) => {
    const [name = ''] = await readdir(join(datasetFolder, 'exports'));
    await damage(join(datasetFolder, 'exports', name));
    await start();
    await expect.poll(async () => (await shown()).files[0].status, { timeout: 20_000 }).toBe('FAILED');
    expect(await shown()).toMatchObject({ failure: null, records: before.records, files: [{ url: null }] });
    expect(await repaired(id)).toEqual([name]);
    expect(await hashesIn(datasetFolder)).toEqual(hashes);
    expect(await shown()).toEqual(before);
  });
});

describe('the download of a file', () => {
  it.each([
    ['is gone', 'gzip', (file: string) => rm(file)],
    ['is gone', 'identity', (file: string) => rm(file)],
    ['was cut short', 'gzip', (file: string) => truncate(file, 100)],
    ['was cut short', 'identity', (file: string) => truncate(file, 100)],
  ])('that %s is NOT_FOUND to who accepts %s, and the file is FAILED from then on', async (_, coding, damage) => {
    await start();
    const [name = ''] = await readdir(join(datasetFolder, 'exports'));
    await damage(join(datasetFolder, 'exports', name));
    const url = `/datasets/${id}/files/${name}`;
    const answer = await temp.app.http.inject({ method: 'GET', url, headers: { 'accept-encoding': coding } });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers).not.toHaveProperty('etag');
    expect(answer.headers).not.toHaveProperty('content-encoding');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(answer.json().errors[0].extensions.code).toBe('NOT_FOUND');
    expect((await shown()).files[0].status).toBe('FAILED');
  });
});

describe('synth911 verify', () => {
  it('finds nothing wrong where nothing is, also when it makes the parts again', async () => {
    await start();
    const answer = await runCli(folder, ['verify', '--regenerate', '--data-dir', folder]);
    expect(answer).toMatchObject({ code: 0, stdout: 'All 4 files of 2 datasets are as recorded.\n' });
    expect(answer.stderr).toContain('100% 6 of 6 files');
    expect((await readdir(join(folder, 'staging'), { recursive: true })).filter((name) => name.includes('/'))).toEqual(
      [],
    );
  });

  it('names every file that is not as recorded', async () => {
    await start();
    await flipByte(part(), 0.3);
    await rm(join(datasetFolder, 'exports'), { recursive: true });
    const answer = await verify(id, '--json');
    expect(answer.code).toBe(1);
    expect(JSON.parse(answer.stdout)).toMatchObject([
      {
        id,
        files: 2,
        findings: [
          { file: 'part 0', state: 'DAMAGED' },
          { file: expect.stringMatching(/csv$/), state: 'MISSING' },
        ],
      },
    ]);
  });

  it('lifts the loss of what was put back', async () => {
    const bytes = await readFile(part());
    await rm(part());
    await start();
    expect((await shown()).failure.code).toBe('FILES_LOST');
    await writeFile(part(), bytes);
    expect(await verify()).toMatchObject({ code: 0 });
    expect(await shown()).toMatchObject({ failure: null, stats: { count: 3_000 } });
  });

  it('answers 1 to a dataset that is not there', async () => {
    await start();
    const answer = await verify('nothing');
    expect(answer).toMatchObject({ code: 1, stderr: "synth911: There is no dataset 'nothing'.\n" });
  });
});

describe('synth911 repair', () => {
  it('refuses a dataset of another generator version, and names both', async () => {
    await start();
    const { default: Database } = await import('better-sqlite3');
    const catalog = new Database(join(folder, 'catalog.db'));
    catalog.prepare("UPDATE Dataset SET generatorVersion = '0.9.0'").run();
    catalog.close();
    await rm(part());
    const answer = await repair();
    expect(answer.code).toBe(1);
    expect(answer.stderr).toMatch(/0\.9\.0.*\d+\.\d+\.\d+/);
    expect((await shown()).failure.code).toBe('FILES_LOST');
    expect(await readdir(join(datasetFolder, 'records'))).toEqual([]);
  });

  it('makes only what is lost, of several parts', async () => {
    await start();
    const large = await generate(temp, { settings: { ...SETTINGS, recordCount: 270_000 }, formats: [] });
    const records = join(folderOf(folder, large.id), 'records');
    const whole = await hashesIn(records);
    const { ino } = await stat(join(records, 'part-00000.parquet'));
    await flipByte(join(records, 'part-00001.parquet'), 0.5);
    expect(await repaired(large.id)).toEqual(['part 1']);
    expect(await hashesIn(records)).toEqual(whole);
    expect((await stat(join(records, 'part-00000.parquet'))).ino).toBe(ino);
  });

  it('says so where there is nothing to repair', async () => {
    await start();
    expect(await repair()).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to repair') });
  });
});
