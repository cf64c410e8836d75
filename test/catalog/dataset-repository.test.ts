import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Catalog } from '../../src/catalog/catalog.js';
import { DatasetRepository, datasetSeekKey } from '../../src/catalog/dataset-repository.js';
import { ProfileRepository } from '../../src/catalog/profile-repository.js';
import type { SeekRequest } from '../../src/catalog/seek.js';
import type { Dataset } from '../../src/domain/dataset.js';
import { IdempotencyMismatchError } from '../../src/domain/errors.js';
import { DATASET_ORDER_FIELDS, type DatasetFilter } from '../../src/domain/filters.js';
import { aDataset, anOutputFile } from '../domain/a-dataset.js';
import { tempFolder } from '../records/temp-folder.js';
import { aProfile, CREATED_AT, tempCatalog } from './temp-catalog.js';

async function repositoryOf(...datasets: Dataset[]) {
  const catalog = await tempCatalog();
  const repository = new DatasetRepository(catalog, 100);
  for (const dataset of datasets) await repository.insert(dataset, null);
  return { catalog, repository };
}

const LATER = at(5_000);
function at(millis: number): Date {
  return new Date(CREATED_AT.getTime() + millis);
}

describe('DatasetRepository', () => {
  it('gives back what was put in, files in the order they were asked for', async () => {
    const files = ['b', 'a'].map((id, i) =>
      anOutputFile({ id, name: `${id}.csv`, createdAt: new Date(CREATED_AT.getTime() + i), byteSize: 5_000_000_000 }),
    );
    const dataset = aDataset({ files, adjustments: ['fewer addresses'], seed: 'Ω', createdBy: 'me' });
    const { repository } = await repositoryOf(dataset);
    expect(await repository.find(dataset.id)).toEqual(dataset);
    expect(await repository.findFile('a')).toEqual(files[1]);
    expect(await repository.find('none')).toBeNull();
    expect(await repository.findFile('none')).toBeNull();
  });

  it('stores once for an idempotency key, files and all, and refuses it with another input', async () => {
    const { repository, catalog } = await repositoryOf();
    const request = { caller: '', key: 'k', inputHash: 'h', now: CREATED_AT };
    const first = await repository.insert(aDataset({ files: [anOutputFile()] }), request);
    const again = aDataset({ id: 'dataset-2', files: [anOutputFile({ id: 'file-2', datasetId: 'dataset-2' })] });
    expect(await repository.insert(again, request)).toEqual(first);
    await expect(repository.insert(again, { ...request, inputHash: 'x' })).rejects.toThrow(IdempotencyMismatchError);
    expect([await repository.count({}), await catalog.db.outputFile.count()]).toEqual([1, 1]);
  });

  it('finds a dataset as it is now, whoever changed or deleted it in between', async () => {
    const file = join(await tempFolder(), 'catalog.db');
    const [here, elsewhere] = [Catalog.open(file), Catalog.open(file)].map((catalog) => {
      onTestFinished(() => catalog.close());
      return new DatasetRepository(catalog, 100);
    }) as [DatasetRepository, DatasetRepository];
    const { id } = await here.insert(aDataset({ status: 'COMPLETED' }), null);
    for (const changing of [here, elsewhere]) {
      const fileId = `file-${changing === here}`;
      expect((await here.find(id))?.files.map((known) => known.id)).not.toContain(fileId);
      await changing.insertFile(anOutputFile({ id: fileId }), (ordinal) => `${ordinal}.csv`, {
        caller: '',
        idempotency: null,
      });
      expect((await here.find(id))?.files.map((known) => known.id)).toContain(fileId);
    }
    await elsewhere.delete(id, LATER);
    expect(await here.find(id)).toBeNull();
  });

  it('forgets what it found inside a write that came to nothing', async () => {
    const dataset = aDataset();
    const { repository, catalog } = await repositoryOf(dataset);
    const failing = catalog.write(async (tx) => {
      await tx.dataset.update({ where: { id: dataset.id }, data: { name: 'Never' } });
      await repository.find(dataset.id);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await repository.find(dataset.id)).toEqual(dataset);
  });

  it('keeps a dataset whose profile is deleted', async () => {
    const { repository, catalog } = await repositoryOf();
    const profiles = new ProfileRepository(catalog);
    await profiles.insert(aProfile(), null);
    await repository.insert(aDataset({ profileId: 'profile-1', profileRevision: 1 }), null);
    await profiles.delete('profile-1', 1);
    expect(await repository.find('dataset-1')).toMatchObject({ profileId: null, profileRevision: 1 });
  });
});

describe('DatasetRepository.page', () => {
  const datasets = [
    aDataset({ id: 'a', name: 'Night', recordCount: 10, status: 'COMPLETED' }),
    aDataset({ id: 'b', name: 'night', recordCount: 10, status: 'FAILED' }),
    aDataset({ id: 'c', name: 'Day_1', recordCount: 5, status: 'QUEUED' }),
    aDataset({ id: 'd', name: 'Day 1', recordCount: 10, createdAt: LATER }),
  ];
  const whole: SeekRequest = { count: 10, backward: false, direction: 'ASC', after: null, before: null };

  it.each<[DatasetFilter, string]>([
    [{}, 'abcd'],
    [{ status: { eq: 'QUEUED' } }, 'cd'],
    [{ status: { ne: 'QUEUED' } }, 'ab'],
    [{ status: { in: ['FAILED', 'COMPLETED'] } }, 'ab'],
    [{ status: { in: [] } }, ''],
    [{ status: { notIn: ['FAILED', 'QUEUED'] } }, 'a'],
    [{ name: { eq: 'NIGHT' } }, 'ab'],
    [{ name: { contains: 'y_' } }, 'c'],
    [{ name: { startsWith: 'day' }, status: { ne: 'FAILED' } }, 'cd'],
    [{ profileId: 'profile-1' }, ''],
  ])('finds by %j: %s', async (filter, ids) => {
    const { repository } = await repositoryOf(...datasets);
    const { items } = await repository.page(filter, 'CREATED_AT', whole);
    expect(
      items
        .map(({ id }) => id)
        .toSorted()
        .join(''),
    ).toBe(ids);
    expect(await repository.count(filter)).toBe(ids.length);
  });

  it.each([
    ['NAME', 'dcab'],
    ['CREATED_AT', 'abcd'],
    ['RECORD_COUNT', 'cabd'],
  ] as const)('orders by %s, then by id, and walks that order one by one both ways', async (field, ids) => {
    const { repository } = await repositoryOf(...datasets);
    expect(DATASET_ORDER_FIELDS).toContain(field);
    for (const [direction, backward] of [
      ['ASC', false],
      ['ASC', true],
      ['DESC', false],
      ['DESC', true],
    ] as const) {
      const walked: string[] = [];
      let request: SeekRequest = { ...whole, count: 1, direction, backward };
      while (walked.length < datasets.length) {
        const [item] = (await repository.page({}, field, request)).items;
        walked.push(item?.id ?? '');
        const edge = item ? datasetSeekKey(item, field) : null;
        request = { ...request, after: backward ? null : edge, before: backward ? edge : null };
      }
      const reversed = (direction === 'DESC') !== backward;
      expect(walked.join('')).toBe(reversed ? [...ids].toReversed().join('') : ids);
    }
  });
});
