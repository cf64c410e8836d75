// Puts one version of the service in the other's place and back, behind HAProxy, under load, and fails, with exit code 1,
// when a client notices: 50 requests a second, two throttled downloads, a subscription as graphql-ws makes it, and a
// generation go on meanwhile. Ends with what happened.
//   npm run test:blue-green [-- --records 2000000 --download-seconds 14 --rate 50 --release <folder, else one is made>]
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect, parseArgs, promisify } from 'node:util';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { keyIn } from '../../src/domain/global-id.js';
import { sha256Of } from '../support/folder-contents.js';
import { CatalogView } from '../support/catalog-view.js';
import type { Json } from '../support/temp-app.js';

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '2000000' },
    'download-seconds': { type: 'string', default: '14' },
    rate: { type: 'string', default: '50' },
    release: { type: 'string' },
  },
});
/** Of each generation that goes on meanwhile. */
const recordCount = Number(values.records);
/** How long each download takes, at least: longer than a service that ends waits unless told to. */
const downloadSeconds = Number(values['download-seconds']);
const perSecond = Number(values.rate);

const root = join(import.meta.dirname, '../..');
const folder = await mkdtemp(join(tmpdir(), 'synth911-deploy-'));
const dataDir = join(folder, 'data');
const [front, metrics, blue, green] = await freePorts(4);
const base = `http://127.0.0.1:${front}`;
const env = {
  ...process.env,
  SYNTH911_SETTINGS: '/dev/null',
  SYNTH911_DATA_DIR: dataDir,
  SYNTH911_DEPLOY_DIR: folder,
  SYNTH911_BIND: `127.0.0.1:${front}`,
  SYNTH911_METRICS_BIND: `127.0.0.1:${metrics}`,
  SYNTH911_BLUE_PORT: String(blue),
  SYNTH911_GREEN_PORT: String(green),
  SYNTH911_DRAIN_SECONDS: '120',
  SYNTH911_WORKERS: '1',
  SYNTH911_RUNNING_JOBS: '1',
  LOG_LEVEL: 'warn',
};

/** Generations that wait or run at once: one in each process, and so many more that neither is ever without one. */
const UNDER_WAY = 5;
const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const DATASET = 'query ($id: ID!) { dataset(id: $id) { status recordsWritten files { url sha256 byteSize } } }';
const PAGE = `query ($id: ID!, $after: String) {
  dataset(id: $id) { records(first: 20, after: $after) { nodes { callId agency } pageInfo { endCursor hasNextPage } } }
}`;
const PROGRESS = 'subscription ($id: ID!) { datasetProgress(datasetId: $id) { dataset { status recordsWritten } } }';
const VERSION = '{ serverInfo { version } }';
const OTHERS = ['{ profiles { totalCount } }', '{ datasets(first: 5) { nodes { id status } } }', VERSION];

function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(`blue-green test: ${what}`);
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

async function blueGreen(...words: string[]): Promise<{ readonly code: number; readonly said: string }> {
  const script = join(root, 'deploy/blue-green.sh');
  return promisify(execFile)(script, words, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, said: stdout + stderr };
    },
  );
}

async function succeed(...words: string[]): Promise<void> {
  const started = performance.now();
  const { code, said } = await blueGreen(...words);
  console.log(`  ${words[0]}: ${seconds(started)} s`);
  expect(code === 0, `${words.join(' ')} succeeds:\n${said}`);
}

/** When the downloads have begun. */
async function later(word: string): Promise<void> {
  await sleep(1_000);
  await succeed(word);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

async function ask(query: string, variables: object = {}): Promise<Json> {
  const answer = await fetch(`${base}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`HTTP ${answer.status} ${text}`);
  const { data, errors } = JSON.parse(text) as { data: Json; errors?: Json[] };
  if (errors) throw new Error(text);
  return data;
}

async function generated(records: number, seed: string, formats: string[]): Promise<string> {
  const { generateDataset } = await ask(GENERATE, { input: { seed, settings: { recordCount: records }, formats } });
  return generateDataset.dataset.id;
}

async function completed(id: string): Promise<Json> {
  for (;;) {
    const { dataset } = await ask(DATASET, { id });
    expect(!['FAILED', 'CANCELLED'].includes(dataset.status), `dataset ${id} is not ${dataset.status}`);
    if (dataset.status === 'COMPLETED') return dataset;
    await sleep(200);
  }
}

async function version(): Promise<string> {
  return (await ask(VERSION)).serverInfo.version;
}

/** Requests at a constant rate, whether or not those before are answered. */
class Load {
  readonly millis: number[] = [];
  readonly failures: string[] = [];
  private readonly timer: NodeJS.Timeout;
  private readonly waiting = new Set<Promise<void>>();
  private sent = 0;
  private after: string | null = null;

  constructor(private readonly dataset: string) {
    const start = performance.now();
    this.timer = setInterval(() => {
      while (this.sent < ((performance.now() - start) * perSecond) / 1000) this.send();
    }, 5);
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.waiting);
  }

  private send(): void {
    const number = this.sent++;
    const started = performance.now();
    const one: Promise<void> = this.request(number)
      .then(() => void this.millis.push(performance.now() - started))
      .catch((error: unknown) => void this.failures.push(inspect(error)))
      .finally(() => this.waiting.delete(one));
    this.waiting.add(one);
  }

  private async request(number: number): Promise<void> {
    if (number % 4 === 0) return this.page();
    await ask(OTHERS[number % OTHERS.length] ?? VERSION);
  }

  private async page(): Promise<void> {
    const { nodes, pageInfo } = (await ask(PAGE, { id: this.dataset, after: this.after })).dataset.records;
    expect(nodes.length > 0, 'a page has records');
    this.after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  }
}

/** Downloads no faster than would take the time; answers the SHA-256 of what came. */
async function throttled(path: string, bytes: number): Promise<string> {
  const [answer] = (await once(get(`${base}${path}`), 'response')) as [IncomingMessage];
  expect(answer.statusCode === 200, `${path} is answered with ${answer.statusCode}`);
  const hash = createHash('sha256');
  const start = performance.now();
  let read = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    hash.update(piece);
    read += piece.length;
    const ahead = (read / bytes) * downloadSeconds * 1000 - (performance.now() - start);
    if (ahead > 5) await sleep(ahead);
  }
  return hash.digest('hex');
}

/** The exported file, and the same records as they are read: both are to come whole. */
async function downloads(file: Json): Promise<void> {
  const stream = `${file.url.split('/files/')[0]}/records.csv`;
  const hashes = await Promise.all([file.url, stream].map((path) => throttled(path, Number(file.byteSize))));
  for (const hash of hashes) expect(hash === file.sha256, 'what is downloaded has its SHA-256');
}

interface Watched {
  readonly last: Promise<Json>;
  readonly closed: number[];
}

/** Follows a dataset to its end, through whatever happens to the socket. */
function watched(id: string): Watched {
  const closed: number[] = [];
  const client = createClient({ url: `${base.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
  client.on('closed', (event) => closed.push((event as { code: number }).code));
  const follow = async () => {
    let state: Json = null;
    for await (const { data } of client.iterate<Json>({ query: PROGRESS, variables: { id } })) {
      const next = data.datasetProgress.dataset;
      expect(next.recordsWritten >= (state?.recordsWritten ?? 0), 'progress does not go back');
      state = next;
    }
    return state;
  };
  const last = follow();
  last.catch(() => undefined); // whoever waits for it hears of it; nobody does when something else is wrong before
  return { last, closed };
}

/** The hashes of a dataset's parts. */
async function partsOf(id: string): Promise<string> {
  const records = join(dataDir, 'datasets', keyOf(id), 'records');
  const names = (await readdir(records)).toSorted();
  return JSON.stringify(await Promise.all(names.map(async (name) => [name, await sha256Of(join(records, name))])));
}

function keyOf(id: string): string {
  return keyIn('Dataset', id) ?? '';
}

/** Generations that go on all the while, each of the same records. */
class Generations {
  /** The processes that were seen at each. */
  readonly workers = new Map<string, Set<number>>();
  private readonly catalog = new CatalogView(join(dataDir, 'catalog.db'));
  private readonly waiting = new Set<string>();
  private ending = false;
  private readonly done = this.go();

  async end(): Promise<void> {
    this.ending = true;
    await this.done;
    this.catalog.close();
  }

  /** Those that more than one process was at. */
  get handedOver(): number {
    return [...this.workers.values()].filter(({ size }) => size > 1).length;
  }

  private async go(): Promise<void> {
    while (!this.ending || this.waiting.size > 0) {
      while (!this.ending && this.waiting.size < UNDER_WAY) {
        const id = await generated(recordCount, 'large', []);
        this.waiting.add(id);
        this.workers.set(id, new Set());
      }
      for (const id of this.waiting) {
        const worker = this.catalog.workerOf(keyOf(id));
        if (worker !== null) this.workers.get(id)?.add(worker);
        const { status } = this.catalog.dataset(keyOf(id));
        expect(!['FAILED', 'CANCELLED'].includes(status), `dataset ${id} is not ${status}`);
        if (status === 'COMPLETED') this.waiting.delete(id);
      }
      await sleep(50);
    }
  }
}

/** A release, and another one that differs in nothing but its version. */
function laidReleases(): [string, string] {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  if (values.release) cpSync(values.release, one, { recursive: true });
  else
    execFileSync(process.execPath, [join(root, 'scripts/release.mjs'), one], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  cpSync(one, two, { recursive: true });
  const facts = JSON.parse(readFileSync(join(two, 'package.json'), 'utf8'));
  writeFileSync(join(two, 'package.json'), JSON.stringify({ ...facts, version: `${facts.version}-next` }));
  return [one, two];
}

/** The old version goes on serving when the new one does not start, or starts and does not work. */
async function refuseBroken(two: string): Promise<void> {
  const whole = readFileSync(join(two, 'dist/main.js'), 'utf8');
  writeFileSync(join(two, 'dist/main.js'), 'throw new Error("broken")');
  const { code, said } = await blueGreen('release', two);
  expect(code === 1 && said.includes('broken'), `a version that does not start is refused:\n${said}`);
  writeFileSync(join(two, 'dist/main.js'), whole);
}

async function main(): Promise<void> {
  const [one, two] = laidReleases();
  await succeed('release', one);
  const small = await generated(150_000, 'small', ['CSV']);
  const [file] = (await completed(small)).files;
  const undisturbed = await generated(recordCount, 'large', []);
  await completed(undisturbed);
  const before = await version();
  const load = new Load(small);
  await refuseBroken(two);
  const generations = new Generations();

  await succeed('deploy', two);
  expect((await version()) === before, 'a version that is deployed gets no traffic yet');
  const progress = watched(await generated(recordCount, 'watched', []));
  await Promise.all([downloads(file), later('switch')]);
  expect((await version()) === `${before}-next`, 'the new version answers');
  await succeed('reload');
  await Promise.all([downloads(file), later('rollback')]);
  expect((await version()) === before, 'the version before answers again');

  await generations.end();
  await load.end();
  const { failures } = load;
  expect(failures.length === 0, `no request fails, but ${failures.length} did: ${failures[0]}`);
  const last = await progress.last;
  expect(last.status === 'COMPLETED' && last.recordsWritten === recordCount, 'the subscription tells of the end');
  expect(generations.handedOver >= 1, 'a switch interrupts a generation');
  const parts = await partsOf(undisturbed);
  for (const id of generations.workers.keys())
    expect((await partsOf(id)) === parts, 'a generation that was interrupted is byte-equal to one that was not');
  const times = load.millis.toSorted((a, b) => a - b);
  const quantile = (share: number) => `${(times[Math.floor(share * times.length)] ?? 0).toFixed(0)} ms`;
  const made = `${generations.workers.size} generations of ${recordCount} records`;
  console.log(
    `  ${times.length} requests, none failed; p50 ${quantile(0.5)}, p99 ${quantile(0.99)}, longest ${quantile(1 - 1e-9)}`,
  );
  console.log(`  4 downloads whole; ${made}, ${generations.handedOver} of them handed over, all byte-equal`);
  console.log(`  the subscription came to its end; its sockets were closed with ${progress.closed.join(', ')}`);
}

const started = performance.now();
try {
  await main();
  console.log(`blue-green test passed in ${seconds(started)} s`);
} catch (error) {
  const logs = ['blue.log', 'green.log', 'haproxy.log']
    .map((name) => join(folder, name))
    .filter((log) => existsSync(log));
  for (const log of logs) console.error(`${log}:\n${execFileSync('tail', ['-n', '15', log], { encoding: 'utf8' })}`);
  throw error;
} finally {
  await blueGreen('down');
  await rm(folder, { recursive: true, force: true });
}
