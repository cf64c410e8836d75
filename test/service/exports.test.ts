import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Catalog } from '../../src/catalog/catalog.js';
import { DatasetRepository } from '../../src/catalog/dataset-repository.js';
import { InvalidInputError } from '../../src/domain/errors.js';
import { keyIn } from '../../src/domain/global-id.js';
import { ExportQueue } from '../../src/jobs/export-queue.js';
import { FileExport } from '../../src/jobs/file-export.js';
import { Manifest } from '../../src/jobs/manifest.js';
import { WorkerPool } from '../../src/jobs/worker-pool.js';
import { DataFolder } from '../../src/records/data-folder.js';
import { confinedDuckDb } from '../../src/records/duckdb.js';
import type { ConditionOf } from '../../src/records/record-source.js';
import { ExportService, refuseFilters } from '../../src/service/exports.js';
import { generate, startTempApp, type TempApp } from '../support/temp-app.js';

/** Stands for the reader of filters: knows { hour } alone. */
const byHour: ConditionOf = (filter) => ({ sql: 'hour = ?', values: [(filter as { hour: number }).hour] });

const SILENT = { info: () => undefined, error: () => undefined };

let temp: TempApp;
let datasetId: string;
let folder: DataFolder;
let close: () => Promise<void>;
let datasets: DatasetRepository;
let exportsBy: (conditionOf: ConditionOf) => { service: ExportService; queue: ExportQueue };
beforeAll(async () => {
  temp = await startTempApp();
  const { id } = await generate(temp, { settings: { recordCount: 2_000 }, formats: [] });
  datasetId = keyIn('Dataset', id) ?? '';
  folder = new DataFolder(temp.folder);
  const catalog = Catalog.open(folder.catalogFile);
  datasets = new DatasetRepository(catalog);
  const pool = new WorkerPool(1, { dataFolder: folder.root });
  const duckDb = await confinedDuckDb(folder.root, 1);
  const manifest = new Manifest(datasets, folder);
  exportsBy = (conditionOf) => {
    const fileExport = new FileExport(datasets, pool, conditionOf);
    const queue = new ExportQueue(datasets, folder, fileExport, manifest, 1, SILENT);
    return { queue, service: new ExportService(datasets, queue, manifest, folder, duckDb, conditionOf) };
  };
  close = async () => {
    await pool.close();
    await catalog.close();
    duckDb.closeSync();
  };
});
afterAll(async () => {
  await close();
  await temp.close();
});

async function final(fileId: string) {
  for (;;) {
    const file = await datasets.findFile(fileId);
    if (file?.status === 'COMPLETED' || file?.status === 'FAILED') return file;
    await sleep(20);
  }
}

async function textOf(lines: AsyncGenerator<string>): Promise<string> {
  let text = '';
  for await (const piece of lines) text += piece;
  return text;
}

describe('a filter', () => {
  it('is kept with the file, and decides what is in it and in the stream', async () => {
    const { service } = exportsBy(byHour);
    const { id } = await service.export({ datasetId, format: 'NDJSON', filter: { hour: 17 } });
    const file = await final(id);
    expect(file).toMatchObject({ status: 'COMPLETED', filter: '{"hour":17}' });
    const text = await readFile(join(folder.exports(datasetId), file.name), 'utf8');
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(file.recordCount ?? -1);
    expect(rows.length).toBeGreaterThan(20);
    expect(new Set(rows.map((row) => row.hour))).toEqual(new Set([17]));
    const { signal } = new AbortController();
    expect(await textOf(await service.lines({ datasetId, format: 'NDJSON', filter: { hour: 17 }, signal }))).toBe(text);
  });

  it('is an error as long as nothing can read it', async () => {
    const { service } = exportsBy(refuseFilters);
    await expect(service.export({ datasetId, format: 'CSV', filter: { hour: 1 } })).rejects.toThrow(InvalidInputError);
    const { data } = await temp.graphql('{ datasets { nodes { id } } }');
    const answer = await temp.app.http.inject({
      method: 'GET',
      url: `/datasets/${data.datasets.nodes[0].id}/records.csv?filter=${encodeURIComponent('{"hour":{"eq":1}}')}`,
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().errors[0].extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      issues: [{ path: ['filter'] }],
    });
  });

  it('that cannot be read any more fails the file, and no other', async () => {
    const { service } = exportsBy((filter) => {
      if ((filter as { broken?: true }).broken) return { sql: 'no_such_column = ?', values: [1] };
      return byHour(filter);
    });
    const broken = await service.export({ datasetId, format: 'CSV', filter: { broken: true } });
    const sound = await service.export({ datasetId, format: 'CSV', filter: { hour: 3 } });
    expect(await final(broken.id)).toMatchObject({ status: 'FAILED', byteSize: null });
    expect(await final(sound.id)).toMatchObject({ status: 'COMPLETED' });
    await service.deleteFile(broken.id);
    expect(await datasets.findFile(broken.id)).toBeNull();
  });
});

describe('an export that an earlier process left unfinished', () => {
  it('is taken up', async () => {
    const idle = exportsBy(byHour);
    idle.queue.stop(); // as if the process had ended here
    const { id } = await idle.service.export({ datasetId, format: 'CSV', filter: { hour: 5 } });
    expect((await datasets.findFile(id))?.status).toBe('QUEUED');
    await exportsBy(byHour).queue.resume();
    expect(await final(id)).toMatchObject({ status: 'COMPLETED' });
  });
});
