import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keyIn } from '../../src/domain/global-id.js';
import { runCommand } from '../support/command.js';
import { flipByte, folderOf, hashesIn } from '../support/data-at-rest.js';
import { generate, startAppOn, type TempApp, tempFolder } from '../support/temp-app.js';

/** A data folder with two datasets, made once; each test has a copy of it. */
let made: { folder: string; remove: () => Promise<void> };
let id: string;
let other: string;
beforeAll(async () => {
  made = await tempFolder();
  const maker = await startAppOn(made.folder);
  ({ id } = await generate(maker, { settings: { recordCount: 1_000 }, formats: ['CSV', 'XLSX'], seed: 'a' }));
  ({ id: other } = await generate(maker, { settings: { recordCount: 10 } }));
  await maker.close();
});
afterAll(() => made.remove());

let folder: string;
let copy: string;
let elsewhere: string;
let removeAll: () => Promise<void>;
let temp: TempApp;
beforeEach(async () => {
  const folders = await Promise.all([tempFolder(), tempFolder(), tempFolder()]);
  [folder, copy, elsewhere] = folders.map((each) => each.folder) as [string, string, string];
  removeAll = async () => void (await Promise.all(folders.map((each) => each.remove())));
  await cp(made.folder, folder, { recursive: true });
  temp = await startAppOn(folder);
});
afterEach(async () => {
  await temp.close();
  await removeAll();
});

function backUp() {
  return runCommand(folder, ['backup', copy, '--data-dir', folder]);
}

function restore() {
  return runCommand(folder, ['restore', copy, '--data-dir', elsewhere]);
}

describe('synth911 backup', () => {
  it('copies what a service has while it works, and a restored service goes on with it', async () => {
    const { data } = await temp.graphql(
      'mutation { generateDataset(input: { settings: { recordCount: 100000 }, formats: [] }) { dataset { id } } }',
    );
    const working = data.generateDataset.dataset.id;
    const backedUp = await temp.app.services.backup.make(copy, () => {});
    expect(backedUp).toMatchObject({ datasets: 3, files: 8, damaged: [] });
    expect(await restore()).toMatchObject({ code: 0, stdout: expect.stringContaining('Restored') });
    expect(await hashesIn(folderOf(elsewhere, id))).toEqual(await hashesIn(folderOf(folder, id)));
    const restored = await startAppOn(elsewhere);
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Dataset { status records(first: 2) { totalCount nodes { callId } } } } }`;
    const ids = [id, working];
    const states = async (app: TempApp) => (await app.graphql(query, { ids })).data.nodes;
    await expect.poll(async () => (await states(temp))[1].status, { timeout: 50_000 }).toBe('COMPLETED');
    await expect.poll(async () => (await states(restored))[1].status, { timeout: 50_000 }).toBe('COMPLETED');
    expect(await states(restored)).toEqual(await states(temp));
    await restored.close();
    expect(await runCommand(folder, ['verify', '--data-dir', elsewhere])).toMatchObject({ code: 0 });
  });

  it('leaves out a dataset that is deleted while it is copied', async () => {
    const { services } = temp.app;
    const goneKey = keyIn('Dataset', id) ?? '';
    const deletions: Promise<void>[] = [];
    await services.backup.make(copy, () => {
      if (deletions.length === 0) deletions.push(services.datasets.delete(goneKey));
    });
    await Promise.all(deletions);
    expect(await readdir(join(copy, 'datasets'))).toContain(keyIn('Dataset', other));
    expect(await restore()).toMatchObject({ code: 0 });
    expect(await runCommand(folder, ['verify', '--data-dir', elsewhere])).toMatchObject({ code: 0 });
  });

  it('names what is damaged here, and leaves that out alone', async () => {
    await flipByte(join(folderOf(folder, id), 'records', 'part-00000.parquet'), 0.5);
    expect(await backUp()).toMatchObject({ code: 1, stderr: expect.stringContaining('part 0 of dataset') });
    expect(await restore()).toMatchObject({ code: 0 });
    expect(await runCommand(folder, ['repair', '--data-dir', elsewhere])).toMatchObject({ code: 0 });
    expect(await runCommand(folder, ['verify', '--data-dir', elsewhere])).toMatchObject({ code: 0 });
  });

  it('wants a folder of its own, outside the data folder', async () => {
    await writeFile(join(copy, 'mine.txt'), 'mine');
    expect(await backUp()).toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') });
    const inside = await runCommand(folder, ['backup', join(folder, 'backup'), '--data-dir', folder]);
    expect(inside).toMatchObject({ code: 1, stderr: expect.stringContaining('outside the data folder') });
    expect(await readdir(copy)).toEqual(['mine.txt']);
  });
});

describe('synth911 restore', () => {
  it('refuses an unfinished backup', async () => {
    await backUp();
    await rm(join(copy, 'backup.json'));
    expect(await restore()).toMatchObject({ code: 1, stderr: expect.stringContaining('not finished') });
    expect(await readdir(elsewhere)).toEqual([]);
  });

  it('refuses a damaged backup, and leaves nothing', async () => {
    await backUp();
    await flipByte(join(folderOf(copy, id), 'records', 'part-00000.parquet'), 0.5);
    expect(await restore()).toMatchObject({ code: 1, stderr: expect.stringContaining('part-00000.parquet') });
    expect(await readdir(elsewhere)).toEqual([]);
  });

  it('refuses a data folder with anything in it', async () => {
    await backUp();
    await writeFile(join(elsewhere, 'mine.txt'), 'mine');
    expect(await restore()).toMatchObject({ code: 1, stderr: expect.stringContaining('not empty') });
    expect(await readdir(elsewhere)).toEqual(['mine.txt']);
  });

  it('refuses a backup whose contents name files outside of it', async () => {
    await backUp();
    const contents = join(copy, 'backup.json');
    await writeFile(contents, (await readFile(contents, 'utf8')).replace('"catalog.db"', '"../catalog.db"'));
    expect(await restore()).toMatchObject({ code: 1, stderr: expect.stringContaining('inside the backup') });
  });
});
