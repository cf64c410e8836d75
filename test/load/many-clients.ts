// Many clients at once create, update and delete profiles and datasets at the built service, while a backup is taken of it; then
// every answer they got is held against what is there, and the backup, restored elsewhere, against the original. Fails, with
// exit code 1, when anything was lost, or refused for another reason than a conflict.
//   npm run test:clients [-- --clients 16 --datasets 1000 --profiles 100 --seed any]
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import seedrandom from 'seedrandom';
import { keyIn } from '../../src/domain/global-id.js';
import { CatalogView } from '../support/catalog-view.js';
import { runCli } from '../support/cli.js';
import { hashesIn } from '../support/data-at-rest.js';
import { ServiceProcess } from '../support/service-process.js';
import type { Json } from '../support/temp-app.js';

const CREATE_PROFILE =
  'mutation ($input: CreateProfileInput!) { createProfile(input: $input) { profile { id revision } } }';
const UPDATE_PROFILE =
  'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { profile { id revision description } } }';
const DELETE_PROFILE = 'mutation ($input: DeleteProfileInput!) { deleteProfile(input: $input) { deletedProfileId } }';
const GENERATE =
  'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id recordCount } } }';
const DELETE_DATASET = 'mutation ($input: DeleteDatasetInput!) { deleteDataset(input: $input) { deletedDatasetId } }';
const PROFILE = 'query ($id: ID!) { profile(id: $id) { revision description } }';
const DATASET =
  'query ($id: ID!) { dataset(id: $id) { status recordCount recordsWritten records(first: 100) { nodes { callId } } } }';
const COUNTS = '{ profiles(first: 1) { totalCount } datasets(first: 1) { totalCount } }';

/** How often a client, after each dataset, deletes one, deletes a profile, or tries a name that is taken. */
const SHARE_OF_DELETED_DATASETS = 0.15;
const SHARE_OF_DELETED_PROFILES = 0.01;
const SHARE_OF_TAKEN_NAMES = 0.05;
const MOST_RECORDS = 50;
const LOOK = 100;

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '16' },
    datasets: { type: 'string', default: '1000' },
    profiles: { type: 'string', default: '100' },
    seed: { type: 'string', default: 'clients' },
  },
});
const [clients, datasets, profiles] = [Number(values.clients), Number(values.datasets), Number(values.profiles)];

interface KnownProfile {
  readonly id: string;
  /** What the last answer said, which others may have passed by. */
  revision: number;
  updates: number;
  readonly descriptions: Map<number, string>;
  deleted: boolean;
}

interface KnownDataset {
  readonly id: string;
  readonly recordCount: number;
  deleted: boolean;
}

/** What the clients were told, all together. */
const told = { profiles: [] as KnownProfile[], datasets: [] as KnownDataset[], codes: new Map<string, number>() };
const millis: number[] = [];

function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(`many clients: ${what}`);
}

type Fields = Readonly<Record<string, Json>>;

/** The result, or null with a refusal, which must be one of these codes. */
async function ask(service: ServiceProcess, operation: string, input: object, refusals: readonly string[]) {
  const started = performance.now();
  const { data, errors } = await service.graphql(operation, { input });
  millis.push(performance.now() - started);
  const refusal = errors?.[0]?.extensions as { code: string; currentRevision?: number } | undefined;
  const code = refusal?.code ?? 'done';
  const name = /\) \{ (\w+)/.exec(operation)?.[1] ?? '';
  told.codes.set(`${name} ${code}`, (told.codes.get(`${name} ${code}`) ?? 0) + 1);
  expect(code === 'done' || refusals.includes(code), `${name} is refused: ${JSON.stringify(errors)}`);
  return { result: refusal ? null : (data[name] as Fields), refusal };
}

function addProfile({ profile: { id, revision } }: Fields): void {
  told.profiles.push({ id, revision, updates: 0, descriptions: new Map(), deleted: false });
}

class Client {
  private readonly random: () => number;

  constructor(
    private readonly service: ServiceProcess,
    private readonly number: number,
  ) {
    this.random = seedrandom(`${values.seed} ${number}`);
  }

  async createProfiles(): Promise<void> {
    for (let i = this.number; i < profiles; i += clients) {
      const { result } = await ask(this.service, CREATE_PROFILE, { name: `profile ${i}` }, []);
      if (result) addProfile(result);
    }
  }

  async work(): Promise<void> {
    for (let i = this.number; i < datasets; i += clients) {
      await this.generate(`dataset ${i}`);
      await this.updateProfile(`by client ${this.number}, after ${i}`);
      if (this.random() < SHARE_OF_DELETED_DATASETS) await this.deleteDataset();
      if (this.random() < SHARE_OF_DELETED_PROFILES) await this.deleteProfile();
      if (this.random() < SHARE_OF_TAKEN_NAMES) await this.takeName();
    }
  }

  private async generate(name: string): Promise<void> {
    const recordCount = 1 + Math.floor(this.random() * MOST_RECORDS);
    const input = { name, profileId: this.any(told.profiles).id, settings: { recordCount }, formats: [] };
    const { result } = await ask(this.service, GENERATE, input, ['NOT_FOUND']);
    if (result) told.datasets.push({ id: result.dataset.id, recordCount, deleted: false });
    else await this.generate(name); // its profile was deleted: with another one
  }

  private async updateProfile(description: string): Promise<void> {
    const profile = this.any(told.profiles);
    const input = { id: profile.id, expectedRevision: profile.revision, description };
    const { result, refusal } = await ask(this.service, UPDATE_PROFILE, input, ['CONFLICT', 'NOT_FOUND']);
    if (result) {
      profile.updates++;
      profile.descriptions.set(result.profile.revision, description);
      profile.revision = Math.max(profile.revision, result.profile.revision);
    } else profile.revision = Math.max(profile.revision, refusal?.currentRevision ?? 0);
  }

  private async deleteProfile(): Promise<void> {
    const profile = this.any(told.profiles);
    const input = { id: profile.id, expectedRevision: profile.revision };
    const { result } = await ask(this.service, DELETE_PROFILE, input, ['CONFLICT', 'NOT_FOUND']);
    if (result) profile.deleted = true;
  }

  private async deleteDataset(): Promise<void> {
    const dataset = this.any(told.datasets);
    const { result } = await ask(this.service, DELETE_DATASET, { datasetId: dataset.id }, ['NOT_FOUND']);
    if (!result) return;
    expect(!dataset.deleted, 'a dataset is deleted once');
    dataset.deleted = true;
  }

  private async takeName(): Promise<void> {
    const name = `profile ${Math.floor(this.random() * profiles)}`;
    const { result } = await ask(this.service, CREATE_PROFILE, { name }, ['CONFLICT']);
    if (result) addProfile(result); // the one of that name was deleted
  }

  private any<Item>(items: readonly Item[]): Item {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error('many clients: there is none to choose from');
    return item;
  }
}

function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'synth911-clients-'));
}

async function checkProfiles(service: ServiceProcess): Promise<void> {
  for (const { id, updates, descriptions, deleted } of told.profiles) {
    const { profile } = (await service.graphql(PROFILE, { id })).data;
    expect((profile === null) === deleted, `profile ${id} is there unless it was deleted`);
    if (!profile) continue;
    expect(profile.revision === 1 + updates, `profile ${id} has revision ${profile.revision} after ${updates} updates`);
    expect(profile.description === (descriptions.get(profile.revision) ?? null), `profile ${id} is as last updated`);
  }
}

async function checkDatasets(service: ServiceProcess): Promise<void> {
  for (const { id, recordCount, deleted } of told.datasets) {
    const { dataset } = (await service.graphql(DATASET, { id })).data;
    expect((dataset === null) === deleted, `dataset ${id} is there unless it was deleted`);
    if (!dataset) continue;
    const { status, recordsWritten, records } = dataset;
    expect(status === 'COMPLETED' && recordsWritten === recordCount, `dataset ${id} is whole: ${status}`);
    const ids = new Set(records.nodes.map(({ callId }: Fields) => callId));
    expect(ids.size === recordCount, `dataset ${id} has ${ids.size} of ${recordCount} records`);
  }
}

/** Waits until half of the datasets are asked for, then backs up what there is. */
async function backUpHalfway(dataDir: string, backup: string): Promise<void> {
  while (told.datasets.length < datasets / 2) await sleep(LOOK);
  const answer = await runCli(dataDir, ['backup', backup, '--data-dir', dataDir]);
  expect(answer.code === 0, `the backup is taken: ${answer.stderr}`);
}

/** Restores the backup, lets a service finish what was in work, and compares; answers how many datasets it had. */
async function checkBackup(dataDir: string, backup: string, restored: string): Promise<number> {
  const words = ['--data-dir', restored];
  const answer = await runCli(dataDir, ['restore', backup, ...words]);
  expect(answer.code === 0, `the backup is restored: ${answer.stderr}`);
  const service = await ServiceProcess.start(restored, { LOG_LEVEL: 'warn' });
  const catalog = new CatalogView(join(restored, 'catalog.db'));
  while (catalog.jobs() > 0) await sleep(LOOK);
  expect((await service.end('SIGTERM')).code === 0, 'the service on the restored data ends in good order');
  const verified = await runCli(dataDir, ['verify', ...words]);
  expect(verified.code === 0, `the restored data are verified: ${verified.stderr}`);
  const folders = await readdir(join(restored, 'datasets'));
  for (const name of folders) {
    const original = told.datasets.find(({ id }) => keyIn('Dataset', id) === name);
    expect(original !== undefined, `${name} is a dataset of the original`);
    if (original?.deleted) continue;
    const [ours, theirs] = [restored, dataDir].map((folder) => hashesIn(join(folder, 'datasets', name)));
    expect(JSON.stringify(await ours) === JSON.stringify(await theirs), `${name} is restored as it was`);
    expect(catalog.dataset(name).status === 'COMPLETED', `${name} is COMPLETED`);
  }
  expect(catalog.integrity() === 'ok', 'PRAGMA integrity_check of the restored catalog is ok');
  catalog.close();
  return folders.length;
}

async function main(dataDir: string, backup: string, restored: string): Promise<number> {
  const service = await ServiceProcess.start(dataDir, { LOG_LEVEL: 'warn' });
  const builtIn = (await service.graphql(COUNTS)).data.profiles.totalCount;
  const all = Array.from({ length: clients }, (_, number) => new Client(service, number));
  await Promise.all(all.map((client) => client.createProfiles()));
  await Promise.all([...all.map((client) => client.work()), backUpHalfway(dataDir, backup)]);
  const catalog = new CatalogView(join(dataDir, 'catalog.db'));
  while (catalog.jobs() > 0) await sleep(LOOK);
  await checkProfiles(service);
  await checkDatasets(service);
  const kept = told.datasets.filter(({ deleted }) => !deleted);
  const counts = (await service.graphql(COUNTS)).data;
  expect(counts.datasets.totalCount === kept.length, 'there are no other datasets');
  const keptProfiles = told.profiles.filter(({ deleted }) => !deleted).length;
  expect(counts.profiles.totalCount === builtIn + keptProfiles, 'there are no other profiles');
  const folders = (await readdir(join(dataDir, 'datasets'))).toSorted();
  const keys = kept.map(({ id }) => keyIn('Dataset', id) ?? '').toSorted();
  expect(JSON.stringify(folders) === JSON.stringify(keys), 'folders are those of the datasets that are there');
  expect((await service.end('SIGTERM')).code === 0, 'the service ends in good order');
  expect((await readdir(join(dataDir, 'staging'))).length === 0, 'staging holds nothing');
  expect(catalog.integrity() === 'ok', 'PRAGMA integrity_check is ok');
  catalog.close();
  return checkBackup(dataDir, backup, restored);
}

const [dataDir, backup, restored] = await Promise.all([newFolder(), newFolder(), newFolder()]);
try {
  const started = performance.now();
  const backedUp = await main(dataDir, backup, restored);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const times = millis.toSorted((a, b) => a - b);
  const quantile = (share: number) => `${(times[Math.floor(share * times.length)] ?? 0).toFixed(0)} ms`;
  const asked = `${times.length} mutations, p50 ${quantile(0.5)}, p99 ${quantile(0.99)}`;
  const codes = [...told.codes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([what, count]) => `${what}: ${count}`);
  console.log(`${clients} clients passed in ${seconds} s: ${asked}; nothing lost, integrity_check ok`);
  console.log(`  ${codes.join(', ')}`);
  console.log(`  a backup taken meanwhile, with ${backedUp} datasets, was restored, finished and found equal`);
} finally {
  for (const folder of [dataDir, backup, restored]) await rm(folder, { recursive: true, force: true });
}
