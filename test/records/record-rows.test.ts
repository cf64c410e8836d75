import { mkdir } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { COLUMNS } from '../../src/domain/record-schema.js';
import { TIMING_MODELS } from '../../src/domain/settings.js';
import { partColumns } from '../../src/generation/run.js';
import { preparedRun } from '../generation/made-run.js';
import { DataFolder } from '../../src/records/data-folder.js';
import { confinedDuckDb } from '../../src/records/duckdb.js';
import { PartWriter } from '../../src/records/part-writer.js';
import { QueryPool } from '../../src/records/query-pool.js';
import { RecordReader } from '../../src/records/record-reader.js';
import { firstRows } from '../../src/records/record-rows.js';
import { someSettings } from '../domain/some-settings.js';
import { tempFolder } from './temp-folder.js';

describe('firstRows', () => {
  it.each(TIMING_MODELS)('are what a reader gets from the file of the part, in the %s model', async (timingModel) => {
    const run = preparedRun(someSettings({ timingModel, recordCount: 300, startDate: '2023-12-01' }), '911');
    const columns = partColumns(run, 0);
    const folder = new DataFolder(await tempFolder());
    await mkdir(folder.records('1'), { recursive: true });
    const writer = await PartWriter.inside(folder.root);
    await writer.write([columns], run.dictionaries, folder.part('1', 0));
    writer.close();
    const instance = await confinedDuckDb(folder.root, 1);
    onTestFinished(() => instance.closeSync());
    const parts = [{ index: 0, firstPosition: 0, recordCount: 300, byteSize: 1, sha256: '' }];
    const names = COLUMNS.map((column) => column.name);
    const pool = await QueryPool.open(instance, 1);
    onTestFinished(() => pool.close());
    const read = await new RecordReader(pool, folder).readRange({ datasetId: '1', stamp: '1', parts }, 0, 300, names);
    expect(firstRows(columns, run.dictionaries, 300)).toEqual(read);
    expect(firstRows(columns, run.dictionaries, 1_000)).toHaveLength(300);
    expect(firstRows(columns, run.dictionaries, 3)).toEqual(read.slice(0, 3));
  });
});
