// Ends the built service again and again while it makes a dataset with a CSV file, and holds what comes of it against the
// same dataset made without interruption. Fails, with exit code 1, when anything differs or is left over.
//   npm run test:crash [-- --kills 20 --records 3000000 --seed any --signal SIGKILL|SIGTERM --damage none|truncate|flip|remove|catalog]
// More than 30 kills may be too many: a job with which ten processes end before it gets further is given up.
// Where it strikes is drawn from the seed, as places in the work; which phase a strike really hit is read afterwards.
import { mkdtemp, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import seedrandom from 'seedrandom';
import { keyIn } from '../../src/domain/global-id.js';
import { contentsOf } from '../support/folder-contents.js';
import { runCli } from '../support/cli.js';
import { followed } from '../support/followed-dataset.js';
import { ServiceProcess } from '../support/service-process.js';
import { CatalogView, type DatasetView } from '../support/catalog-view.js';

const PHASES = ['planning', 'parts', 'export', 'finalising'] as const;
type Phase = (typeof PHASES)[number];
const DAMAGES = ['none', 'truncate', 'flip', 'remove', 'catalog'] as const;
const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
/** Milliseconds between two looks at how far the work is. */
const LOOK = 2;
/** How many strikes of each phase come in ten. */
const SHARE: Readonly<Record<Phase, number>> = { planning: 2, parts: 4, export: 2, finalising: 2 };

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    records: { type: 'string', default: '3000000' },
    seed: { type: 'string', default: 'crash' },
    signal: { type: 'string', default: 'SIGKILL' },
    damage: { type: 'string', default: 'none' },
  },
});
const kills = Number(values.kills);
const recordCount = Number(values.records);
const signal = values.signal === 'SIGTERM' ? 'SIGTERM' : 'SIGKILL';
const damage = DAMAGES.find((kind) => kind === values.damage) ?? 'none';
const random = seedrandom(values.seed);
const dataDir = await mkdtemp(join(tmpdir(), 'synth911-crash-'));
const catalog = new CatalogView(join(dataDir, 'catalog.db'));

function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(`crash test: ${what}`);
}

async function generate(service: ServiceProcess, records: number): Promise<string> {
  const input = { seed: values.seed, settings: { recordCount: records }, formats: ['CSV'] };
  const { data } = await service.graphql(GENERATE, { input });
  return data.generateDataset.dataset.id;
}

/** A place in the work at which the service is ended: so far through the phase. */
interface Strike {
  readonly phase: Phase;
  readonly share: number;
}

/** Strikes in the order in which the work comes past them. */
function drawnStrikes(): Strike[] {
  const all = PHASES.flatMap((phase) => {
    const count = Math.ceil((kills * SHARE[phase]) / 10);
    const shares = Array.from({ length: count }, () => random());
    return shares.toSorted((a, b) => a - b).map((share) => ({ phase, share }));
  });
  while (all.length > kills) all.splice(Math.floor(random() * all.length), 1); // what rounding up gave too much
  return all;
}

/** Waits until the work is at the strike's place, or past it. */
async function reached(
  { phase, share }: Strike,
  id: string,
  whole: DatasetView,
  service: ServiceProcess,
): Promise<void> {
  if (phase === 'planning') return sleep(share * 250);
  for (;;) {
    expect(!service.hasEnded, 'the service ended by itself');
    const now = catalog.dataset(id);
    if (now.status === 'COMPLETED') return;
    if (phase === 'parts' && now.parts.length >= Math.max(1, Math.floor(share * whole.parts.length))) return;
    if (phase === 'export' && (await stagedBytes()) >= Math.max(1, share * (whole.files[0]?.byteSize ?? 0))) return;
    if (now.files[0]?.status === 'COMPLETED') return;
    await sleep(LOOK);
  }
}

/** Size of what is being exported; parts in staging are Parquet. */
async function stagedBytes(): Promise<number> {
  const staging = join(dataDir, 'staging');
  const names = await readdir(staging, { recursive: true }).catch(() => []);
  const exported = names.filter((name) => /[0-9a-f]$/.test(name) && name.split(/[\\/]/).length === 3);
  const sizes = await Promise.all(
    exported.map((name) =>
      stat(join(staging, name)).then(
        (facts) => facts.size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Which phase a dataset was in when the service ended. */
function phaseOf(now: DatasetView, whole: DatasetView): Phase | 'completed' {
  if (now.status === 'COMPLETED') return 'completed';
  if (now.files[0]?.status === 'COMPLETED') return 'finalising';
  if (now.parts.length === whole.parts.length) return 'export';
  return now.parts.length === 0 ? 'planning' : 'parts';
}

/** Does to the data what `--damage` says while nobody works on them, and says so. */
async function spoil(id: string): Promise<string> {
  if (damage === 'none') return '';
  return damage === 'catalog' ? rebuildCatalog() : spoilFile(id);
}

/** Removes the catalog, and makes it again from the manifests. */
async function rebuildCatalog(): Promise<string> {
  catalog.close();
  for (const name of await readdir(dataDir)) if (name.startsWith('catalog.db')) await rm(join(dataDir, name));
  const rebuilt = await runCli(dataDir, ['catalog', 'rebuild', '--data-dir', dataDir]);
  expect(rebuilt.code === 0, `the catalog is rebuilt: ${rebuilt.stderr}`);
  return '; catalog removed and rebuilt';
}

/** Spoils a finished file, as a bad disk would: an exported one when there is, else one of the parts. */
async function spoilFile(id: string): Promise<string> {
  const { parts, files } = catalog.dataset(id);
  const exported = files.find(({ status }) => status === 'COMPLETED');
  const part = parts[Math.floor(random() * parts.length)];
  const name = exported
    ? join('exports', exported.name)
    : part && join('records', `part-${String(part.index).padStart(5, '0')}.parquet`);
  if (name === undefined) return '';
  const file = join(dataDir, 'datasets', id, name);
  const place = Math.floor(random() * (await stat(file)).size);
  if (damage === 'remove') await rm(file);
  if (damage === 'truncate') await truncate(file, place);
  if (damage === 'flip') {
    const handle = await open(file, 'r+');
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, place);
    await handle.write(Buffer.from([(buffer[0] ?? 0) ^ 0xff]), 0, 1, place);
    await handle.close();
  }
  return `; ${name} spoilt (${damage})`;
}

/** Everything about a dataset that must come out the same, and that its files are what the catalog says of them. */
async function outcome(id: string): Promise<object> {
  const { status, parts, files } = catalog.dataset(id);
  const folder = await contentsOf(join(dataDir, 'datasets', id));
  for (const { index, sha256 } of parts)
    expect(folder[`records/part-${String(index).padStart(5, '0')}.parquet`] === sha256, `part ${index} has its hash`);
  for (const { name, sha256 } of files) expect(folder[`exports/${name}`] === sha256, `${name} has its hash`);
  expect(
    Object.keys(folder).filter((name) => name.includes('.')).length === parts.length + files.length + 1,
    'no more',
  );
  return { status, parts, files: files.map(({ byteSize, sha256 }) => ({ byteSize, sha256 })) };
}

function same(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function main(): Promise<void> {
  let service = await ServiceProcess.start(dataDir);
  const others = [];
  for (const records of [recordCount, 10_000]) {
    const id = await generate(service, records);
    expect((await followed(service, id)) === 'COMPLETED', 'a dataset that nobody disturbs is COMPLETED');
    others.push(keyIn('Dataset', id) ?? '');
  }
  const [wholeId = ''] = others;
  const whole = catalog.dataset(wholeId);
  const untouched = await Promise.all(others.map((id) => contentsOf(join(dataDir, 'datasets', id))));
  const uninterrupted = await outcome(wholeId);
  const hits = new Map<string, number>();
  const made: string[] = [];
  let id = '';
  for (const [i, strike] of drawnStrikes().entries()) {
    if (id === '' || catalog.dataset(id).status === 'COMPLETED') {
      const globalId = await generate(service, recordCount); // the first one, or the last was quicker than its strike
      id = keyIn('Dataset', globalId) ?? '';
      made.push(id);
    }
    await reached(strike, id, whole, service);
    const exit = await service.end(signal);
    if (signal === 'SIGTERM') expect(exit.code === 0 && exit.millis < 10_000, `SIGTERM: ${JSON.stringify(exit)}`);
    const now = catalog.dataset(id);
    const phase = phaseOf(now, whole);
    hits.set(phase, (hits.get(phase) ?? 0) + 1);
    const spoilt = phase === 'completed' ? '' : await spoil(id);
    const parts = `${now.parts.length} of ${whole.parts.length} parts`;
    const aim = `aimed at ${strike.phase} ${strike.share.toFixed(2)}`;
    console.log(`  ${i + 1}: ${signal} in ${phase}, ${parts} (${aim}; ended in ${exit.millis.toFixed(0)} ms)${spoilt}`);
    service = await ServiceProcess.start(dataDir);
    if (damage === 'catalog' && phase === 'planning' && catalog.dataset(id).status === 'none') {
      made.pop(); // nothing of it was on the disk yet, so only the lost catalog knew of it
      id = '';
    }
  }
  await finish(service, made, { others, untouched, uninterrupted });
  const phases = [...hits].map(([phase, count]) => `${count} in ${phase}`).join(', ');
  console.log(
    `crash test passed: ${kills} × ${signal} (${phases}); ${made.length} dataset(s) made, equal to the whole one`,
  );
}

interface Expected {
  readonly others: readonly string[];
  readonly untouched: readonly object[];
  readonly uninterrupted: object;
}

/** Lets the service finish, and checks everything. */
async function finish(service: ServiceProcess, made: readonly string[], expected: Expected): Promise<void> {
  const { others, untouched, uninterrupted } = expected;
  for (const id of made) {
    const globalId = Buffer.from(`Dataset:${id}`).toString('base64url');
    expect((await followed(service, globalId)) === 'COMPLETED', `dataset ${id} is COMPLETED`);
    expect(same(await outcome(id), uninterrupted), `dataset ${id} is equal to one made without interruption`);
  }
  expect((await service.end('SIGTERM')).code === 0, 'the service ends in good order');
  for (const [i, id] of others.entries())
    expect(same(await contentsOf(join(dataDir, 'datasets', id)), untouched[i] ?? {}), `dataset ${id} is unchanged`);
  expect((await readdir(join(dataDir, 'staging'))).length === 0, 'staging holds nothing');
  expect((await readdir(join(dataDir, 'datasets'))).length === others.length + made.length, 'no folder is left over');
  expect(catalog.integrity() === 'ok', 'PRAGMA integrity_check is ok');
  expect(catalog.jobs() === 0, 'no job is left');
}

try {
  const of = `${recordCount.toLocaleString('en')} records with CSV, seed '${values.seed}', damage: ${damage}`;
  console.log(`crash test: ${kills} × ${signal} while ${of}`);
  await main();
} finally {
  catalog.close();
  await rm(dataDir, { recursive: true, force: true });
}
