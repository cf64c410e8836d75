import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
beforeAll(async () => {
  temp = await startTempApp();
});
afterAll(() => temp.close());

const CREATE =
  'mutation ($input: CreateProfileInput!) { createProfile(input: $input) { profile { id name revision } } }';
const UPDATE = `mutation ($input: UpdateProfileInput!) {
  updateProfile(input: $input) { profile { id name revision description tags settings { recordCount namesPerShift hourlyWeights } } } }`;

async function create(input: object): Promise<{ id: string; name: string; revision: number }> {
  const { data, errors } = await temp.graphql(CREATE, { input });
  expect(errors).toBeUndefined();
  return data.createProfile.profile;
}

describe('built-in profiles', () => {
  it('are there on first start, and stay as they are', async () => {
    const { data } = await temp.graphql(
      '{ profiles(filter: { builtIn: true }) { totalCount nodes { id name revision } } }',
    );
    expect(data.profiles.totalCount).toBe(6);
    const { id, name } = data.profiles.nodes[0];
    for (const mutation of [
      `mutation { updateProfile(input: { id: "${id}", expectedRevision: 1, name: "Mine" }) { profile { id } } }`,
      `mutation { deleteProfile(input: { id: "${id}", expectedRevision: 1 }) { deletedProfileId } }`,
    ]) {
      const { errors } = await temp.graphql(mutation);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'CONFLICT',
        status: 'BUILT_IN',
        issues: [{ path: ['input', 'id'] }],
      });
    }
    expect((await temp.graphql(`{ profile(id: "${id}") { name } }`)).data.profile.name).toBe(name);
  });

  it('can be duplicated and the copy changed', async () => {
    const { data } = await temp.graphql('{ profile(name: "storm WEEK") { id } }');
    const copy = await temp.graphql(
      'mutation ($id: ID!) { duplicateProfile(input: { id: $id, name: "My storm" }) { profile { id builtIn revision settings { callTypes { name } } } } }',
      { id: data.profile.id },
    );
    expect(copy.data.duplicateProfile.profile).toMatchObject({ builtIn: false, revision: 1 });
    expect(copy.data.duplicateProfile.profile.settings.callTypes.length).toBeGreaterThan(5);
  });
});

describe('updateProfile', () => {
  it('keeps what is left out, clears what is null, and counts the revision up', async () => {
    const input = {
      name: 'Keep',
      description: 'text',
      tags: ['a', 'b'],
      settings: { recordCount: 77, namesPerShift: 5 },
    };
    const { id } = await create(input);
    const first = await temp.graphql(UPDATE, { input: { id, expectedRevision: 1, settings: { recordCount: 78 } } });
    expect(first.data.updateProfile.profile).toMatchObject({
      revision: 2,
      description: 'text',
      tags: ['a', 'b'],
      settings: { recordCount: 78, namesPerShift: 5 },
    });
    const cleared = { id, expectedRevision: 2, description: null, tags: null, settings: { recordCount: null } };
    const second = await temp.graphql(UPDATE, { input: cleared });
    expect(second.data.updateProfile.profile).toMatchObject({
      revision: 3,
      description: null,
      tags: [],
      settings: { recordCount: 10_000, namesPerShift: 5 },
    });
  });

  it('refuses a stale revision and says which is current', async () => {
    const { id } = await create({ name: 'Stale' });
    await temp.graphql(UPDATE, { input: { id, expectedRevision: 1, name: 'Stale too' } });
    const { errors } = await temp.graphql(UPDATE, { input: { id, expectedRevision: 1, name: 'Lost' } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      currentRevision: 2,
      issues: [{ path: ['input', 'expectedRevision'] }],
    });
    expect((await temp.graphql('query ($id: ID!) { profile(id: $id) { name } }', { id })).data.profile.name).toBe(
      'Stale too',
    );
  });

  it('lets one of two changes at the same time win', async () => {
    const { id } = await create({ name: 'Race' });
    const answers = await Promise.all(
      ['Race A', 'Race B'].map((name) => temp.graphql(UPDATE, { input: { id, expectedRevision: 1, name } })),
    );
    expect(answers.filter((answer) => answer.errors === undefined)).toHaveLength(1);
    expect(answers.flatMap((answer) => answer.errors ?? [])[0]?.extensions.code).toBe('CONFLICT');
  });
});

async function search(contains: string): Promise<string[]> {
  const query = 'query ($contains: String) { profiles(filter: { name: { contains: $contains } }) { nodes { name } } }';
  const { data } = await temp.graphql(query, { contains });
  return data.profiles.nodes.map((node: Json) => node.name);
}

describe('profile names', () => {
  it('are unique without case and surrounding blanks', async () => {
    await create({ name: 'Harbour Town' });
    const { errors } = await temp.graphql(CREATE, { input: { name: '  harbour town ' } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      issues: [{ path: ['input', 'name'], code: 'DUPLICATE' }],
    });
  });

  it('are searched literally', async () => {
    await create({ name: '100% _real_' });
    expect(await search('% _REAL')).toEqual(['100% _real_']);
    expect(await search('1%r')).toEqual([]);
    expect(await search('Harbour_Town')).toEqual([]);
  });
});

describe('createProfile with an idempotency key', () => {
  it('answers the first result again, and refuses the key for another input', async () => {
    const input = { name: 'Once', idempotencyKey: 'key-1' };
    const first = await create(input);
    expect(await create(input)).toEqual(first);
    const { errors } = await temp.graphql(CREATE, { input: { ...input, name: 'Twice' } });
    expect(errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_MISMATCH');
    expect((await temp.graphql('{ profile(name: "Twice") { id } }')).data.profile).toBeNull();
  });
});

describe('deleteProfile', () => {
  it('deletes the profile; its datasets stay', async () => {
    const { id } = await create({ name: 'Gone', settings: { recordCount: 1 } });
    const made = await temp.graphql(
      'mutation ($id: ID!) { generateDataset(input: { profileId: $id }) { dataset { id } } }',
      { id },
    );
    const { data } = await temp.graphql(
      'mutation ($id: ID!) { deleteProfile(input: { id: $id, expectedRevision: 1 }) { deletedProfileId } }',
      { id },
    );
    expect(data.deleteProfile.deletedProfileId).toBe(id);
    const after = await temp.graphql(
      'query ($id: ID!, $dataset: ID!) { profile(id: $id) { id } node(id: $id) { id } dataset(id: $dataset) { profileRevision profile { id } } }',
      { id, dataset: made.data.generateDataset.dataset.id },
    );
    expect(after.data).toMatchObject({ profile: null, node: null, dataset: { profile: null, profileRevision: 1 } });
  });
});

describe('profiles', () => {
  it('pages forwards and backwards through the same order, each profile once', async () => {
    const query = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: ProfileOrder) {
      profiles(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
        nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    for (const orderBy of [
      { field: 'NAME' },
      { field: 'CREATED_AT', direction: 'DESC' },
      { field: 'UPDATED_AT', direction: 'ASC' },
    ]) {
      const all = (await temp.graphql(query, { first: 500, orderBy })).data.profiles.nodes;
      const forward: Json[] = [];
      for (let after: string | null = null, more = true; more;) {
        const page: Json = (await temp.graphql(query, { first: 2, after, orderBy })).data.profiles;
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
        forward.push(...page.nodes);
        ({ hasNextPage: more, endCursor: after } = page.pageInfo);
      }
      expect(forward).toEqual(all);
      const backward: Json[] = [];
      for (let before: string | null = null, more = true; more;) {
        const page: Json = (await temp.graphql(query, { last: 2, before, orderBy })).data.profiles;
        expect(page.pageInfo.hasNextPage).toBe(before !== null);
        backward.unshift(...page.nodes);
        ({ hasPreviousPage: more, startCursor: before } = page.pageInfo);
      }
      expect(backward).toEqual(all);
    }
  });

  it('filters by tag', async () => {
    await create({ name: 'Tagged', tags: ['training', 'night'] });
    const { data } = await temp.graphql('{ profiles(filter: { tag: "night" }) { totalCount nodes { name tags } } }');
    expect(data.profiles).toEqual({ totalCount: 1, nodes: [{ name: 'Tagged', tags: ['training', 'night'] }] });
  });
});
