import { execFileSync } from 'node:child_process';
import { readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { smallDisk } from '../support/small-disk.js';
import { generate, type Json, startAppOn, startTempApp, type TempApp, tempFolder } from '../support/temp-app.js';

const INPUT = { settings: { recordCount: 1_000, addressPoolSize: 100 }, formats: ['CSV'] };
const FAILURE = `query ($id: ID!) { dataset(id: $id) { failure { code message } files { status failure { code } } } }`;
const DELETE = 'mutation ($id: ID!) { deleteDataset(input: { datasetId: $id }) { deletedDatasetId } }';

async function expectStorageFailed(temp: TempApp): Promise<void> {
  const { id, status } = await generate(temp, INPUT);
  expect(status).toBe('FAILED');
  const { failure, files }: Json = (await temp.graphql(FAILURE, { id })).data.dataset;
  expect(failure.code).toBe('STORAGE_FAILED');
  expect(failure.message).toContain('could not write to its data folder');
  expect(failure.message).not.toContain(temp.folder);
  expect(files).toEqual([{ status: 'FAILED', failure: { code: 'STORAGE_FAILED' } }]);
}

describe.concurrent('a generation', () => {
  it.each(['staging', 'datasets'])('is FAILED soon when a file is in the place of %s/', async (name) => {
    const temp = await startTempApp();
    const place = join(temp.folder, name);
    await rm(place, { recursive: true, force: true });
    await writeFile(place, 'in the way');
    await expectStorageFailed(temp);
    await rm(place);
    expect((await generate(temp, INPUT)).status).toBe('COMPLETED');
    await temp.close();
  });
});

const disk = smallDisk(16);

// Mounting needs root; elsewhere nothing becomes read-only for whoever owns it.
describe.skipIf(disk === null)('a generation on a disk that has become read-only', () => {
  const root = disk ?? '';
  const remount = (as: 'ro' | 'rw') => execFileSync('mount', ['-o', `remount,${as}`, root]);

  it('is FAILED soon, and what cannot be removed is removed when the disk can be written to again', async () => {
    const { folder, remove } = await tempFolder();
    onTestFinished(remove);
    await symlink(join(folder, 'catalog.db'), join(root, 'catalog.db')); // it is to stay writable
    const temp = await startAppOn(root);
    const { id, status } = await generate(temp, INPUT);
    expect(status).toBe('COMPLETED');
    remount('ro');
    await expectStorageFailed(temp);
    await temp.graphql(DELETE, { id });
    expect(await readdir(join(root, 'datasets'))).toHaveLength(1);
    remount('rw');
    await vi.waitFor(async () => expect(await readdir(join(root, 'datasets'))).toEqual([]), { timeout: 15_000 });
    expect((await generate(temp, INPUT)).status).toBe('COMPLETED');
    await temp.close();
  });
});
