import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyIn } from '../../src/domain/global-id.js';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

const GENERATE =
  'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id status } } }';
const CANCEL =
  'mutation ($id: ID!) { cancelGeneration(input: { datasetId: $id }) { dataset { id status finishedAt failure { code } files { status url } records { totalCount } } } }';
const DELETE = 'mutation ($id: ID!) { deleteDataset(input: { datasetId: $id }) { deletedDatasetId } }';
const EXPORT = 'mutation ($id: ID!) { exportDataset(input: { datasetId: $id, format: XLSX }) { file { id } } }';
const STATE = 'query ($id: ID!) { dataset(id: $id) { status recordsWritten files { status } } }';
const LARGE = { settings: { recordCount: 3_000_000 }, formats: ['CSV'] };

let temp: TempApp;
beforeAll(async () => {
  temp = await startTempApp({ runningJobs: 1 });
});
afterAll(() => temp.close());

async function queued(input: object): Promise<string> {
  return (await temp.graphql(GENERATE, { input })).data.generateDataset.dataset.id;
}

async function until(id: string, holds: (dataset: Json) => boolean): Promise<void> {
  while (!holds((await temp.graphql(STATE, { id })).data.dataset))
    await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Waits until no file or folder of the dataset is left: workers end what they have in hand, such as a slice of records. */
async function nothingLeftOf(id: string): Promise<void> {
  const key = keyIn('Dataset', id) ?? '';
  const leftovers = async () => (await readdir(temp.folder, { recursive: true })).filter((name) => name.includes(key));
  while ((await leftovers()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('cancelGeneration', () => {
  it.each([
    ['before it has begun', () => true],
    ['when it is RUNNING', ({ status }: Json) => status === 'RUNNING'],
    ['when parts are written', ({ recordsWritten }: Json) => recordsWritten > 0],
    ['when its file is written', ({ files }: Json) => files[0].status === 'WRITING'],
  ])('stops a generation %s, and leaves nothing of it', async (_, then) => {
    const id = await queued({ ...LARGE, settings: { recordCount: 600_000 } });
    await until(id, then);
    const { data } = await temp.graphql(CANCEL, { id });
    const { dataset } = data.cancelGeneration;
    expect(dataset).toMatchObject({ id, status: 'CANCELLED', failure: null, records: null });
    expect(dataset.files).toEqual([{ status: 'FAILED', url: null }]);
    expect(dataset.finishedAt).toMatch(/^\d{4}-/);
    await nothingLeftOf(id);
  });

  it('is refused when the dataset is final, with its state, and changes nothing', async () => {
    const { id } = await generate(temp, { settings: { recordCount: 10 } });
    const before = await temp.graphql(STATE, { id });
    const { errors } = await temp.graphql(CANCEL, { id });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      status: 'COMPLETED',
      issues: [{ path: ['input', 'datasetId'] }],
    });
    expect(await temp.graphql(STATE, { id })).toEqual(before);
  });

  it.each([CANCEL, DELETE])('is NOT_FOUND when there is no such dataset: %s', async (mutation) => {
    for (const id of ['nonsense', Buffer.from('Dataset:none').toString('base64url')]) {
      const { errors } = await temp.graphql(mutation, { id });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', issues: [{ path: ['input', 'datasetId'] }] });
    }
  });
});

describe('deleteDataset', () => {
  it('forgets a dataset with its files, then removes its folder', async () => {
    const { id } = await generate(temp, { settings: { recordCount: 10 } });
    expect((await temp.graphql(DELETE, { id })).data.deleteDataset).toEqual({ deletedDatasetId: id });
    expect((await temp.graphql(STATE, { id })).data.dataset).toBeNull();
    await nothingLeftOf(id);
  });

  it('cancels first what is being generated', async () => {
    const id = await queued(LARGE);
    await until(id, ({ recordsWritten }) => recordsWritten > 0);
    await temp.graphql(DELETE, { id });
    expect((await temp.graphql(STATE, { id })).data.dataset).toBeNull();
    await nothingLeftOf(id);
  });

  it('ends an export that is being written from the dataset', async () => {
    const { id } = await generate(temp, { settings: { recordCount: 100_000 }, formats: [] });
    await temp.graphql(EXPORT, { id });
    await until(id, ({ files }) => files[0].status === 'WRITING');
    await temp.graphql(DELETE, { id });
    expect((await temp.graphql(STATE, { id })).data.dataset).toBeNull();
    await nothingLeftOf(id);
  });

  it('lets who streams records finish or fail, and keeps serving', async () => {
    const { id } = await generate(temp, { settings: { recordCount: 300_000 }, formats: [] });
    const streaming = temp.app.http.inject({ url: `/datasets/${id}/records.ndjson` });
    await temp.graphql(DELETE, { id });
    await streaming.then(
      ({ statusCode }) => expect([200, 404]).toContain(statusCode),
      (error: unknown) => expect(String(error)).toMatch(/destroyed|aborted|closed/i),
    );
    expect((await temp.graphql('{ serverInfo { version } }')).data.serverInfo.version).toMatch(/\d/);
  });
});
