import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Attack, ATTACKS, RATE_LIMITED, SHORT_ATTACKS } from '../support/attacks.js';
import { followed } from '../support/followed-dataset.js';
import { HostileClient, type Outcome, type Target } from '../support/hostile-client.js';
import { ServiceProcess } from '../support/service-process.js';
import { tempFolder } from '../support/temp-app.js';

const GENERATE =
  'mutation { generateDataset(input: { settings: { recordCount: 20000 }, formats: [] }) { dataset { id } } }';
const MAKE_KEY = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key } }';

/** Megabytes of JavaScript objects that a service may have which must not grow; it needs some 110 itself. */
const SMALL_HEAP = 160;
const ROUNDS = 6;

const ended: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(ended.map((end) => end())));

async function started(env: Record<string, string> = {}): Promise<ServiceProcess> {
  const { folder, remove } = await tempFolder();
  const service = await ServiceProcess.start(folder, { LOG_LEVEL: 'warn', SYNTH911_ARRIVAL_SECONDS: '1', ...env });
  ended.push(() => service.end('SIGTERM').then(remove));
  return service;
}

let number = 0;

/** Attacks once; answers what came of it, each outcome once. */
async function outcomes(attack: Attack, target: Target): Promise<readonly Outcome[]> {
  const client = new HostileClient(target);
  try {
    return [...new Set(await attack.round(client, number++))];
  } finally {
    client.close();
  }
}

/** What must not come of it. */
function unforeseen(met: readonly Outcome[], { outcomes: meant, besides = [] }: Attack): Outcome[] {
  return met.filter((outcome) => ![...meant, ...besides, ...RATE_LIMITED].includes(outcome));
}

/** What the service has logged as its own fault. */
function faults({ log }: ServiceProcess): unknown[] {
  return log.filter(({ level }) => level >= 50);
}

async function mebibytes({ pid }: ServiceProcess): Promise<number> {
  const pages = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1];
  return (Number(pages) * 4_096) / 2 ** 20;
}

let service: ServiceProcess;
let datasetId: string;
beforeAll(async () => {
  service = await started();
  datasetId = (await service.graphql(GENERATE)).data.generateDataset.dataset.id;
  await followed(service, datasetId);
});

// The order counts: the service is open until the first key is made.
describe('a service without keys meets', () => {
  it.each(ATTACKS)('$name', async (attack) => {
    const met = await outcomes(attack, { url: service.url, key: undefined, datasetId });
    expect(met).toEqual(expect.arrayContaining([...attack.outcomes]));
    expect(unforeseen(met, attack)).toEqual([]);
    expect(faults(service)).toEqual([]);
    expect((await service.graphql('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});

describe('a service with keys meets', () => {
  const keys: string[] = [];
  beforeAll(async () => {
    for (const name of ['attacker', 'honest']) {
      const input = { name, role: 'MAINTAINER' };
      keys.push((await service.graphql(MAKE_KEY, { input }, keys[0])).data.createApiKey.key);
    }
  });

  it.each(ATTACKS)('$name, and answers others', async (attack) => {
    const [attacker, honest] = keys;
    const met = await outcomes(attack, { url: service.url, key: attacker, datasetId });
    expect(unforeseen(met, attack)).toEqual([]);
    expect(faults(service)).toEqual([]);
    expect((await service.graphql('{ __typename }', {}, honest)).data).toEqual({ __typename: 'Query' });
  });
});

describe('a service', () => {
  it.each(['/graphql', '/nothing'])(
    'lives on when clients go while their WebSockets to %s are refused',
    async (path) => {
      const client = new HostileClient({ url: service.url, key: undefined, datasetId });
      const headers = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
      const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
      for (let i = 0; i < 300; i++) {
        const { socket } = client.mute(`GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}${key}\r\n\r\n`);
        socket.once('connect', () => setTimeout(() => socket.resetAndDestroy(), i % 5));
      }
      await client.allClosed();
      expect((await fetch(`${service.url}/health`)).status).toBe(200);
      expect(service.hasEnded).toBe(false);
    },
  );
});

describe('a service that tells clients something while they go', () => {
  it('writes nothing to standard error', async () => {
    const { folder, remove } = await tempFolder();
    const own = await ServiceProcess.start(folder, { LOG_LEVEL: 'warn' });
    const payload = { query: '{ profiles { nodes { name } } }' };
    for (let round = 0; round < 15; round++) {
      const client = new HostileClient({ url: own.url, key: undefined, datasetId });
      const sockets = await Promise.all(Array.from({ length: 10 }, () => client.socket()));
      for (const [i, opened] of sockets.entries()) {
        if (typeof opened === 'string') continue; // those before are not all closed yet
        for (const id of ['a', 'b', 'c', 'd']) opened.socket.send(JSON.stringify({ id, type: 'subscribe', payload }));
        setTimeout(() => opened.socket.terminate(), i % 5);
      }
      await client.allClosed();
    }
    expect(faults(own)).toEqual([]);
    expect(await own.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
    await remove();
  });
});

describe('a connection on which a WebSocket is refused', () => {
  it.each(['/graphql', '/nothing'])('to %s is closed, though its client keeps it open', async (path) => {
    const socket = connect({ port: Number(new URL(service.url).port), host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => {}); // the reset of what is closed
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    await once(socket.resume(), 'end');
    const more = setInterval(() => socket.write('more'), 10); // until the system says that nobody is there any more
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(more);
    expect(socket.destroyed).toBe(true);
  });
});

describe('requests that come behind each other on one connection', () => {
  it('give back what they hold when it breaks off', async () => {
    const few = await started({ SYNTH911_MAX_OPERATIONS: '5' });
    const { id } = (await few.graphql(GENERATE)).data.generateDataset.dataset;
    await followed(few, id);
    const path = `/datasets/${id}/records.csv`;
    const client = new HostileClient({ url: few.url, key: undefined, datasetId: id });
    const { socket, outcome } = client.mute(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(5));
    await once(socket, 'data');
    socket.pause();
    expect((await fetch(few.url + path)).status).toBe(429);
    socket.resetAndDestroy();
    await outcome;
    const download = async () => {
      const answer = await fetch(few.url + path);
      await answer.arrayBuffer();
      return answer.status;
    };
    await vi.waitFor(async () => {
      const statuses = await Promise.all(Array.from({ length: 5 }, download));
      expect(statuses).toEqual([200, 200, 200, 200, 200]);
    }, 10_000);
    expect(faults(few)).toEqual([]);
  });
});

describe('the memory of a service', () => {
  it('does not grow when attacks come again and again', async () => {
    const small = await started({ NODE_OPTIONS: `--max-old-space-size=${SMALL_HEAP}` });
    const target = { url: small.url, key: undefined, datasetId };
    const sizes: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const attack of SHORT_ATTACKS) await outcomes(attack, target);
      sizes.push(await mebibytes(small));
    }
    const [before, after] = [sizes[ROUNDS / 2 - 1] ?? 0, sizes[ROUNDS - 1] ?? Infinity];
    expect(after - before).toBeLessThan(50);
    expect(small.hasEnded).toBe(false);
  });
});
