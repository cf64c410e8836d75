import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keyIn } from '../../src/domain/global-id.js';
import { GENERATOR_VERSION } from '../../src/generation/generator-version.js';
import { folderOf, hashesIn } from '../support/data-at-rest.js';
import { generate, startAppOn, type TempApp, tempFolder, untilFinal } from '../support/temp-app.js';

const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const STATE = 'query ($id: ID!) { dataset(id: $id) { status recordsWritten generatorVersion failure { code } } }';
const INPUT = { settings: { recordCount: 400_000, addressPoolSize: 100 }, formats: [], seed: 'same' };

let folder: string;
let remove: () => Promise<void>;
let temp: TempApp;
beforeEach(async () => {
  ({ folder, remove } = await tempFolder());
  temp = await startAppOn(folder, { workers: 1 });
});
afterEach(async () => {
  await temp.close();
  await remove();
});

async function state(id: string) {
  return (await temp.graphql(STATE, { id })).data.dataset;
}

/** Makes the dataset one that another generator version has begun: its first part, though intact, has other records. */
async function begunByAnother(id: string, other: string): Promise<void> {
  const first = join('records', 'part-00000.parquet');
  await copyFile(join(folderOf(folder, other), first), join(folderOf(folder, id), first));
  const catalog = new Database(join(folder, 'catalog.db'));
  const [key, otherKey] = [id, other].map((each) => keyIn('Dataset', each));
  catalog.prepare("UPDATE Dataset SET generatorVersion = '0.9.0' WHERE id = ?").run(key);
  catalog
    .prepare(
      `UPDATE PartFile SET (byteSize, sha256) = (SELECT byteSize, sha256 FROM PartFile WHERE datasetId = ? AND "index" = 0)
      WHERE datasetId = ? AND "index" = 0`,
    )
    .run(otherKey, key);
  catalog.close();
}

it('a dataset that another generator version has begun is made anew as a whole, and says by which version', async () => {
  const other = await generate(temp, { settings: { recordCount: 10 }, formats: [] });
  const whole = await generate(temp, INPUT);
  const { id } = (await temp.graphql(GENERATE, { input: { ...INPUT, formats: ['CSV'] } })).data.generateDataset.dataset;
  await expect.poll(async () => (await state(id)).recordsWritten, { interval: 10, timeout: 20_000 }).toBeGreaterThan(0);
  await temp.close();
  await begunByAnother(id, other.id);
  temp = await startAppOn(folder);
  expect(await untilFinal(temp, id)).toMatchObject({ status: 'COMPLETED' });
  const done = { status: 'COMPLETED', recordsWritten: 400_000, generatorVersion: GENERATOR_VERSION, failure: null };
  expect(await state(id)).toEqual(done);
  const manifest = JSON.parse(await readFile(join(folderOf(folder, id), 'manifest.json'), 'utf8')) as object;
  expect(manifest).toMatchObject({ status: 'COMPLETED', generatorVersion: GENERATOR_VERSION });
  const [made, expected] = [id, whole.id].map((each) => hashesIn(join(folderOf(folder, each), 'records')));
  expect(await made).toEqual(await expected);
});
