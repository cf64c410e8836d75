import { mkdir } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallRecordFilter } from '../../src/domain/record-filter.js';
import type { CallRecordOrder } from '../../src/domain/record-order.js';
import { DataFolder } from '../../src/records/data-folder.js';
import type { RecordParts } from '../../src/records/record-source.js';
import { RecordStore } from '../../src/records/record-store.js';
import { matches, inOrder, type PlainRecord } from '../support/plain-records.js';
import { tempFolder } from '../support/temp-app.js';

/** Parts of very unequal size, so that every way of crossing their borders occurs. */
const COUNTS = [5_000, 1, 70_000, 2_048, 3_000, 40_000];
const TOTAL = COUNTS.reduce((sum, count) => sum + count, 0);

let store: RecordStore;
let close: () => Promise<void>;
let plain: PlainRecord[];
const source: RecordParts = {
  datasetId: 'parts',
  stamp: '1',
  parts: COUNTS.map((recordCount, index) => ({
    index,
    recordCount,
    firstPosition: COUNTS.slice(0, index).reduce((sum, count) => sum + count, 0),
    byteSize: 1,
    sha256: '',
  })),
};

/** Few columns, whose values follow from the position. */
function recordAt(position: number): PlainRecord {
  const totalTime = (position * 7_919) % 1_009;
  const enrouteTime = position % 3 === 0 ? null : (position * 31) % 500;
  // Five records to a second, so that equal times cross the borders of parts.
  const eventTime = new Date(Math.floor(position / 5) * 1000).toISOString().slice(0, 19);
  return { position, eventTime, totalTime, enrouteTime, hour: Math.floor((position / TOTAL) * 24) } as PlainRecord;
}

beforeAll(async () => {
  const { folder, remove } = await tempFolder();
  const files = new DataFolder(folder);
  await mkdir(files.records('parts'), { recursive: true });
  const writer = await DuckDBInstance.create(':memory:');
  const connection = await writer.connect();
  for (const { index, firstPosition, recordCount } of source.parts)
    await connection.run(
      `COPY (SELECT CAST((p * 7919) % 1009 AS INTEGER) AS total_time, CAST(floor(p / ${TOTAL} * 24) AS INTEGER) AS hour,
        CASE WHEN p % 3 = 0 THEN NULL ELSE CAST((p * 31) % 500 AS INTEGER) END AS enroute_time,
        make_timestamp((p // 5) * 1000000) AS event_time
        FROM range(${firstPosition}, ${firstPosition + recordCount}) t(p))
        TO '${files.part('parts', index)}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    );
  connection.closeSync();
  writer.closeSync();
  plain = Array.from({ length: TOTAL }, (_, position) => recordAt(position));
  store = await RecordStore.open(files, 2);
  close = async () => {
    store.close();
    await remove();
  };
});
afterAll(() => close());

const positionsOf = (records: readonly { position: number }[]) => records.map((record) => record.position);

describe('RecordReader over several parts', () => {
  it.each([
    [0, 50],
    [4_990, 5_010],
    [4_999, 5_002],
    [74_900, 75_500],
    [TOTAL - 30, TOTAL + 30],
    [0, 1_000],
  ])('reads the range %i to %i', async (from, to) => {
    const found = await store.reader.readRange(source, from, to, ['eventTime', 'totalTime', 'enrouteTime', 'hour']);
    expect(found).toEqual(plain.slice(from, to));
  });

  it('reads positions anywhere, in order, and none that do not exist', async () => {
    const positions = [TOTAL + 5, 119_000, 5_000, 4_999, 5_001, 0, 77_049, TOTAL - 1];
    const found = await store.reader.readPositions(source, positions, ['totalTime', 'hour']);
    expect(positionsOf(found)).toEqual(positions.filter((p) => p < TOTAL).toSorted((a, b) => a - b));
    for (const record of found) expect(plain[record.position]).toMatchObject(record);
  });
});

describe('RecordSearcher over several parts', () => {
  const orders: CallRecordOrder[][] = [
    [],
    [{ field: 'totalTime', direction: 'DESC' }],
    [{ field: 'enrouteTime', direction: 'ASC' }],
    [{ field: 'eventTime', direction: 'DESC' }],
    [
      { field: 'eventTime', direction: 'ASC' },
      { field: 'totalTime', direction: 'DESC' },
    ],
    [
      { field: 'hour', direction: 'DESC' },
      { field: 'enrouteTime', direction: 'DESC' },
    ],
  ];
  const filters: [string, CallRecordFilter][] = [
    ['many', { totalTime: { gt: 100 } }],
    ['some', { totalTime: { lt: 100 }, not: { enrouteTime: { gt: 250 } } }],
    ['those of one part', { hour: { eq: 22 }, totalTime: { lt: 300 } }],
    ['few', { totalTime: { eq: 1_000 }, enrouteTime: { isNull: true } }],
    ['none', { totalTime: { gt: 5_000 } }],
  ];

  it.each(filters)('finds %s, from either end and from the middle, in any order', async (_, filter) => {
    const matching = plain.filter((record) => matches(filter, record));
    expect(await store.searcher.count(source, filter)).toBe(matching.length);
    for (const orderBy of orders) {
      const expected = inOrder(matching, orderBy);
      const search = { filter, orderBy, after: null, before: null, skip: 0, columns: ['totalTime'] as const };
      for (const limit of [1, 30, 1_001]) {
        const first = await store.searcher.find(source, { ...search, limit, backward: false });
        const last = await store.searcher.find(source, { ...search, limit, backward: true });
        expect(positionsOf(first)).toEqual(positionsOf(expected.slice(0, limit)));
        expect(positionsOf(last)).toEqual(positionsOf(expected.slice(-limit)));
      }
      const middle = expected[Math.floor(expected.length / 2)];
      if (!middle) continue;
      const at = expected.indexOf(middle);
      const key = { values: orderBy.map(({ field }) => middle[field]), position: middle.position };
      const after = await store.searcher.find(source, { ...search, after: key, limit: 700, skip: 3, backward: false });
      const before = await store.searcher.find(source, { ...search, before: key, limit: 700, backward: true });
      expect(positionsOf(after)).toEqual(positionsOf(expected.slice(at + 4, at + 704)));
      expect(positionsOf(before)).toEqual(positionsOf(expected.slice(Math.max(0, at - 700), at)));
    }
  });

  it('names the positions of places among what matches', async () => {
    const filter: CallRecordFilter = { totalTime: { lt: 100 } };
    const matching = plain.filter((record) => matches(filter, record));
    const places = [0, 17, 5_000, matching.length - 1];
    expect(await store.searcher.positionsAt(source, filter, places)).toEqual(
      places.map((place) => matching[place]?.position),
    );
    expect(await store.searcher.positionsAt(source, filter, [])).toEqual([]);
  });
});
