import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CatalogView } from '../support/catalog-view.js';
import { followed } from '../support/followed-dataset.js';
import { ServiceProcess } from '../support/service-process.js';
import { type Json, tempFolder } from '../support/temp-app.js';

const GENERATE =
  'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id name status } } }';
const CANCEL = 'mutation ($id: ID!) { cancelGeneration(input: { datasetId: $id }) { dataset { status } } }';
const COMPLETED = '{ datasets(first: 500, filter: { status: { eq: COMPLETED } }) { nodes { id } } }';
const COUNT = '{ datasets(first: 500) { totalCount } }';

/** Little work, of which there is much. */
const SMALL = { recordCount: 10, endDate: '2024-01-07', addressPoolSize: 100 };

let dataDir: string;
let remove: () => Promise<void>;
let services: [ServiceProcess, ServiceProcess];
beforeAll(async () => {
  ({ folder: dataDir, remove } = await tempFolder());
  services = await Promise.all([ServiceProcess.start(dataDir), ServiceProcess.start(dataDir)]);
});
afterAll(async () => {
  await Promise.all(services.filter((service) => !service.hasEnded).map((service) => service.end('SIGKILL')));
  await remove();
});

async function generated(service: ServiceProcess, input: object): Promise<Json> {
  const { data, errors } = await service.graphql(GENERATE, { input: { formats: [], ...input } });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.generateDataset.dataset;
}

/** The datasets that the process says it has completed. */
function completions(service: ServiceProcess): string[] {
  return service.log
    .filter(({ msg, outcome }) => msg === 'job ended' && outcome === 'COMPLETED')
    .map(({ datasetId }) => datasetId);
}

describe('two processes on one data folder', () => {
  it('run each of 20 jobs once, and both answer for all of them', async () => {
    const input = { settings: SMALL };
    const asked = Array.from({ length: 20 }, (_, i) => generated(services[i % 2] as ServiceProcess, input));
    const ids = (await Promise.all(asked)).map(({ id }) => String(id));
    for (const [i, id] of ids.entries())
      expect(await followed(services[(i + 1) % 2] as ServiceProcess, id)).toBe('COMPLETED');
    for (const service of services) {
      const { nodes } = (await service.graphql(COMPLETED)).data.datasets;
      expect(nodes.map(({ id }: Json) => String(id)).toSorted()).toEqual(ids.toSorted());
    }
    const run = services.flatMap(completions);
    expect(run).toHaveLength(20);
    expect(new Set(run).size).toBe(20);
  });

  it('tell the progress of a job to its end, and cancel it, from the process that does not run it', async () => {
    const { id } = await generated(services[0], { settings: { recordCount: 50_000_000 } });
    const key = Buffer.from(id, 'base64url').toString().replace('Dataset:', '');
    const states = services.map((service) => followed(service, id)); // one of them is not the job's
    await followed(services[0], id, ({ recordsWritten }) => recordsWritten > 0);
    const catalog = new CatalogView(join(dataDir, 'catalog.db'));
    onTestFinished(() => catalog.close());
    const other = catalog.workerOf(key) === services[0].pid ? services[1] : services[0];
    expect((await other.graphql(CANCEL, { id })).data.cancelGeneration.dataset.status).toBe('CANCELLED');
    expect(await Promise.all(states)).toEqual(['CANCELLED', 'CANCELLED']);
    await expect.poll(() => readdir(join(dataDir, 'datasets')), { timeout: 20_000 }).not.toContain(key);
  });

  it('make 50 datasets of 200 requests with 50 idempotency keys, and the same ones again after a restart', async () => {
    const before = (await services[0].graphql(COUNT)).data.datasets.totalCount;
    const first = new Set(await askFiftyKeys(services));
    expect(first.size).toBe(50);
    expect((await services[0].graphql(COUNT)).data.datasets.totalCount).toBe(before + 50);
    await Promise.all(services.map((service) => service.end('SIGTERM')));
    services[0] = await ServiceProcess.start(dataDir);
    expect(new Set(await askFiftyKeys([services[0]]))).toEqual(first);
  });
});

/** Asks 200 times at once, under 50 idempotency keys; answers each key with the dataset that came of it. */
function askFiftyKeys(from: readonly ServiceProcess[]): Promise<string[]> {
  return Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      const input = { settings: SMALL, idempotencyKey: `key ${i % 50}` };
      const { id } = await generated(from[i % from.length] as ServiceProcess, input);
      return `${i % 50} ${id}`;
    }),
  );
}
