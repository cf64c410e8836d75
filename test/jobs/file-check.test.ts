import { existsSync, renameSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FileCheck } from '../../src/jobs/file-check.js';
import { WorkerPool } from '../../src/jobs/worker-pool.js';
import { DataFolder } from '../../src/records/data-folder.js';
import { aDataset } from '../domain/a-dataset.js';
import { tempFolder } from '../records/temp-folder.js';

it('finds well what is repaired while the rest is still being read', async () => {
  const folder = new DataFolder(await tempFolder());
  const pool = new WorkerPool(1, { dataFolder: folder.root });
  onTestFinished(() => pool.close());
  const dataset = aDataset({ status: 'COMPLETED' });
  const part = { firstPosition: 0, recordCount: 50, byteSize: 4, sha256: 'of no interest' };
  const parts = [0, 1].map((index) => ({ ...part, index }));
  const [lost = '', there = ''] = parts.map(({ index }) => folder.part(dataset.id, index));
  await mkdir(dirname(there), { recursive: true });
  for (const file of [`${lost}.repaired`, there]) await writeFile(file, 'part');
  const states = async (done: () => void) =>
    (await new FileCheck(folder, pool).check({ dataset, parts }, 'SIZE', done)).parts.map(({ state }) => state);
  expect(await states(() => {})).toEqual(['MISSING', 'OK']);
  const repair = () => {
    if (existsSync(`${lost}.repaired`)) renameSync(`${lost}.repaired`, lost);
  };
  expect(await states(repair)).toEqual(['OK', 'OK']);
});
