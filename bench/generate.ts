// How fast records get into the Parquet store, and how much memory that takes:
//   npm run bench:generate [-- <records> [<workers>]]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings } from '../src/domain/settings.js';
import { WorkerPool } from '../src/jobs/worker-pool.js';
import { machineFacts } from './machine.js';

const [records = 1_000_000, workers = 2] = process.argv.slice(2).map(Number);

async function run(pool: WorkerPool, datasetId: string, recordCount: number): Promise<number> {
  const request = { datasetId, settings: { ...defaultSettings('CLASSIC'), recordCount }, seed: 'bench' };
  const start = performance.now();
  const plan = await pool.run({ kind: 'plan', ...request });
  await Promise.all(plan.parts.map(({ index }) => pool.run({ kind: 'part', ...request, index })));
  return (performance.now() - start) / 1000;
}

const folder = await mkdtemp(join(tmpdir(), 'synth911-bench-'));
const pool = new WorkerPool(workers, { dataFolder: folder });
try {
  await run(pool, 'warm-up', 100_000);
  const seconds = await run(pool, 'measured', records);
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  console.log(machineFacts());
  console.log(`CLASSIC, ${records.toLocaleString('en')} records, ${workers} workers, into Parquet, synced to disk:`);
  console.log(`  ${Math.round(records / seconds).toLocaleString('en')} records a second (${seconds.toFixed(2)} s)`);
  console.log(`  ${Math.round(mebibytes).toLocaleString('en')} MiB peak memory of the whole process`);
} finally {
  await pool.close();
  await rm(folder, { recursive: true });
}
