import { describe, expect, it } from 'vitest';
import { DatasetRepository } from '../../src/catalog/dataset-repository.js';
import { DatasetWork } from '../../src/catalog/dataset-work.js';
import { JobRepository, RunnerRepository } from '../../src/catalog/job-repository.js';
import type { Dataset } from '../../src/domain/dataset.js';
import { type Lease, LeaseLostError } from '../../src/domain/job.js';
import { aDataset, anOutputFile } from '../domain/a-dataset.js';
import { CREATED_AT, tempCatalog } from './temp-catalog.js';

const LATER = new Date(CREATED_AT.getTime() + 5_000);
const A_PART = { index: 0, firstPosition: 0, recordCount: 60, byteSize: 3_000_000_000, sha256: 'ab' };

/** A catalog with the dataset, whose job a process has taken up. */
async function atWorkOn(dataset: Dataset) {
  const catalog = await tempCatalog();
  const datasets = new DatasetRepository(catalog, 100);
  const jobs = new JobRepository(catalog);
  await datasets.insert(dataset, null);
  const self = { id: 'process', host: 'here', pid: 1, processStart: null, heartbeatAt: CREATED_AT };
  await new RunnerRepository(catalog).beat(self);
  await jobs.claimWork(self.id, 'ALL');
  const lease: Lease = { jobId: dataset.id, ownerId: self.id };
  return { catalog, datasets, jobs, lease, work: new DatasetWork(catalog) };
}

describe('DatasetWork', () => {
  it('goes from QUEUED over RUNNING to COMPLETED, counting records with each part', async () => {
    const dataset = aDataset({ files: [anOutputFile()] });
    const { datasets, jobs, lease, work } = await atWorkOn(dataset);
    await work.start(lease, dataset, ['adjusted'], LATER);
    expect(await datasets.find(dataset.id)).toMatchObject({
      status: 'RUNNING',
      startedAt: LATER,
      generationMillis: 0,
      adjustments: ['adjusted'],
    });
    const second = { ...A_PART, index: 1, firstPosition: 60, recordCount: 40 };
    await work.insertPart(lease, dataset.id, A_PART, 20);
    await work.insertPart(lease, dataset.id, second, 30);
    expect(await datasets.findParts(dataset.id)).toEqual([A_PART, second]);
    const written = { status: 'COMPLETED', recordCount: 100, byteSize: 9, sha256: 'cd' } as const;
    await work.updateFile(lease, { ...anOutputFile(), ...written });
    await work.complete(lease, dataset.id, LATER);
    expect(await datasets.find(dataset.id)).toMatchObject({
      status: 'COMPLETED',
      recordsWritten: 100,
      generationMillis: 30,
      finishedAt: LATER,
      files: [written],
    });
    expect(await jobs.find(dataset.id)).toBeNull();
  });

  it('counts the records of a part once', async () => {
    const { datasets, lease, work } = await atWorkOn(aDataset());
    await work.insertPart(lease, 'dataset-1', A_PART, 20);
    await expect(work.insertPart(lease, 'dataset-1', A_PART, 40)).rejects.toThrow(/unique/i);
    expect(await datasets.find('dataset-1')).toMatchObject({ recordsWritten: 60, generationMillis: 20 });
  });

  it('forgets damaged parts, and that their records were written', async () => {
    const { datasets, lease, work } = await atWorkOn(aDataset());
    await work.insertPart(lease, 'dataset-1', A_PART, 20);
    await work.insertPart(lease, 'dataset-1', { ...A_PART, index: 1, recordCount: 40 }, 20);
    await work.deleteParts(lease, 'dataset-1', [A_PART]);
    expect(await datasets.findParts('dataset-1')).toMatchObject([{ index: 1 }]);
    expect(await datasets.find('dataset-1')).toMatchObject({ recordsWritten: 40 });
  });

  it('keeps when it first began, when it goes on after a restart', async () => {
    const dataset = aDataset({ startedAt: CREATED_AT, generationMillis: 700 });
    const { datasets, lease, work } = await atWorkOn(dataset);
    await work.start(lease, dataset, [], LATER);
    expect(await datasets.find(dataset.id)).toMatchObject({ startedAt: CREATED_AT, generationMillis: 700 });
  });

  it('records a failure, fails the files with it, and leaves the job to clean up', async () => {
    const { datasets, jobs, lease, work } = await atWorkOn(aDataset({ files: [anOutputFile()] }));
    const failure = { code: 'DISK_FULL', message: 'No space.' };
    await work.fail(lease, 'dataset-1', failure, LATER);
    const failed = { status: 'FAILED', failure, finishedAt: LATER, files: [{ status: 'FAILED' }] };
    expect(await datasets.find('dataset-1')).toMatchObject(failed);
    expect(await jobs.find('dataset-1')).toMatchObject({ cancelled: true, ownerId: lease.ownerId });
  });

  it.each([
    ['was cancelled', async ({ datasets }) => void (await datasets.cancel('dataset-1', LATER))],
    ['was deleted', async ({ datasets }) => void (await datasets.delete('dataset-1', LATER))],
    ['is another process’s', async ({ jobs, lease }) => jobs.release(lease.ownerId)],
    ['is done', async ({ work, lease }) => work.complete(lease, 'dataset-1', LATER)],
  ] satisfies [string, (at: Awaited<ReturnType<typeof atWorkOn>>) => Promise<void>][])(
    'writes nothing more when the job %s',
    async (_, happens) => {
      const dataset = aDataset({ files: [anOutputFile()] });
      const at = await atWorkOn(dataset);
      await happens(at);
      const { datasets, lease, work } = at;
      const before = await datasets.find(dataset.id);
      const steps = [
        () => work.start(lease, dataset, ['late'], LATER),
        () => work.insertPart(lease, dataset.id, A_PART, 1),
        () => work.deleteParts(lease, dataset.id, [A_PART]),
        () => work.updateFile(lease, { ...anOutputFile(), status: 'WRITING' }),
        () => work.finishFile(lease, { ...anOutputFile(), status: 'COMPLETED' }),
        () => work.complete(lease, dataset.id, LATER),
        () => work.fail(lease, dataset.id, { code: 'X', message: 'x' }, LATER),
      ];
      for (const step of steps) await expect(step()).rejects.toThrow(LeaseLostError);
      expect(await datasets.find(dataset.id)).toEqual(before);
    },
  );
});
