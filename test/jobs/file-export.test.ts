import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderOf } from '../support/data-at-rest.js';
import { generate, type Json, startAppOn, type TempApp, tempFolder, untilFinal } from '../support/temp-app.js';

const EXPORT = `mutation ($id: ID!) { exportDataset(input: { datasetId: $id, format: NDJSON }) { file { id } } }`;
const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const FILES = `query ($id: ID!) { dataset(id: $id) { id failure { code message } files { status failure { code message } } } }`;

const INPUT = { settings: { recordCount: 1_000, addressPoolSize: 100 }, formats: [] };

let folder: string;
let remove: () => Promise<void>;
let temp: TempApp;
beforeAll(async () => {
  ({ folder, remove } = await tempFolder());
  temp = await startAppOn(folder);
});
afterAll(async () => {
  await temp.close();
  await remove();
});

async function restart(runningJobs: number, meanwhile: () => void = () => {}): Promise<void> {
  await temp.close();
  meanwhile();
  temp = await startAppOn(folder, { runningJobs });
}

async function fileOf(id: string): Promise<Json> {
  return (await temp.graphql(FILES, { id })).data.dataset.files.at(-1);
}

async function expectFile(id: string, expected: object): Promise<void> {
  await expect.poll(() => fileOf(id), { timeout: 20_000 }).toMatchObject(expected);
}

/** As processes leave the catalog that die while they write the files. */
function dieAtWork(attempts = 1): void {
  const catalog = new Database(join(folder, 'catalog.db'));
  catalog.exec(`INSERT INTO Runner (id, host, pid, heartbeatAt) VALUES ('dead', 'gone', 1, '2020-01-01T00:00:00.000+00:00');
    UPDATE Job SET ownerId = 'dead', attempts = ${attempts}; UPDATE OutputFile SET status = 'WRITING' WHERE status = 'QUEUED'`);
  catalog.close();
}

describe('an export', () => {
  it('is tried again after a fault that passes, and is FAILED with the reason when it stays', async () => {
    const [{ id }, { id: other }] = [await generate(temp, INPUT), await generate(temp, INPUT)];
    const places = [id, other].map((each) => join(folderOf(folder, each), 'exports'));
    for (const place of places) await writeFile(place, 'in the way');
    for (const each of [id, other]) await temp.graphql(EXPORT, { id: each });
    for (const each of [id, other]) await expectFile(each, { status: 'WRITING', failure: null });
    await rm(places[0] ?? '');
    await expectFile(id, { status: 'COMPLETED', failure: null });
    await expectFile(other, { status: 'FAILED', failure: { code: 'STORAGE_FAILED' } });
  });

  it('whose process died is written by the next, unless records that it needs are lost: then it says which', async () => {
    const [{ id }, { id: lost }] = [await generate(temp, INPUT), await generate(temp, INPUT)];
    await restart(0);
    for (const each of [id, lost]) await temp.graphql(EXPORT, { id: each });
    await rm(join(folderOf(folder, lost), 'records', 'part-00000.parquet'));
    await restart(2, () => dieAtWork());
    await expectFile(id, { status: 'COMPLETED' });
    const message = expect.stringMatching(/part 0 is missing.*synth911 repair/) as string;
    await expectFile(lost, { status: 'FAILED', failure: { code: 'FILES_LOST', message } });
  });

  it('and a generation that ten processes in a row have died of are FAILED, saying so; nine may have', async () => {
    const { id } = await generate(temp, INPUT);
    const failure = { code: 'PROCESS_ENDED', message: expect.stringContaining('ended 10 times in a row') as string };
    for (const [deaths, expected] of [
      [9, { status: 'COMPLETED' }] as const,
      [10, { status: 'FAILED', failure }] as const,
    ]) {
      await restart(0);
      const queued = await temp.graphql(GENERATE, { input: INPUT });
      await temp.graphql(EXPORT, { id });
      await restart(2, () => dieAtWork(deaths));
      const dataset = queued.data.generateDataset.dataset.id;
      expect(await untilFinal(temp, dataset)).toMatchObject({ status: expected.status });
      await expectFile(id, expected);
      expect((await temp.graphql(FILES, { id: dataset })).data.dataset).toMatchObject(deaths < 10 ? {} : { failure });
    }
  });
});
