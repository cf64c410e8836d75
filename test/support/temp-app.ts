import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app.js';
import { type Config, loadConfig } from '../../src/config/config.js';

/** What a service answered: a test reads whatever it asked for. */
export type Json = any;

export interface GraphqlAnswer {
  readonly status: number;
  readonly data: Json;
  readonly errors?: readonly { message: string; path?: readonly (string | number)[]; extensions: Json }[];
}

/** A whole service on a folder of its own, spoken to through HTTP. */
export interface TempApp {
  readonly app: App;
  readonly config: Config;
  readonly folder: string;
  /** Asks, as the owner of the API key if there is one. */
  readonly graphql: (query: string, variables?: object, key?: string) => Promise<GraphqlAnswer>;
  readonly close: () => Promise<void>;
}

export async function tempFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'synth911-test-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function startTempApp(overrides: Partial<Config> = {}): Promise<TempApp> {
  const { folder, remove } = await tempFolder();
  const temp = await startAppOn(folder, overrides);
  return {
    ...temp,
    close: async () => {
      await temp.close();
      await remove();
    },
  };
}

/** A service on a folder that stays when the service is closed. */
export async function startAppOn(folder: string, overrides: Partial<Config> = {}): Promise<TempApp> {
  const config = { ...loadConfig({ LOG_LEVEL: 'silent' }), dataDir: folder, workers: 2, ...overrides };
  const app = await createApp(config);
  await app.start();
  return {
    app,
    config,
    folder,
    graphql: async (query, variables, key) => {
      const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
      const answer = await app.http.inject({ method: 'POST', url: '/graphql', headers, payload: { query, variables } });
      return { status: answer.statusCode, ...answer.json<Omit<GraphqlAnswer, 'status'>>() };
    },
    close: () => app.close(),
  };
}

/** Queues a generation and waits, by polling, until the dataset is final; answers its id and state. */
export async function generate(temp: TempApp, input: object): Promise<{ id: string; status: string }> {
  const queued = await temp.graphql(
    'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id status } } }',
    { input },
  );
  if (queued.errors) throw new Error(JSON.stringify(queued.errors));
  return untilFinal(temp, queued.data.generateDataset.dataset.id);
}

const POLL_MILLISECONDS = 50;

export async function untilFinal(temp: TempApp, id: string): Promise<{ id: string; status: string }> {
  for (;;) {
    const { data } = await temp.graphql('query ($id: ID!) { dataset(id: $id) { id status } }', { id });
    if (['COMPLETED', 'FAILED', 'CANCELLED'].includes(data.dataset.status)) return data.dataset;
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
  }
}
