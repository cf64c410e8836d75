// Tries a service that runs, as its clients use it, and ends with exit code 1 at the first thing that is wrong:
//   node scripts/try-service.mjs <url> [--version <version it must be>] [--closed] [--write]
// Without --write nothing is changed: health, console, profiles, a preview made by its workers, a page of the newest
// dataset. With --write a small dataset is generated, followed over WebSocket, downloaded, compared and deleted. Where keys
// are wanted, SYNTH911_KEY is the one to use; without it the service must refuse. --closed: it must want keys.
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

const PATIENCE = 10_000;
const LOOK = `{
  serverInfo { version }
  profiles { totalCount }
  preview(count: 5, seed: "try") { callId }
  datasets(first: 1, filter: { status: { eq: COMPLETED } }) { nodes { id recordCount records(first: 2) { totalCount nodes { callId } } } }
}`;
const GENERATE = `mutation ($name: String!) {
  generateDataset(input: { name: $name, settings: { recordCount: 1001 }, formats: [CSV] }) { dataset { id } }
}`;
const PROGRESS = 'subscription ($id: ID!) { datasetProgress(datasetId: $id) { dataset { status } } }';
const RESULT = `query ($id: ID!) {
  dataset(id: $id) { records(first: 500) { totalCount nodes { callId } } files { url sha256 byteSize } }
}`;
const DELETE = 'mutation ($id: ID!) { deleteDataset(input: { datasetId: $id }) { deletedDatasetId } }';

function expect(condition, what) {
  if (!condition) throw new Error(`not so: ${what}`);
}

class Service {
  constructor(base, key) {
    this.base = base;
    this.headers = key ? { authorization: `Bearer ${key}` } : {};
  }

  get(path, headers = this.headers) {
    return fetch(`${this.base}${path}`, { headers, signal: AbortSignal.timeout(PATIENCE) });
  }

  async answer(query, variables = {}, headers = this.headers) {
    const answer = await fetch(`${this.base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return answer.json();
  }

  async data(query, variables) {
    const { data, errors } = await this.answer(query, variables);
    if (errors) throw new Error(`answered with errors: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Follows a dataset over WebSocket until it is final. */
  async followed(id) {
    const client = createClient({
      url: `${this.base.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.headers,
    });
    let status = null;
    for await (const { data, errors } of client.iterate({ query: PROGRESS, variables: { id } })) {
      expect(!errors, `the progress is told: ${JSON.stringify(errors)}`);
      ({ status } = data.datasetProgress.dataset);
    }
    await client.dispose();
    return status;
  }
}

/** Whether an operation is answered that carries no key. */
async function isOpen(service) {
  const { errors } = await service.answer('{ profiles { totalCount } }', {}, {});
  const codes = (errors ?? []).map(({ extensions }) => extensions?.code);
  expect(!errors || codes.includes('UNAUTHENTICATED'), `refused for want of a key, not ${JSON.stringify(errors)}`);
  return !errors;
}

async function tryReading(service, version) {
  const { serverInfo, profiles, preview, datasets } = await service.data(LOOK);
  expect(version === undefined || serverInfo.version === version, `version ${version}, not ${serverInfo.version}`);
  expect(profiles.totalCount > 0, 'it has its built-in profiles');
  expect(preview.length === 5, 'a preview has as many records as were asked for');
  for (const { id, recordCount, records } of datasets.nodes)
    expect(records?.totalCount === recordCount && records.nodes.length > 0, `dataset ${id} has its records`);
  return serverInfo.version;
}

async function tryWriting(service) {
  const { generateDataset } = await service.data(GENERATE, { name: `try ${new Date().toISOString()}` });
  const { id } = generateDataset.dataset;
  try {
    const status = await service.followed(id);
    expect(status === 'COMPLETED', `the dataset is COMPLETED, not ${status}`);
    const { records, files } = (await service.data(RESULT, { id })).dataset;
    expect(records.totalCount === 1001, 'the dataset has all its records');
    expect(new Set(records.nodes.map(({ callId }) => callId)).size === 500, 'a page has 500 records, none twice');
    const csv = Buffer.from(await (await service.get(files[0].url)).arrayBuffer());
    expect(createHash('sha256').update(csv).digest('hex') === files[0].sha256, 'the CSV has its SHA-256');
    const streamed = await (await service.get(`/datasets/${id}/records.csv`)).arrayBuffer();
    expect(csv.equals(Buffer.from(streamed)), 'records.csv is sent as it was exported');
  } finally {
    await service.data(DELETE, { id });
  }
}

/** Throws at the first thing that is wrong; answers what was found. */
export async function tryService(base, { key, version, closed = false, write = false } = {}) {
  const service = new Service(base, key);
  expect((await (await service.get('/health')).json()).status === 'ok', '/health says ok');
  expect((await service.get('/ready')).status === 200, '/ready answers 200');
  expect((await (await service.get('/')).text()).includes('<html'), '/ is a page');
  const open = await isOpen(service);
  expect(!closed || !open, 'it wants keys');
  if (!open && !key) return 'it refuses whoever has no key; what needs one was not tried (SYNTH911_KEY)';
  const served = await tryReading(service, version);
  if (write) await tryWriting(service);
  return `version ${served} ${write ? 'generates, tells, sends and deletes' : 'answers'}`;
}

if (import.meta.filename === process.argv[1]) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { version: { type: 'string' }, closed: { type: 'boolean' }, write: { type: 'boolean' } },
  });
  try {
    const found = await tryService(positionals[0], { key: process.env.SYNTH911_KEY, ...values });
    console.log(`${positionals[0]}: ${found}`);
  } catch (error) {
    console.error(`${positionals[0]}: ${error.message}`);
    process.exitCode = 1;
  }
}
