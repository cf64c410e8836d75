import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
beforeAll(async () => {
  temp = await startTempApp({ maxRecordCount: 50_000 });
});
afterAll(() => temp.close());

const CREATE = 'mutation ($input: CreateProfileInput!) { createProfile(input: $input) { profile { id } } }';
const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';

async function stored(): Promise<unknown> {
  return (await temp.graphql('{ profiles { totalCount } datasets { totalCount } }')).data;
}

const RANGE = { startDate: '2024-03-02', endDate: '2024-03-03' }; // a Saturday and a Sunday

const BAD_SETTINGS: readonly [string, object, string, readonly (string | number)[]][] = [
  ['an end before the start', { startDate: '2024-05-02', endDate: '2024-05-01' }, 'TOO_SMALL', ['endDate']],
  ['a start before 1970', { startDate: '1969-12-31' }, 'TOO_SMALL', ['startDate']],
  ['an end after 2069', { endDate: '2070-01-01' }, 'TOO_LARGE', ['endDate']],
  ['no records', { recordCount: 0 }, 'TOO_SMALL', ['recordCount']],
  ['a negative count', { recordCount: -5 }, 'TOO_SMALL', ['recordCount']],
  ['a count above the limit', { recordCount: 50_001 }, 'TOO_LARGE', ['recordCount']],
  ['nobody on a shift', { namesPerShift: 0 }, 'TOO_SMALL', ['namesPerShift']],
  ['too many on a shift', { namesPerShift: 501 }, 'TOO_LARGE', ['namesPerShift']],
  ['too many addresses', { addressPoolSize: 100_001 }, 'TOO_LARGE', ['addressPoolSize']],
  ['no agency', { agencies: [] }, 'TOO_SMALL', ['agencies']],
  ['a negative weight', { agencies: [{ agency: 'LAW', weight: -1 }] }, 'TOO_SMALL', ['agencies', 0, 'weight']],
  ['a weight of 0', { agencies: [{ agency: 'LAW', weight: 0 }] }, 'TOO_SMALL', ['agencies', 0, 'weight']],
  [
    'weights for some agencies only',
    { agencies: [{ agency: 'LAW', weight: 1 }, { agency: 'EMS' }] },
    'REQUIRED',
    ['agencies', 1, 'weight'],
  ],
  ['an agency twice', { agencies: [{ agency: 'LAW' }, { agency: 'LAW' }] }, 'DUPLICATE', ['agencies', 1, 'agency']],
  ['an unknown call type', { callTypes: [{ name: 'CAT IN TREE' }] }, 'UNKNOWN_VALUE', ['callTypes', 0, 'name']],
  [
    'a call type of an agency that does not take part',
    { agencies: [{ agency: 'EMS' }], callTypes: [{ name: 'TRAFFIC STOP' }] },
    'INVALID_VALUE',
    ['callTypes', 0, 'name'],
  ],
  ['23 hourly weights', { hourlyWeights: Array.from({ length: 23 }, () => 1) }, 'TOO_SMALL', ['hourlyWeights']],
  ['8 weekday weights', { weekdayWeights: Array.from({ length: 8 }, () => 1) }, 'TOO_LARGE', ['weekdayWeights']],
  [
    'a negative hourly weight',
    { hourlyWeights: [-1, ...Array.from({ length: 23 }, () => 1)] },
    'TOO_SMALL',
    ['hourlyWeights', 0],
  ],
  ['hourly weights of 0', { hourlyWeights: Array.from({ length: 24 }, () => 0) }, 'INVALID_VALUE', ['hourlyWeights']],
  [
    'a range of days without weight',
    { ...RANGE, weekdayWeights: [1, 1, 1, 1, 1, 0, 0] },
    'INVALID_VALUE',
    ['weekdayWeights'],
  ],
];

describe('bad settings', () => {
  it.each(BAD_SETTINGS)(
    'refuses %s, in profiles and in runs, and stores nothing',
    async (_what, settings, code, path) => {
      const before = await stored();
      for (const [mutation, input] of [
        [CREATE, { name: 'Bad settings', settings }],
        [GENERATE, { settings }],
      ] as const) {
        const { errors } = await temp.graphql(mutation, { input });
        expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
        expect(errors?.[0]?.extensions.issues).toEqual([
          { path: ['input', 'settings', ...path], code, message: expect.any(String) },
        ]);
      }
      expect(await stored()).toEqual(before);
    },
  );

  it('names every problem at once', async () => {
    const input = {
      name: ' ',
      tags: ['x'.repeat(51)],
      idempotencyKey: '',
      settings: {
        recordCount: 0,
        startDate: '2024-02-01',
        endDate: '2024-01-01',
        callTypes: [{ name: 'NOPE', weight: -1 }],
      },
    };
    const { errors } = await temp.graphql(CREATE, { input });
    const paths = errors?.[0]?.extensions.issues.map((issue: Json) => issue.path.slice(1).join('.'));
    expect(paths.toSorted()).toEqual([
      'idempotencyKey',
      'name',
      'settings.callTypes.0.weight',
      'settings.endDate',
      'settings.recordCount',
      'tags.0',
    ]);
  });

  it.each([
    ['an unknown agency', { agencies: [{ agency: 'NAVY' }] }],
    ['a date that is none', { startDate: '2024-02-30' }],
    ['a date with a time', { startDate: '2024-02-03T00:00:00' }],
    ['an unknown locale', { locale: 'XX_XX' }],
    ['half a record', { recordCount: 1.5 }],
  ])('refuses %s as GraphQL itself does', async (_what, settings) => {
    const { errors, status } = await temp.graphql(CREATE, { input: { name: 'Coerced', settings } });
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('bad names, ids and keys', () => {
  it.each([
    ['an empty profile name', CREATE, { name: '  ' }, 'TOO_SMALL', ['name']],
    ['a profile name that is too long', CREATE, { name: 'x'.repeat(101) }, 'TOO_LARGE', ['name']],
    ['21 tags', CREATE, { name: 'Tags', tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }, 'TOO_LARGE', ['tags']],
    ['an empty dataset name', GENERATE, { name: '' }, 'TOO_SMALL', ['name']],
    ['an empty seed', GENERATE, { seed: '' }, 'TOO_SMALL', ['seed']],
    [
      'an idempotency key that is too long',
      GENERATE,
      { idempotencyKey: 'k'.repeat(65) },
      'TOO_LARGE',
      ['idempotencyKey'],
    ],
  ] as const)('refuses %s', async (_what, mutation, input, code, path) => {
    const { errors } = await temp.graphql(mutation, { input });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['input', ...path], code }],
    });
  });

  it('refuses a profile by id and by name at once', async () => {
    const { data } = await temp.graphql('{ profile(name: "Small town") { id } }');
    const { errors } = await temp.graphql(GENERATE, {
      input: { profileId: data.profile.id, profileName: 'Small town' },
    });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['input', 'profileName'], code: 'INVALID_VALUE' }],
    });
  });

  it.each([
    ['garbage', { profileId: 'garbage' }, 'profileId'],
    ['the id of something else', { profileId: Buffer.from('Dataset:x').toString('base64url') }, 'profileId'],
    ['an id that nothing has', { profileId: Buffer.from('Profile:none').toString('base64url') }, 'profileId'],
    ['a name that nothing has', { profileName: "Robert'); DROP TABLE Profile;--" }, 'profileName'],
  ])('answers NOT_FOUND to a run from %s', async (_what, input, field) => {
    const { errors } = await temp.graphql(GENERATE, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', issues: [{ path: ['input', field] }] });
  });

  it('answers null to queries for what is not there', async () => {
    const { data, errors } = await temp.graphql(
      '{ node(id: "%00../etc") { id } dataset(id: "x") { id } profile(id: "é") { id } nodes(ids: ["", "YQ"]) { id } none: profile { id } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ node: null, dataset: null, profile: null, nodes: [null, null], none: null });
  });

  it('refuses more than 100 ids', async () => {
    const { errors } = await temp.graphql('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array.from({ length: 101 }, String),
    });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['ids'], code: 'TOO_LARGE' }],
    });
  });
});

describe('bad pages', () => {
  it.each([
    ['{ profiles(first: -1) { totalCount } }', 'TOO_SMALL', ['first']],
    ['{ datasets(last: 501) { totalCount } }', 'TOO_LARGE', ['last']],
    ['{ profiles(first: 1, last: 1) { totalCount } }', 'INVALID_VALUE', ['last']],
    ['{ profiles(after: "garbage") { totalCount } }', 'INVALID_VALUE', ['after']],
    ['{ profiles(filter: { name: { eq: null } }) { totalCount } }', 'REQUIRED', ['filter', 'name', 'eq']],
    ['{ datasets(filter: { status: null }) { totalCount } }', 'REQUIRED', ['filter', 'status']],
  ])('refuses %s', async (query, code, path) => {
    const { errors } = await temp.graphql(query);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path, code }] });
  });

  it('refuses a cursor of another order or filter, and says so', async () => {
    const { data } = await temp.graphql('{ profiles(first: 1) { pageInfo { endCursor } } }');
    const after = data.profiles.pageInfo.endCursor;
    const query =
      'query ($after: String, $orderBy: ProfileOrder, $filter: ProfileFilter) { profiles(after: $after, orderBy: $orderBy, filter: $filter) { totalCount } }';
    const otherOrder = await temp.graphql(query, { after, orderBy: { field: 'CREATED_AT' } });
    expect(otherOrder.errors?.[0]?.message).toMatch(/another order/);
    const otherFilter = await temp.graphql(query, { after, filter: { builtIn: true } });
    expect(otherFilter.errors?.[0]?.message).toMatch(/another filter/);
  });

  it('refuses record cursors that are garbage, tampered with or of another dataset', async () => {
    const [first, second] = [
      await generate(temp, { settings: { recordCount: 4 } }),
      await generate(temp, { settings: { recordCount: 4 } }),
    ];
    const query =
      'query ($id: ID!, $first: Int, $after: String) { dataset(id: $id) { records(first: $first, after: $after) { nodes { position } pageInfo { endCursor hasNextPage hasPreviousPage } } } }';
    const cursor = (await temp.graphql(query, { id: first.id, first: 2 })).data.dataset.records.pageInfo.endCursor;
    const next = (await temp.graphql(query, { id: first.id, after: cursor })).data.dataset.records;
    expect(next).toMatchObject({
      nodes: [{ position: 2 }, { position: 3 }],
      pageInfo: { hasNextPage: false, hasPreviousPage: true },
    });
    for (const [id, after] of [
      [first.id, 'garbage'],
      [first.id, `${cursor}A`],
      [first.id, cursor.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A'))],
      [second.id, cursor],
    ]) {
      const { errors, data } = await temp.graphql(query, { id, after });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: ['after'] }] });
      expect(data.dataset.records).toBeNull();
    }
    for (const [bad, code] of [
      [-1, 'TOO_SMALL'],
      [1_001, 'TOO_LARGE'],
    ]) {
      const { errors } = await temp.graphql(query, { id: first.id, first: bad });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path: ['first'], code }] });
    }
    const none = await temp.graphql(query, { id: first.id, first: 0 });
    expect(none.data.dataset.records).toEqual({
      nodes: [],
      pageInfo: { endCursor: null, hasNextPage: true, hasPreviousPage: false },
    });
  });
});
