import { appendFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CatalogView } from '../support/catalog-view.js';
import { folderOf } from '../support/data-at-rest.js';
import { contentsOf } from '../support/folder-contents.js';
import { followed } from '../support/followed-dataset.js';
import { ServiceProcess } from '../support/service-process.js';
import { smallDisk } from '../support/small-disk.js';

const DISK_MEBIBYTES = 320;
const MEBIBYTE = 1024 * 1024;
const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const STATE = `query ($id: ID!) {
  dataset(id: $id) { status recordsWritten failure { code message } files { status url } records(first: 3) { totalCount nodes { callId } } }
}`;

const disk = smallDisk(DISK_MEBIBYTES);

async function generated(service: ServiceProcess, recordCount: number, formats: readonly string[]): Promise<string> {
  const input = { settings: { recordCount }, formats, seed: 'disk' };
  const { data, errors } = await service.graphql(GENERATE, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data.generateDataset.dataset.id;
}

/** Takes what is left of the disk, as somebody else's files would. */
function fill(file: string): void {
  const ballast = Buffer.alloc(MEBIBYTE);
  try {
    for (;;) appendFileSync(file, ballast);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
}

// Mounting needs root; elsewhere no disk of the test's own can be filled.
describe.skipIf(disk === null)('a disk that fills while a dataset is made', () => {
  const root = disk ?? '';
  const dataDir = join(root, 'data');

  it.each([
    { during: 'its parts', recordCount: 2_000_000, formats: [], progress: 1 },
    { during: 'its file', recordCount: 200_000, formats: ['NDJSON'], progress: 200_000 },
  ])('fails it during $during with that reason, and leaves everything else', async (job) => {
    const service = await ServiceProcess.start(dataDir);
    onTestFinished(async () => {
      if (!service.hasEnded) await service.end('SIGKILL');
      for (const name of await readdir(root)) await rm(join(root, name), { recursive: true });
    });
    const kept = await generated(service, 10_000, ['CSV']);
    expect(await followed(service, kept)).toBe('COMPLETED');
    const shown = (await service.graphql(STATE, { id: kept })).data.dataset;
    const contents = await contentsOf(folderOf(dataDir, kept));

    const failing = await generated(service, job.recordCount, job.formats);
    await followed(service, failing, ({ recordsWritten }) => recordsWritten >= job.progress);
    fill(join(root, 'ballast'));
    expect(await followed(service, failing)).toBe('FAILED');
    const failed = (await service.graphql(STATE, { id: failing })).data.dataset;
    expect(failed).toMatchObject({ failure: { code: 'DISK_FULL' }, records: null });
    expect(failed.failure.message).toContain('disk filled up');

    expect((await service.graphql(STATE, { id: kept })).data.dataset).toEqual(shown);
    expect(await contentsOf(folderOf(dataDir, kept))).toEqual(contents);
    await rm(join(root, 'ballast'));
    const again = await generated(service, 10_000, ['CSV']);
    expect(await followed(service, again)).toBe('COMPLETED');
    expect((await service.end('SIGTERM')).code).toBe(0);
    expect(await readdir(join(dataDir, 'staging'))).toEqual([]);
    const folders = [kept, again].map((id) => basename(folderOf(dataDir, id)));
    expect((await readdir(join(dataDir, 'datasets'))).toSorted()).toEqual(folders.toSorted());
    const catalog = new CatalogView(join(dataDir, 'catalog.db'));
    expect(catalog.integrity()).toBe('ok');
    catalog.close();
  });
});
