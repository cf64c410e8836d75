// How fast a dataset is exported, and how much memory that takes, beside a plain copy of the same file:
//   npm run bench:export [-- <records> [<format> …]]
import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILE_FORMATS, type FileFormat, LINE_FORMATS } from '../src/domain/dataset.js';
import { defaultSettings } from '../src/domain/settings.js';
import { WorkerPool } from '../src/jobs/worker-pool.js';
import { DataFolder } from '../src/records/data-folder.js';
import { confinedDuckDb } from '../src/records/duckdb.js';
import { recordLines } from '../src/records/record-lines.js';
import { PieceReader } from '../src/records/record-pieces.js';
import { machineFacts } from './machine.js';

const MAKE_PARTS = '--make-parts';
const [count = '2000000', ...rest] = process.argv.slice(2);
const names = rest[0] === MAKE_PARTS ? [] : rest;
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

const root = rest[0] === MAKE_PARTS ? (rest[1] ?? '') : await mkdtemp(join(tmpdir(), 'synth911-bench-'));
const folder = new DataFolder(root);
const staging = join(root, 'staging');
const dataset = { datasetId: 'bench', settings: { ...defaultSettings(), recordCount: records }, seed: 'bench' };

/** Runs in a process of its own, so that the peak that is measured here is what exports take. */
async function makeParts(): Promise<void> {
  const pool = new WorkerPool(WORKERS, { dataFolder: root });
  const { parts, pools } = await pool.run({ kind: 'plan', ...dataset });
  await Promise.all(parts.map(({ index }) => pool.run({ kind: 'part', ...dataset, pools, index, staging })));
  await pool.close();
}

async function benchExport(pool: WorkerPool, format: FileFormat, partCount: number): Promise<void> {
  const task = { staging, datasetId: 'bench', fileId: format, name: format, format, filter: null, partCount };
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
  const instance = await confinedDuckDb(root, 1);
  const reader = await PieceReader.open(instance);
  const parts = Array.from({ length: partCount }, (_, index) => folder.part('bench', index));
  for (const format of LINE_FORMATS) {
    let bytes = 0;
    const { signal } = new AbortController();
    const [, seconds] = await timed(async () => {
      for await (const piece of recordLines(reader, { parts, condition: null, format, signal })) bytes += piece.length;
    });
    say(`stream ${format}`, bytes, seconds);
  }
  reader.close();
  instance.closeSync();
}

async function bench(): Promise<void> {
  execFileSync(process.execPath, [...process.execArgv, import.meta.filename, count, MAKE_PARTS, root]);
  const partCount = (await readdir(folder.records('bench'))).length;
  console.log(machineFacts());
  console.log(
    `${records.toLocaleString('en')} records, written, synced, hashed and renamed; peak of the whole process:`,
  );
  const pool = new WorkerPool(1, { dataFolder: root });
  for (const format of formats) await benchExport(pool, format, partCount);
  await pool.close();
  if (names.length === 0) await benchLines(partCount);
}

try {
  await (rest[0] === MAKE_PARTS ? makeParts() : bench());
} finally {
  if (rest[0] !== MAKE_PARTS) await rm(root, { recursive: true, force: true });
}
