// How fast records get into the Parquet store, and how much memory that takes; each run in a process of its own:
//   npm run bench:generate [-- <records> …]            default: 1,000,000 and 10,000,000
import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings, TIMING_MODELS, type TimingModel } from '../src/domain/settings.js';
import { makePools } from '../src/generation/pools.js';
import { partSlices, prepareRun, type Run } from '../src/generation/run.js';
import { WorkerPool } from '../src/jobs/worker-pool.js';
import { DataFolder } from '../src/records/data-folder.js';
import { publishFile } from '../src/records/durable-file.js';
import { PartWriter } from '../src/records/part-writer.js';
import { machineFacts } from './machine.js';

/** Enough that both workers have made several parts, as those of a service that runs have. */
const WARM_UP_RECORDS = 2_000_000;
const STAGE_RECORDS = 1_000_000;

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'synth911-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function settingsOf(timingModel: TimingModel, recordCount: number) {
  return { ...defaultSettings(timingModel), recordCount };
}

async function generate(
  { pool, staging }: { pool: WorkerPool; staging: string },
  datasetId: string,
  timingModel: TimingModel,
  recordCount: number,
) {
  const request = { datasetId, settings: settingsOf(timingModel, recordCount), seed: 'bench' };
  const plan = await pool.run({ kind: 'plan', ...request });
  const makeAll = plan.parts.map(({ index }) =>
    pool.run({ kind: 'part', ...request, pools: plan.pools, index, staging }),
  );
  await Promise.all(makeAll);
}

/** Seconds of the work, and of processor time of all threads meanwhile. */
async function timed(work: () => Promise<void>): Promise<{ seconds: number; cpuSeconds: number }> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - start) / 1000, cpuSeconds: (user + system) / 1e6 };
}

/** Copies the part files and brings them to the disk: what the hardware takes for the same bytes. */
async function copyParts(folder: string, datasetId: string): Promise<number> {
  const records = new DataFolder(folder).records(datasetId);
  let bytes = 0;
  for (const name of await readdir(records)) {
    const copy = join(folder, `copy-of-${name}`);
    await copyFile(join(records, name), copy);
    const handle = await open(copy, 'r');
    await handle.sync();
    await handle.close();
    bytes += (await stat(copy)).size;
  }
  return bytes;
}

async function measureRun(timingModel: TimingModel, records: number, workers: number): Promise<void> {
  await inFolder(async (folder) => {
    const pool = new WorkerPool(workers, { dataFolder: folder });
    const workshop = { pool, staging: join(folder, 'staging') };
    await generate(workshop, 'warm-up', timingModel, WARM_UP_RECORDS);
    const { seconds, cpuSeconds } = await timed(() => generate(workshop, 'measured', timingModel, records));
    const peak = process.resourceUsage().maxRSS / 1024;
    await pool.close();
    let bytes = 0;
    const copy = await timed(async () => void (bytes = await copyParts(folder, 'measured')));
    const figures = [
      `${timingModel.padEnd(9)} ${records.toLocaleString('en').padStart(11)} records, ${workers} workers:`,
      `${Math.round(records / seconds)
        .toLocaleString('en')
        .padStart(9)} records/s`,
      `${((cpuSeconds * 1e6) / records).toFixed(2)} µs of processor each`,
      `peak ${Math.round(peak)} MiB`,
      `${(bytes / 2 ** 20).toFixed(0)} MiB of Parquet, ${(seconds / copy.seconds).toFixed(0)} × the time of copying it`,
    ];
    console.log(figures.join(', '));
  });
}

/** How one worker's time is shared between filling arrays, DuckDB's taking them over and writing Parquet, and publishing the file. */
async function measureStages(timingModel: TimingModel): Promise<void> {
  await inFolder(async (folder) => {
    const settings = settingsOf(timingModel, STAGE_RECORDS);
    const run = prepareRun(settings, 'bench', await makePools(settings, 'bench'));
    const writer = await PartWriter.inside(folder);
    for (const round of ['warm-up', 'measured']) {
      const spent = { fill: 0, write: 0, publish: 0 };
      for (const { index } of run.parts) {
        const staged = join(folder, 'staged.parquet');
        const started = performance.now();
        const filled = await writeTimed(writer, run, index, staged);
        const written = performance.now();
        await publishFile(staged, join(folder, `${round}-${index}.parquet`));
        spent.fill += filled;
        spent.write += written - started - filled;
        spent.publish += performance.now() - written;
      }
      if (round === 'measured') printStages(timingModel, spent);
    }
    writer.close();
  });
}

/** Writes a part, and answers how many milliseconds went into filling them. */
async function writeTimed(writer: PartWriter, run: Run, index: number, path: string): Promise<number> {
  const slices = partSlices(run, index);
  let millis = 0;
  const next = () => {
    const started = performance.now();
    const slice = slices.next();
    millis += performance.now() - started;
    return slice;
  };
  await writer.write({ [Symbol.iterator]: () => ({ next }) }, run.dictionaries, path);
  return millis;
}

function printStages(timingModel: TimingModel, spent: Readonly<Record<string, number>>): void {
  const total = Object.values(spent).reduce((sum, millis) => sum + millis, 0);
  const shares = Object.entries(spent).map(([stage, millis]) => `${stage} ${((100 * millis) / total).toFixed(0)} %`);
  console.log(`${timingModel.padEnd(9)} one worker's time: ${shares.join(', ')} (${total.toFixed(0)} ms a million)`);
}

/** Runs this script again, in a process of its own. */
function again(...args: string[]): void {
  execFileSync(process.execPath, [...process.execArgv, import.meta.filename, ...args], { stdio: 'inherit' });
}

const [command, model, ...figures] = process.argv.slice(2);
const timingModel = TIMING_MODELS.find((name) => name === model);
if (command === 'run' && timingModel) await measureRun(timingModel, Number(figures[0]), Number(figures[1]));
else if (command === 'stages' && timingModel) await measureStages(timingModel);
else {
  const sizes = process.argv.length > 2 ? process.argv.slice(2) : ['1000000', '10000000'];
  console.log(machineFacts());
  for (const name of TIMING_MODELS) again('stages', name);
  for (const name of TIMING_MODELS)
    for (const size of sizes) for (const workers of ['1', '2']) again('run', name, size, workers);
}
