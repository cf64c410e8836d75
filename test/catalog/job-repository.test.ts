import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.js';
import { DatasetRepository } from '../../src/catalog/dataset-repository.js';
import { holdLease, insertJob, JobRepository, RunnerRepository } from '../../src/catalog/job-repository.js';
import type { JobKind } from '../../src/domain/job.js';
import { aDataset, anOutputFile } from '../domain/a-dataset.js';
import { CREATED_AT, tempCatalog } from './temp-catalog.js';

const LATER = new Date(CREATED_AT.getTime() + 5_000);

async function withRunners(...ids: string[]) {
  const catalog = await tempCatalog();
  const runners = new RunnerRepository(catalog);
  for (const id of ids) await runners.beat({ id, host: 'here', pid: 1, processStart: null, heartbeatAt: CREATED_AT });
  return { catalog, runners, jobs: new JobRepository(catalog) };
}

async function stored(catalog: Catalog, ...jobs: [id: string, caller: string, kind: JobKind][]): Promise<void> {
  for (const [i, [id, caller, kind]] of jobs.entries())
    await catalog.write((tx) => {
      const createdAt = new Date(CREATED_AT.getTime() + i);
      return insertJob(tx, { id, caller, kind, datasetId: `dataset of ${id}` }, createdAt, 100);
    });
}

async function takenInTurn(jobs: JobRepository, runner: string): Promise<string[]> {
  const taken: string[] = [];
  for (let job = await jobs.claimWork(runner, 'ALL'); job; job = await jobs.claimWork(runner, 'ALL'))
    taken.push(job.id);
  return taken;
}

describe('JobRepository', () => {
  it('gives each job to one of the processes that reach for it', async () => {
    const { catalog, jobs } = await withRunners('a', 'b');
    const ids = Array.from({ length: 20 }, (_, i) => `job ${i}`);
    await stored(catalog, ...ids.map((id): [string, string, JobKind] => [id, '', 'GENERATION']));
    const [byA, byB] = await Promise.all([takenInTurn(jobs, 'a'), takenInTurn(jobs, 'b')]);
    expect([...byA, ...byB].toSorted()).toEqual(ids.toSorted());
  });

  it('serves callers and kinds by turns, the oldest first', async () => {
    const { catalog, jobs } = await withRunners('a');
    await stored(
      catalog,
      ['many 1', 'busy', 'GENERATION'],
      ['many 2', 'busy', 'GENERATION'],
      ['many 3', 'busy', 'GENERATION'],
      ['file', 'busy', 'EXPORT'],
      ['one', 'patient', 'GENERATION'],
    );
    const turns = await takenInTurn(jobs, 'a');
    expect(turns.slice(0, 2)).toEqual(['many 1', 'one']);
    expect(turns.indexOf('file')).toBeLessThan(turns.indexOf('many 2'));
    expect(turns.filter((id) => id.startsWith('many'))).toEqual(['many 1', 'many 2', 'many 3']);
  });

  it('takes up only what is chosen', async () => {
    const { catalog, jobs } = await withRunners('a');
    await stored(catalog, ['theirs', '', 'GENERATION'], ['mine', '', 'GENERATION']);
    expect(await jobs.claimWork('a', new Set(['mine', 'not there']))).toMatchObject({ id: 'mine' });
    expect(await jobs.claimWork('a', new Set(['mine']))).toBeNull();
  });

  it('lets others take up what a process that is gone has left', async () => {
    const { catalog, jobs, runners } = await withRunners('a', 'b', 'c');
    await stored(catalog, ['1', '', 'GENERATION'], ['2', '', 'EXPORT']);
    await jobs.claimWork('a', 'ALL');
    await jobs.claimWork('b', 'ALL');
    await runners.remove('a');
    await jobs.release('b');
    expect((await takenInTurn(jobs, 'c')).toSorted()).toEqual(['1', '2']);
  });

  it('counts how often a job was taken up, but for what was let go of in good order', async () => {
    const { catalog, jobs, runners } = await withRunners('a', 'b', 'c', 'd');
    await stored(catalog, ['1', '', 'GENERATION']);
    expect(await jobs.claimWork('a', 'ALL')).toMatchObject({ attempts: 1 });
    await jobs.release('a');
    expect(await jobs.claimWork('b', 'ALL')).toMatchObject({ attempts: 1 });
    await runners.remove('b');
    expect(await jobs.claimWork('c', 'ALL')).toMatchObject({ attempts: 2 });
    await catalog.write((tx) => holdLease(tx, { jobId: '1', ownerId: 'c' }, 'FURTHER'));
    await jobs.release('c');
    expect(await jobs.claimWork('d', 'ALL')).toMatchObject({ attempts: 1 });
  });

  it('gives a job whose processes have ended only to one that does nothing else, and none before it in its place', async () => {
    const { catalog, jobs, runners } = await withRunners('a', 'b', 'c');
    await stored(catalog, ['suspect', '', 'GENERATION'], ['later', '', 'GENERATION']);
    for (const process of ['a', 'b']) {
      await jobs.claimWork(process, new Set(['suspect']), false);
      await runners.remove(process);
    }
    expect(await jobs.claimWork('c', 'ALL', false)).toBeNull();
    expect(await jobs.claimWork('c', 'ALL', true)).toMatchObject({ id: 'suspect', attempts: 3 });
    expect(await jobs.claimWork('c', 'ALL', false)).toMatchObject({ id: 'later', attempts: 1 });
  });

  it('keeps a process that has given a sign of life meanwhile, and forgets a silent one once', async () => {
    const { runners } = await withRunners('a');
    const [seen] = await runners.all();
    if (!seen) throw new Error('not entered');
    await runners.beat({ ...seen, heartbeatAt: LATER });
    expect(await runners.removeSilent(seen)).toBe(false);
    expect(await runners.removeSilent({ ...seen, heartbeatAt: LATER })).toBe(true);
    expect(await runners.removeSilent({ ...seen, heartbeatAt: LATER })).toBe(false);
  });

  it('refuses one more than may wait, with the limit; what runs does not count', async () => {
    const catalog = await tempCatalog();
    const datasets = new DatasetRepository(catalog, 1);
    await new RunnerRepository(catalog).beat({ id: 'a', host: '', pid: 1, processStart: null, heartbeatAt: LATER });
    await datasets.insert(aDataset({ id: '1' }), null);
    await expect(datasets.insert(aDataset({ id: '2' }), null)).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { limit: 1 },
    });
    expect(await datasets.find('2')).toBeNull();
    await new JobRepository(catalog).claimWork('a', 'ALL');
    await datasets.insert(aDataset({ id: '2' }), null);
  });

  it('answers a repeated request from its key, even when no more may wait', async () => {
    const catalog = await tempCatalog();
    const datasets = new DatasetRepository(catalog, 1);
    const request = { caller: '', key: 'k', inputHash: 'h', now: CREATED_AT };
    const first = await datasets.insert(aDataset({ id: '1' }), request);
    expect(await datasets.insert(aDataset({ id: '2' }), request)).toEqual(first);
  });
});

describe('cancel and delete', () => {
  it('end what is QUEUED, and leave its job to clean up before any other', async () => {
    const { catalog, jobs } = await withRunners('a');
    const datasets = new DatasetRepository(catalog, 100);
    await datasets.insert(aDataset({ id: '1' }), null);
    await datasets.insert(aDataset({ id: '2', files: [anOutputFile({ datasetId: '2' })] }), null);
    expect(await datasets.cancel('2', LATER)).toBe(true);
    expect(await datasets.find('2')).toMatchObject({
      status: 'CANCELLED',
      finishedAt: LATER,
      files: [{ status: 'FAILED' }],
    });
    expect(await jobs.claimCleaning('a', 'ALL')).toMatchObject({ id: '2', cancelled: true });
    expect(await takenInTurn(jobs, 'a')).toEqual(['1']);
    expect(await datasets.cancel('2', LATER)).toBe(false);
    expect(await datasets.cancel('none', LATER)).toBe(false);
  });

  it('leave a removal to do of a dataset on which no work went on, and cancel its exports', async () => {
    const { catalog, jobs } = await withRunners('a');
    const datasets = new DatasetRepository(catalog, 100);
    await datasets.insert(aDataset({ status: 'COMPLETED' }), null);
    await catalog.write((tx) => tx.job.deleteMany());
    const { name: _, ...file } = anOutputFile({ status: 'QUEUED' });
    await datasets.insertFile(file, (n) => `${n}.csv`, { caller: '', idempotency: null });
    expect(await datasets.delete('dataset-1', LATER)).toBe(true);
    expect(await datasets.findFile(file.id)).toBeNull();
    expect(await jobs.find('dataset-1')).toMatchObject({ kind: 'REMOVAL', datasetId: 'dataset-1' });
    expect(await jobs.find(file.id)).toMatchObject({ kind: 'EXPORT', cancelled: true });
    expect(await datasets.delete('dataset-1', LATER)).toBe(false);
  });
});
