// What jobs cost and how quickly they obey, with the built service as processes of their own:
//   npm run bench:jobs [-- <rounds>]
// Cancelling is measured until the answer, and until nothing of the dataset is left on the disk; taking over, from the kill of
// the process that makes a dataset until another one has finished a part of it; idling, in processor time.
import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { keyIn } from '../src/domain/global-id.js';
import { CatalogView } from '../test/support/catalog-view.js';
import { followed } from '../test/support/followed-dataset.js';
import { ServiceProcess } from '../test/support/service-process.js';
import { machineFacts, quantile } from './machine.js';

const [rounds = 10] = process.argv.slice(2).map(Number);
const ENDLESS_RECORDS = 50_000_000;
const IDLE_SECONDS = 20;
const LOOK = 5;
/** Of /proc: one hundredth of a second. */
const TICKS_A_SECOND = 100;

const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const CANCEL = 'mutation ($id: ID!) { cancelGeneration(input: { datasetId: $id }) { dataset { status } } }';
const EXPORTED_RECORDS = 1_000_000;

const dataDir = await mkdtemp(join(tmpdir(), 'synth911-bench-'));
const started: ServiceProcess[] = [];

async function service(): Promise<ServiceProcess> {
  const process = await ServiceProcess.start(dataDir, { LOG_LEVEL: 'warn' });
  started.push(process);
  return process;
}

async function generate(at: ServiceProcess, recordCount: number, formats: readonly string[]): Promise<string> {
  const { data } = await at.graphql(GENERATE, { input: { settings: { recordCount }, formats } });
  return data.generateDataset.dataset.id;
}

function folderOf(id: string): string {
  return join(dataDir, 'datasets', keyIn('Dataset', id) ?? '');
}

async function untilGone(folder: string): Promise<void> {
  for (;;) {
    const there = await access(folder).then(
      () => true,
      () => false,
    );
    if (!there) return;
    await sleep(LOOK);
  }
}

/** Milliseconds until a cancellation is answered, and until the dataset's folder is gone. */
async function cancelled(runs: ServiceProcess, asks: ServiceProcess, formats: readonly string[]) {
  const records = formats.length > 0 ? EXPORTED_RECORDS : ENDLESS_RECORDS;
  const id = await generate(runs, records, formats);
  const far = formats.length > 0 ? records : Math.random() * 1_000_000;
  await followed(runs, id, ({ recordsWritten }) => recordsWritten > 0 && recordsWritten >= far);
  const start = performance.now();
  await asks.graphql(CANCEL, { id });
  const answered = performance.now() - start;
  await untilGone(folderOf(id));
  return { answered, gone: performance.now() - start };
}

function report(what: string, millis: readonly number[]): void {
  const [middle, longest] = [quantile(millis, 0.5), quantile(millis, 1)].map((each) => each.toFixed(0));
  console.log(`  ${what.padEnd(58)} p50 ${middle} ms, longest ${longest} ms (${millis.length} times)`);
}

async function measureCancels(when: string, runs: ServiceProcess, asks: ServiceProcess, formats: readonly string[]) {
  const measured = [];
  for (let i = 0; i < rounds; i++) measured.push(await cancelled(runs, asks, formats));
  report(
    `cancelled ${when}, until answered`,
    measured.map(({ answered }) => answered),
  );
  report(
    `cancelled ${when}, until nothing is left`,
    measured.map(({ gone }) => gone),
  );
}

/** Milliseconds from the kill of the process at work until the other one has finished a part. */
async function takenOver(): Promise<number> {
  const first = await service();
  const id = await generate(first, ENDLESS_RECORDS, []);
  await followed(first, id, ({ recordsWritten }) => recordsWritten > 0);
  const second = await service();
  const catalog = new CatalogView(join(dataDir, 'catalog.db'));
  const parts = () => catalog.dataset(keyIn('Dataset', id) ?? '').parts.length;
  const start = performance.now();
  await first.end('SIGKILL');
  const before = parts();
  while (parts() <= before) await sleep(LOOK);
  const millis = performance.now() - start;
  catalog.close();
  await second.graphql(CANCEL, { id });
  await untilGone(folderOf(id));
  await second.end('SIGTERM');
  return millis;
}

/** Share of a processor that an idle service takes. */
async function idleShare({ pid }: ServiceProcess): Promise<number> {
  const ticks = async () => {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  };
  await sleep(2_000); // its pool has warmed up
  const before = await ticks();
  await sleep(IDLE_SECONDS * 1000);
  return (await ticks().then((after) => after - before)) / TICKS_A_SECOND / IDLE_SECONDS;
}

try {
  console.log(`${machineFacts()}:`);
  const one = await service();
  if (process.platform === 'linux')
    console.log(`  an idle service takes ${((await idleShare(one)) * 100).toFixed(1)} % of a processor`);
  await measureCancels('while its parts are made', one, one, []);
  await measureCancels('while its CSV is written', one, one, ['CSV']);
  const another = await service();
  await measureCancels('from another process', one, another, []);
  await Promise.all([one, another].map((each) => each.end('SIGTERM')));
  const takeOvers = [];
  for (let i = 0; i < rounds; i++) takeOvers.push(await takenOver());
  report('killed, until another process has finished a part', takeOvers);
} finally {
  await Promise.all(started.filter((each) => !each.hasEnded).map((each) => each.end('SIGKILL')));
  await rm(dataDir, { recursive: true, force: true });
}
