import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../support/csv.js';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
let id: string;
beforeAll(async () => {
  temp = await startTempApp();
  ({ id } = await generate(temp, { settings: { recordCount: 3_000 }, formats: [] }));
});
afterAll(() => temp.close());

const FILTER = {
  callReception: { in: ['E_911', 'TEXT'] },
  eventTime: { gte: '2024-03-01T00:00:00', lt: '2024-09-01T00:00:00' },
  not: { problem: { contains: 'ALS' } },
};

const EXPORT = `mutation ($input: ExportDatasetInput!) { exportDataset(input: $input) { file { id status filter } } }`;
const FILE = 'query ($id: ID!) { node(id: $id) { ... on OutputFile { status filter url recordCount } } }';

async function exported(format: string, filter: object): Promise<Json> {
  const { data, errors } = await temp.graphql(EXPORT, { input: { datasetId: id, format, filter } });
  expect(errors).toBeUndefined();
  for (;;) {
    const { node } = (await temp.graphql(FILE, { id: data.exportDataset.file.id })).data;
    if (['COMPLETED', 'FAILED'].includes(node.status)) return node;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function get(url: string) {
  return temp.app.http.inject({ method: 'GET', url });
}

async function matching(): Promise<string[]> {
  const query = `query ($id: ID!, $filter: CallRecordFilter) {
    dataset(id: $id) { records(first: 1000, filter: $filter) { totalCount nodes { callId } } } }`;
  const { records } = (await temp.graphql(query, { id, filter: FILTER })).data.dataset;
  expect(records.totalCount).toBe(records.nodes.length);
  return records.nodes.map((node: Json) => node.callId);
}

describe('exportDataset with a filter', () => {
  it('writes the records that a page under the same filter shows, and keeps the filter as it was given', async () => {
    const file = await exported('CSV', FILTER);
    const ids = await matching();
    expect(ids.length).toBeGreaterThan(50);
    expect(file).toMatchObject({ status: 'COMPLETED', recordCount: ids.length });
    expect(JSON.parse(file.filter)).toEqual(FILTER);
    const { rows } = parseCsv((await get(file.url)).body);
    expect(rows.map((row) => row.call_id)).toEqual(ids);
  });

  it('writes a file of nothing when nothing matches', async () => {
    const file = await exported('NDJSON', { hour: { in: [] } });
    expect(file).toMatchObject({ status: 'COMPLETED', recordCount: 0 });
  });

  it('refuses a filter that breaks a rule, with its path', async () => {
    const input = { datasetId: id, format: 'CSV', filter: { hour: { eq: null } } };
    const { errors } = await temp.graphql(EXPORT, { input });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['input', 'filter', 'hour', 'eq'] }],
    });
  });
});

describe('GET /datasets/<id>/records.<format> with a filter', () => {
  it('streams the records of the file that the same filter makes', async () => {
    const query = encodeURIComponent(JSON.stringify(FILTER));
    const [csv, ndjson] = [await get(`/datasets/${id}/records.csv?filter=${query}`), await exported('NDJSON', FILTER)];
    expect(csv.statusCode).toBe(200);
    const lines = (await get(ndjson.url)).body.trimEnd().split('\n');
    const ids = await matching();
    expect(parseCsv(csv.body).rows.map((row) => row.call_id)).toEqual(ids);
    expect(lines.map((line) => JSON.parse(line).call_id)).toEqual(ids);
  });

  it.each([
    ['{"hour":{"eq":"noon"}}', ['filter', 'hour', 'eq']],
    ['{"callReception":{"eq":"E-911"}}', ['filter', 'callReception', 'eq']],
    ['{"salary":{"gt":1}}', ['filter']],
    ['{"hour":{"eq":null}}', ['filter', 'hour', 'eq']],
    ['[]', ['filter']],
    ['{', ['filter']],
  ])('refuses %s', async (filter, path) => {
    const answer = await get(`/datasets/${id}/records.csv?filter=${encodeURIComponent(filter)}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path }] });
  });
});
