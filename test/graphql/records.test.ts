import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageArguments } from '../../src/domain/connection.js';
import type { Dataset } from '../../src/domain/dataset.js';
import { keyIn } from '../../src/domain/global-id.js';
import type { CallRecordFilter } from '../../src/domain/record-filter.js';
import type { CallRecordOrder } from '../../src/domain/record-order.js';
import { COLUMNS, type ColumnName } from '../../src/domain/record-schema.js';
import { arbitraryFilter } from '../support/arbitrary-filter.js';
import { asVariable, inOrder, matches, type PlainRecord } from '../support/plain-records.js';
import { type RecordDataset, recordDataset } from '../support/record-dataset.js';
import { generate, type Json } from '../support/temp-app.js';

let dataset: RecordDataset;
let stored: Dataset;
let some: readonly PlainRecord[];
beforeAll(async () => {
  dataset = await recordDataset({ recordCount: 30_000 });
  const found = await dataset.temp.app.services.datasets.find(keyIn('Dataset', dataset.id) ?? '');
  if (!found) throw new Error('the dataset is not there');
  stored = found;
  some = dataset.plain.filter((record) => matches(SOME, record));
});
afterAll(() => dataset.temp.close());

const ARGUMENTS =
  '$first: Int, $after: String, $last: Int, $before: String, $offset: Int, $filter: CallRecordFilter, $orderBy: [CallRecordOrder!]';
const PASSED =
  'first: $first, after: $after, last: $last, before: $before, offset: $offset, filter: $filter, orderBy: $orderBy';
const PAGE_INFO = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

async function page(variables: object, selection = `nodes { position } ${PAGE_INFO}`): Promise<Json> {
  const { data, errors } = await dataset.ask(`records(${PASSED}) { ${selection} }`, ARGUMENTS, variables);
  expect(errors).toBeUndefined();
  return data.dataset.records;
}

/** The order as GraphQL takes it. */
function orderVariable(orderBy: readonly CallRecordOrder[]): object[] {
  return orderBy.map(({ field, direction }) => ({ field: enumNameOf(field), direction }));
}

function enumNameOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, '_$&').toUpperCase();
}

/** One page of a walk. */
interface Step {
  readonly positions: readonly number[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** What a walk asks for: where, and in which order of which records. */
interface StepArguments extends PageArguments {
  readonly orderBy: readonly CallRecordOrder[];
  readonly filter: CallRecordFilter | null;
}

type Steps = (args: StepArguments) => Promise<Step>;

/** As clients ask. */
async function throughGraphql({ orderBy, filter, ...size }: StepArguments): Promise<Step> {
  const variables = { ...size, orderBy: orderVariable(orderBy), filter: filter && asVariable(filter) };
  const { nodes, pageInfo } = await page(variables);
  return { ...pageInfo, positions: nodes.map((node: Json) => node.position) };
}

/** As GraphQL asks, without a million nodes of JSON. */
async function throughTheService(args: StepArguments): Promise<Step> {
  const found = await dataset.temp.app.services.records.page(stored, args, []);
  if (!found) throw new Error('the dataset has no records');
  const { items, cursorOf } = found;
  const cursors = [items.at(0), items.at(-1)].map((record) => (record ? cursorOf(record) : null));
  const [startCursor = null, endCursor = null] = cursors;
  return { ...found, startCursor, endCursor, positions: items.map((record) => record.position) };
}

/** All positions, page after page, from the start or from the end; checks the flags of every page. */
async function walk(steps: Steps, backward: boolean, size: number, what: Omit<StepArguments, keyof PageArguments>) {
  const found: (readonly number[])[] = [];
  for (let cursor: string | null = null; ;) {
    const step: Step = await steps({
      ...what,
      ...(backward ? { last: size, before: cursor } : { first: size, after: cursor }),
    });
    found.push(step.positions);
    const [more, passed] = backward
      ? [step.hasPreviousPage, step.hasNextPage]
      : [step.hasNextPage, step.hasPreviousPage];
    expect(passed).toBe(cursor !== null);
    if (!more) return (backward ? found.toReversed() : found).flat();
    expect(step.positions).toHaveLength(size);
    cursor = backward ? step.startCursor : step.endCursor;
  }
}

const SOME: CallRecordFilter = {
  priorityNumber: { lte: 2 },
  agency: { ne: 'LAW' },
  or: [{ hour: { lt: 6 } }, { enrouteTime: { isNull: true } }],
};

async function expectWalk(steps: Steps, orderBy: readonly CallRecordOrder[], filter: typeof SOME | null, size: number) {
  const expected = inOrder(filter === null ? dataset.plain : some, orderBy).map((record) => record.position);
  const what = { orderBy, filter };
  const [forward, backward] = await Promise.all([walk(steps, false, size, what), walk(steps, true, size, what)]);
  expect(forward).toEqual(expected);
  expect(backward).toEqual(expected);
}

describe('records, walked forwards and backwards', () => {
  it.each(COLUMNS.map((column) => column.name))('by %s: gives each matching record once, in order', async (field) => {
    await expectWalk(throughGraphql, [{ field, direction: 'ASC' }], SOME, 1_000);
    await expectWalk(throughTheService, [{ field, direction: 'DESC' }], SOME, 777);
    const direction = field.length % 2 === 0 ? 'ASC' : 'DESC';
    await expectWalk(throughTheService, [{ field, direction }], null, 1_000);
  });

  it('in order of event: gives each record once, with a filter or without', async () => {
    await expectWalk(throughGraphql, [], null, 1_000);
    await expectWalk(throughGraphql, [], SOME, 137);
  });

  it.each([
    [['enrouteTime', 'DESC'] as const, ['dow', 'ASC'] as const, ['timeUnitEnroute', 'DESC'] as const],
    [['agency', 'DESC'] as const, ['onSceneTime', 'ASC'] as const, ['problem', 'DESC'] as const],
  ])('by three keys: gives each record once, nulls last, ties by position', async (...keys) => {
    const orderBy = keys.map(([field, direction]) => ({ field, direction }));
    await expectWalk(throughGraphql, orderBy, null, 1_000);
    await expectWalk(throughGraphql, orderBy, SOME, 500);
  });
});

describe('records(filter)', () => {
  it('gives what the same predicate gives in plain TypeScript over the CSV', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryFilter(dataset.plain), async (filter) => {
        const expected = dataset.plain.filter((record) => matches(filter, record)).map((record) => record.position);
        const found = await page({ filter: asVariable(filter), first: 1_000 }, 'totalCount nodes { position }');
        expect(found.totalCount).toBe(expected.length);
        expect(found.nodes.map((node: Json) => node.position)).toEqual(expected.slice(0, 1_000));
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, CallRecordFilter, (count: number, all: number) => boolean]>([
    ['{} lets everything through', {}, (count, all) => count === all],
    ['in: [] nothing', { hour: { in: [] } }, (count) => count === 0],
    ['notIn: [] everything, missing values included', { enrouteTime: { notIn: [] } }, (count, all) => count === all],
    ['or: [] nothing', { or: [] }, (count) => count === 0],
    ['and: [] everything', { and: [] }, (count, all) => count === all],
    ['% in contains is no wildcard', { address: { contains: '%' } }, (count) => count === 0],
    ['_ in startsWith is no wildcard', { problem: { startsWith: '_' } }, (count) => count === 0],
    ['a quote is a quote', { address: { eq: "' OR 1=1 --" } }, (count) => count === 0],
    ['contains looks past case', { problem: { contains: 'traffic' } }, (count) => count > 0],
    ['the empty text is in every text', { address: { contains: '' } }, (count, all) => count === all],
    ['enum values are those of files', { callReception: { eq: 'E-911' } }, (count, all) => count > 0 && count < all],
  ])('%s', async (_, filter, right) => {
    const { totalCount } = await page({ filter: asVariable(filter) }, 'totalCount');
    expect(right(totalCount, dataset.plain.length)).toBe(true);
  });

  it('with not: lets a missing value through where the condition on it does not hold', async () => {
    const condition: CallRecordFilter = { enrouteTime: { gt: 60 } };
    const counts = await Promise.all(
      [condition, { not: condition }, { not: { not: condition } }].map(
        async (filter) => (await page({ filter }, 'totalCount')).totalCount,
      ),
    );
    const expected = dataset.plain.filter((record) => Number(record.enrouteTime) > 60).length;
    expect(counts).toEqual([expected, dataset.plain.length - expected, expected]);
    expect(dataset.plain.some((record) => record.enrouteTime === null)).toBe(true);
  });
});

async function positionsFrom(variables: object): Promise<number[]> {
  return (await page(variables)).nodes.map((node: Json) => node.position);
}

describe('records(offset)', () => {
  it.each<[string, CallRecordFilter | null, CallRecordOrder[]]>([
    ['in order of event', null, []],
    ['with a filter', SOME, []],
    ['in another order', SOME, [{ field: 'totalTime', direction: 'DESC' }]],
  ])('skips from the start, or from the cursor: %s', async (_, filter, orderBy) => {
    const matching = filter === null ? dataset.plain : dataset.plain.filter((record) => matches(filter, record));
    const expected = inOrder(matching, orderBy).map((record) => record.position);
    const variables = { filter, orderBy: orderVariable(orderBy), first: 5 };
    expect(await positionsFrom({ ...variables, offset: 700 })).toEqual(expected.slice(700, 705));
    const { pageInfo } = await page({ ...variables, offset: 100 });
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    const after = pageInfo.endCursor;
    expect(await positionsFrom({ ...variables, after, offset: 10 })).toEqual(expected.slice(115, 120));
    const beyond = await page({ ...variables, offset: 2_000_000_000 });
    expect(beyond).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
  });
});

describe('records between two cursors', () => {
  it('gives no more than stands between them, from either end', async () => {
    const orderBy = orderVariable([{ field: 'enrouteTime', direction: 'DESC' }]);
    for (const variables of [{}, { filter: SOME }, { orderBy }]) {
      const { edges } = await page({ ...variables, first: 10 }, 'edges { cursor node { position } }');
      const [after, before] = [edges[1].cursor, edges[6].cursor];
      const between = edges.slice(2, 6).map((edge: Json) => edge.node.position);
      const forward = await page({ ...variables, after, before, first: 10 });
      const backward = await page({ ...variables, after, before, last: 2 });
      expect(forward.nodes.map((node: Json) => node.position)).toEqual(between);
      expect(backward.nodes.map((node: Json) => node.position)).toEqual(between.slice(2));
      expect(backward.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    }
  });
});

describe('records under aliases', () => {
  it('are pages of their own, each with the columns that it selects', async () => {
    const { data } = await dataset.ask(
      'a: records(first: 1) { nodes { callId } } b: records(first: 1, orderBy: [{ field: TOTAL_TIME }]) { edges { node { ... on CallRecord { totalTime } } } }',
    );
    const shortest = Math.min(...dataset.plain.map((record) => Number(record.totalTime)));
    expect(data.dataset).toEqual({
      a: { nodes: [{ callId: dataset.plain[0]?.callId }] },
      b: { edges: [{ node: { totalTime: shortest } }] },
    });
  });
});

const BAD: readonly [string, string, (string | number)[]][] = [
  ['records(first: 1001) { totalCount }', 'TOO_LARGE', ['first']],
  ['records(last: -1) { totalCount }', 'TOO_SMALL', ['last']],
  ['records(first: 1, last: 1) { totalCount }', 'INVALID_VALUE', ['last']],
  ['records(offset: -1) { totalCount }', 'TOO_SMALL', ['offset']],
  ['records(offset: 1, last: 1) { totalCount }', 'INVALID_VALUE', ['offset']],
  ['records(offset: 1, before: "x") { totalCount }', 'INVALID_VALUE', ['offset']],
  ['records(after: "garbage") { totalCount }', 'INVALID_VALUE', ['after']],
  ['records(before: "%2e%2e%2f") { totalCount }', 'INVALID_VALUE', ['before']],
  ['records(filter: { hour: { eq: null } }) { totalCount }', 'REQUIRED', ['filter', 'hour', 'eq']],
  ['records(filter: { or: [{ not: { dow: null } }] }) { totalCount }', 'REQUIRED', ['filter', 'or', 0, 'not', 'dow']],
  [`records(filter: { hour: { in: [${'1 '.repeat(201)}] } }) { totalCount }`, 'TOO_LARGE', ['filter', 'hour', 'in']],
  [`records(filter: { or: [${'{ hour: { gt: 1, lt: 3 } } '.repeat(26)}] }) { totalCount }`, 'TOO_LARGE', ['filter']],
  [
    `records(filter: ${'{ not: '.repeat(6)}{ hour: { eq: 1 } }${' }'.repeat(6)}) { totalCount }`,
    'TOO_LARGE',
    ['filter', 'not', 'not', 'not', 'not', 'not', 'not'],
  ],
  [
    'records(orderBy: [{ field: HOUR }, { field: DOW }, { field: AGENCY }, { field: SHIFT }]) { totalCount }',
    'TOO_LARGE',
    ['orderBy'],
  ],
  [
    'records(orderBy: [{ field: HOUR }, { field: HOUR, direction: DESC }]) { totalCount }',
    'DUPLICATE',
    ['orderBy', 1, 'field'],
  ],
];

describe('bad arguments of records', () => {
  it.each(BAD)('refuses %s', async (fields, code, path) => {
    const { data, errors } = await dataset.ask(fields);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      issues: [{ path, code, message: expect.any(String) }],
    });
    expect(data.dataset.records).toBeNull();
  });

  it('names every problem at once', async () => {
    const { errors } = await dataset.ask(
      'records(first: -1, offset: -1, filter: { hour: { eq: null } }, orderBy: [{ field: HOUR }, { field: HOUR }]) { totalCount }',
    );
    const paths = errors?.[0]?.extensions.issues.map((issue: Json) => issue.path.join('.'));
    expect(paths).toEqual(['first', 'filter.hour.eq', 'orderBy.1.field', 'offset']);
  });

  it.each([
    'records(filter: { hour: { eq: "6" } }) { totalCount }',
    'records(filter: { hour: { contains: "6" } }) { totalCount }',
    'records(filter: { agency: { eq: NAVY } }) { totalCount }',
    'records(filter: { eventTime: { gt: "2024-02-30T00:00:00" } }) { totalCount }',
    'records(filter: { nothing: { eq: 1 } }) { totalCount }',
    'records(orderBy: [{ field: POSITION }]) { totalCount }',
    'groups(by: [ADDRESS]) { count }',
  ])('leaves %s to GraphQL itself', async (fields) => {
    const { status, errors } = await dataset.ask(fields);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('refuses a cursor of another order, filter or dataset, and says so', async () => {
    const { pageInfo } = await page({ first: 1 });
    const other = await generate(dataset.temp, { settings: { recordCount: 5 }, formats: [] });
    for (const [variables, words] of [
      [{ orderBy: [{ field: 'EVENT_TIME' }] }, /another order/],
      [{ filter: { hour: { eq: 1 } } }, /another filter/],
      [{ id: other.id }, /other records/],
    ] as const) {
      const { errors } = await dataset.ask(`records(${PASSED}) { totalCount }`, ARGUMENTS, {
        ...variables,
        after: pageInfo.endCursor,
      });
      expect(errors?.[0]?.message).toMatch(words);
      expect(errors?.[0]?.extensions).toMatchObject({ issues: [{ path: ['after'], code: 'INVALID_VALUE' }] });
    }
  });

  it('takes a cursor for the same filter written in another way', async () => {
    const first = await page({ first: 1, filter: { hour: { gt: 3, lt: 9 }, agency: { eq: 'LAW' } } });
    const next = await page({
      first: 1,
      after: first.pageInfo.endCursor,
      filter: { agency: { eq: 'LAW' }, hour: { lt: 9, gt: 3 } },
    });
    expect(next.nodes).toHaveLength(1);
  });

  it('are reported even while the records are null', async () => {
    const { data } = await dataset.temp.graphql(
      'mutation { generateDataset(input: { settings: { recordCount: 2000000 }, formats: [] }) { dataset { id records { totalCount } sample { id } stats { count } groups(by: [HOUR]) { count } } } }',
    );
    const queued = data.generateDataset.dataset;
    expect(queued).toMatchObject({ records: null, sample: null, stats: null, groups: null });
    const { errors } = await dataset.temp.graphql(
      'query ($id: ID!) { dataset(id: $id) { a: records(first: -1) { totalCount } b: sample(count: 0) { id } c: groups(by: []) { count } d: stats(filter: { not: null }) { count } } }',
      { id: queued.id },
    );
    expect(errors?.map((error) => error.extensions.issues[0].path.join('.')).toSorted()).toEqual(
      ['first', 'count', 'by', 'filter.not'].toSorted(),
    );
  });
});

describe('the columns read for records', () => {
  it('include those that only an order or a cursor needs', async () => {
    const orderBy: ColumnName[] = ['onSceneTime', 'eventTime'];
    const found = await page(
      { first: 3, orderBy: orderVariable(orderBy.map((field) => ({ field, direction: 'DESC' }))) },
      'edges { cursor node { id problem } } pageInfo { startCursor }',
    );
    expect(found.pageInfo.startCursor).toBe(found.edges[0].cursor);
    const { data } = await dataset.temp.graphql(
      'query ($id: ID!) { node(id: $id) { ... on CallRecord { problem } } }',
      {
        id: found.edges[0].node.id,
      },
    );
    expect(data.node.problem).toBe(found.edges[0].node.problem);
  });
});
