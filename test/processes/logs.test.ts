import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { ServiceProcess } from '../support/service-process.js';
import { type Json, tempFolder } from '../support/temp-app.js';

const MAKE_KEY = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key apiKey { id } } }';
const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const FOLLOW = 'subscription ($id: ID!) { datasetProgress(datasetId: $id) { dataset { status } } }';
const SEARCH =
  'query Hidden($name: String) { datasets(filter: { name: { contains: $name } }) { totalCount } a: viewer { role } }';
const PRIVATE = 'Nobody-else-may-read-this';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let service: ServiceProcess;
let remove: () => Promise<void>;
let key: string;
let keyId: string;
beforeAll(async () => {
  const temp = await tempFolder();
  ({ remove } = temp);
  service = await ServiceProcess.start(temp.folder, { LOG_LEVEL: 'trace' });
  const { data } = await service.graphql(MAKE_KEY, { input: { name: 'watcher', role: 'MAINTAINER' } });
  ({ key } = data.createApiKey);
  keyId = key.split('_')[1] ?? '';
});
afterAll(async () => {
  await service.end('SIGTERM');
  await remove();
});

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${service.url}${path}`, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
}

function post(query: string, variables: object, requestId: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-request-id': requestId };
  return ask('/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
}

/** The lines about a request, once there are as many. */
async function linesOf(requestId: string, count = 1): Promise<Json[]> {
  for (;;) {
    const lines = service.log.filter((line) => line.requestId === requestId);
    if (lines.length >= count) return lines;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('the log', () => {
  it('has one line for a request: who, what by our own names, how it ended; never variables', async () => {
    const answer = await post(SEARCH, { name: PRIVATE }, 'lb-7:42.a');
    expect(answer.headers.get('x-request-id')).toBe('lb-7:42.a');
    expect(await linesOf('lb-7:42.a')).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        pid: service.pid,
        hostname: expect.any(String),
        requestId: 'lb-7:42.a',
        method: 'POST',
        path: '/graphql',
        status: 200,
        millis: expect.any(Number),
        address: '127.0.0.1',
        keyId,
        operation: 'query',
        fields: ['datasets', 'viewer'],
        msg: 'request',
      },
    ]);
    await post(GENERATE, { input: { name: PRIVATE, settings: { recordCount: 0 } } }, 'bad');
    const [bad] = await linesOf('bad');
    expect(bad).toMatchObject({ operation: 'mutation', fields: ['generateDataset'], codes: ['BAD_USER_INPUT'] });
  });

  it.each([['two words'], ['x'.repeat(129)], ['{"a":1}'], ['']])(
    'gives a request that calls itself %s an id of ours',
    async (id) => {
      const requestId = (await ask('/nothing', { headers: { 'x-request-id': id } })).headers.get('x-request-id') ?? '';
      expect(requestId).toMatch(UUID);
      expect(await linesOf(requestId)).toMatchObject([{ path: '/nothing', status: 404, msg: 'request' }]);
    },
  );

  it('says who is refused no more than from where', async () => {
    const headers = { authorization: 'Bearer s911_0123456789abcdef_wrong', 'x-request-id': 'refused' };
    expect((await ask('/datasets/x/records.csv', { headers })).status).toBe(401);
    const [line] = await linesOf('refused');
    expect(line).toMatchObject({ status: 401, address: '127.0.0.1', path: '/datasets/x/records.csv' });
    expect(line).not.toHaveProperty('keyId');
  });

  it('tells of a job when it starts and ends, and of sockets what it tells of requests', async () => {
    const input = { name: PRIVATE, settings: { recordCount: 2_000 }, formats: ['CSV'] };
    const made = (await (await post(GENERATE, { input }, 'made')).json()) as Json;
    const { id } = made.data.generateDataset.dataset;
    const url = `${service.url.replace('http', 'ws')}/graphql`;
    class NamedSocket extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, { headers: { 'x-request-id': 'socket-1' } });
      }
    }
    const connectionParams = { authorization: `Bearer ${key}` };
    const client = createClient({ url, webSocketImpl: NamedSocket, connectionParams, lazyCloseTimeout: 0 });
    for await (const { errors } of client.iterate({ query: FOLLOW, variables: { id } })) expect(errors).toBeUndefined();
    const lines = await linesOf('socket-1', 3);
    const stream = { operation: 'subscription', fields: ['datasetProgress'], keyId, address: '127.0.0.1' };
    expect(lines).toMatchObject([
      { ...stream, msg: 'operation' },
      { ...stream, msg: 'subscription ended' },
      { msg: 'socket closed', address: '127.0.0.1' },
    ]);
    const datasetId = Buffer.from(id, 'base64url').toString().replace('Dataset:', '');
    const about = { jobId: datasetId, datasetId, kind: 'GENERATION', caller: 'watcher' };
    expect(service.log.filter((line) => line.jobId === datasetId)).toMatchObject([
      { ...about, msg: 'job started' },
      { ...about, outcome: 'COMPLETED', millis: expect.any(Number), msg: 'job ended' },
    ]);
  });

  it('has no line for what asks again and again', async () => {
    const before = service.log.length;
    for (let i = 0; i < 5; i += 1)
      for (const path of ['/health', '/ready', '/metrics']) expect((await ask(path)).status).toBe(200);
    await ask('/nothing', { headers: { 'x-request-id': 'last' } });
    await linesOf('last');
    expect(service.log.slice(before).filter(({ msg }) => msg === 'request')).toHaveLength(1);
  });

  it('holds no secret, even where one is sent in the wrong place', async () => {
    const secret = key.slice(-43);
    await ask(`/datasets/${key}/files/x?key=${key}`);
    await ask(`/datasets/x/records.csv?key=a&signature=${secret}`);
    await ask(`/graphql?query={viewer{role}}&variables={"name":"${PRIVATE}"}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    await post(`{ dataset(id: "${key}") { id } }`, {}, 'key-in-text');
    await post('{ viewer { role } }', {}, key);
    await linesOf(`s911_${keyId}_[secret]`);
    const text = service.log.map((line) => JSON.stringify(line)).join('\n');
    expect(text).not.toContain(secret);
    expect(text).not.toContain(PRIVATE);
    expect(text).toContain(`/datasets/s911_${keyId}_[secret]/files/x`);
  });
});
