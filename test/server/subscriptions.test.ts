import { Repeater } from '@repeaterjs/repeater';
import { buildSchema, parse } from 'graphql';
import { createClient, type Client, type SubscribePayload } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { OperationTime } from '../../src/server/operation-time.js';
import { subscribeWithin } from '../../src/server/socket-operation.js';
import { untilStreaming } from '../support/streams.js';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const DELETE = 'mutation ($id: ID!) { deleteDataset(input: { datasetId: $id }) { deletedDatasetId } }';
const PROGRESS =
  'subscription ($id: ID!) { datasetProgress(datasetId: $id) { sequence dataset { id status recordsWritten progress } } }';
const CHANGES = 'subscription { datasetsChanged { kind datasetId dataset { id status } } }';
const FINAL = ['COMPLETED', 'FAILED', 'CANCELLED'];

let temp: TempApp;
let url: string;
beforeAll(async () => {
  temp = await startTempApp({ workers: 1 }); // work that goes on for a while, of few records
  url = `${(await temp.app.http.listen({ port: 0 })).replace('http', 'ws')}/graphql`;
});
afterAll(() => temp.close());

async function atOnce(): Promise<void> {}

function client(): Client {
  const connected = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, lazyCloseTimeout: 0 });
  onTestFinished(() => connected.dispose());
  return connected;
}

interface Event {
  readonly at: number;
  readonly data: Json;
  readonly errors?: readonly Json[] | undefined;
}

/** Everything that the operation answers, until it completes. */
async function all(payload: SubscribePayload, from = client()): Promise<Event[]> {
  const events: Event[] = [];
  for await (const { data, errors } of from.iterate(payload)) events.push({ at: performance.now(), data, errors });
  return events;
}

async function queued(recordCount: number): Promise<string> {
  const { data } = await temp.graphql(GENERATE, { input: { settings: { recordCount }, formats: [] } });
  return data.generateDataset.dataset.id;
}

describe('datasetProgress', () => {
  it('tells the state now, then changes, at most four a second, ends with the final state and completes', async () => {
    const id = await queued(800_000);
    const events = await all({ query: PROGRESS, variables: { id } });
    const steps = events.map(({ data }) => data.datasetProgress);
    expect(steps.map(({ sequence }) => sequence)).toEqual(steps.map((_, i) => i + 1));
    expect(FINAL).not.toContain(steps[0].dataset.status);
    expect(steps.at(-1).dataset).toEqual({ id, status: 'COMPLETED', recordsWritten: 800_000, progress: 1 });
    expect(steps.slice(0, -1).every(({ dataset }) => !FINAL.includes(dataset.status))).toBe(true);
    const written = steps.map(({ dataset }) => dataset.recordsWritten);
    expect(written).toEqual(written.toSorted((a, b) => a - b));
    expect(written.filter((count) => count > 0 && count < 800_000).length).toBeGreaterThan(0);
    const gaps = events.slice(2).map(({ at }, i) => at - (events[i + 1]?.at ?? 0));
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeGreaterThan(200);
  });

  it('tells who comes late the final state once, and completes', async () => {
    const { id } = await generate(temp, { settings: { recordCount: 10 } });
    const steps = (await all({ query: PROGRESS, variables: { id } })).map(({ data }) => data.datasetProgress);
    expect(steps).toEqual([{ sequence: 1, dataset: { id, status: 'COMPLETED', recordsWritten: 10, progress: 1 } }]);
  });

  it('works for many at once, and again for one that has gone away meanwhile', async () => {
    const id = await queued(400_000);
    const payload = { query: PROGRESS, variables: { id } };
    const dropped = client().iterate(payload);
    await dropped.next();
    await dropped.return?.();
    const told = await Promise.all([all(payload), all(payload), all(payload)]);
    for (const events of told) expect(events.at(-1)?.data.datasetProgress.dataset.status).toBe('COMPLETED');
  });

  it('goes on, from the state it then has, when a connection breaks and the client comes again', async () => {
    const id = await queued(800_000);
    const opened: WebSocket[] = [];
    const again = createClient({
      url,
      webSocketImpl: WebSocket,
      retryAttempts: 3,
      retryWait: atOnce,
      lazyCloseTimeout: 0,
    });
    onTestFinished(() => again.dispose());
    again.on('opened', (socket) => opened.push(socket as WebSocket));
    const steps: Json[] = [];
    for await (const { data } of again.iterate({ query: PROGRESS, variables: { id } })) {
      steps.push((data as Json).datasetProgress);
      if (steps.length === 2) opened[0]?.terminate();
    }
    expect(opened).toHaveLength(2);
    expect(steps.filter(({ sequence }) => sequence === 1)).toHaveLength(2); // each subscription begins with the state now
    expect(steps.at(-1).dataset).toEqual({ id, status: 'COMPLETED', recordsWritten: 800_000, progress: 1 });
    const written = steps.map(({ dataset }) => dataset.recordsWritten);
    expect(written).toEqual(written.toSorted((a, b) => a - b));
  });

  it('completes when the dataset is deleted', async () => {
    const id = await queued(3_000_000);
    const events = client().iterate({ query: PROGRESS, variables: { id } });
    await events.next();
    await temp.graphql(DELETE, { id });
    const told: Json[] = [];
    for await (const { data } of events) told.push(data);
    expect(told.every(({ datasetProgress }) => !FINAL.includes(datasetProgress.dataset.status))).toBe(true);
  });

  it.each(['nonsense', Buffer.from('Dataset:none').toString('base64url')])('is NOT_FOUND for %s', async (id) => {
    const [event, ...more] = await all({ query: PROGRESS, variables: { id } });
    expect(more).toEqual([]);
    expect(event?.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', issues: [{ path: ['datasetId'] }] } }]);
  });
});

describe('datasetsChanged', () => {
  it('tells when datasets are asked for, get further, become final and are deleted', async () => {
    const seen: Json[] = [];
    const changes = client().iterate({ query: CHANGES });
    const next = changes.next();
    await untilStreaming(temp, 1);
    const id = await queued(1_000_000);
    for (let event = await next; ; event = await changes.next()) {
      const change = event.value.data.datasetsChanged;
      if (change.datasetId === id) seen.push(change);
      if (change.kind === 'FINISHED') await temp.graphql(DELETE, { id });
      if (change.kind === 'DELETED') break;
    }
    await changes.return?.();
    const kinds = seen.map(({ kind }) => kind);
    expect([kinds[0], ...kinds.slice(-2)]).toEqual(['CREATED', 'FINISHED', 'DELETED']);
    expect(kinds.slice(1, -2).every((kind) => kind === 'PROGRESSED')).toBe(true);
    expect(seen.at(-2).dataset).toEqual({ id, status: 'COMPLETED' });
    expect(seen.at(-1).dataset).toBeNull();
  });
});

describe('the socket', () => {
  it('answers queries and mutations as HTTP does', async () => {
    const [event] = await all({ query: '{ serverInfo { version } }' });
    expect(event?.data.serverInfo.version).toBe(temp.app.services.facts.version);
  });

  it.each([
    ['{ serverInfo {', 'GRAPHQL_PARSE_FAILED'],
    ['{ serverInfo { nothing } }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('answers %s with %s and stays open', async (query, code) => {
    const connected = client();
    await expect(all({ query }, connected)).rejects.toMatchObject([{ extensions: { code } }]);
    expect(await all({ query: '{ serverInfo { version } }' }, connected)).toHaveLength(1);
  });

  it('answers bad input with every problem', async () => {
    const query = 'mutation { generateDataset(input: { settings: { recordCount: 0 }, name: "" }) { dataset { id } } }';
    const [event] = await all({ query });
    expect(event?.errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(event?.errors?.[0].extensions.issues).toHaveLength(2);
  });

  it.each([
    ['another path', '/graphiql', 'graphql-transport-ws', /404/],
    ['another protocol', '/graphql', 'graphql-ws', /subprotocol/i],
  ])('is refused for %s', async (_, path, protocol, reason) => {
    const socket = new WebSocket(url.replace('/graphql', path), protocol);
    const outcome = await new Promise<string>((resolve) => {
      socket.on('error', (error) => resolve(error.message));
      socket.on('close', (code, text) => resolve(`${code} ${text.toString()}`));
    });
    expect(outcome).toMatch(reason);
  });
});

describe('an operation of a socket', () => {
  it('that is given up keeps its id until it is over', async () => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    const say = (message: object) => socket.send(JSON.stringify(message));
    const begin = { id: 'one', type: 'subscribe', payload: { query: CHANGES } };
    socket.once('open', () => say({ type: 'connection_init' }));
    socket.once('message', () => [begin, { id: 'one', type: 'complete' }, begin].forEach(say));
    expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(4409);
  });

  it('ends with the socket, even when it only waits for events', async () => {
    const schema = buildSchema('type Query { number: Int } type Subscription { number: Int }');
    const gone = new AbortController();
    let isEnded = false;
    const number = () =>
      new Repeater(async (_push, stop) => {
        await stop;
        isEnded = true;
      });
    const events = await subscribeWithin(new OperationTime(1), {
      schema,
      document: parse('subscription { number }'),
      rootValue: { number },
      inside: (part) => part(),
      gone: gone.signal,
    });
    if (!('next' in events)) throw new Error('there are no events');
    const next = events.next();
    gone.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(isEnded).toBe(true);
  });
});

describe('closing the service', () => {
  it('closes sockets as going away', async () => {
    const other = await startTempApp();
    const address = (await other.app.http.listen({ port: 0 })).replace('http', 'ws');
    const socket = new WebSocket(`${address}/graphql`, 'graphql-transport-ws');
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve) => socket.on('open', resolve));
    await other.close();
    expect(await closed).toBe(1001);
  });
});
