import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CIRCULAR_FRAGMENTS, HOSTILE_OPERATIONS, nestedRequest } from '../support/hostile-operations.js';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
let url: string;
beforeAll(async () => {
  temp = await startTempApp();
  url = `${(await temp.app.http.listen({ port: 0 })).replace('http', 'ws')}/graphql`;
});
afterAll(() => temp.close());

/** The errors of an operation over WebSocket. */
async function overSocket(query: string, variables?: Record<string, unknown>): Promise<Json> {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, lazyCloseTimeout: 0 });
  try {
    for await (const { errors } of client.iterate({ query, variables })) return errors;
  } catch (errors) {
    return errors;
  } finally {
    await client.dispose();
  }
}

describe('an operation over a limit', () => {
  it.each(HOSTILE_OPERATIONS)('is refused for %s, over HTTP and WebSocket alike', async (_what, query, limit) => {
    const { status, data, errors } = await temp.graphql(query);
    expect(status).toBe(400);
    expect(data).toBeUndefined();
    expect(errors?.map(({ extensions }) => extensions)).toContainEqual(
      expect.objectContaining({
        code: 'OPERATION_TOO_COMPLEX',
        limit,
        actual: expect.any(Number),
        maximum: expect.any(Number),
      }),
    );
    expect(await overSocket(query)).toEqual(errors);
  });

  it('is told with the figures', async () => {
    const { errors } = await temp.graphql(
      '{ a { b { c { d { e { f { g { h { i { j { k { l { m } } } } } } } } } } } } }',
    );
    expect(errors).toEqual([
      {
        message: 'The operation has 13 levels of fields; at most 12 are allowed.',
        extensions: { code: 'OPERATION_TOO_COMPLEX', limit: 'depth', actual: 13, maximum: 12 },
      },
    ]);
  });

  it('is refused again when it comes again', async () => {
    const query = '{ profiles(first: 500) { nodes { datasets(first: 500) { nodes { id } } } } }';
    expect(await temp.graphql(query)).toEqual(await temp.graphql(query));
  });

  it('depends on the variables of each request', async () => {
    const query = 'query ($n: Int) { profiles(first: $n) { nodes { datasets(first: 500) { nodes { id } } } } }';
    expect((await temp.graphql(query, { n: 10 })).errors).toBeUndefined();
    expect((await temp.graphql(query, { n: 101 })).errors?.[0]?.extensions.limit).toBe('cost');
  });
});

describe('fragments that spread each other', () => {
  it('are not valid', async () => {
    const { status, errors } = await temp.graphql(CIRCULAR_FRAGMENTS);
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('variables', () => {
  const QUERY = 'query ($filter: ProfileFilter) { profiles(filter: $filter) { totalCount } }';

  it.each([
    ['40 objects in each other', JSON.parse(nestedRequest(QUERY, 40)).variables as object],
    ['30,000 objects beside each other', { filter: { and: Array.from({ length: 30_000 }, () => ({})) } }],
    ['30,000 values in a list', { filter: Array.from({ length: 30_000 }, () => 1) }],
  ])('that hold %s are bad input', async (_what, variables) => {
    const { status, errors } = await temp.graphql(QUERY, variables);
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      { extensions: { code: 'BAD_USER_INPUT', issues: [{ path: ['filter'], code: 'TOO_LARGE' }] } },
    ]);
    expect(await overSocket(QUERY, variables as Record<string, unknown>)).toEqual(errors);
  });

  it('nested 5,000 levels deep are bad input', async () => {
    const payload = nestedRequest(QUERY, 5_000);
    const headers = { 'content-type': 'application/json' };
    const answer = await temp.app.http.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(answer.statusCode).toBe(400);
    const message = 'The body of the request has more than 100 lists and objects inside each other.';
    expect(answer.json().errors).toEqual([
      { message, extensions: { code: 'BAD_USER_INPUT', issues: [{ path: [], code: 'TOO_LARGE', message }] } },
    ]);
  });

  it('nested 5,000 levels deep close a WebSocket as no message does', async () => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    await once(socket, 'open');
    socket.send(`{"id":"1","type":"subscribe","payload":${nestedRequest(QUERY, 5_000)}}`);
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([4400, 'Too deep']);
  });

  it('may hold the largest filter there is', async () => {
    const { id } = await generate(temp, { settings: { recordCount: 20 }, formats: [] });
    const list = Array.from({ length: 200 }, (_, i) => i);
    const filter = { or: Array.from({ length: 50 }, () => ({ hour: { in: list } })) };
    const { data } = await temp.graphql(
      'query ($id: ID!, $filter: CallRecordFilter) { dataset(id: $id) { records(filter: $filter) { totalCount } } }',
      { id, filter },
    );
    expect(data.dataset.records.totalCount).toBe(20);
  });
});

describe('error lists', () => {
  it('name no more than 20 faults of an operation', async () => {
    const { errors } = await temp.graphql(
      `{ serverInfo { ${Array.from({ length: 500 }, (_, i) => `a${i}`).join(' ')} } }`,
    );
    expect(errors?.length).toBeLessThanOrEqual(21);
  });

  it('name no more than 50 errors of an answer, and say how many more there are', async () => {
    const { id } = await generate(temp, { settings: { recordCount: 1 }, formats: [] });
    const ids = Array.from({ length: 90 }, () => id);
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Dataset { records(first: -1) { totalCount } } } }';
    const { errors } = await temp.graphql(query, { ids });
    expect(errors).toHaveLength(51);
    expect(errors?.at(-1)).toEqual({ message: '40 more errors are left out.', extensions: { code: 'BAD_USER_INPUT' } });
    expect(await overSocket(query, { ids })).toEqual(errors);
  });
});

describe('operationName', () => {
  it.each([
    ['must be given where there are several operations', undefined, /must say which/],
    ['must name one of them', 'C', /no operation 'C'/],
  ])('%s', async (_what, operationName, message) => {
    const payload = { query: 'query A { __typename } query B { __typename }', operationName };
    const answer = await temp.app.http.inject({ method: 'POST', url: '/graphql', payload });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors).toEqual([
      { message: expect.stringMatching(message), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
    ]);
  });
});

describe('introspection', () => {
  it('is allowed as tools ask for it', async () => {
    const query = getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true });
    expect((await temp.graphql(query)).data.__schema.queryType.name).toBe('Query');
  });

  it('is refused where it is set off, and no error tells of the schema', async () => {
    const { limits } = temp.config;
    const closed = await startTempApp({ limits: { ...limits, introspection: false } });
    try {
      const introspection = await closed.graphql('{ __schema { types { name } } }');
      expect(introspection.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      const misspelt = await closed.graphql('{ dataset(ide: "x") { idd } datasetz { id } }');
      expect(JSON.stringify(misspelt.errors)).not.toMatch(/did you mean/i);
      expect((await closed.graphql('{ __typename }')).data).toEqual({ __typename: 'Query' });
    } finally {
      await closed.close();
    }
  });
});
