import { access, readFile } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { Catalog } from '../../src/catalog/catalog.js';
import { DatasetRepository } from '../../src/catalog/dataset-repository.js';
import { Manifest } from '../../src/jobs/manifest.js';
import { DataFolder } from '../../src/records/data-folder.js';
import { aDataset } from '../domain/a-dataset.js';
import { tempFolder } from '../records/temp-folder.js';

it('makes no folder anew for a dataset that was deleted meanwhile', async () => {
  const folder = new DataFolder(await tempFolder());
  const catalog = Catalog.open(folder.catalogFile);
  onTestFinished(() => catalog.close());
  const datasets = new DatasetRepository(catalog, 100);
  const manifest = new Manifest(datasets, folder, 'process');
  const { id } = await datasets.insert(aDataset(), null);
  await manifest.write(id);
  expect(JSON.parse(await readFile(folder.manifest(id), 'utf8'))).toMatchObject({ id, status: 'QUEUED' });
  const deleted: Promise<unknown>[] = []; // another process deletes it while the manifest is being written
  const read = datasets.findParts.bind(datasets);
  datasets.findParts = async (datasetId) => {
    const parts = await read(datasetId);
    deleted.push(datasets.delete(id, new Date()));
    await Promise.all(deleted);
    return parts;
  };
  await manifest.write(id);
  await expect(access(folder.dataset(id))).rejects.toThrow('ENOENT');
});
