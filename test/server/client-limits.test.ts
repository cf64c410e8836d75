import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, type Client } from 'graphql-ws';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Config } from '../../src/config/config.js';
import { loadConfig } from '../../src/config/config.js';
import type { Limits } from '../../src/config/limits.js';
import { clientOf } from '../../src/server/client-limits.js';
import { Figures } from '../support/figures.js';
import { makeKey } from '../support/keys.js';
import { untilStreaming } from '../support/streams.js';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

const CHANGES = 'subscription { datasetsChanged { kind } }';

/** For what comes by itself, if it does not come at once. */
const PATIENCE = { timeout: 10_000 };

async function started(limits: Partial<Limits>, overrides: Partial<Config> = {}): Promise<TempApp> {
  const temp = await startTempApp({ limits: { ...loadConfig({}).limits, ...limits }, ...overrides });
  onTestFinished(() => temp.close());
  return temp;
}

async function portOf({ app }: TempApp): Promise<number> {
  if (!app.http.server.listening) await app.http.listen({ port: 0, host: '127.0.0.1' });
  return (app.http.server.address() as AddressInfo).port;
}

function webSocket(port: number): WebSocket {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  return socket;
}

function client(port: number, key?: string): Client {
  const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const url = `ws://127.0.0.1:${port}/graphql`;
  const made = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams: authorization });
  onTestFinished(() => made.dispose());
  return made;
}

function doNothing(): void {}

/** The first answer of an operation, and how to end it. */
function first(from: Client, query: string): { answer: Promise<Json>; end: () => void } {
  let end = doNothing;
  const answer = new Promise<Json>((resolve) => {
    end = from.subscribe({ query }, { next: resolve, error: (errors) => resolve({ errors }), complete: doNothing });
  });
  return { answer, end };
}

/** A connection on which so much is sent and no more; answers all that came until it was closed. */
async function silent(port: number, text: string): Promise<{ socket: Socket; closed: Promise<string> }> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(text);
  let received = '';
  socket.on('data', (chunk: Buffer) => (received += chunk.toString())).on('error', () => {});
  return { socket, closed: once(socket, 'close').then(() => received) };
}

/** Opens so many at once from an address; answers how many of them are served. */
async function served(port: number, count: number, localAddress: string): Promise<number> {
  const ask = async () => {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    onTestFinished(() => void socket.destroy());
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
    return Promise.race([once(socket, 'data').then(() => 1), once(socket, 'close').then(() => 0)]).catch(() => 0);
  };
  return (await Promise.all(Array.from({ length: count }, ask))).reduce<number>((sum, one) => sum + one, 0);
}

/** Variables that ask for so many objects. */
function ids(count: number): object {
  return { ids: Array.from({ length: count }, () => 'x') };
}

/** A text of 258 tokens, which count as six operations. */
function long(name: string): string {
  return `{ ${name}: nodes(ids: [${'"x" '.repeat(250)}]) { id } }`;
}

const HEAD = 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

describe('the rate of operations', () => {
  it('is that of each key, over HTTP and WebSocket together', async () => {
    const temp = await started({ rate: 5 });
    const [ada, bob] = [await makeKey(temp, 'ada', 'READER'), await makeKey(temp, 'bob', 'READER')];
    const ask = (key: string) =>
      temp.app.http.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization: `Bearer ${key}` },
        payload: { query: '{ __typename }' },
      });
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(ada.key)));
    const refused = answers.filter(({ statusCode }) => statusCode === 429);
    expect(refused).toHaveLength(3);
    expect(refused[0]?.headers['retry-after']).toBe('1');
    const error = {
      message: 'At most 5 operations a second are answered to one client; try again in 1 second.',
      extensions: { code: 'RATE_LIMITED', retryAfter: 1 },
    };
    expect(refused[0]?.json()).toEqual({ errors: [error] });
    expect((await ask(bob.key)).statusCode).toBe(200);
    const sockets = client(await portOf(temp), bob.key);
    expect((await first(sockets, '{ __typename }').answer).errors).toBeUndefined();
    const both = await Promise.all(
      Array.from({ length: 3 }, () => [
        first(sockets, '{ __typename }').answer,
        ask(bob.key).then((answer) => answer.json()),
      ]).flat(),
    );
    const told = both.filter(({ errors }) => errors);
    expect(told.length).toBeGreaterThan(1);
    for (const answer of told) expect(answer).toEqual({ errors: [error] });
  });

  it('is that of each address where there are no keys, and has no bound on the machine itself', async () => {
    const temp = await started({ rate: 5 });
    for (let i = 0; i < 20; i++) expect((await temp.graphql('{ __typename }')).errors).toBeUndefined();
    const open = await started({ rate: 5 }, { host: '0.0.0.0', open: true });
    const from = (remoteAddress: string) =>
      open.app.http.inject({ method: 'GET', url: '/datasets/x/records.csv', remoteAddress });
    const codes = await Promise.all(Array.from({ length: 6 }, async () => (await from('192.0.2.1')).statusCode));
    expect(codes).toEqual([404, 404, 404, 404, 404, 429]);
    expect((await from('192.0.2.2')).statusCode).toBe(404);
    expect((await open.app.http.inject({ url: '/health', remoteAddress: '192.0.2.1' })).statusCode).toBe(200);
  });

  it('has a client wait that asks on and on though it is refused, and no other', async () => {
    const temp = await started({ rate: 5 });
    const [ada, bob] = [await makeKey(temp, 'ada', 'READER'), await makeKey(temp, 'bob', 'READER')];
    const url = `http://127.0.0.1:${await portOf(temp)}/graphql?query={__typename}`;
    const answered = async (key: string) => {
      const began = performance.now();
      const headers = { authorization: `Bearer ${key}`, 'apollo-require-preflight': '1' };
      const { status } = await fetch(url, { headers });
      return { status, isLate: performance.now() - began > 990 };
    };
    const [told, other] = await Promise.all([
      Promise.all(Array.from({ length: 12 }, () => answered(ada.key))),
      answered(bob.key),
    ]);
    expect(told.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(told.filter(({ status, isLate }) => status === 429 && isLate)).toHaveLength(2);
    expect(other).toEqual({ status: 200, isLate: false });
  });

  it('bounds how many keys an address can try', async () => {
    const temp = await started({ rate: 5 }, { host: '0.0.0.0' });
    await makeKey(temp, 'ada', 'READER');
    const statuses = await Promise.all(
      Array.from({ length: 7 }, async () => (await temp.graphql('{ __typename }', {}, 'guess')).status),
    );
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  });
});

describe('a large operation', () => {
  const IDS = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const refusal = {
    status: 429,
    errors: [
      {
        message: expect.stringMatching(/^A large operation counts as several, and at most 10 a second are answered/),
        extensions: { code: 'RATE_LIMITED', retryAfter: expect.any(Number) },
      },
    ],
  };

  it('counts as several: the next one waits until it is paid for, and small ones do not', async () => {
    const temp = await started({ rate: 10 });
    const { key } = await makeKey(temp, 'ada', 'READER');
    expect((await temp.graphql(IDS, ids(5_000), key)).status).toBe(200); // as 50, which 10 a second pay in 5 seconds
    const refused = await temp.graphql(IDS, ids(500), key);
    expect(refused).toMatchObject(refusal);
    expect(refused.errors?.[0]?.extensions.retryAfter).toBeGreaterThan(3);
    expect((await temp.graphql(IDS, ids(100), key)).status).toBe(200);
    expect(
      await first(client(await portOf(temp), key), IDS.replace('$ids: [ID!]!', '$ids: [ID!]! = ["x"]')).answer,
    ).toEqual({
      data: { nodes: [null] },
    });
  });

  it('is one by its text as well, while that is not known', async () => {
    const temp = await started({ rate: 10 });
    const { key } = await makeKey(temp, 'ada', 'READER');
    expect((await temp.graphql(long('a'), {}, key)).status).toBe(200);
    expect((await temp.graphql(long('b'), {}, key)).status).toBe(200);
    expect(await temp.graphql(long('c'), {}, key)).toMatchObject(refusal);
    expect(await temp.graphql(long('c').replace('nodes', 'nonsense'), {}, key)).toEqual(
      await temp.graphql(long('c'), {}, key),
    );
    expect((await temp.graphql(long('a'), {}, key)).status).toBe(200);
  });

  it('is one by the size of its request as well', async () => {
    const temp = await started({ rate: 10 });
    const { key } = await makeKey(temp, 'ada', 'READER');
    const padded = { of: 'x'.repeat(100_000) }; // as twelve operations
    expect((await temp.graphql('{ __typename }', padded, key)).status).toBe(200);
    expect(await temp.graphql('{ __typename }', padded, key)).toMatchObject(refusal);
    expect((await temp.graphql('{ __typename }', {}, key)).status).toBe(200);
  });

  it('is not done while its client has not taken what it asked for before', async () => {
    const temp = await started({});
    const port = await portOf(temp);
    const { id } = await generate(temp, { settings: { recordCount: 20_000 }, formats: [] });
    const names = 'callId eventTime address callTaker dispatcher problem timeCallQueued timeCallClosed disposition';
    const pages = Array.from({ length: 26 }, (_, i) => `p${i}: records(first: 1000) { nodes { ${names} } }`).join(' ');
    const query = `{ dataset(id: "${id}") { ${pages} } }`;
    const body = JSON.stringify({ query });
    const untaken = await silent(port, `${HEAD}Content-Length: ${body.length}\r\n\r\n${body}`);
    await once(untaken.socket, 'data');
    untaken.socket.pause();
    expect(await temp.graphql(query)).toMatchObject({
      status: 429,
      errors: [{ message: 'One client may have 50,000 objects asked for at once; try again in 1 second.' }],
    });
    untaken.socket.destroy();
    await vi.waitFor(async () => expect((await temp.graphql(query)).status).toBe(200), PATIENCE);
  });
});

describe('a client over WebSocket', () => {
  it('is not listened to while it does not take what it is told', async () => {
    const socket = webSocket(await portOf(await started({})));
    await once(socket, 'open');
    socket.pause();
    const ping = JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(100_000) } });
    for (let i = 0; i < 1_000; i++) socket.send(ping);
    let waiting = Infinity;
    for (; socket.bufferedAmount < waiting; await pause(300)) waiting = socket.bufferedAmount;
    expect(waiting).toBeGreaterThan(50_000_000);
    let pongs = 0;
    socket.on('message', () => pongs++);
    socket.resume();
    await vi.waitFor(() => expect(pongs).toBe(1_000), { timeout: 20_000 });
  });

  it.each([
    ['pings', JSON.stringify({ type: 'ping' })],
    ['characters', JSON.stringify({ type: 'ping', payload: { text: 'x'.repeat(50_000) } })],
    ['operations though they are refused', '{"id":"ID","type":"subscribe","payload":{"query":"{ __typename }"}}'],
  ])('is cut off when it sends far too many %s', async (_what, message) => {
    const temp = await started({ rate: 5 });
    const { key } = await makeKey(temp, 'ada', 'READER');
    const socket = webSocket(await portOf(temp));
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
    await once(socket, 'message');
    for (let i = 0; i < 60; i++) socket.send(message.replace('ID', String(i)));
    const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([1013, 'RATE_LIMITED']);
  });

  it('counts its refusals among the operations', async () => {
    const temp = await started({ rate: 5 });
    const { key } = await makeKey(temp, 'ada', 'READER');
    const sockets = client(await portOf(temp), key);
    const told = await Promise.all(Array.from({ length: 8 }, () => first(sockets, '{ __typename }').answer));
    const refused = told.filter(({ errors }) => errors).length;
    expect(refused).toBeGreaterThan(0);
    const counted = (await Figures.of(temp)).of('graphql_operations_total');
    expect(counted['transport="WEBSOCKET",type="unknown",operation="unknown",code="RATE_LIMITED"']).toBe(refused);
  });

  it('opens sockets as often as it may ask', async () => {
    const temp = await started({ rate: 3 }, { host: '0.0.0.0', open: true });
    const port = await portOf(temp);
    const statuses = await Promise.all(
      Array.from({ length: 5 }, async () => {
        return once(webSocket(port), 'open').then(() => 'open', String);
      }),
    );
    expect(statuses.filter((status) => status.includes('429')).length).toBeGreaterThan(0);
  });
});

describe('what one client has at once', () => {
  it('is so many operations: one more is refused, and none once others are done', async () => {
    const temp = await started({ operations: 2 });
    const port = await portOf(temp);
    const asked = await Promise.all([1, 2].map(() => silent(port, `${HEAD}Content-Length: 9\r\n\r\n{`)));
    const errors = [{ message: expect.any(String), extensions: { code: 'RATE_LIMITED', retryAfter: 1 } }];
    await vi.waitFor(async () => {
      expect(await temp.graphql('{ __typename }')).toMatchObject({ status: 429, errors });
    }, PATIENCE);
    expect(await first(client(port), '{ __typename }').answer).toEqual({ errors });
    for (const { socket } of asked) socket.destroy();
    await vi.waitFor(async () => expect((await temp.graphql('{ __typename }')).status).toBe(200), PATIENCE);
    for (let i = 0; i < 5; i++) expect((await temp.graphql('{ __typename }')).status).toBe(200);
  });

  it('is so many subscriptions over all its sockets, until they end', async () => {
    const temp = await started({ subscriptions: 2 });
    const port = await portOf(temp);
    const sockets = [client(port), client(port)] as const;
    const open = sockets.map((socket) => first(socket, CHANGES));
    await untilStreaming(temp, 2);
    const { errors } = await first(sockets[0], CHANGES).answer;
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    const counted = (await Figures.of(temp)).of('graphql_operations_total');
    const labels = 'transport="WEBSOCKET",type="subscription",operation="datasetsChanged"';
    expect([counted[`${labels},code="OK"`], counted[`${labels},code="RATE_LIMITED"`]]).toEqual([2, 1]);
    open[0]?.end();
    await sockets[1].dispose(); // its subscription ends with it
    await untilStreaming(temp, 0);
    const again = [first(sockets[0], CHANGES), first(sockets[0], CHANGES)];
    await untilStreaming(temp, 2);
    await generate(temp, { settings: { recordCount: 1 }, formats: [] });
    for (const { answer } of again) expect((await answer).data).toEqual({ datasetsChanged: { kind: 'CREATED' } });
  });

  it('is so many WebSockets', async () => {
    const temp = await started({ sockets: 2 });
    const port = await portOf(temp);
    const [one] = await Promise.all(
      [webSocket(port), webSocket(port)].map(async (socket) => {
        await once(socket, 'open');
        return socket;
      }),
    );
    const third = webSocket(port);
    expect(((await once(third, 'error')) as [Error])[0].message).toContain('429');
    one?.terminate();
    await vi.waitFor(() => once(webSocket(port), 'open'), PATIENCE);
  });

  it('counts for its key, not for its address, once it has shown one', async () => {
    const temp = await started({ sockets: 1 });
    const [ada, bob] = [await makeKey(temp, 'ada', 'READER'), await makeKey(temp, 'bob', 'READER')];
    const port = await portOf(temp);
    first(client(port, ada.key), CHANGES); // keeps its socket open
    await untilStreaming(temp, 1);
    expect(await first(client(port, bob.key), '{ __typename }').answer).toEqual({ data: { __typename: 'Query' } });
    const second = client(port, ada.key);
    const closed = new Promise((resolve) => void second.on('closed', resolve));
    first(second, '{ __typename }');
    expect(await closed).toMatchObject({ code: 1013, reason: 'RATE_LIMITED' });
  });
});

describe('a client', () => {
  it.each([
    ['its key', 'k1', '192.0.2.1', 'key k1'],
    ['its address', null, '192.0.2.1', 'address 192.0.2.1'],
    ['its network, by IPv6', null, '2001:db8:0:1::7', 'address 2001:db8:0:1'],
    ['its network, however it is written', null, '2001:0db8:0000:0001:1:2:3:4', 'address 2001:db8:0:1'],
    ['this machine, by IPv6', null, '::1', 'address 0:0:0:0'],
  ])('is %s', (_what, keyId, address, name) => {
    expect(clientOf({ keyId, address })).toBe(name);
  });
});

describe('what is left of a body', () => {
  it('that is refused is read slowly, after which the connection serves on', async () => {
    const port = await portOf(await started({}));
    const size = 10_000_000;
    const { socket } = await silent(port, `${HEAD}Content-Length: ${size}\r\n\r\n`);
    const [told] = (await once(socket, 'data')) as [Buffer];
    expect(told.toString()).toMatch(/^HTTP\/1\.1 413 /);
    const began = performance.now();
    await new Promise((resolve) => socket.write('x'.repeat(size), resolve));
    expect(performance.now() - began).toBeGreaterThan(250); // some 7 MB, which no buffer holds, at 13 MB a second
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('TCP connections', () => {
  it('are closed when one address opens far too many at once, and those of others are not', async () => {
    const temp = await started({ rate: 2 }, { host: '0.0.0.0', open: true });
    const port = await portOf(temp);
    const count = await served(port, 1_000, '127.0.0.2');
    expect(count).toBeGreaterThanOrEqual(50);
    expect(count).toBeLessThan(1_000);
    expect(await served(port, 1, '127.0.0.3')).toBe(1);
  });

  it('are not counted on the machine itself, nor from a proxy that is trusted', async () => {
    expect(await served(await portOf(await started({ rate: 2 })), 300, '127.0.0.2')).toBe(300);
    const proxied = await started({ rate: 2 }, { host: '0.0.0.0', open: true, trustedProxies: ['127.0.0.2'] });
    expect(await served(await portOf(proxied), 300, '127.0.0.2')).toBe(300);
  });
});

describe('what does not arrive in time', () => {
  it('is answered 408 and closed: headers, bodies, and connections without a word', async () => {
    const temp = await started({ arrivalSeconds: 0.4 });
    const port = await portOf(temp);
    const begun = performance.now();
    const slow = await Promise.all([silent(port, HEAD), silent(port, `${HEAD}Content-Length: 9\r\n\r\n{`)]);
    for (const { closed } of slow) {
      const answer = await closed;
      expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
      expect(answer).toContain('"message":"The request took too long to arrive."');
    }
    await (
      await silent(port, '')
    ).closed;
    const socket = webSocket(port);
    expect(((await once(socket, 'close')) as [number])[0]).toBe(4408);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('takes no place from others when all connections are taken', async () => {
    const temp = await started({ connections: 5 });
    const port = await portOf(temp);
    const waiting: { socket: Socket }[] = [];
    for (let i = 0; i < 12; i++) waiting.push(await silent(port, HEAD));
    const answer = await fetch(`http://127.0.0.1:${port}/health`);
    expect(await answer.json()).toEqual({ status: 'ok' });
    const open = () => waiting.filter(({ socket }) => !socket.closed).length;
    await vi.waitFor(() => expect(open()).toBeLessThanOrEqual(5), PATIENCE);
  });
});

describe('an operation that takes too long', () => {
  const COLUMNS = ['ackTime', 'dispatchTime', 'enrouteTime', 'phoneTime', 'processTime', 'queueTime', 'totalTime'];
  const SLOW = `query ($id: ID!) { dataset(id: $id) { name groups(by: [EVENT_DATE, PROBLEM, HOUR]) { stats {
    ${COLUMNS.map((name) => `${name} { p10 median p99 }`).join(' ')} } } } }`;

  it('is answered TIMEOUT, its query ends, and others are answered', async () => {
    const temp = await started({ operationSeconds: 1 });
    const { id } = await generate(temp, { settings: { recordCount: 2_000_000 }, formats: [] });
    const { data, errors } = await temp.graphql(SLOW, { id });
    expect(data.dataset.groups).toBeNull();
    expect(errors).toMatchObject([{ path: ['dataset', 'groups'], extensions: { code: 'TIMEOUT', seconds: 1 } }]);
    const count = 'query ($id: ID!) { dataset(id: $id) { records(filter: { hour: { eq: 3 } }) { totalCount } } }';
    expect((await temp.graphql(count, { id })).data.dataset.records.totalCount).toBeGreaterThan(0);
    const over = await new Promise<Json>((resolve) => {
      const next = (answer: unknown) => resolve(answer);
      void portOf(temp).then((port) =>
        client(port).subscribe({ query: SLOW, variables: { id } }, { next, error: resolve, complete: () => {} }),
      );
    });
    expect(over.errors).toEqual(errors);
  });
});
