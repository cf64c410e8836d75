import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS } from '../../src/domain/record-schema.js';
import { parseCsv } from '../support/csv.js';
import { type Json, startTempApp, type TempApp, untilFinal } from '../support/temp-app.js';

const FIELDS = COLUMNS.map((column) => column.name).join(' ');

/** How GraphQL's value of a column stands in a CSV file. */
function asInCsv(name: string, kind: string, value: string | number | null): string {
  if (value === null) return '';
  if (kind === 'TIMESTAMP') return String(value).replace('T', ' ');
  return name === 'callReception' ? String(value).replace('E_911', 'E-911') : String(value);
}

/** A client that speaks only HTTP, against a port that is really open. */
describe('the tour: save a profile, generate, watch, page, download', () => {
  let temp: TempApp;
  let base: string;
  beforeAll(async () => {
    temp = await startTempApp();
    base = await temp.app.http.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => temp.close());

  async function graphql(query: string, variables: object = {}): Promise<Json> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as { data: Json; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  }

  async function walk(id: string, first: number): Promise<Json[]> {
    const records: Json[] = [];
    const query = `query ($id: ID!, $first: Int, $after: String) { dataset(id: $id) { records(first: $first, after: $after) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id position ${FIELDS} } } } } }`;
    for (let after: string | null = null; ;) {
      const { records: page }: Json = (await graphql(query, { id, first, after })).dataset;
      expect(page.totalCount).toBe(10_000);
      expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(page.pageInfo.startCursor).toBe(page.edges[0].cursor);
      records.push(...page.edges.map((edge: Json) => edge.node));
      if (!page.pageInfo.hasNextPage) return records;
      after = page.pageInfo.endCursor;
    }
  }

  it('gives 10,000 records, each once, in order, equal to the CSV value for value', async () => {
    const created = await graphql(
      'mutation ($input: CreateProfileInput!) { createProfile(input: $input) { profile { id revision } } }',
      { input: { name: 'Tour', settings: { recordCount: 10_000 } } },
    );
    expect(created.createProfile.profile.revision).toBe(1);
    const queued = await graphql(
      'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id status records { totalCount } } } }',
      { input: { profileId: created.createProfile.profile.id, seed: 'tour' } },
    );
    const { id, records: early } = queued.generateDataset.dataset;
    expect(early).toBeNull();
    expect(await untilFinal(temp, id)).toEqual({ id, status: 'COMPLETED' });

    const records = await walk(id, 100);
    expect(records.map((record) => record.position)).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
    expect(new Set(records.map((record) => record.callId)).size).toBe(10_000);
    const events = records.map((record) => record.eventTime);
    expect(events).toEqual(events.toSorted((a, b) => (a < b ? -1 : 1)));

    const { dataset } = await graphql(
      'query ($id: ID!) { dataset(id: $id) { profile { name } progress recordsWritten recordsPerSecond files { name url byteSize sha256 recordCount status } } }',
      { id },
    );
    expect(dataset).toMatchObject({ profile: { name: 'Tour' }, progress: 1, recordsWritten: 10_000 });
    expect(dataset.recordsPerSecond).toBeGreaterThan(0);
    const [file] = dataset.files;
    const bytes = Buffer.from(await (await fetch(`${base}${file.url}`)).arrayBuffer());
    expect(file).toMatchObject({ byteSize: bytes.length, recordCount: 10_000, status: 'COMPLETED' });
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);

    const { header, rows } = parseCsv(bytes.toString());
    expect(header).toEqual(COLUMNS.map((column) => column.csvName));
    expect(rows).toEqual(
      records.map((record) =>
        Object.fromEntries(COLUMNS.map(({ name, csvName, kind }) => [csvName, asInCsv(name, kind, record[name])])),
      ),
    );
  });

  it('repeats in the manifest what the catalog says', async () => {
    const { datasets } = await graphql(
      '{ datasets { nodes { id seed generatorVersion settings { recordCount } files { sha256 } } } }',
    );
    const [dataset] = datasets.nodes;
    const key = Buffer.from(dataset.id, 'base64url').toString().split(':')[1] ?? '';
    const manifest = JSON.parse(await readFile(join(temp.folder, 'datasets', key, 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      id: key,
      seed: dataset.seed,
      generatorVersion: dataset.generatorVersion,
      settings: dataset.settings,
      files: dataset.files,
    });
    expect(manifest.parts).toHaveLength(1);
  });
});
