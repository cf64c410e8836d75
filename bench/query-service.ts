// The service that bench/query.ts asks: makes the dataset where there is none, says where it is, and ends when told to.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config/config.js';
import { COMMAND_LINE } from '../src/domain/caller.js';
import { globalId } from '../src/domain/global-id.js';
import { defaultSettings } from '../src/domain/settings.js';

/** A dataset and where it is asked for. */
export interface Served {
  readonly base: string;
  readonly id: string;
  readonly recordCount: number;
  /** What making it took, and what it takes on disk. */
  readonly seconds: number;
  readonly bytes: number;
}

const [given = '10000000'] = process.argv.slice(2);
const folder = existsSync(given) ? given : await mkdtemp(join(tmpdir(), 'synth911-bench-'));
const app = await createApp({ ...loadConfig({ LOG_LEVEL: 'warn' }), dataDir: folder });
await app.start();
const { datasets } = app.services;

async function completed() {
  const { items } = await datasets.page({ first: 1, filter: { status: { eq: 'COMPLETED' } } });
  return items[0];
}

async function made(recordCount: number) {
  const run = { seed: 'bench', formats: [], settings: { ...defaultSettings(), recordCount } };
  await datasets.generate(run, COMMAND_LINE);
  for (;;) {
    const dataset = await completed();
    if (dataset) return dataset;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function bytesIn(path: string): Promise<number> {
  const names = await readdir(path);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(path, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

process.once('message', () => {
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(`  peak memory of the service: ${Math.round(mebibytes).toLocaleString('en')} MiB`);
  void app
    .close()
    .then(() => (folder === given ? undefined : rm(folder, { recursive: true })))
    .then(() => process.exit());
});

const { id, recordCount, generationMillis } = (await completed()) ?? (await made(Number(given)));
const served: Served = {
  base: await app.http.listen({ port: 0, host: '127.0.0.1' }),
  id: globalId('Dataset', id),
  recordCount,
  seconds: (generationMillis ?? 0) / 1000,
  bytes: await bytesIn(join(folder, 'datasets', id, 'records')),
};
process.send?.(served);
