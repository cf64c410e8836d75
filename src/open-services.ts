import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Catalog } from './catalog/catalog.js';
import { DatasetRepository } from './catalog/dataset-repository.js';
import { ProfileRepository } from './catalog/profile-repository.js';
import type { Config } from './config/config.js';
import { ExportQueue } from './jobs/export-queue.js';
import { FileExport } from './jobs/file-export.js';
import { GenerationQueue, type JobLog } from './jobs/generation-queue.js';
import { Manifest } from './jobs/manifest.js';
import { WorkerPool } from './jobs/worker-pool.js';
import { DataFolder } from './records/data-folder.js';
import { confinedDuckDb } from './records/duckdb.js';
import { RecordStore } from './records/record-store.js';
import { CursorCodec } from './service/cursor.js';
import { DatasetService } from './service/datasets.js';
import { ExportService } from './service/exports.js';
import { PreviewService } from './service/previews.js';
import { ProfileService } from './service/profiles.js';
import { RecordService } from './service/records.js';
import { RunSettings } from './service/run-settings.js';
import { serverFacts } from './service/server-facts.js';
import type { Services } from './service/services.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

export interface OpenServices {
  readonly services: Services;
  readonly folder: DataFolder;
  /** Takes up what an earlier process left unfinished; for the one process that owns the data folder's jobs. */
  readonly resume: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Puts the use cases together on their data folder, for the server and the command line alike. */
export async function openServices(config: Config, log: JobLog): Promise<OpenServices> {
  const folder = new DataFolder(config.dataDir);
  await mkdir(folder.datasets, { recursive: true });
  const catalog = Catalog.open(folder.catalogFile);
  const profiles = new ProfileRepository(catalog);
  const datasets = new DatasetRepository(catalog);
  const store = await RecordStore.open(folder, config.workers);
  const duckDb = await confinedDuckDb(folder.root, 1); // for records that are sent as they are read
  const pool = new WorkerPool(config.workers, { dataFolder: folder.root });
  const manifest = new Manifest(datasets, folder);
  const fileExport = new FileExport(datasets, pool);
  const generations = new GenerationQueue(datasets, folder, pool, fileExport, manifest, log);
  const exportsAtOnce = Math.max(1, config.workers - 1); // leaves a worker for generations and previews
  const exports = new ExportQueue(datasets, folder, fileExport, manifest, exportsAtOnce, log);
  const cursors = new CursorCodec(await catalog.secret('cursor'));
  const runSettings = new RunSettings(profiles, config);
  const services: Services = {
    profiles: new ProfileService(profiles, cursors, config),
    datasets: new DatasetService(datasets, runSettings, generations, cursors, manifest),
    exports: new ExportService(datasets, exports, manifest, folder, duckDb),
    previews: new PreviewService(runSettings, pool),
    records: new RecordService(datasets, store, cursors),
    facts: serverFacts(version, config),
  };
  await services.profiles.addBuiltIns();
  return {
    services,
    folder,
    resume: async () => {
      pool.warmUp();
      await generations.resume();
      await exports.resume();
    },
    close: async () => {
      exports.stop();
      await generations.close(); // lets the workers go, and with them the exports
      await exports.settled();
      await catalog.close();
      store.close();
      duckDb.closeSync();
    },
  };
}
