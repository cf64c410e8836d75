import fc from 'fast-check';
import { mkdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import type { PartFile } from '../../src/domain/dataset.js';
import { COLUMNS } from '../../src/domain/record-schema.js';
import { DataFolder } from '../../src/records/data-folder.js';
import { confinedDuckDb } from '../../src/records/duckdb.js';
import { PartWriter } from '../../src/records/part-writer.js';
import { QueryPool } from '../../src/records/query-pool.js';
import { RecordReader } from '../../src/records/record-reader.js';
import { handMade, secondsAt } from './hand-made-columns.js';

/** Sizes of the parts of the dataset that the tests read: 12 records in all. */
const SIZES = [5, 1, 4, 2];
const TOTAL = 12;
const DATASET = 'dataset-1';

describe('RecordReader.readRange', () => {
  let folder: DataFolder;
  let instance: DuckDBInstance;
  let pool: QueryPool;
  let reader: RecordReader;
  const parts: PartFile[] = [];
  const source = { datasetId: DATASET, stamp: '1', parts };

  beforeAll(async () => {
    folder = new DataFolder(await mkdtemp(join(tmpdir(), 'synth911-unit-')));
    await mkdir(folder.records(DATASET), { recursive: true });
    let firstPosition = 0;
    for (const [index, recordCount] of SIZES.entries()) {
      const positions = Array.from({ length: recordCount }, (_, row) => firstPosition + row);
      const { columns, dictionaries } = handMade(recordCount, {
        callId: positions.map((position) => position + 1),
        queueTime: positions.map((position) => position * 10),
        address: positions.map((position) => `${position} Main Street`),
        eventTime: positions.map((position) => secondsAt('2024-01-01T00:00:00') + position),
      });
      const writer = await PartWriter.inside(folder.root);
      await writer.write([columns], dictionaries, folder.part(DATASET, index));
      writer.close();
      parts.push({ index, firstPosition, recordCount, byteSize: 1, sha256: '' });
      firstPosition += recordCount;
    }
    instance = await confinedDuckDb(folder.root, 1);
    pool = await QueryPool.open(instance, 4);
    reader = new RecordReader(pool, folder);
  });

  afterAll(async () => {
    pool.close();
    instance.closeSync();
    await rm(folder.root, { recursive: true });
  });

  it('reads the columns that are asked for, stamps as text', async () => {
    const records = await reader.readRange(source, 4, 6, ['callId', 'eventTime', 'queueTime', 'address']);
    expect(records).toEqual([
      { position: 4, callId: '24-L000005', eventTime: '2024-01-01T00:00:04', queueTime: 40, address: '4 Main Street' },
      { position: 5, callId: '24-L000006', eventTime: '2024-01-01T00:00:05', queueTime: 50, address: '5 Main Street' },
    ]);
  });

  it('reads positions alone when no column is asked for', async () => {
    expect(await reader.readRange(source, 9, 11, [])).toEqual([{ position: 9 }, { position: 10 }]);
  });

  it('reads all 31 columns', async () => {
    const [record] = await reader.readRange(
      source,
      0,
      1,
      COLUMNS.map((column) => column.name),
    );
    expect(Object.keys(record ?? {})).toEqual(['position', ...COLUMNS.map((column) => column.name)]);
    expect(Object.values(record ?? {}).filter((value) => value === null || value === undefined)).toEqual([]);
  });

  it('gives any range in order, over the edges of parts, as far as there are records', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 }), async (from, count) => {
        const records = await reader.readRange(source, from, from + count, ['queueTime']);
        const positions = Array.from({ length: TOTAL }, (_, position) => position).slice(from, from + count);
        expect(records).toEqual(positions.map((position) => ({ position, queueTime: position * 10 })));
      }),
      { numRuns: 40 },
    );
  });

  it('opens only the files near the range', async () => {
    const missing = { index: 99, firstPosition: 1_000, recordCount: 5, byteSize: 1, sha256: '' };
    const withMissing = { datasetId: DATASET, stamp: '1', parts: [...parts, missing] };
    expect(await reader.readRange(withMissing, 10, 12, ['queueTime'])).toHaveLength(2);
    await expect(reader.readRange(withMissing, 10, 1_003, ['queueTime'])).rejects.toThrow('part-00099.parquet');
  });

  it('answers many callers at once', async () => {
    const pages = await Promise.all(
      Array.from({ length: 24 }, (_, i) => reader.readRange(source, i % TOTAL, (i % TOTAL) + 1, ['queueTime'])),
    );
    expect(pages.map(([record]) => record?.queueTime)).toEqual(Array.from({ length: 24 }, (_, i) => (i % TOTAL) * 10));
  });
});
