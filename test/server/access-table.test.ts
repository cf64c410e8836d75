import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { GraphQLObjectType } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { loadConfig } from '../../src/config/config.js';
import { COMMAND_LINE, includesRole, type Role, ROLES } from '../../src/domain/caller.js';
import { globalId, keyIn } from '../../src/domain/global-id.js';
import { buildGraphqlSchema } from '../../src/graphql/schema.js';
import { makeKey } from '../support/keys.js';
import { untilStreaming } from '../support/streams.js';
import { type GraphqlAnswer, type Json, startTempApp, type TempApp } from '../support/temp-app.js';

type Thing = 'Profile' | 'Dataset' | 'OutputFile' | 'ApiKey';

/** The least role for what is the caller's own, or nobody's in particular; for what is somebody else's; and what is asked. */
type Row = readonly [own: Role, foreign: Role, ask: string, thing?: Thing];

/** Who may do what: every operation of the schema, each with an example of it. */
const TABLE: Readonly<Record<string, Row>> = {
  'Query apiKeys': ['MAINTAINER', 'MAINTAINER', '{ apiKeys { totalCount } }'],
  'Query auditTrail': ['MAINTAINER', 'MAINTAINER', '{ auditTrail { totalCount } }'],
  'Query callTypes': ['READER', 'READER', '{ callTypes { name } }'],
  'Query dataset': [
    'READER',
    'READER',
    'query ($id: ID!) { dataset(id: $id) { id records { totalCount } } }',
    'Dataset',
  ],
  'Query datasets': ['READER', 'READER', '{ datasets { totalCount } }'],
  'Query defaultSettings': ['READER', 'READER', '{ defaultSettings { recordCount } }'],
  'Query dispositions': ['READER', 'READER', '{ dispositions(agency: LAW) }'],
  'Query estimate': ['READER', 'READER', '{ estimate { recordCount } }'],
  'Query locales': ['READER', 'READER', '{ locales { code } }'],
  'Query node': ['READER', 'READER', 'query ($id: ID!) { node(id: $id) { id } }', 'OutputFile'],
  'Query nodes': ['READER', 'READER', 'query ($id: ID!) { nodes(ids: [$id]) { id } }', 'Profile'],
  'Query preview': ['READER', 'READER', '{ preview(count: 1) { callId } }'],
  'Query profile': ['READER', 'READER', 'query ($id: ID!) { profile(id: $id) { id } }', 'Profile'],
  'Query profiles': ['READER', 'READER', '{ profiles { totalCount } }'],
  'Query recordFields': ['READER', 'READER', '{ recordFields { name } }'],
  'Query serverInfo': ['READER', 'READER', '{ serverInfo { version } }'],
  'Query viewer': ['READER', 'READER', '{ viewer { role } }'],
  'Mutation cancelGeneration': [
    'USER',
    'MAINTAINER',
    'mutation ($id: ID!) { cancelGeneration(input: { datasetId: $id }) { dataset { id } } }',
    'Dataset',
  ],
  'Mutation createApiKey': [
    'MAINTAINER',
    'MAINTAINER',
    'mutation ($name: String!) { createApiKey(input: { name: $name, role: READER }) { apiKey { id } } }',
  ],
  'Mutation createProfile': [
    'USER',
    'USER',
    'mutation ($name: String!) { createProfile(input: { name: $name }) { profile { id } } }',
  ],
  'Mutation deleteDataset': [
    'USER',
    'MAINTAINER',
    'mutation ($id: ID!) { deleteDataset(input: { datasetId: $id }) { deletedDatasetId } }',
    'Dataset',
  ],
  'Mutation deleteFile': [
    'USER',
    'MAINTAINER',
    'mutation ($id: ID!) { deleteFile(input: { fileId: $id }) { deletedFileId } }',
    'OutputFile',
  ],
  'Mutation deleteProfile': [
    'USER',
    'MAINTAINER',
    'mutation ($id: ID!) { deleteProfile(input: { id: $id, expectedRevision: 1 }) { deletedProfileId } }',
    'Profile',
  ],
  'Mutation duplicateProfile': [
    'USER',
    'USER',
    'mutation ($id: ID!, $name: String!) { duplicateProfile(input: { id: $id, name: $name }) { profile { id } } }',
    'Profile',
  ],
  'Mutation exportDataset': [
    'USER',
    'MAINTAINER',
    'mutation ($id: ID!) { exportDataset(input: { datasetId: $id, format: NDJSON }) { file { id } } }',
    'Dataset',
  ],
  'Mutation generateDataset': [
    'USER',
    'USER',
    'mutation { generateDataset(input: { settings: { recordCount: 1 }, formats: [] }) { dataset { id } } }',
  ],
  'Mutation revokeApiKey': [
    'MAINTAINER',
    'MAINTAINER',
    'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { apiKey { id } } }',
    'ApiKey',
  ],
  'Mutation updateProfile': [
    'USER',
    'MAINTAINER',
    'mutation ($id: ID!) { updateProfile(input: { id: $id, expectedRevision: 1 }) { profile { id } } }',
    'Profile',
  ],
  'Subscription datasetProgress': [
    'READER',
    'READER',
    'subscription ($id: ID!) { datasetProgress(datasetId: $id) { sequence } }',
    'Dataset',
  ],
  'Subscription datasetsChanged': ['READER', 'READER', 'subscription { datasetsChanged { kind } }'],
};

/** What who may do it is told of an example that cannot be done: a dataset that is made already is not cancelled. */
const ALLOWED: Readonly<Record<string, string>> = { 'Mutation cancelGeneration': 'CONFLICT' };

/** Who is answered by which route, as it stands in the tree of routes, whoever's the object is. */
const ROUTES = {
  '/': 'ANYBODY',
  '*': 'ANYBODY', // files of the console; and OPTIONS
  graphiql: 'ANYBODY',
  health: 'ANYBODY',
  ready: 'ANYBODY',
  metrics: 'KEY OR THIS MACHINE',
  graphql: 'KEY',
  'datasets/:id/files/:name': 'KEY OR LINK',
  'datasets/:id/records.csv': 'KEY OR LINK',
  'datasets/:id/records.ndjson': 'KEY OR LINK',
} as const;

/** An address of another machine. */
const ELSEWHERE = '192.0.2.1';

const OWNERS = ['own', 'foreign', "nobody's"] as const;
type Owner = (typeof OWNERS)[number];

let temp: TempApp;
const keys: Partial<Record<Role, string>> = {};
let noKeys: Readonly<Record<string, string | undefined>>;
const clients: Partial<Record<Role, Client>> = {};
let socketUrl: string;
beforeAll(async () => {
  const { limits } = loadConfig({ SYNTH911_RATE: '1000000', SYNTH911_MAX_OPERATIONS: '10000' });
  temp = await startTempApp({ limits });
  await makeThings();
  for (const role of ROLES) keys[role] = (await makeKey(temp, role, role)).key;
  noKeys = await uselessKeys();
  socketUrl = `${(await temp.app.http.listen({ port: 0, host: '127.0.0.1' })).replace('http', 'ws')}/graphql`;
  for (const role of ROLES) clients[role] = clientOf(`Bearer ${keys[role]}`);
});
afterAll(async () => {
  for (const client of Object.values(clients)) await client.dispose();
  await temp.close();
});

async function uselessKeys() {
  const revoked = await makeKey(temp, 'MAINTAINER', 'MAINTAINER');
  await temp.app.services.apiKeys.revoke(revoked.apiKey.id);
  const end = new Date(Date.now() + 20);
  const expired = await makeKey(temp, 'MAINTAINER', 'MAINTAINER', end);
  await vi.waitUntil(() => new Date() > end, { interval: 5 });
  const none = undefined;
  return { none, wrong: `s911_${'0'.repeat(16)}_${'A'.repeat(43)}`, revoked: revoked.key, expired: expired.key };
}

function clientOf(authorization: string): Client {
  const options = { webSocketImpl: WebSocket, retryAttempts: 0, lazy: false, onNonLazyError: () => undefined };
  return createClient({ url: socketUrl, connectionParams: { authorization }, ...options });
}

/** Datasets and files of everybody, made while the service is open, by the name of their owner. */
const made: Record<string, { dataset: string; files: string[] }> = {};

async function makeThings(): Promise<void> {
  const owners = [...ROLES, 'somebody', null];
  await Promise.all(owners.map(async (name) => (made[String(name)] = await makeDataset(name))));
}

async function makeDataset(name: string | null) {
  const formats = ['CSV', 'NDJSON', 'JSON', 'PARQUET'] as const;
  const input = { settings: { recordCount: 5 }, formats };
  const { id } = await temp.app.services.datasets.generate(input, { ...COMMAND_LINE, name });
  const { services } = temp.app;
  await vi.waitUntil(async () => (await services.datasets.find(id))?.status === 'COMPLETED', { timeout: 30_000 });
  const files = (await services.datasets.find(id))?.files ?? [];
  return { dataset: globalId('Dataset', id), files: files.map((file) => globalId('OutputFile', file.id)) };
}

function ownerName(owner: Owner, role: Role): string | null {
  if (owner === 'own') return role;
  return owner === 'foreign' ? 'somebody' : null;
}

let serial = 0;

/** Id of a thing that an owner has; a mutation gets one that it may use up. */
async function idOf(thing: Thing, name: string | null, isUsedUp: boolean): Promise<string> {
  const owner = { ...COMMAND_LINE, name };
  const { profiles, datasets } = temp.app.services;
  const things = made[String(name)];
  if (!things) throw new Error(`${name} has nothing`);
  if (thing === 'Profile') return globalId('Profile', (await profiles.create({ name: `P ${serial++}` }, owner)).id);
  if (thing === 'ApiKey') return globalId('ApiKey', (await makeKey(temp, name ?? 'x', 'READER')).apiKey.id);
  if (thing === 'OutputFile') return (isUsedUp ? things.files.pop() : things.files[0]) ?? '';
  if (!isUsedUp) return things.dataset;
  const input = { settings: { recordCount: 1 }, formats: [] };
  return globalId('Dataset', (await datasets.generate(input, owner)).id);
}

/** What the table says that a caller is told. */
function wanted(operation: string, [own, foreign]: Row, role: Role, owner: Owner): string {
  const needed = owner === 'own' || !includesRole(role, own) ? own : foreign;
  return includesRole(role, needed) ? (ALLOWED[operation] ?? 'OK') : `FORBIDDEN ${needed}`;
}

type Ask = (
  role: Role,
  ask: string,
  variables: Record<string, unknown>,
) => Promise<Pick<GraphqlAnswer, 'data' | 'errors'>>;

const overHttp: Ask = (role, ask, variables) => temp.graphql(ask, variables, keys[role]);

const overWebSocket: Ask = async (role, query, variables) => {
  const events = clients[role]?.iterate({ query, variables });
  const needsChange = query.includes('datasetsChanged');
  if (needsChange) void untilStreaming(temp, 1).then(changeSomething);
  try {
    return (await events?.next())?.value;
  } catch (errors) {
    return { data: null, errors: errors as Json }; // told before anything was executed
  } finally {
    await events?.return?.();
    if (needsChange) await untilStreaming(temp, 0);
  }
};

/** Who watches all datasets is told of one. */
async function changeSomething(): Promise<void> {
  await temp.app.services.datasets.generate({ settings: { recordCount: 1 }, formats: [] }, COMMAND_LINE);
}

async function told(ask: Ask, operation: string, row: Row, role: Role, owner: Owner): Promise<string> {
  const [, , text, thing] = row;
  const isUsedUp = operation.startsWith('Mutation delete') && wanted(operation, row, role, owner) === 'OK';
  const id = thing && (await idOf(thing, ownerName(owner, role), isUsedUp));
  const name = text.includes('$name') && `N ${serial++}`;
  const { data, errors } = await ask(role, text, { ...(id && { id }), ...(name && { name }) });
  const [error] = errors ?? [];
  if (!error) return Object.values(data as object).every((value) => value !== null) ? 'OK' : 'null';
  const { code, requiredRole } = error.extensions;
  if (code !== 'FORBIDDEN') return code;
  return error.message.includes(`needs the role ${requiredRole};`) ? `FORBIDDEN ${requiredRole}` : error.message;
}

/** Runs the examples as every role, each on things of every owner: what is told, beside what the table says. */
async function compare(ask: Ask, operations: readonly string[]) {
  const expected: Record<string, string> = {};
  const actual: Record<string, string> = {};
  for (const [operation, row] of Object.entries(TABLE).filter(([name]) => operations.includes(name)))
    for (const role of ROLES)
      for (const owner of row[3] ? OWNERS : (['own'] as const)) {
        const cell = `${operation} of ${owner} as ${role}`;
        expected[cell] = wanted(operation, row, role, owner);
        actual[cell] = await told(ask, operation, row, role, owner);
      }
  return { actual, expected };
}

function operationsOf(type: GraphQLObjectType | null | undefined): string[] {
  return Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name} ${name}`);
}

describe('the table of who may do what', () => {
  it('has a row for every operation of the schema', async () => {
    const schema = await buildGraphqlSchema(temp.app.services);
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    expect(roots.flatMap(operationsOf).toSorted()).toEqual(Object.keys(TABLE).toSorted());
  });

  it('holds over HTTP, for every role and own, foreign and ownerless things', async () => {
    const operations = Object.keys(TABLE).filter((operation) => !operation.startsWith('Subscription'));
    const { actual, expected } = await compare(overHttp, operations);
    expect(actual).toEqual(expected);
  });

  it('holds over WebSocket', async () => {
    const { actual, expected } = await compare(overWebSocket, Object.keys(TABLE));
    expect(actual).toEqual(expected);
  });

  it('lets nobody do anything without a good key, and never says what is wrong with it', async () => {
    const answers = new Set<string>();
    for (const [, , query] of Object.values(TABLE))
      for (const key of Object.values(noKeys)) {
        const { status, errors, data } = await temp.graphql(query, { id: 'x', name: 'x' }, key);
        answers.add(JSON.stringify([status, data, errors]));
      }
    const message = "This needs a valid API key, sent as 'Authorization: Bearer <key>'.";
    const error = { message, extensions: { code: 'UNAUTHENTICATED' } };
    expect([...answers]).toEqual([JSON.stringify([401, undefined, [error]])]);
  });

  it.each(['none', 'wrong', 'revoked', 'expired'])('opens no WebSocket to who has a key that is %s', async (what) => {
    const client = clientOf(`Bearer ${noKeys[what]}`);
    const events = client.iterate({ query: '{ viewer { role } }' });
    await expect(events.next()).rejects.toMatchObject({ code: 4401, reason: 'UNAUTHENTICATED' });
  });
});

describe('the routes', () => {
  it('all have a row', () => {
    const tree = temp.app.http.printRoutes({ commonPrefix: false });
    const names = new Set([...tree.matchAll(/── (\S+) \(/g)].map(([, name]) => name));
    expect([...names].filter((name) => !(`${name}` in ROUTES))).toEqual([]);
  });

  it.each(Object.entries(ROUTES))('%s answers %s', async (route, access) => {
    const isThere = temp.app.http.printRoutes({ commonPrefix: false }).includes(`${route} (`);
    for (const owner of isThere ? [...ROLES, 'somebody', null] : [])
      for (const url of await urlsOf(route, owner)) {
        const statuses = await statusesOf(url);
        const isOpen = access === 'ANYBODY';
        const good = route === 'graphiql' ? 302 : 200; // it leads to the console
        const without = Object.fromEntries(Object.keys(noKeys).map((what) => [what, isOpen ? good : 401]));
        expect({ url, ...statuses }).toEqual({ url, ...without, READER: good, USER: good, MAINTAINER: good });
        expect([url, await linkStatus(url)]).toEqual([url, isOpen || access === 'KEY OR LINK' ? good : 401]);
      }
    if (isThere && access === 'KEY OR THIS MACHINE')
      expect((await temp.app.http.inject({ url: `/${route}`, remoteAddress: '127.0.0.1' })).statusCode).toBe(200);
  });
});

async function statusesOf(url: string): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  for (const [who, key] of Object.entries({ ...noKeys, ...keys })) {
    const headers = { 'apollo-require-preflight': 'x', ...(key && { authorization: `Bearer ${key}` }) };
    statuses[who] = (await temp.app.http.inject({ url, headers, remoteAddress: ELSEWHERE })).statusCode;
  }
  return statuses;
}

/** What is answered to a link that a READER's key has signed for this very path. */
async function linkStatus(url: string): Promise<number> {
  const key = (await temp.app.services.apiKeys.page({ last: 10 })).items.find(({ name }) => name === 'READER');
  const signed = temp.app.services.links.to(url, {}, { caller: { keyId: key?.id ?? null }, now: new Date() });
  return (await temp.app.http.inject({ url: signed, remoteAddress: ELSEWHERE })).statusCode;
}

async function urlsOf(route: string, owner: string | null): Promise<string[]> {
  const { dataset } = made[String(owner)] ?? { dataset: '' };
  if (route === '*') return [`/assets/${aConsoleFile()}`];
  if (route === 'graphql') return ['/graphql?query=%7B__typename%7D'];
  if (route === '/') return ['/'];
  if (!route.startsWith('datasets')) return [`/${route}`];
  const files = (await temp.app.services.datasets.find(keyIn('Dataset', dataset) ?? ''))?.files ?? [];
  return [`/${route.replace(':id', dataset).replace(':name', files[0]?.name ?? '')}`];
}

function aConsoleFile(): string {
  const assets = join(import.meta.dirname, '../../dist/console/assets');
  return readdirSync(assets).find((name) => name.endsWith('.js')) ?? '';
}
