// How fast records are paged and summed up over HTTP, from a dataset of ten million:
//   npm run bench:query [-- <records or data folder>]
// A folder is taken as it is, and its first completed dataset is queried. The clients run in a process of their own, so
// that they take nothing from the service but their share of the machine.
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config/config.js';
import { machineFacts } from './machine.js';
import { openClient } from './query-client.js';

const [given = '10000000'] = process.argv.slice(2);
const folder = existsSync(given) ? given : await mkdtemp(join(tmpdir(), 'synth911-bench-'));
const app = await createApp({ ...loadConfig({ LOG_LEVEL: 'warn' }), dataDir: folder });
await app.start();
const base = await app.http.listen({ port: 0, host: '127.0.0.1' });
const client = openClient(base);

interface Found {
  readonly datasets: { readonly nodes: readonly { readonly id: string; readonly recordCount: number }[] };
}

async function completed(): Promise<{ id: string; recordCount: number } | undefined> {
  const { datasets } = await client.graphql<Found>(
    '{ datasets(first: 1, filter: { status: { eq: COMPLETED } }) { nodes { id recordCount } } }',
  );
  return datasets.nodes[0];
}

async function made(recordCount: number): Promise<{ id: string; recordCount: number }> {
  const mutation = `mutation { generateDataset(input: { seed: "bench", formats: [], settings: { recordCount: ${recordCount} } }) { dataset { id } } }`;
  await client.graphql(mutation);
  for (;;) {
    const dataset = await completed();
    if (dataset) return dataset;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

try {
  const dataset = (await completed()) ?? (await made(Number(given)));
  console.log(`${machineFacts()}; ${dataset.recordCount.toLocaleString('en')} records, over HTTP:`);
  const measuring = fork(
    join(import.meta.dirname, 'query-client.ts'),
    [base, dataset.id, String(dataset.recordCount)],
    {
      execArgv: ['--import', 'tsx'],
    },
  );
  const exitCode = await new Promise<number | null>((resolve) => measuring.once('exit', resolve));
  process.exitCode = exitCode ?? 1;
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(`  peak memory of the service: ${Math.round(mebibytes).toLocaleString('en')} MiB`);
} finally {
  client.close();
  await app.close();
  if (folder !== given) await rm(folder, { recursive: true });
}
