import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createClient, type Client } from 'graphql-ws';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { COMMAND_LINE } from '../../src/domain/caller.js';
import { globalId } from '../../src/domain/global-id.js';
import { makeKey } from '../support/keys.js';
import { startAppOn, startTempApp, type TempApp } from '../support/temp-app.js';

const VIEWER = '{ viewer { name role apiKeyId } }';
const UNAUTHENTICATED = {
  errors: [
    {
      message: "This needs a valid API key, sent as 'Authorization: Bearer <key>'.",
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
};

async function tempApp(): Promise<TempApp> {
  const temp = await startTempApp();
  onTestFinished(() => temp.close());
  return temp;
}

function ask({ app }: TempApp, authorization: string | undefined) {
  const headers = authorization === undefined ? {} : { authorization };
  return app.http.inject({ method: 'POST', url: '/graphql', headers, payload: { query: VIEWER } });
}

/** Every way in which a key may be no good. */
async function badKeys(temp: TempApp): Promise<Record<string, string | undefined>> {
  const good = await makeKey(temp, 'good', 'MAINTAINER');
  const revoked = await makeKey(temp, 'gone', 'MAINTAINER');
  await temp.app.services.apiKeys.revoke(revoked.apiKey.id);
  const end = new Date(Date.now() + 20);
  const expired = await makeKey(temp, 'old', 'MAINTAINER', end);
  await vi.waitUntil(() => new Date() > end, { interval: 5 });
  return {
    none: undefined,
    'an empty one': 'Bearer ',
    'another scheme': `Basic ${good.key}`,
    garbage: 'Bearer nonsense',
    'an unknown one': `Bearer s911_${'0'.repeat(16)}_${'A'.repeat(43)}`,
    'one with another secret': `Bearer ${good.key.slice(0, -2)}${good.key.endsWith('AA') ? 'BB' : 'AA'}`,
    'one with more behind it': `Bearer ${good.key}A`,
    'a revoked one': `Bearer ${revoked.key}`,
    'an expired one': `Bearer ${expired.key}`,
  };
}

describe('a service without keys', () => {
  it('is open: everybody is its maintainer, and nobody has a name', async () => {
    const temp = await tempApp();
    for (const authorization of [undefined, 'Bearer whatever'])
      expect((await ask(temp, authorization)).json()).toEqual({
        data: { viewer: { name: null, role: 'MAINTAINER', apiKeyId: null } },
      });
  });

  it('wants keys as soon as the first one is made, also by another process on its data folder, and never opens again', async () => {
    const temp = await tempApp();
    const other = await startAppOn(temp.folder);
    onTestFinished(() => other.close());
    expect((await ask(temp, undefined)).statusCode).toBe(200);
    const { apiKey, key } = await makeKey(other, 'first', 'READER');
    expect((await ask(temp, undefined)).statusCode).toBe(401);
    expect((await ask(temp, `Bearer ${key}`)).json().data.viewer).toEqual({
      name: 'first',
      role: 'READER',
      apiKeyId: globalId('ApiKey', apiKey.id),
    });
    await other.app.services.apiKeys.revoke(apiKey.id);
    expect((await ask(temp, `Bearer ${key}`)).statusCode).toBe(401);
    expect((await ask(temp, undefined)).statusCode).toBe(401);
  });

  it('is shut on an address that others reach, unless it was said that it may be open', async () => {
    const shut = await startTempApp({ host: '0.0.0.0' });
    onTestFinished(() => shut.close());
    expect((await ask(shut, undefined)).statusCode).toBe(401);
    const open = await startTempApp({ host: '0.0.0.0', open: true });
    onTestFinished(() => open.close());
    expect((await ask(open, undefined)).statusCode).toBe(200);
    await makeKey(open, 'first', 'READER');
    expect((await ask(open, undefined)).statusCode).toBe(401);
  });
});

describe('a key that is no good', () => {
  it('is UNAUTHENTICATED, in the same words whatever is wrong with it', async () => {
    const temp = await tempApp();
    for (const [what, authorization] of Object.entries(await badKeys(temp))) {
      const { statusCode, headers, body } = await ask(temp, authorization);
      expect([what, statusCode, headers['www-authenticate'], JSON.parse(body)]).toEqual([
        what,
        401,
        'Bearer',
        UNAUTHENTICATED,
      ]);
    }
  });

  it('closes a WebSocket as unauthorised, whatever is wrong with it', async () => {
    const temp = await tempApp();
    const url = await addressOf(temp);
    for (const [what, authorization] of Object.entries(await badKeys(temp)))
      expect([what, await closing(url, authorization === undefined ? undefined : { authorization })]).toEqual([
        what,
        [4401, 'UNAUTHENTICATED'],
      ]);
    expect(await closing(url, { authorization: 42 })).toEqual([4401, 'UNAUTHENTICATED']);
  });
});

describe('a good key', () => {
  it('says over WebSocket who calls', async () => {
    const temp = await tempApp();
    const { key } = await makeKey(temp, 'console', 'USER');
    const client = clientOf(await addressOf(temp), key);
    const { value } = await client.iterate<{ viewer: object }>({ query: VIEWER }).next();
    expect(value.data?.viewer).toMatchObject({ name: 'console', role: 'USER' });
  });

  it('that is revoked ends a subscription before its next event, and lets nothing begin on the socket', async () => {
    const temp = await tempApp();
    const { apiKey, key } = await makeKey(temp, 'console', 'READER');
    const { key: user } = await makeKey(temp, 'maker', 'USER');
    let closed: unknown;
    const client = clientOf(await addressOf(temp), key, (event) => (closed = event));
    const generate =
      'mutation { generateDataset(input: { settings: { recordCount: 900000 }, formats: [] }) { dataset { id } } }';
    const { id } = (await temp.graphql(generate, {}, user)).data.generateDataset.dataset;
    const query = 'subscription ($id: ID!) { datasetProgress(datasetId: $id) { dataset { status } } }';
    const events = client.iterate({ query, variables: { id } });
    expect((await events.next()).value.data).toBeTruthy();
    await temp.app.services.apiKeys.revoke(apiKey.id);
    const rest = async () => {
      for await (const { data } of events) if (data) throw new Error('told more');
    };
    await expect(rest()).rejects.toMatchObject({ code: 4401, reason: 'UNAUTHENTICATED' });
    expect(closed).toMatchObject({ code: 4401 });
  });
});

describe('what a service with keys answers without one', () => {
  const OPEN_PATHS = ['/', '/health', '/ready'];
  const CLOSED_PATHS = [
    '/graphql',
    '/graphql?query={__typename}',
    '/nothing',
    '/datasets/x/files/y',
    '/datasets/x/records.csv',
    '/datasets/x/records.ndjson',
    '/health/x',
    '//health',
  ];

  it('is health, readiness and pages without data, and nothing else', async () => {
    const temp = await tempApp();
    await makeKey(temp, 'somebody', 'READER');
    for (const url of OPEN_PATHS) expect([url, (await temp.app.http.inject(url)).statusCode]).toEqual([url, 200]);
    for (const url of CLOSED_PATHS) {
      const answer = await temp.app.http.inject(url);
      expect([url, answer.statusCode, answer.json()]).toEqual([url, 401, UNAUTHENTICATED]);
    }
  });

  it('and its metrics, on this machine itself: elsewhere, and through a proxy, to who has a key', async () => {
    const temp = await tempApp();
    const { key } = await makeKey(temp, 'prometheus', 'READER');
    const asked = async (remoteAddress: string, headers: Record<string, string> = {}) =>
      (await temp.app.http.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
    expect(await asked('127.0.0.1')).toBe(200);
    expect(await asked('::1')).toBe(200);
    expect(await asked('10.1.2.3')).toBe(401);
    expect(await asked('127.0.0.1', { 'x-forwarded-for': '10.1.2.3' })).toBe(401);
    expect(await asked('10.1.2.3', { authorization: `Bearer ${key}` })).toBe(200);
  });

  it('leaves introspection to who has a key', async () => {
    const temp = await tempApp();
    const { key } = await makeKey(temp, 'somebody', 'READER');
    const query = '{ __schema { queryType { name } } }';
    expect((await temp.graphql(query)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    expect((await temp.graphql(query, {}, key)).data.__schema.queryType.name).toBe('Query');
  });
});

describe('making and revoking keys over GraphQL', () => {
  const CREATE =
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key apiKey { id name role status createdBy expiresAt } } }';
  const REVOKE = 'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { id status revokedAt } } }';
  const LIST =
    'query ($after: String) { apiKeys(first: 1, after: $after) { totalCount nodes { name } pageInfo { endCursor hasNextPage } } }';

  it('tells a key once, lists it without its text, and revokes it', async () => {
    const temp = await tempApp();
    const { key: admin } = await makeKey(temp, 'admin', 'MAINTAINER');
    const input = { name: ' reports ', role: 'READER', expiresAt: '2999-01-01T00:00:00Z' };
    const made = (await temp.graphql(CREATE, { input }, admin)).data.createApiKey;
    expect(made.apiKey).toMatchObject({
      name: 'reports',
      role: 'READER',
      status: 'ACTIVE',
      createdBy: 'admin',
      expiresAt: '2999-01-01T00:00:00.000Z',
    });
    expect((await temp.graphql(VIEWER, {}, made.key)).data.viewer.name).toBe('reports');
    const page = (await temp.graphql(LIST, {}, admin)).data.apiKeys;
    expect([page.totalCount, page.nodes]).toEqual([2, [{ name: 'reports' }]]);
    const next = (await temp.graphql(LIST, { after: page.pageInfo.endCursor }, admin)).data.apiKeys;
    expect([next.nodes, next.pageInfo.hasNextPage]).toEqual([[{ name: 'admin' }], false]);
    const revoked = (await temp.graphql(REVOKE, { id: made.apiKey.id }, admin)).data.revokeApiKey.apiKey;
    expect(revoked).toMatchObject({ id: made.apiKey.id, status: 'REVOKED' });
    expect((await temp.graphql(VIEWER, {}, made.key)).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    const again = await temp.graphql(REVOKE, { id: made.apiKey.id }, admin);
    expect(again.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', status: 'REVOKED' });
  });

  it('keeps nothing in the catalog that the key could be made from', async () => {
    const temp = await tempApp();
    const { key, apiKey } = await makeKey(temp, 'admin', 'MAINTAINER');
    const second = await temp.app.services.apiKeys.create({ name: 'admin', role: 'MAINTAINER' }, COMMAND_LINE);
    const rows = await rowsOf(temp);
    expect(rows.map(({ id }) => id).toSorted()).toEqual([apiKey.id, second.apiKey.id].toSorted());
    expect(JSON.stringify(rows)).not.toContain(key.slice(`s911_${apiKey.id}_`.length));
    expect(new Set(rows.map(({ salt }) => salt)).size).toBe(2);
  });

  it.each([
    [{ name: '  ', role: 'READER' }, ['input', 'name'], 'TOO_SMALL'],
    [{ name: 'x'.repeat(101), role: 'READER' }, ['input', 'name'], 'TOO_LARGE'],
    [{ name: 'a\nb', role: 'READER' }, ['input', 'name'], 'INVALID_VALUE'],
    [{ name: 'x', role: 'READER', expiresAt: '2020-01-01T00:00:00Z' }, ['input', 'expiresAt'], 'INVALID_VALUE'],
  ])('refuses %j', async (input, path, code) => {
    const temp = await tempApp();
    const { errors } = await temp.graphql(CREATE, { input });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', issues: [{ path, code }] });
    expect((await ask(temp, undefined)).statusCode).toBe(200);
  });

  it('says when there is no such key', async () => {
    const temp = await tempApp();
    for (const id of ['nonsense', globalId('ApiKey', '0'.repeat(16))])
      expect((await temp.graphql(REVOKE, { id })).errors?.[0]?.extensions).toMatchObject({
        code: 'NOT_FOUND',
        issues: [{ path: ['input', 'id'] }],
      });
  });
});

async function rowsOf({ folder }: TempApp) {
  const db = new Database(join(folder, 'catalog.db'), { readonly: true });
  try {
    return db.prepare<[], { id: string; salt: string; hash: string }>('SELECT * FROM "ApiKey"').all();
  } finally {
    db.close();
  }
}

async function addressOf({ app }: TempApp): Promise<string> {
  return `${(await app.http.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws')}/graphql`;
}

function clientOf(url: string, key: string, closed: (event: unknown) => void = () => undefined): Client {
  const connectionParams = { authorization: `Bearer ${key}` };
  const options = { webSocketImpl: WebSocket, retryAttempts: 0, lazyCloseTimeout: 0 };
  const client = createClient({ url, connectionParams, ...options, on: { closed } });
  onTestFinished(() => client.dispose());
  return client;
}

/** How a socket is closed whose client begins with these parameters. */
function closing(url: string, payload: object | undefined): Promise<[number, string]> {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
  return new Promise((resolve, reject) => {
    socket.on('message', () => reject(new Error('the service answered')));
    socket.on('close', (code, reason) => resolve([code, reason.toString()]));
  });
}
