import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Catalog } from '../../src/catalog/catalog.js';
import { DatasetRepository } from '../../src/catalog/dataset-repository.js';
import { DatasetWork } from '../../src/catalog/dataset-work.js';
import { JobRepository } from '../../src/catalog/job-repository.js';
import { LeaseLostError } from '../../src/domain/job.js';
import { GENERATOR_VERSION } from '../../src/generation/generator-version.js';
import { FileCheck } from '../../src/jobs/file-check.js';
import { FileExport } from '../../src/jobs/file-export.js';
import { Generation } from '../../src/jobs/generation.js';
import { Manifest } from '../../src/jobs/manifest.js';
import { WorkerPool } from '../../src/jobs/worker-pool.js';
import { DataFolder } from '../../src/records/data-folder.js';
import { aDataset } from '../domain/a-dataset.js';
import { someSettings } from '../domain/some-settings.js';
import { tempFolder } from '../records/temp-folder.js';
import { silentLog } from '../support/silent-log.js';

describe('Generation', () => {
  it('leaves the files of a dataset alone when it fails after another process has taken the job over', async () => {
    const folder = new DataFolder(await tempFolder());
    const catalog = Catalog.open(folder.catalogFile);
    onTestFinished(() => catalog.close());
    const [datasets, work] = [new DatasetRepository(catalog, 100), new DatasetWork(catalog)];
    const pool = new WorkerPool(1, { dataFolder: folder.root });
    const manifest = new Manifest(datasets, folder, 'late');
    const fileExport = new FileExport(datasets, work, folder, pool, new FileCheck(folder, pool), manifest, silentLog);
    const generation = new Generation(datasets, work, folder, pool, fileExport, manifest, silentLog);
    // No disk has room for so much, so that it fails.
    const dataset = aDataset({
      generatorVersion: GENERATOR_VERSION,
      recordCount: 2e9,
      settings: { ...someSettings(), addressPoolSize: 1e9 },
    });
    await datasets.insert(dataset, null);
    await mkdir(folder.records(dataset.id), { recursive: true });
    await writeFile(folder.part(dataset.id, 0), 'made by the process whose job it is');
    const job = await new JobRepository(catalog).find(dataset.id);
    if (!job) throw new Error('there is no job');

    const context = { lease: { jobId: job.id, ownerId: 'late' }, signal: new AbortController().signal };
    const step = { staging: folder.staging('late', job.id), progressed: vi.fn<() => void>(), attempt: 1 };
    const performed = generation.perform(job, { ...context, ...step });
    await expect(performed).rejects.toThrow(LeaseLostError);
    expect(await readdir(folder.records(dataset.id))).toHaveLength(1);
  });
});
