// How fast a dataset is exported, and how much memory that takes, beside a plain copy of the same file:
//   npm run bench:export [-- <records> [<format> …]]
import { copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILE_FORMATS, type FileFormat } from '../src/domain/dataset.js';
import { defaultSettings } from '../src/domain/settings.js';
import { WorkerPool } from '../src/jobs/worker-pool.js';
import { DataFolder } from '../src/records/data-folder.js';
import { confinedDuckDb } from '../src/records/duckdb.js';
import { LINE_FORMATS, recordLines } from '../src/records/record-lines.js';
import { machineFacts } from './machine.js';

const [count = '2000000', ...names] = process.argv.slice(2);
const records = Number(count);
const formats = FILE_FORMATS.filter((format) => (names.length > 0 ? names.includes(format) : format !== 'XLSX'));
const WORKERS = 2;
const MEGABYTE = 1e6;

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const start = performance.now();
  const result = await work();
  return [result, (performance.now() - start) / 1000];
}

function say(what: string, bytes: number, seconds: number): void {
  const speed = `${Math.round(bytes / MEGABYTE / seconds)} MB/s`.padStart(10);
  const peak = `peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`;
  console.log(`  ${what.padEnd(24)} ${speed}  ${Math.round(bytes / MEGABYTE)} MB in ${seconds.toFixed(1)} s  ${peak}`);
}

async function synced(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

const root = await mkdtemp(join(tmpdir(), 'synth911-bench-'));
const folder = new DataFolder(root);
const dataset = { datasetId: 'bench', settings: { ...defaultSettings(), recordCount: records }, seed: 'bench' };

/** Threads for one job alone, so that the peak is what the job takes. */
async function makeParts(): Promise<number> {
  const pool = new WorkerPool(WORKERS, { dataFolder: root, exportThreads: WORKERS });
  const { parts } = await pool.run({ kind: 'plan', ...dataset });
  await Promise.all(parts.map(({ index }) => pool.run({ kind: 'part', ...dataset, index })));
  await pool.close();
  return parts.length;
}

async function benchExport(pool: WorkerPool, format: FileFormat, partCount: number): Promise<void> {
  const task = { jobId: 'bench', datasetId: 'bench', fileId: format, name: format, format, condition: null, partCount };
  const [{ byteSize }, seconds] = await timed(() => pool.run({ kind: 'export', ...task }));
  say(`export ${format}`, byteSize, seconds);
  const file = join(folder.exports('bench'), format);
  const [, copySeconds] = await timed(async () => {
    await copyFile(file, `${file}.copy`);
    await synced(`${file}.copy`);
  });
  say(`copy of it, synced`, (await stat(file)).size, copySeconds);
  await rm(file);
  await rm(`${file}.copy`);
}

async function benchLines(partCount: number): Promise<void> {
  const instance = await confinedDuckDb(root, WORKERS);
  const parts = Array.from({ length: partCount }, (_, index) => folder.part('bench', index));
  for (const format of LINE_FORMATS) {
    let bytes = 0;
    const { signal } = new AbortController();
    const [, seconds] = await timed(async () => {
      for await (const piece of recordLines(instance, { parts, condition: null, format, signal }))
        bytes += piece.length;
    });
    say(`stream ${format}`, bytes, seconds);
  }
  instance.closeSync();
}

try {
  const partCount = await makeParts();
  console.log(machineFacts());
  console.log(
    `${records.toLocaleString('en')} records, written, synced, hashed and renamed; peak of the whole process:`,
  );
  const pool = new WorkerPool(1, { dataFolder: root, exportThreads: WORKERS });
  for (const format of formats) await benchExport(pool, format, partCount);
  await pool.close();
  if (names.length === 0) await benchLines(partCount);
} finally {
  await rm(root, { recursive: true, force: true });
}
