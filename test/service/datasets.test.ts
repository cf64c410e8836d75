import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyIn } from '../../src/domain/global-id.js';
import { generate, startTempApp, type TempApp } from '../support/temp-app.js';

let temp: TempApp;
beforeAll(async () => {
  temp = await startTempApp();
});
afterAll(() => temp.close());

function keyOf(id: string): string {
  return keyIn('Dataset', id) ?? '';
}

describe('DatasetService.delete', () => {
  it('forgets a dataset with its files, then removes its folder', async () => {
    const { id } = await generate(temp, { settings: { recordCount: 10 } });
    await temp.app.services.datasets.delete(keyOf(id));
    expect(await temp.app.services.datasets.find(keyOf(id))).toBeNull();
    expect(await readdir(join(temp.folder, 'datasets'))).not.toContain(keyOf(id));
    await expect(temp.app.services.datasets.delete(keyOf(id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses a dataset that is being made or exported, and says so', async () => {
    const { datasets, exports } = temp.app.services;
    const { id } = await datasets.generate({ settings: { recordCount: 100_000 }, formats: [] });
    await expect(datasets.delete(id)).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { status: expect.any(String) },
    });
    while ((await datasets.find(id))?.status !== 'COMPLETED') await sleep(20);
    await exports.export({ datasetId: id, format: 'CSV' });
    await expect(datasets.delete(id)).rejects.toMatchObject({ code: 'CONFLICT', details: { status: 'COMPLETED' } });
    while ((await datasets.find(id))?.files[0]?.status !== 'COMPLETED') await sleep(20);
    await datasets.delete(id);
  });
});
