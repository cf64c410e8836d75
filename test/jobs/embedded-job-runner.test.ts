import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Catalog } from '../../src/catalog/catalog.js';
import { DatasetRepository } from '../../src/catalog/dataset-repository.js';
import { finishJob, JobRepository, RunnerRepository } from '../../src/catalog/job-repository.js';
import { EmbeddedJobRunner } from '../../src/jobs/embedded-job-runner.js';
import type { JobPerformer } from '../../src/jobs/job-runner.js';
import { Manifest } from '../../src/jobs/manifest.js';
import { thisProcess } from '../../src/jobs/process-identity.js';
import { Removal } from '../../src/jobs/removal.js';
import { DataFolder } from '../../src/records/data-folder.js';
import { aDataset } from '../domain/a-dataset.js';
import { tempFolder } from '../records/temp-folder.js';
import { silentLog } from '../support/silent-log.js';

const NOW = new Date();
const { id } = aDataset();

/** A data folder in which a deleted dataset is left to be removed, while another process still has work on it in hand. */
async function deletedWhileInWork() {
  const folder = new DataFolder(await tempFolder());
  const catalog = Catalog.open(folder.catalogFile);
  onTestFinished(() => catalog.close());
  const datasets = new DatasetRepository(catalog, 100);
  const jobs = new JobRepository(catalog);
  const runners = new RunnerRepository(catalog);
  const other = { ...(await thisProcess()), heartbeatAt: NOW };
  await runners.beat(other);
  await datasets.insert(aDataset(), null);
  await mkdir(folder.records(id), { recursive: true });
  await datasets.delete(id, NOW);
  await catalog.write(async (tx) => {
    await tx.job.update({ where: { id }, data: { kind: 'REMOVAL' } });
    const job = { id: 'export', kind: 'EXPORT', datasetId: id, caller: '', createdAt: NOW, cancelled: true } as const;
    await tx.job.create({ data: { ...job, ownerId: other.id } });
  });
  const runner = async () => {
    const self = await thisProcess();
    const removal = new Removal(jobs, new Manifest(datasets, folder, self.id));
    const performers = { GENERATION: removal, EXPORT: removal, REMOVAL: removal };
    const limits = { running: 1, takes: 'ALL' } as const;
    return new EmbeddedJobRunner(self, jobs, runners, performers, folder, limits, silentLog);
  };
  return { catalog, folder, jobs, runner };
}

describe('EmbeddedJobRunner', () => {
  it('takes up no other work beside a job whose processes have ended, until that gets further', async () => {
    const folder = new DataFolder(await tempFolder());
    const catalog = Catalog.open(folder.catalogFile);
    onTestFinished(() => catalog.close());
    const [jobs, runners, self] = [new JobRepository(catalog), new RunnerRepository(catalog), await thisProcess()];
    for (const [i, [job, attempts]] of [['suspect', 2] as const, ['other', 0] as const].entries()) {
      const data = {
        id: job,
        kind: 'GENERATION',
        datasetId: job,
        caller: '',
        createdAt: new Date(i),
        attempts,
      } as const;
      await catalog.write((tx) => tx.job.create({ data }));
    }
    const steps: string[] = [];
    const signOfLife = async () => (await runners.all())[0]?.heartbeatAt.getTime();
    const performer: JobPerformer = {
      perform: async ({ id: job }, { lease, progressed }) => {
        steps.push(job);
        if (job === 'suspect') {
          for (let i = 0; i < 2; i++) {
            const before = await signOfLife(); // just after each, the runner looks for work
            await vi.waitUntil(async () => (await signOfLife()) !== before, 5_000);
          }
          steps.push('further');
          progressed();
          await vi.waitUntil(() => steps.includes('other'), 5_000);
        }
        await catalog.write((tx) => finishJob(tx, lease));
        return 'COMPLETED';
      },
      cleanUp: async () => undefined,
    };
    const performers = { GENERATION: performer, EXPORT: performer, REMOVAL: performer };
    const limits = { running: 2, takes: 'ALL' } as const;
    const runner = new EmbeddedJobRunner(self, jobs, runners, performers, folder, limits, silentLog);
    await runner.start();
    await vi.waitFor(async () => expect(await jobs.counts()).toEqual([]), 10_000);
    await runner.stop();
    expect(steps).toEqual(['suspect', 'further', 'other']);
  });

  it('stops at once while a removal waits for another process, and goes on with it at the next start', async () => {
    const { catalog, folder, jobs, runner } = await deletedWhileInWork();
    const first = await runner();
    await first.start();
    await vi.waitFor(async () => expect(await jobs.find(id)).toMatchObject({ ownerId: expect.any(String) }));
    const stopping = performance.now();
    await first.stop();
    expect(performance.now() - stopping).toBeLessThan(2_000);
    expect(await jobs.find(id)).toMatchObject({ ownerId: null });
    await access(folder.records(id));

    await catalog.write((tx) => tx.job.delete({ where: { id: 'export' } }));
    const second = await runner();
    await second.start();
    await vi.waitFor(async () => expect(await jobs.find(id)).toBeNull(), { timeout: 5_000 });
    await expect(access(join(folder.dataset(id)))).rejects.toThrow('ENOENT');
    await second.stop();
  });
});
