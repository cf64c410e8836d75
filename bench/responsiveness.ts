// How quickly the service answers while it generates: asks `{ serverInfo { version } }` over HTTP, one request after
// the other, before and during a generation of two million records.
//   npm run bench:responsiveness [-- <records>]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config/config.js';
import { machineFacts, quantile } from './machine.js';

const [records = 2_000_000] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'synth911-bench-'));
const app = await createApp({ ...loadConfig({ LOG_LEVEL: 'warn' }), dataDir: folder });
await app.start();
const base = await app.http.listen({ port: 0, host: '127.0.0.1' });

async function graphql<Data>(query: string): Promise<Data> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${base}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return ((await answer.json()) as { data: Data }).data;
}

/** Latencies in milliseconds until `done` says so. */
async function latencies(done: () => Promise<boolean>): Promise<number[]> {
  const measured: number[] = [];
  for (let checked = performance.now(); ;) {
    const start = performance.now();
    await graphql('{ serverInfo { version } }');
    measured.push(performance.now() - start);
    if (performance.now() - checked < 100) continue;
    if (await done()) return measured;
    checked = performance.now();
  }
}

function report(when: string, measured: readonly number[]): void {
  const figures = [0.5, 0.99, 1].map((share) => `${quantile(measured, share).toFixed(1)} ms`);
  console.log(`  ${when}: p50 ${figures[0]}, p99 ${figures[1]}, longest ${figures[2]} (${measured.length} requests)`);
}

try {
  console.log(`${machineFacts()}; { serverInfo { version } } over HTTP:`);
  const until = performance.now() + 3_000;
  report('idle', await latencies(async () => performance.now() > until));
  const mutation = `mutation { generateDataset(input: { settings: { recordCount: ${records} } }) { dataset { id } } }`;
  const { id } = (await graphql<{ generateDataset: { dataset: { id: string } } }>(mutation)).generateDataset.dataset;
  const query = `{ dataset(id: "${id}") { finishedAt } }`;
  const final = async () =>
    (await graphql<{ dataset: { finishedAt: string | null } }>(query)).dataset.finishedAt !== null;
  report(`while ${records.toLocaleString('en')} records are generated and exported`, await latencies(final));
} finally {
  await app.close();
  await rm(folder, { recursive: true });
}
