import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Catalog } from './catalog/catalog.js';
import { DatasetRepository } from './catalog/dataset-repository.js';
import { ProfileRepository } from './catalog/profile-repository.js';
import type { Config } from './config/config.js';
import { buildGraphqlSchema } from './graphql/schema.js';
import { GenerationQueue } from './jobs/generation-queue.js';
import { WorkerPool } from './jobs/worker-pool.js';
import { DataFolder } from './records/data-folder.js';
import { RecordStore } from './records/record-store.js';
import { buildHttp } from './server/http.js';
import { CursorCodec } from './service/cursor.js';
import { DatasetService } from './service/datasets.js';
import { PreviewService } from './service/previews.js';
import { ProfileService } from './service/profiles.js';
import { RecordService } from './service/records.js';
import { RunSettings } from './service/run-settings.js';
import { serverFacts } from './service/server-facts.js';
import type { Services } from './service/services.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

export interface App {
  readonly http: FastifyInstance;
  readonly services: Services;
  readonly close: () => Promise<void>;
}

/** Puts the service together on its data folder and takes up unfinished work. Opens no port. */
export async function createApp(config: Config): Promise<App> {
  const logger = pino({ level: config.logLevel });
  const folder = new DataFolder(config.dataDir);
  await mkdir(folder.datasets, { recursive: true });
  const catalog = Catalog.open(folder.catalogFile);
  const profiles = new ProfileRepository(catalog);
  const datasets = new DatasetRepository(catalog);
  const store = await RecordStore.open(folder, config.workers);
  const pool = new WorkerPool(config.workers, { dataFolder: folder.root, exportThreads: config.workers });
  const queue = new GenerationQueue(datasets, folder, pool, logger);
  const cursors = new CursorCodec(await catalog.secret('cursor'));
  const runSettings = new RunSettings(profiles, config);
  const services: Services = {
    profiles: new ProfileService(profiles, cursors, config),
    datasets: new DatasetService(datasets, runSettings, queue, cursors),
    previews: new PreviewService(runSettings, pool),
    records: new RecordService(datasets, store, cursors),
    facts: serverFacts(version, config),
  };
  await services.profiles.addBuiltIns();
  const schema = await buildGraphqlSchema(services);
  const http = await buildHttp({ config, logger, schema, services, folder });
  await queue.resume();
  const close = async () => {
    await http.close();
    await queue.close();
    await catalog.close();
    store.close();
  };
  return { http, services, close };
}
