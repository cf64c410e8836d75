import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLUMNS } from '../../src/domain/record-schema.js';
import { LOCALE_CODES } from '../../src/domain/vocabulary/locales.js';
import { generate, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
beforeAll(async () => {
  temp = await startTempApp({ workers: 1 });
});
afterAll(() => temp.close());

const FIELDS = COLUMNS.map((column) => column.name).join(' ');
const PREVIEW = `query ($settings: GenerationSettingsInput, $profileName: String, $profileId: ID, $count: Int!, $seed: String!) {
  preview(settings: $settings, profileName: $profileName, profileId: $profileId, count: $count, seed: $seed) { id position ${FIELDS} } }`;

describe('preview', () => {
  it.each([
    { timingModel: 'CLASSIC', recordCount: 3_000 },
    { recordCount: 20, locale: 'RU_RU' },
    { recordCount: 400_000, startDate: '2024-06-03', endDate: '2024-06-03' },
  ])('shows the first records that a dataset of %o would have', async (settings) => {
    const { id } = await generate(temp, { settings, seed: 'same' });
    const stored = await temp.graphql(
      `query ($id: ID!) { dataset(id: $id) { records(first: 100) { nodes { position ${FIELDS} } } } }`,
      { id },
    );
    const { data } = await temp.graphql(PREVIEW, { settings, count: 100, seed: 'same' });
    const shown = data.preview.map(({ id: _, ...record }: Record<string, unknown>) => record);
    expect(shown).toEqual(stored.data.dataset.records.nodes);
  });

  it.each(LOCALE_CODES)('makes records of %s', async (locale) => {
    const { data } = await temp.graphql(PREVIEW, { settings: { locale }, count: 3, seed: 'preview' });
    for (const { callTaker, address } of data.preview) {
      expect(callTaker).toMatch(/^[^,]+, [^,]+$/);
      expect(address).toMatch(/^\S(.*\S)?$/);
    }
  });

  it('stores nothing, under ids that are nobody else’s', async () => {
    const { data } = await temp.graphql(PREVIEW, { profileName: 'Small town', count: 2, seed: 's' });
    const ids = data.preview.map((record: { id: string }) => record.id);
    expect(new Set(ids).size).toBe(2);
    expect((await temp.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).data.nodes).toEqual([
      null,
      null,
    ]);
  });

  it.each([
    [{ count: 0 }, 'BAD_USER_INPUT', ['count']],
    [{ count: 101 }, 'BAD_USER_INPUT', ['count']],
    [{ seed: '' }, 'BAD_USER_INPUT', ['seed']],
    [{ settings: { recordCount: 0 } }, 'BAD_USER_INPUT', ['settings', 'recordCount']],
    [{ profileName: 'nobody' }, 'NOT_FOUND', ['profileName']],
    [{ profileId: 'garbage' }, 'NOT_FOUND', ['profileId']],
  ])('refuses %o', async (bad, code, path) => {
    const { errors } = await temp.graphql(PREVIEW, { count: 1, seed: 's', ...bad });
    expect(errors?.[0]?.extensions).toMatchObject({ code, issues: [{ path }] });
  });
});
