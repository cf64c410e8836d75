import { getIntrospectionQuery } from 'graphql';
import { MessageType } from 'graphql-ws';
import { RECORD_COLUMNS } from '../../src/domain/record-schema.js';
import { type HostileClient, type HostileSocket, type Outcome, toldIn } from './hostile-client.js';
import { CIRCULAR_FRAGMENTS, HOSTILE_OPERATIONS, nestedRequest } from './hostile-operations.js';

/** Something that is done to the service again and again. */
export interface Attack {
  readonly name: string;
  /** How the service meets it, where no rate is limited: refused with a clear error, or done within bounds. */
  readonly outcomes: readonly Outcome[];
  /** What else may come of it. */
  readonly besides?: readonly Outcome[];
  /** Does it once; the number is another one each time. */
  readonly round: (client: HostileClient, number: number) => Promise<readonly Outcome[]>;
}

/** What may come of everything, where a rate is limited. */
export const RATE_LIMITED: readonly Outcome[] = ['429 RATE_LIMITED', 'RATE_LIMITED'];

const MEGABYTES = 1_000_000;
/** Subscriptions over each of ten WebSockets. */
const EACH = 100;
const COLUMNS = RECORD_COLUMNS.map(({ name }) => name).join(' ');
const FILTERED = 'query ($filter: ProfileFilter) { profiles(filter: $filter) { totalCount } }';

/** Requests that are no operations. */
const MALFORMED: readonly string[] = [
  '',
  'null',
  '[]',
  '{"query":{}}',
  '{"query":"{ __typename }","variables":[]}',
  '{"query":"{ __typename }","operationName":{}}',
  '{"query":"{ __typename }","extensions":"x"}',
  '{"query":"{ __typename }","extensions":{"persistedQuery":1}}',
  '{"query":"{ __typename }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}',
  '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}',
  '{"query":"{ __typename }","variables":{"__proto__":{"a":1}}}',
  '{"query":"{ __typename }","constructor":{"prototype":1}}',
  '{"query":"\\u0000"}',
  '{"query":"{ profile(id:\\"\\ud800\\") { id } }"}',
];

const subscribe = (payload: string) => `{"id":"1","type":"subscribe","payload":${payload}}`;
const MESSAGES: readonly (string | Buffer)[] = [
  'nonsense',
  Buffer.from([0xff, 0xfe, 0x00]),
  '{"type":"nothing"}',
  '{"type":"connection_init"}',
  '{"type":"connection_ack"}',
  subscribe('{}'),
  subscribe('{"query":"{ __typename }","operationName":{}}'),
  subscribe('{"query":"{ __typename }","variables":[]}'),
  subscribe('{"query":"query ($id: ID!) { node(id: $id) { id } }","variables":{"id":{}}}'),
  subscribe(nestedRequest(FILTERED, 50)),
  subscribe(nestedRequest(FILTERED, 30_000)),
  ...HOSTILE_OPERATIONS.slice(0, 3).map(([, query]) => subscribe(JSON.stringify({ query }))),
  'x'.repeat(5 * MEGABYTES),
];
/** When a client has too many WebSockets. */
const FROM_SOCKETS = ['429', 'closed 1013'];

/** Beginnings of requests that could go on for ever. */
const UNFINISHED: readonly ((client: HostileClient) => string)[] = [
  () => 'GET /aaa',
  () => 'POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: a',
  ({ headers }) => `POST /graphql HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: 9999\r\n\r\n{`,
];

/** What is over in the time that it takes to refuse it. */
export const SHORT_ATTACKS: readonly Attack[] = [
  {
    name: 'operations far beyond the limits',
    outcomes: ['400 OPERATION_TOO_COMPLEX', '400 GRAPHQL_VALIDATION_FAILED'],
    round: (client, number) =>
      inTurn([...HOSTILE_OPERATIONS.map(([, query]) => query), CIRCULAR_FRAGMENTS], (query) =>
        client.ask(`${query} # ${number}`),
      ),
  },
  {
    name: 'operations that only just keep to the limits',
    outcomes: ['200 OK', '400 GRAPHQL_VALIDATION_FAILED'],
    round: (client, number) =>
      inTurn(
        [
          `{ serverInfo { ${repeated(3_990, (i) => `a${i}`)} } }`,
          `{ serverInfo { ${repeated(100, (i) => `...F${i}`)} } } ${repeated(100, (i) => `fragment F${i} on ServerInfo { version }`)}`,
          getIntrospectionQuery(),
        ],
        (query) => client.ask(`${query} # ${number}`),
      ),
  },
  {
    name: 'bodies of 5 MB',
    outcomes: ['413 BAD_USER_INPUT'],
    round: (client) => {
      const body = JSON.stringify({ query: '{ __typename }', extensions: { x: 'x'.repeat(5 * MEGABYTES) } });
      return inTurn(['TOLD', 'CHUNKED'] as const, (length) => client.post(body, length));
    },
  },
  {
    name: 'variables nested thousands of levels deep',
    outcomes: ['400 BAD_USER_INPUT'],
    round: (client) => inTurn([5_000, 30_000], (levels) => client.post(nestedRequest(FILTERED, levels))),
  },
  {
    name: 'batches of operations',
    outcomes: ['400 BAD_REQUEST'],
    round: (client) =>
      inTurn([1, 1_000], (size) =>
        client.post(JSON.stringify(Array.from({ length: size }, () => ({ query: '{ __typename }' })))),
      ),
  },
  {
    name: 'requests that are no operations',
    outcomes: [
      '400 BAD_USER_INPUT',
      '400 BAD_REQUEST',
      '400 GRAPHQL_PARSE_FAILED',
      '200 PERSISTED_QUERY_NOT_SUPPORTED',
    ],
    round: (client) => inTurn(MALFORMED, (body) => client.post(body)),
  },
  {
    name: 'WebSocket messages that are none, or far too large',
    outcomes: ['closed 4400', 'closed 4429', 'closed 1009', 'BAD_USER_INPUT', 'OPERATION_TOO_COMPLEX'],
    besides: FROM_SOCKETS,
    round: (client) => inTurn(MESSAGES, (message) => client.say(message)),
  },
];

/** What the service does, since each by itself is allowed. */
export const HEAVY_ATTACKS: readonly Attack[] = [
  {
    name: 'scans of a whole dataset, each by a filter not seen before',
    outcomes: ['200 OK'],
    besides: ['200 TIMEOUT'],
    round: async (client, number) => {
      const query = `query ($id: ID!, $filter: CallRecordFilter) { dataset(id: $id) {
        groups(by: [PROBLEM, HOUR, SHIFT], filter: $filter) { count stats { totalTime { median p90 } queueTime { p99 } } } } }`;
      const filter = { totalTime: { gte: -number - 1 } };
      return [await client.ask(query, { id: client.target.datasetId, filter })];
    },
  },
  {
    name: 'pages in an order not kept anywhere, far into it',
    outcomes: ['200 OK'],
    besides: ['200 TIMEOUT'],
    round: async (client, number) => {
      const query = `query ($id: ID!, $offset: Int) { dataset(id: $id) {
        records(first: 1000, offset: $offset, orderBy: [{ field: ADDRESS }, { field: TOTAL_TIME }]) { nodes { ${COLUMNS} } } } }`;
      return [await client.ask(query, { id: client.target.datasetId, offset: (number * 997) % 100_000 })];
    },
  },
  {
    name: 'the largest pages, as many as one operation may ask for',
    outcomes: ['200 OK'],
    besides: ['200 TIMEOUT'],
    round: async (client, number) => {
      const pages = repeated(
        25,
        (i) => `p${i}: records(first: 1000, offset: ${((number * 25 + i) * 1_000) % 100_000}) { nodes { ${COLUMNS} } }`,
      );
      return [await client.ask(`query ($id: ID!) { dataset(id: $id) { ${pages} } }`, { id: client.target.datasetId })];
    },
  },
];

/** What lasts: connections, sockets and subscriptions that are kept. */
export const LASTING_ATTACKS: readonly Attack[] = [
  {
    name: '400 connections that never finish a request',
    outcomes: ['408', '429'],
    besides: ['closed'],
    round: async (client) => {
      const drips = Array.from({ length: 400 }, (_, i) =>
        client.mute(UNFINISHED[i % UNFINISHED.length]?.(client) ?? ''),
      );
      const drip = setInterval(() => drips.forEach(({ socket }) => socket.write('a')), 200);
      try {
        return await Promise.all(drips.map(({ outcome }) => outcome));
      } finally {
        clearInterval(drip);
      }
    },
  },
  {
    name: '1,000 WebSockets',
    outcomes: ['open', '429'],
    besides: [...FROM_SOCKETS, '408'], // so many at once can be slow to arrive
    round: async (client) => {
      const sockets = await Promise.all(Array.from({ length: 1_000 }, () => client.socket()));
      const outcomes = sockets.map((socket) => (typeof socket === 'string' ? socket : 'open'));
      for (const socket of sockets) if (typeof socket !== 'string') socket.socket.terminate();
      return outcomes;
    },
  },
  {
    name: '1,000 subscriptions',
    outcomes: ['streams', 'RATE_LIMITED'],
    besides: FROM_SOCKETS,
    round: async (client) => {
      const sockets = await openSockets(client, 10);
      const query = 'subscription { datasetsChanged { kind } }';
      for (const { socket } of sockets)
        for (let i = 0; i < EACH; i++)
          socket.send(JSON.stringify({ id: String(i), type: MessageType.Subscribe, payload: { query } }));
      const open = () => sockets.filter(({ closed }) => closed === null);
      const refused = () => open().flatMap(({ told }) => told.map(toldIn));
      while (refused().length + (await streams(client)) < open().length * EACH) await settle();
      const closed = sockets.flatMap((socket) => socket.closed ?? []);
      const outcomes = [...refused(), ...closed, ...Array.from({ length: await streams(client) }, () => 'streams')];
      for (const { socket } of sockets) socket.terminate();
      while ((await streams(client)) > 0) await settle();
      return outcomes;
    },
  },
];

export const ATTACKS: readonly Attack[] = [...SHORT_ATTACKS, ...LASTING_ATTACKS, ...HEAVY_ATTACKS];

async function openSockets(client: HostileClient, count: number): Promise<readonly HostileSocket[]> {
  const sockets = await Promise.all(Array.from({ length: count }, () => client.socket()));
  return sockets.filter((socket) => typeof socket !== 'string');
}

/** How many subscriptions stream, as the service counts them. */
async function streams({ target }: HostileClient): Promise<number> {
  const answer = await fetch(`${target.url}/metrics`);
  return Number(/^synth911_graphql_subscriptions (\d+)$/m.exec(await answer.text())?.[1]);
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

async function inTurn<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<Outcome>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const item of items) outcomes.push(await act(item));
  return outcomes;
}

function repeated(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, i) => text(i)).join(' ');
}
