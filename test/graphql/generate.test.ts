import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
beforeAll(async () => {
  temp = await startTempApp();
});
afterAll(() => temp.close());

function keyOf(id: string): string {
  return Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';
}

/** SHA-256 of every file of a dataset's records and of its CSV. */
async function bytesOf(app: TempApp, id: string): Promise<string[]> {
  const folder = join(app.folder, 'datasets', keyOf(id));
  const parts = (await readdir(join(folder, 'records'))).toSorted().map((name) => join(folder, 'records', name));
  const exports = (await readdir(join(folder, 'exports'))).map((name) => join(folder, 'exports', name));
  const files = await Promise.all([...parts, ...exports].map((file) => readFile(file)));
  return files.map((bytes) => createHash('sha256').update(bytes).digest('hex'));
}

describe('generateDataset', () => {
  // Three days with a million calls a day's share of it: several parts, so that workers matter.
  const settings = { recordCount: 600_000, startDate: '2024-02-28', endDate: '2024-03-01', addressPoolSize: 100 };

  it('makes the same bytes from the same seed with one worker and with two, and others from another seed', async () => {
    const single = await startTempApp({ workers: 1 });
    try {
      const first = await generate(temp, { settings, seed: 'same' });
      const again = await generate(single, { settings, seed: 'same' });
      const other = await generate(temp, { settings: { ...settings, recordCount: 1_000 }, seed: 'other' });
      const sameSmall = await generate(temp, { settings: { ...settings, recordCount: 1_000 }, seed: 'same' });
      const bytes = await bytesOf(temp, first.id);
      expect(bytes.length).toBeGreaterThan(3);
      expect(await bytesOf(single, again.id)).toEqual(bytes);
      expect(await bytesOf(temp, other.id)).not.toEqual(await bytesOf(temp, sameSmall.id));
    } finally {
      await single.close();
    }
  });

  it.each([
    [1, '2024-01-01', '2024-12-31'],
    [7, '2024-06-15', '2024-06-15'],
    [99, '2019-03-01', '2024-02-29'],
    [1_001, '1970-01-01', '2069-12-31'],
  ])('makes %i records from %s to %s', async (recordCount, startDate, endDate) => {
    const { id, status } = await generate(temp, { settings: { recordCount, startDate, endDate } });
    expect(status).toBe('COMPLETED');
    const { data } = await temp.graphql(
      'query ($id: ID!) { dataset(id: $id) { recordCount records(first: 1000) { totalCount nodes { callId eventTime agency } } } }',
      { id },
    );
    const { totalCount, nodes } = data.dataset.records;
    expect(totalCount).toBe(recordCount);
    expect(nodes).toHaveLength(Math.min(recordCount, 1_000));
    expect(new Set(nodes.map((node: Json) => node.callId)).size).toBe(nodes.length);
    for (const { callId, eventTime } of nodes) {
      expect(eventTime.slice(0, 10) >= startDate && eventTime.slice(0, 10) <= endDate).toBe(true);
      expect(callId).toMatch(new RegExp(`^${eventTime.slice(2, 4)}-[LMFR]\\d{6}$`));
    }
  });

  it('freezes settings, seed and profile revision in the dataset', async () => {
    const { data } = await temp.graphql(
      'mutation { createProfile(input: { name: "Frozen", settings: { recordCount: 5 } }) { profile { id } } }',
    );
    const profileId = data.createProfile.profile.id;
    const { id } = await generate(temp, { profileName: ' frozen ', settings: { namesPerShift: 3 } });
    await temp.graphql(
      'mutation ($id: ID!) { updateProfile(input: { id: $id, expectedRevision: 1, settings: { recordCount: 6 } }) { profile { revision } } }',
      { id: profileId },
    );
    const answer = await temp.graphql(
      'query ($id: ID!) { dataset(id: $id) { name seed profileRevision profile { revision } settings { recordCount namesPerShift } } }',
      { id },
    );
    expect(answer.data.dataset).toMatchObject({
      profileRevision: 1,
      profile: { revision: 2 },
      settings: { recordCount: 5, namesPerShift: 3 },
    });
    expect(answer.data.dataset.name).toMatch(/^Frozen \d{4}-\d{2}-\d{2}$/);
    expect(answer.data.dataset.seed).not.toBe('');
  });

  it('says in adjustments what the settings ask for and cannot have', async () => {
    const settingsThatAskTooMuch = {
      recordCount: 50,
      locale: 'JA_JP',
      addressPoolSize: 5_000,
      callTypes: [{ name: 'traffic stop' }],
    };
    const { id } = await generate(temp, { settings: settingsThatAskTooMuch });
    const { data } = await temp.graphql(
      'query ($id: ID!) { dataset(id: $id) { adjustments records { nodes { agency problem } } } }',
      { id },
    );
    expect(data.dataset.adjustments).toHaveLength(2);
    expect(data.dataset.adjustments.join(' ')).toMatch(/EMS, FIRE, RESCUE.*addressPoolSize/);
    expect(new Set(data.dataset.records.nodes.map((node: Json) => node.problem))).toEqual(new Set(['TRAFFIC STOP']));
  });

  it('answers a repeated request from its key, even when its profile is gone since', async () => {
    const profile = await temp.graphql(
      'mutation { createProfile(input: { name: "Short-lived" }) { profile { id revision } } }',
    );
    const { id, revision } = profile.data.createProfile.profile;
    const ask = async (mutation: string, input: object) => {
      const { data, errors } = await temp.graphql(mutation, { input });
      expect(errors).toBeUndefined();
      return data;
    };
    const generation = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
    const duplication =
      'mutation ($input: DuplicateProfileInput!) { duplicateProfile(input: $input) { profile { id } } }';
    const run = { profileId: id, settings: { recordCount: 3 }, formats: [], idempotencyKey: 'profile goes' };
    const copy = { id, name: 'Copy of it', idempotencyKey: 'original goes' };
    const made = [await ask(generation, run), await ask(duplication, copy)];
    await ask('mutation ($input: DeleteProfileInput!) { deleteProfile(input: $input) { deletedProfileId } }', {
      id,
      expectedRevision: revision,
    });
    expect([await ask(generation, run), await ask(duplication, copy)]).toEqual(made);
  });

  it('creates once for one idempotency key, even when asked twice at the same time', async () => {
    const input = { settings: { recordCount: 3 }, idempotencyKey: 'once' };
    const mutation = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
    const answers = await Promise.all([temp.graphql(mutation, { input }), temp.graphql(mutation, { input })]);
    const ids = answers.map((answer) => answer.data.generateDataset.dataset.id);
    expect(ids[0]).toBe(ids[1]);
  });
});
