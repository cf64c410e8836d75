import { describe, expect, it } from 'vitest';
import type { CallerQuota } from '../../src/catalog/caller-quota.js';
import { DatasetRepository } from '../../src/catalog/dataset-repository.js';
import { aDataset, anOutputFile } from '../domain/a-dataset.js';
import { tempCatalog } from './temp-catalog.js';

async function withQuota(quota: Partial<CallerQuota>) {
  const catalog = await tempCatalog();
  const datasets = new DatasetRepository(catalog, 100, { keyJobs: null, keyBytes: null, ...quota });
  const generate = (id: string, createdBy: string | null, bytes = 0) =>
    datasets.insert(aDataset({ id, createdBy, status: 'COMPLETED' }), null, bytes);
  const finish = (id: string) => catalog.write((tx) => tx.job.deleteMany({ where: { id } }));
  return { catalog, datasets, generate, finish };
}

describe('the quota of one person', () => {
  it('is so many jobs that wait or run, under whatever key of that name', async () => {
    const { generate, finish } = await withQuota({ keyJobs: 2 });
    await generate('1', 'Ada');
    await generate('2', 'ada');
    await expect(generate('3', 'ADA')).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { jobs: 2, limit: 2 },
    });
    await generate('4', 'bob');
    await finish('1');
    await generate('5', 'ada');
  });

  it('is so many bytes: those of records and files, and those that jobs may still write', async () => {
    const { catalog, datasets, generate, finish } = await withQuota({ keyBytes: 1_000 });
    await generate('1', 'ada', 600);
    await expect(generate('2', 'ada', 500)).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { neededBytes: 500, usedBytes: 600, limitBytes: 1_000 },
    });
    await finish('1');
    const part = { datasetId: '1', index: 0, firstPosition: 0, recordCount: 1, byteSize: 300, sha256: '' };
    await catalog.write((tx) => tx.partFile.create({ data: part }));
    const file = anOutputFile({ id: 'file', datasetId: '1', byteSize: 150 });
    const request = { caller: 'bob', idempotency: null, reservedBytes: 10 };
    await datasets.insertFile(file, (n) => `${n}.csv`, request); // bob's own, though the dataset is ada's
    await expect(generate('3', 'ada', 701)).rejects.toMatchObject({ details: { usedBytes: 300 } });
    await expect(generate('4', 'bob', 841)).rejects.toMatchObject({ details: { usedBytes: 160 } });
    await generate('5', 'ada', 700);
    await generate('6', 'bob', 840);
  });

  it('is none where nobody has a key', async () => {
    const { catalog, generate } = await withQuota({ keyJobs: 1, keyBytes: 1 });
    for (const id of ['1', '2', '3']) await generate(id, null, 1_000_000);
    expect(await catalog.db.job.count()).toBe(3);
  });
});
