import { get as httpGet } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { COMMAND_LINE } from '../../src/domain/caller.js';
import { globalId } from '../../src/domain/global-id.js';
import { AuditTrail } from '../../src/service/audit-trail.js';
import { CursorCodec } from '../../src/service/cursor.js';
import { makeKey } from '../support/keys.js';
import { generate, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

const TRAIL = `query ($filter: AuditFilter, $first: Int, $after: String) {
  auditTrail(filter: $filter, first: $first, after: $after) {
    totalCount
    nodes { at keyId keyName origin address requestId action objectId outcome }
    pageInfo { hasNextPage endCursor }
  }
}`;
const SECRET = 'a secret that nobody may read in the trail';

let temp: TempApp;
let id: string;
let port: number;
const keys: Record<string, { readonly id: string; readonly text: string }> = {};
beforeAll(async () => {
  temp = await startTempApp();
  ({ id } = await generate(temp, { settings: { recordCount: 20_000 }, formats: ['CSV'] }));
  for (const role of ['READER', 'USER', 'MAINTAINER'] as const) {
    const { apiKey, key } = await makeKey(temp, role.toLowerCase(), role);
    keys[role] = { id: globalId('ApiKey', apiKey.id), text: key };
  }
  await temp.app.http.listen({ port: 0, host: '127.0.0.1' });
  port = (temp.app.http.server.address() as AddressInfo).port;
});
afterAll(() => temp.close());

function keyOf(role: string) {
  return keys[role] ?? { id: '', text: '' };
}

async function trail(filter: object = {}, page: object = {}): Promise<Json> {
  return (await temp.graphql(TRAIL, { filter, ...page }, keyOf('MAINTAINER').text)).data.auditTrail;
}

function what(action: string, objectId: string | null, outcome: string) {
  return { action, objectId, outcome };
}

describe('the audit trail', () => {
  it('has every mutation: who, what, when, from where and how it ended, and no value that was given', async () => {
    const begun = new Date();
    const create = 'mutation ($name: String!) { createProfile(input: { name: $name }) { profile { id } } }';
    const profile = (await temp.graphql(create, { name: SECRET }, keyOf('USER').text)).data.createProfile.profile.id;
    await temp.graphql(create, { name: SECRET }, keyOf('USER').text);
    const remove = 'mutation ($id: ID!) { deleteDataset(input: { datasetId: $id }) { deletedDatasetId } }';
    await temp.graphql(remove, { id }, keyOf('USER').text);
    await temp.graphql(remove, { id: SECRET }, keyOf('MAINTAINER').text);
    await temp.graphql(create, { name: 'x' }, keyOf('READER').text);
    const { nodes } = await trail({ from: begun.toISOString() });
    const who = (role: string) => ({ keyId: keyOf(role).id, keyName: role.toLowerCase() });
    const from = { origin: 'HTTP', address: '127.0.0.1', requestId: expect.any(String) };
    expect(nodes).toMatchObject([
      { ...who('READER'), ...what('createProfile', null, 'FORBIDDEN'), ...from },
      { ...who('MAINTAINER'), ...what('deleteDataset', null, 'NOT_FOUND'), ...from },
      { ...who('USER'), ...what('deleteDataset', id, 'FORBIDDEN'), ...from },
      { ...who('USER'), ...what('createProfile', null, 'CONFLICT'), ...from },
      { ...who('USER'), ...what('createProfile', profile, 'OK'), ...from },
    ]);
    for (const { at } of nodes) expect(new Date(at).getTime()).toBeGreaterThanOrEqual(begun.getTime());
    expect(JSON.stringify(nodes)).not.toContain('secret');
    expect(new Set(nodes.map(({ requestId }: Json) => requestId)).size).toBe(5);
  });

  it('has mutations over WebSocket', async () => {
    const connectionParams = { authorization: `Bearer ${keyOf('USER').text}` };
    const client = createClient({ url: `ws://127.0.0.1:${port}/graphql`, connectionParams, webSocketImpl: WebSocket });
    onTestFinished(() => void client.dispose());
    await client.iterate({ query: 'mutation { createProfile(input: { name: "ws" }) { profile { id } } }' }).next();
    const { nodes } = await trail({}, { first: 1 });
    expect(nodes).toMatchObject([
      { action: 'createProfile', origin: 'WEBSOCKET', outcome: 'OK', keyName: 'user', address: '127.0.0.1' },
    ]);
  });

  it('has what the command line changes, as done by it', async () => {
    const deed = { action: 'createApiKey', objectId: null, caller: COMMAND_LINE, requestId: null } as const;
    await temp.app.services.audit.run({ ...deed, origin: 'COMMAND_LINE' }, async () => undefined);
    const { nodes } = await trail({ action: 'createApiKey' });
    expect(nodes).toMatchObject([{ origin: 'COMMAND_LINE', keyId: null, keyName: null, address: null, outcome: 'OK' }]);
  });

  it('has every download and stream, by key and by link, done, refused and broken off', async () => {
    const headers = { authorization: `Bearer ${keyOf('READER').text}` };
    const links = '{ dataset(id: "ID") { recordsUrl files { id url } } }'.replace('ID', id);
    const { recordsUrl, files } = (await temp.graphql(links, {}, keyOf('USER').text)).data.dataset;
    const [file] = files;
    await temp.app.http.inject({ url: file.url });
    await temp.app.http.inject({ url: file.url, headers: { ...headers, range: 'bytes=0-9' } });
    await temp.app.http.inject({ url: file.url, method: 'HEAD' });
    await temp.app.http.inject({ url: `/datasets/${id}/records.ndjson?filter={}`, headers });
    await temp.app.http.inject({ url: `/datasets/${id}/records.csv?filter=${SECRET}`, headers });
    await temp.app.http.inject({ url: `/datasets/${globalId('Dataset', 'none')}/files/x.csv`, headers });
    await temp.app.http.inject({ url: recordsUrl.replace('signature=', 'signature=x') });
    await brokenOff(recordsUrl);
    const wanted = [
      ['streamRecords', id, 'user', 'ABORTED'],
      ['downloadFile', globalId('Dataset', 'none'), 'reader', 'NOT_FOUND'],
      ['streamRecords', id, 'reader', 'BAD_USER_INPUT'],
      ['streamRecords', id, 'reader', 'OK'],
      ['downloadFile', file.id, 'reader', 'OK'],
      ['downloadFile', file.id, 'user', 'OK'],
    ];
    await vi.waitFor(async () => {
      const { nodes } = await trail({}, { first: wanted.length });
      const seen = nodes.map(({ action, objectId, keyName, outcome }: Json) => [action, objectId, keyName, outcome]);
      expect(seen).toEqual(wanted);
    });
  });

  it('is filtered by key, name, action, object, outcome and time, and paged', async () => {
    const all = await trail();
    const matching = async (filter: object) => (await trail(filter)).totalCount;
    const count = (is: (entry: Json) => boolean) => all.nodes.filter((entry: Json) => is(entry)).length;
    expect(await matching({ keyId: keyOf('USER').id })).toBe(count(({ keyName }) => keyName === 'user'));
    expect(await matching({ keyName: 'reader', outcome: 'FORBIDDEN' })).toBe(1);
    expect(await matching({ action: 'downloadFile' })).toBe(count(({ action }) => action === 'downloadFile'));
    expect(await matching({ objectId: id })).toBe(count(({ objectId }) => objectId === id));
    expect(await matching({ keyId: 'nonsense' })).toBe(0);
    const [newest] = all.nodes;
    expect(await matching({ from: newest.at })).toBe(count(({ at }) => at >= newest.at));
    expect(await matching({ to: newest.at })).toBe(count(({ at }) => at < newest.at));
    const pages: Json[] = [];
    for (let after = null, more = true; more;) {
      const page: Json = await trail({}, { first: 4, after });
      pages.push(...page.nodes);
      ({ hasNextPage: more, endCursor: after } = page.pageInfo);
    }
    expect(pages).toEqual(all.nodes);
    const { errors } = await temp.graphql(TRAIL, { filter: { action: null } }, keyOf('MAINTAINER').text);
    expect(errors?.[0]?.extensions).toMatchObject({ issues: [{ path: ['filter', 'action'], code: 'REQUIRED' }] });
  });

  it('forgets what has been kept for long enough, and nothing else', async () => {
    const { totalCount, nodes } = await trail();
    const day = 24 * 60 * 60 * 1000;
    const oldest = new Date(nodes.at(-1).at).getTime();
    await temp.app.services.audit.forgetOld(new Date(oldest + 365 * day), () => true);
    expect((await trail()).totalCount).toBe(totalCount);
    await temp.app.services.audit.forgetOld(new Date(oldest + 365 * day + 1), () => true);
    expect((await trail()).totalCount).toBe(totalCount - 1);
  });
});

describe('AuditTrail', () => {
  const DEED = { action: 'a', objectId: null, caller: COMMAND_LINE, origin: 'HTTP', requestId: null } as const;
  const LOG = { info: vi.fn<() => void>(), error: vi.fn<() => void>() };

  function trailOn(write: (begun: readonly object[], ended: readonly object[]) => Promise<void>): AuditTrail {
    return new AuditTrail({ write } as never, new CursorCodec(Buffer.from('x')), 365, LOG);
  }

  it('does nothing before its entry is on the disk, and nothing at all when it cannot be', async () => {
    const steps: string[] = [];
    const audit = trailOn(async (begun) => void steps.push(`${begun.length} on the disk`));
    await audit.run(DEED, async () => void steps.push('done'));
    expect(steps).toEqual(['1 on the disk', 'done']);
    const broken = trailOn(() => Promise.reject(new Error('the disk is full')));
    const work = vi.fn<() => Promise<void>>();
    await expect(broken.run(DEED, work)).rejects.toThrow('the disk is full');
    expect(work).not.toHaveBeenCalled();
  });

  it('writes what comes together at once', async () => {
    const sizes: number[] = [];
    const audit = trailOn(async (begun) => void sizes.push(begun.length));
    await Promise.all(Array.from({ length: 20 }, () => audit.run(DEED, async () => undefined)));
    expect(sizes).toEqual([20]);
  });

  it('keeps what could not be written for the next time, and tells the log on closing what never could', async () => {
    const written: object[] = [];
    let isFull = true;
    const audit = trailOn(async (begun, ended) => {
      if (isFull) throw new Error('the disk is full');
      written.push(...begun, ...ended);
    });
    const entry = audit.note(DEED, null);
    audit.end({ id: entry, outcome: 'OK', objectId: null });
    await audit.close();
    expect(LOG.error).toHaveBeenLastCalledWith(
      { begun: [expect.objectContaining({ id: entry })], ended: [expect.objectContaining({ outcome: 'OK' })] },
      'audit entries that are kept nowhere else',
    );
    isFull = false;
    await audit.close();
    expect(written).toMatchObject([{ id: entry }, { id: entry, outcome: 'OK' }]);
  });
});

/** Takes a little of an answer, and goes. */
function brokenOff(path: string): Promise<void> {
  return new Promise((resolve) => {
    const request = httpGet({ port, path, host: '127.0.0.1' }, (answer) => {
      answer.once('data', () => answer.destroy());
      answer.once('close', resolve);
    });
    request.on('error', () => undefined);
  });
}
