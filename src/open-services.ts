import { mkdir, readdir } from 'node:fs/promises';
import type { DuckDBInstance } from '@duckdb/node-api';
import { ApiKeyRepository } from './catalog/api-key-repository.js';
import { AuditRepository } from './catalog/audit-repository.js';
import { Catalog } from './catalog/catalog.js';
import { DatasetChangeRepository } from './catalog/dataset-change-repository.js';
import { DatasetCare } from './catalog/dataset-care.js';
import { DatasetRepository } from './catalog/dataset-repository.js';
import { DatasetWork } from './catalog/dataset-work.js';
import { JobRepository, RunnerRepository } from './catalog/job-repository.js';
import { ProfileRepository } from './catalog/profile-repository.js';
import type { Config } from './config/config.js';
import { mayBeOpen } from './config/open-mode.js';
import { CatalogDatasetChanges } from './jobs/dataset-changes.js';
import { EmbeddedJobRunner, type RunnerLimits } from './jobs/embedded-job-runner.js';
import { FileCheck } from './jobs/file-check.js';
import { FileExport } from './jobs/file-export.js';
import { Generation } from './jobs/generation.js';
import type { JobLog } from './jobs/job-runner.js';
import { Manifest } from './jobs/manifest.js';
import { thisProcess } from './jobs/process-identity.js';
import { Reconciler } from './jobs/reconcile.js';
import { Removal } from './jobs/removal.js';
import { WorkerPool } from './jobs/worker-pool.js';
import { DataFolder } from './records/data-folder.js';
import { confinedDuckDb } from './records/duckdb.js';
import { isMissing, remove, statOrNull } from './records/durable-file.js';
import { PieceReader } from './records/record-pieces.js';
import { RecordStore } from './records/record-store.js';
import { AccessService } from './service/access.js';
import { ApiKeyService } from './service/api-keys.js';
import { AuditTrail } from './service/audit-trail.js';
import { Backup, type CopyProgress } from './service/backup.js';
import { CatalogRebuild } from './service/catalog-rebuild.js';
import { CursorCodec } from './service/cursor.js';
import { DatasetService } from './service/datasets.js';
import { DownloadLinks } from './service/download-links.js';
import { EstimateService } from './service/estimates.js';
import { ExportService } from './service/exports.js';
import { Maintenance } from './service/maintenance.js';
import { PreviewService } from './service/previews.js';
import { ProfileService } from './service/profiles.js';
import { ProgressService } from './service/progress.js';
import { Readiness } from './service/readiness.js';
import { RecordService } from './service/records.js';
import { restoreBackup } from './service/restore.js';
import { Retention } from './service/retention.js';
import { RunSettings } from './service/run-settings.js';
import { serverFacts } from './service/server-facts.js';
import type { Services } from './service/services.js';
import { Upkeep } from './service/upkeep.js';
import { Verification } from './service/verification.js';
import { VitalSignsService } from './service/vital-signs.js';
import { type Telemetry, UNTOLD } from './telemetry/telemetry.js';
import { version } from './version.js';

export interface OpenServices {
  readonly services: Services;
  readonly folder: DataFolder;
  readonly readiness: Readiness;
  readonly vitalSigns: VitalSignsService;
  /** Takes up what the catalog holds of work, for a process that serves. */
  readonly startJobs: () => Promise<void>;
  /** Lets go of jobs, so that this or another process goes on with them. */
  readonly stopJobs: () => Promise<void>;
  /** Stops jobs and closes everything. */
  readonly close: () => Promise<void>;
}

/** The data folder is not such that services can be opened on it; the message says why and what to do. Nothing was changed. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

/** Whether a catalog must be there where datasets are, or is about to be rebuilt from them. */
export type CatalogPresence = 'REQUIRED' | 'TO_BE_REBUILT';

export interface OpenOptions {
  readonly presence?: CatalogPresence;
  readonly telemetry?: Telemetry;
}

/**
 * Puts the use cases together on their data folder, for the server and the command line alike. A process that serves
 * takes up all jobs; the command line only what it has itself asked for. Throws DataFolderError.
 */
export async function openServices(
  config: Config,
  takes: RunnerLimits['takes'],
  log: JobLog,
  { presence = 'REQUIRED', telemetry = UNTOLD }: OpenOptions = {},
): Promise<OpenServices> {
  const folder = new DataFolder(config.dataDir);
  if (presence === 'REQUIRED') await requireCatalog(folder);
  await mkdir(folder.root, { recursive: true });
  const catalog = Catalog.open(folder.catalogFile, telemetry); // first: when it cannot be used, nothing is changed
  await mkdir(folder.datasets, { recursive: true });
  const pool = new WorkerPool(config.workers, { dataFolder: folder.root }, telemetry);
  const store = await RecordStore.open(folder, config.workers, telemetry);
  const duckDb = await confinedDuckDb(folder.root, 1); // for records that are sent as they are read
  const pieces = await PieceReader.open(duckDb, telemetry);
  const datasets = new DatasetRepository(catalog, config.maxWaitingJobs, config.limits);
  const parts = { config, log, folder, catalog, datasets, pool, telemetry };
  const jobs = await jobsOf({ ...parts, takes });
  const { services, care, verification } = await servicesOf({ ...parts, store, duckDb, pieces, ...jobs });
  const readiness = new Readiness(catalog, folder, pool);
  const queryLoads = () => [...store.load, pieces.load];
  const vitalSigns = new VitalSignsService({ ...jobs, datasets, pool, folder, queryLoads });
  const upkeep = new Upkeep(
    new Reconciler(care, folder, jobs.jobs, jobs.manifest, log),
    verification,
    new Retention(care, services.datasets, config, log),
    services.audit,
    log,
  );
  const stopJobs = async () => {
    upkeep.stop();
    await jobs.runner.stop();
  };
  return {
    services,
    folder,
    readiness,
    vitalSigns,
    startJobs: async () => {
      pool.warmUp();
      await upkeep.start();
      await jobs.runner.start();
      readiness.start();
    },
    stopJobs,
    close: async () => {
      await stopJobs();
      await pool.close(); // not before: requests need it for previews
      await upkeep.settled();
      await services.audit.close();
      await remove(jobs.staging);
      await catalog.close();
      store.close();
      pieces.close();
      duckDb.closeSync();
    },
  };
}

type Jobs = Awaited<ReturnType<typeof jobsOf>>;

interface ServiceParts extends Omit<JobParts, 'takes'>, Jobs {
  readonly store: RecordStore;
  readonly duckDb: DuckDBInstance;
  readonly pieces: PieceReader;
}

async function servicesOf(parts: ServiceParts) {
  const { config, log, folder, catalog, datasets, pool, store, duckDb, pieces } = parts;
  const { jobs, runner, manifest, fileCheck, staging } = parts;
  const care = new DatasetCare(catalog);
  const verification = new Verification(care, fileCheck, manifest, log);
  const profiles = new ProfileRepository(catalog);
  const cursors = new CursorCodec(await catalog.secret('cursor'));
  const keys = new ApiKeyRepository(catalog);
  const links = new DownloadLinks(await catalog.secret('download link'), config.maxLinkSeconds);
  const runSettings = new RunSettings(profiles, config);
  const services: Services = {
    profiles: new ProfileService(profiles, cursors, config),
    datasets: new DatasetService(datasets, runSettings, runner, cursors, folder),
    exports: new ExportService(datasets, runner, manifest, folder, duckDb, pieces, verification),
    estimates: new EstimateService(runSettings, pool),
    previews: new PreviewService(runSettings, pool),
    progress: new ProgressService(datasets, new CatalogDatasetChanges(new DatasetChangeRepository(catalog))),
    records: new RecordService(datasets, store, cursors, verification, folder),
    maintenance: new Maintenance(care, verification, manifest, pool, folder, runner, staging),
    catalogRebuild: new CatalogRebuild(care, jobs, fileCheck, folder),
    backup: new Backup(care, folder, pool),
    access: new AccessService(keys, links, mayBeOpen(config)),
    apiKeys: new ApiKeyService(keys, cursors),
    links,
    audit: new AuditTrail(new AuditRepository(catalog), cursors, config.auditDays, log),
    facts: serverFacts(version, config),
  };
  await services.profiles.addBuiltIns();
  return { services, care, verification };
}

interface JobParts {
  readonly config: Config;
  readonly takes: RunnerLimits['takes'];
  readonly log: JobLog;
  readonly folder: DataFolder;
  readonly catalog: Catalog;
  readonly datasets: DatasetRepository;
  readonly pool: WorkerPool;
  readonly telemetry: Telemetry;
}

async function jobsOf({ config, takes, log, folder, catalog, datasets, pool, telemetry }: JobParts) {
  const self = await thisProcess();
  const jobs = new JobRepository(catalog);
  const work = new DatasetWork(catalog);
  const manifest = new Manifest(datasets, folder, self.id);
  const fileCheck = new FileCheck(folder, pool);
  const fileExport = new FileExport(datasets, work, folder, pool, fileCheck, manifest, log);
  const performers = {
    GENERATION: new Generation(datasets, work, folder, pool, fileExport, manifest, log, telemetry),
    EXPORT: fileExport,
    REMOVAL: new Removal(jobs, manifest),
  };
  const limits = { running: config.runningJobs, takes };
  const runners = new RunnerRepository(catalog);
  const runner = new EmbeddedJobRunner(self, jobs, runners, performers, folder, limits, log, telemetry);
  return { runner, manifest, fileCheck, jobs, staging: folder.stagingOf(self.id) };
}

/** Puts a backup into the empty data folder. */
export async function restoreDataFolder(
  config: Config,
  backup: string,
  report: (progress: CopyProgress) => void,
): Promise<CopyProgress> {
  const folder = new DataFolder(config.dataDir);
  const pool = new WorkerPool(1, { dataFolder: folder.root });
  try {
    return await restoreBackup(backup, folder, pool, report);
  } finally {
    await pool.close();
  }
}

/** A new catalog beside datasets would hide them. */
async function requireCatalog(folder: DataFolder): Promise<void> {
  if (await statOrNull(folder.catalogFile)) return;
  for (const name of await datasetFolders(folder))
    if (await statOrNull(folder.manifest(name)))
      throw new DataFolderError(
        `${folder.catalogFile} is missing, and there are datasets beside it: 'synth911 catalog rebuild' makes it again from them.`,
      );
}

async function datasetFolders(folder: DataFolder): Promise<string[]> {
  return readdir(folder.datasets).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}
