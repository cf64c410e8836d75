import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import readXlsx from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FILE_FORMATS } from '../../src/domain/dataset.js';
import { COLUMNS } from '../../src/domain/record-schema.js';
import { parseCsv } from '../support/csv.js';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

const EXPORT =
  'mutation ($input: ExportDatasetInput!) { exportDataset(input: $input) { file { id name format status filter recordCount byteSize sha256 url } } }';
const DELETE = 'mutation ($input: DeleteFileInput!) { deleteFile(input: $input) { deletedFileId } }';
const FILE =
  'query ($id: ID!) { node(id: $id) { ... on OutputFile { id name format status filter recordCount byteSize sha256 url } } }';
const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const RECORDS = 3_000;

let temp: TempApp;
let datasetId: string;
let exportsFolder: string;
beforeAll(async () => {
  temp = await startTempApp();
  ({ id: datasetId } = await generate(temp, { settings: { recordCount: RECORDS }, seed: 'exports', formats: [] }));
  const key = Buffer.from(datasetId, 'base64url').toString().split(':')[1] ?? '';
  exportsFolder = join(temp.folder, 'datasets', key, 'exports');
});
afterAll(() => temp.close());

async function exportFile(input: object): Promise<Json> {
  const { data, errors } = await temp.graphql(EXPORT, { input: { datasetId, ...input } });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.exportDataset.file;
}

async function untilWritten(id: string): Promise<Json> {
  for (;;) {
    const { data } = await temp.graphql(FILE, { id });
    if (['COMPLETED', 'FAILED'].includes(data.node.status)) return data.node;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function errorOf(query: string, input: object): Promise<Json> {
  return (await temp.graphql(query, { input })).errors?.[0]?.extensions;
}

describe('exportDataset', () => {
  it('answers at once with a QUEUED file, which is COMPLETED later', async () => {
    const queued = await exportFile({ format: 'NDJSON' });
    expect(queued).toMatchObject({ status: 'QUEUED', recordCount: null, byteSize: null, sha256: null, url: null });
    const file = await untilWritten(queued.id);
    expect(file).toMatchObject({ status: 'COMPLETED', recordCount: RECORDS, filter: null });
    const answer = await temp.app.http.inject({ method: 'GET', url: file.url });
    expect(answer.rawPayload).toHaveLength(file.byteSize);
    expect(createHash('sha256').update(answer.rawPayload).digest('hex')).toBe(file.sha256);
  });

  it('gives the same records in every format as the pages do', async () => {
    const all = await Promise.all(FILE_FORMATS.map(async (format) => untilWritten((await exportFile({ format })).id)));
    const path = (format: string) => join(exportsFolder, all.find((file) => file.format === format).name);
    const names = COLUMNS.map(({ name }) => name).join(' ');
    const page = await temp.graphql(
      `query ($id: ID!) { dataset(id: $id) { records(first: 1000) { nodes { ${names} } } } }`,
      { id: datasetId },
    );
    const paged = page.data.dataset.records.nodes.map((node: Json) =>
      Object.fromEntries(COLUMNS.map(({ name, csvName }) => [csvName, asInFiles(node[name])])),
    );
    const ndjson = (await readFile(path('NDJSON'), 'utf8')).trimEnd().split('\n');
    const rows = ndjson.map((line) => JSON.parse(line));
    expect(rows).toHaveLength(RECORDS);
    expect(rows.slice(0, 1_000)).toEqual(paged);
    expect(JSON.parse(await readFile(path('JSON'), 'utf8'))).toEqual(rows);
    const parquet = await parquetReadObjects({ file: await asyncBufferFromFile(path('PARQUET')), compressors });
    expect(parquet.map((row) => Object.values(row).map(plain))).toEqual(rows.map((row) => Object.values(row)));
    const [sheet] = await readXlsx(path('XLSX'), { trim: false });
    expect(sheet?.data.slice(1).map((row) => row.map(plain))).toEqual(rows.map((row) => Object.values(row)));
    const csv = parseCsv(await readFile(path('CSV'), 'utf8')).rows;
    expect(csv.map((row) => row.call_id)).toEqual(rows.map((row) => row.call_id));
    expect(sum(csv, 'total_time')).toBe(sum(rows, 'total_time'));
  });

  it('gives each file of a dataset a name of its own, and the same bytes', async () => {
    const first = await untilWritten((await exportFile({ format: 'CSV' })).id);
    const second = await untilWritten((await exportFile({ format: 'CSV' })).id);
    expect(second.name).toMatch(/^synth911-[\w-]+-\d+\.csv$/);
    expect(second.name).not.toBe(first.name);
    expect(second.sha256).toBe(first.sha256);
  });

  it('gives the first file again for the same key and input, and refuses the key for another', async () => {
    const [first, again] = [
      await exportFile({ format: 'JSON', idempotencyKey: 'once' }),
      await exportFile({ format: 'JSON', idempotencyKey: 'once' }),
    ];
    expect(again.id).toBe(first.id);
    expect(await errorOf(EXPORT, { datasetId, format: 'CSV', idempotencyKey: 'once' })).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    });
    expect(await errorOf(EXPORT, { datasetId, format: 'CSV', idempotencyKey: '' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['input', 'idempotencyKey'], code: 'TOO_SMALL' }],
    });
  });

  it('refuses a dataset that is not COMPLETED, and says its state', async () => {
    const { data } = await temp.graphql(GENERATE, { input: { settings: { recordCount: 400_000 }, formats: [] } });
    const { id } = data.generateDataset.dataset;
    expect(await errorOf(EXPORT, { datasetId: id, format: 'CSV' })).toMatchObject({
      code: 'CONFLICT',
      status: expect.stringMatching(/QUEUED|RUNNING/),
      issues: [{ path: ['input', 'datasetId'] }],
    });
    const streamed = await temp.app.http.inject({ method: 'GET', url: `/datasets/${id}/records.csv` });
    expect(streamed.statusCode).toBe(409);
    expect(streamed.json().errors[0].extensions).toMatchObject({ code: 'CONFLICT' });
  });

  it.each([
    'garbage',
    Buffer.from('Dataset:none').toString('base64url'),
    Buffer.from('Profile:x').toString('base64url'),
  ])('answers NOT_FOUND for the dataset %s', async (id) => {
    expect(await errorOf(EXPORT, { datasetId: id, format: 'CSV' })).toMatchObject({
      code: 'NOT_FOUND',
      issues: [{ path: ['input', 'datasetId'], code: 'UNKNOWN_VALUE' }],
    });
  });

  it('keeps the manifest in step with the files', async () => {
    const file = await untilWritten((await exportFile({ format: 'PARQUET' })).id);
    const inManifest = async () => {
      const manifest = JSON.parse(await readFile(join(exportsFolder, '..', 'manifest.json'), 'utf8'));
      return manifest.files.some((entry: Json) => entry.sha256 === file.sha256 && entry.name === file.name);
    };
    await expect.poll(inManifest).toBe(true);
    await temp.graphql(DELETE, { input: { fileId: file.id } });
    expect(await inManifest()).toBe(false);
  });
});

describe('XLSX', () => {
  const TOO_MANY = { recordCount: 1_048_576, startDate: '2024-01-01', endDate: '2024-01-31' };

  it('is refused above the rows of a sheet, before anything is made', async () => {
    expect(await errorOf(GENERATE, { settings: TOO_MANY, formats: ['CSV', 'XLSX'] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['input', 'formats', 1], code: 'TOO_LARGE', message: expect.stringContaining('1,048,575') }],
    });
  });

  it('is refused for a dataset that is too large', async () => {
    const { id } = await generate(temp, { settings: TOO_MANY, formats: [] });
    expect(await errorOf(EXPORT, { datasetId: id, format: 'XLSX' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['input', 'format'], code: 'TOO_LARGE', message: expect.stringContaining('1,048,576') }],
    });
    expect(
      (await temp.graphql('query ($id: ID!) { dataset(id: $id) { files { id } } }', { id })).data.dataset.files,
    ).toEqual([]);
  });
});

describe('generateDataset', () => {
  it('writes every format that it is asked for', async () => {
    const { id } = await generate(temp, { settings: { recordCount: 50 }, formats: [...FILE_FORMATS] });
    const { data } = await temp.graphql(
      'query ($id: ID!) { dataset(id: $id) { files { format status recordCount } } }',
      { id },
    );
    expect(data.dataset.files).toHaveLength(FILE_FORMATS.length);
    for (const file of data.dataset.files) expect(file).toMatchObject({ status: 'COMPLETED', recordCount: 50 });
  });
});

describe('deleteFile', () => {
  it('forgets the file and removes it', async () => {
    const file = await untilWritten((await exportFile({ format: 'CSV' })).id);
    expect(await readdir(exportsFolder)).toContain(file.name);
    const { data } = await temp.graphql(DELETE, { input: { fileId: file.id } });
    expect(data.deleteFile).toEqual({ deletedFileId: file.id });
    expect(await readdir(exportsFolder)).not.toContain(file.name);
    expect((await temp.graphql(FILE, { id: file.id })).data.node).toBeNull();
    expect((await temp.app.http.inject({ method: 'GET', url: file.url })).statusCode).toBe(404);
    expect(await errorOf(DELETE, { fileId: file.id })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses a file that is still to be written, and says its state', async () => {
    const { id } = await exportFile({ format: 'XLSX' });
    expect(await errorOf(DELETE, { fileId: id })).toMatchObject({
      code: 'CONFLICT',
      status: expect.stringMatching(/QUEUED|WRITING/),
      issues: [{ path: ['input', 'fileId'] }],
    });
    expect((await untilWritten(id)).status).toBe('COMPLETED');
  });

  it('answers NOT_FOUND for what is no file', async () => {
    expect(await errorOf(DELETE, { fileId: datasetId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await errorOf(DELETE, { fileId: '../../catalog.db' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

/** A value of GraphQL as files write it: GraphQL cannot name E-911 so. */
function asInFiles(value: Json): Json {
  return value === 'E_911' ? 'E-911' : value;
}

function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString().slice(0, 19) : (value ?? null);
}

function sum(rows: readonly Json[], column: string): number {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}
