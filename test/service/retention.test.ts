import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyIn } from '../../src/domain/global-id.js';
import { generate, startAppOn, type TempApp, tempFolder } from '../support/temp-app.js';

const DAY = 24 * 60 * 60 * 1000;

let folder: string;
let remove: () => Promise<void>;
let temp: TempApp;
beforeEach(async () => {
  ({ folder, remove } = await tempFolder());
  temp = await startAppOn(folder);
});
afterEach(async () => {
  await temp.close();
  await remove();
});

/** A dataset whose work ended so many days ago. */
async function datasetOf(daysAgo: number): Promise<string> {
  const { id } = await generate(temp, { name: `${daysAgo} days old`, settings: { recordCount: 100 }, formats: [] });
  const catalog = new Database(join(folder, 'catalog.db'));
  const then = new Date(Date.now() - daysAgo * DAY).toISOString();
  catalog
    .prepare('UPDATE Dataset SET finishedAt = ? WHERE id = ?')
    .run(then.replace('Z', '+00:00'), keyIn('Dataset', id));
  catalog.close();
  return id;
}

async function names(): Promise<string[]> {
  const { data } = await temp.graphql('{ datasets { nodes { name } } }');
  return data.datasets.nodes.map((node: { name: string }) => node.name).toSorted();
}

async function restart(limits: { retentionDays?: number; retentionBytes?: number }): Promise<void> {
  await temp.close();
  temp = await startAppOn(folder, limits);
}

describe('retention', () => {
  it('keeps everything unless it is asked for', async () => {
    await datasetOf(30_000);
    await restart({});
    expect(await names()).toEqual(['30000 days old']);
  });

  it('deletes datasets whose work ended longer ago than the limit', async () => {
    for (const days of [1, 9, 11]) await datasetOf(days);
    await restart({ retentionDays: 10 });
    await expect.poll(names).toEqual(['1 days old', '9 days old']);
  });

  it('deletes the oldest until the others fit', async () => {
    for (const days of [3, 1, 2]) await datasetOf(days);
    const catalog = new Database(join(folder, 'catalog.db'));
    const bytes =
      catalog.prepare<[], { bytes: number }>('SELECT max(byteSize) AS bytes FROM PartFile').get()?.bytes ?? 0;
    catalog.close();
    await restart({ retentionBytes: 2 * bytes });
    await expect.poll(names).toEqual(['1 days old', '2 days old']);
  });
});
