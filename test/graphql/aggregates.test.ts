import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIGURES, GROUP_FIELDS, type GroupField, STATS_COLUMNS } from '../../src/domain/record-aggregates.js';
import type { CallRecordFilter } from '../../src/domain/record-filter.js';
import type { ColumnName } from '../../src/domain/record-schema.js';
import { matches, type PlainRecord, rankOf } from '../support/plain-records.js';
import { type RecordDataset, recordDataset } from '../support/record-dataset.js';
import type { Json } from '../support/temp-app.js';

let dataset: RecordDataset;
beforeAll(async () => {
  dataset = await recordDataset({ recordCount: 5_000 });
});
afterAll(() => dataset.temp.close());

const FILTER: CallRecordFilter = { agency: { in: ['EMS', 'FIRE'] }, not: { enrouteTime: { lte: 200 } } };

async function answered(fields: string, declarations = '', variables: object = {}): Promise<Json> {
  const { data, errors } = await dataset.ask(fields, declarations, variables);
  expect(errors).toBeUndefined();
  return data.dataset;
}

/** Continuous quantile: interpolated between the two nearest of the sorted values. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place % 1);
}

function expectedStats(values: readonly number[]): Record<string, number | null> {
  if (values.length === 0) return Object.fromEntries(FIGURES.map((figure) => [figure, null]));
  const sorted = values.toSorted((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const shares = { p10: 0.1, p25: 0.25, median: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99 };
  return {
    min: sorted[0] ?? null,
    max: sorted[sorted.length - 1] ?? null,
    mean,
    stddev: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null,
    ...Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, quantile(sorted, share)])),
  };
}

function numbersOf(records: readonly PlainRecord[], name: ColumnName): number[] {
  return records.flatMap((record) => (record[name] === null ? [] : [Number(record[name])]));
}

function expectClose(found: Json, expected: Record<string, number | null>): void {
  expect(Object.keys(found).toSorted()).toEqual(Object.keys(expected).toSorted());
  for (const [figure, value] of Object.entries(expected)) {
    if (value === null) expect(found[figure]).toBeNull();
    else expect(found[figure]).toBeCloseTo(value, 6);
  }
}

describe('stats', () => {
  const all = STATS_COLUMNS.map(({ name }) => `${name} { ${FIGURES.join(' ')} }`).join(' ');

  it.each<[string, CallRecordFilter]>([
    ['all records', {}],
    ['those that match a filter', FILTER],
    ['one record', { callId: { eq: '24-L000001' } }],
    ['no record', { hour: { in: [] } }],
  ])('tells of %s what plain TypeScript makes of the CSV', async (_, filter) => {
    const { stats } = await answered(
      `stats(filter: $filter) { count firstEventTime lastEventTime ${all} }`,
      '$filter: CallRecordFilter',
      { filter },
    );
    const matching = dataset.plain.filter((record) => matches(filter, record));
    expect(stats.count).toBe(matching.length);
    expect(stats.firstEventTime).toBe(matching[0]?.eventTime ?? null);
    expect(stats.lastEventTime).toBe(matching[matching.length - 1]?.eventTime ?? null);
    for (const { name } of STATS_COLUMNS) expectClose(stats[name], expectedStats(numbersOf(matching, name)));
  });

  it('gives each alias its own figures, of columns and filters of their own', async () => {
    const { a, b } = await answered(
      'a: stats { totalTime { max } totalTime { min } } b: stats(filter: { agency: { eq: EMS } }) { count }',
    );
    const totals = numbersOf(dataset.plain, 'totalTime');
    expect(a).toEqual({ totalTime: { max: Math.max(...totals), min: Math.min(...totals) } });
    expect(b).toEqual({ count: dataset.plain.filter((record) => record.agency === 'EMS').length });
  });
});

function enumNameOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, '_$&').toUpperCase();
}

function keyOf(record: PlainRecord, field: GroupField): string | number {
  if (field === 'eventDate') return String(record.eventTime).slice(0, 10);
  if (field === 'eventMonth') return String(record.eventTime).slice(0, 7);
  return record[field] as string | number;
}

function rankOfKey(field: GroupField, value: string | number): string | number {
  return field === 'eventDate' || field === 'eventMonth' ? value : (rankOf(field, value) as string | number);
}

/** Groups in key order: their keys and records. */
function expectedGroups(by: readonly GroupField[], records: readonly PlainRecord[]) {
  const byKey = new Map<string, { keys: (string | number)[]; records: PlainRecord[] }>();
  for (const record of records) {
    const keys = by.map((field) => keyOf(record, field));
    const group = byKey.get(keys.join('|')) ?? { keys, records: [] };
    group.records.push(record);
    byKey.set(keys.join('|'), group);
  }
  return [...byKey.values()].toSorted((a, b) => {
    for (const [index, field] of by.entries()) {
      const [left, right] = [rankOfKey(field, a.keys[index] ?? 0), rankOfKey(field, b.keys[index] ?? 0)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  });
}

async function groups(variables: object, selection = 'keys { field value label } count'): Promise<Json[]> {
  const found = await answered(
    `groups(by: $by, filter: $filter, largestFirst: $largestFirst, limit: $limit) { ${selection} }`,
    '$by: [CallRecordGroupField!]!, $filter: CallRecordFilter, $largestFirst: Boolean! = false, $limit: Int! = 10000',
    variables,
  );
  return found.groups;
}

describe('groups', () => {
  it.each(GROUP_FIELDS.map((field) => [field] as const))('by %s come in key order with their counts', async (field) => {
    const found = await groups({ by: [enumNameOf(field)] });
    const expected = expectedGroups([field], dataset.plain);
    expect(found.map((group) => [group.keys[0].label, group.count])).toEqual(
      expected.map(({ keys, records }) => [String(keys[0]), records.length]),
    );
    for (const { keys } of found)
      expect(keys).toEqual([
        { field: enumNameOf(field), label: keys[0].label, value: keys[0].label === 'E-911' ? 'E_911' : keys[0].label },
      ]);
  });

  it('by three fields under a filter: the largest first, ties by key, no more than asked for', async () => {
    const by = ['dow', 'callReception', 'hour'] as const;
    const found = await groups(
      { by: by.map(enumNameOf), filter: { agency: { in: ['EMS', 'FIRE'] } }, largestFirst: true, limit: 40 },
      'keys { value } count stats { count queueTime { mean median } enrouteTime { p90 } }',
    );
    const matching = dataset.plain.filter((record) => record.agency === 'EMS' || record.agency === 'FIRE');
    const expected = expectedGroups(by, matching)
      .toSorted((a, b) => b.records.length - a.records.length)
      .slice(0, 40);
    expect(found.map((group) => [group.keys.map((key: Json) => key.value), group.count])).toEqual(
      expected.map(({ keys, records }) => [keys.map((key) => String(key).replace('E-911', 'E_911')), records.length]),
    );
    for (const [index, { records }] of expected.entries()) {
      const { count, queueTime, enrouteTime } = found[index].stats;
      const { mean, median } = expectedStats(numbersOf(records, 'queueTime')) as Record<string, number>;
      expect(count).toBe(records.length);
      expectClose(queueTime, { mean: mean ?? null, median: median ?? null });
      expectClose(enrouteTime, { p90: expectedStats(numbersOf(records, 'enrouteTime'))['p90'] ?? null });
    }
  });

  it('give the first groups of all, in key order, when limited', async () => {
    const [limited, all] = [
      await groups({ by: ['EVENT_DATE', 'AGENCY'], limit: 25 }),
      await groups({ by: ['EVENT_DATE', 'AGENCY'] }),
    ];
    expect(limited).toEqual(all.slice(0, 25));
  });
});

async function sample(args: string): Promise<Json[]> {
  return (await answered(`sample(${args}) { position callId enrouteTime agency }`)).sample;
}

describe('sample', () => {
  it('gives different records, in order, the same for the same seed and others for another', async () => {
    const [first, again, other] = [
      await sample('count: 200, seed: "a"'),
      await sample('count: 200, seed: "a"'),
      await sample('count: 200, seed: "b"'),
    ];
    const positions = first.map((record) => record.position);
    expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b));
    expect(positions).toHaveLength(200);
    expect(first).toEqual(again);
    expect(other).not.toEqual(first);
    for (const { position, callId, enrouteTime } of first)
      expect(dataset.plain[position]).toMatchObject({ callId, enrouteTime });
  });

  it('gives only records that match, and all of them when there are no more', async () => {
    const filter = 'filter: { agency: { eq: RESCUE }, enrouteTime: { isNull: false } }';
    const matching = dataset.plain.filter((record) => record.agency === 'RESCUE' && record.enrouteTime !== null);
    const positions = matching.map((record) => record.position);
    const some = await sample(`count: 10, ${filter}`);
    expect(some).toHaveLength(10);
    expect(some.every((record) => positions.includes(record.position))).toBe(true);
    const all = await sample(`count: 1000, ${filter}`);
    expect(all.map((record) => record.position)).toEqual(positions);
    expect(await sample('filter: { hour: { in: [] } }')).toEqual([]);
  });

  it('is uniform: over many seeds every part of the dataset comes as often', async () => {
    const fields = Array.from({ length: 30 }, (_, i) => `s${i}: sample(count: 250, seed: "${i}") { position }`);
    const found = await answered(fields.join(' '));
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const { position } of Object.values<Json[]>(found).flat())
      tenths[Math.floor(position / 500)] = (tenths[Math.floor(position / 500)] ?? 0) + 1;
    // 7,500 draws: 750 a tenth, standard deviation below 26; the band is five of them.
    for (const count of tenths) expect(Math.abs(count - 750)).toBeLessThan(130);
  });
});

describe('bad arguments of aggregates and samples', () => {
  it.each([
    ['sample(count: 0) { id }', 'TOO_SMALL', ['count']],
    ['sample(count: 1001) { id }', 'TOO_LARGE', ['count']],
    ['sample(seed: "") { id }', 'TOO_SMALL', ['seed']],
    [`sample(seed: "${'s'.repeat(101)}") { id }`, 'TOO_LARGE', ['seed']],
    ['sample(filter: { hour: null }) { id }', 'REQUIRED', ['filter', 'hour']],
    ['stats(filter: { hour: { eq: null } }) { count }', 'REQUIRED', ['filter', 'hour', 'eq']],
    ['groups(by: []) { count }', 'TOO_SMALL', ['by']],
    ['groups(by: [HOUR, DOW, AGENCY, SHIFT]) { count }', 'TOO_LARGE', ['by']],
    ['groups(by: [HOUR, HOUR]) { count }', 'DUPLICATE', ['by', 1]],
    ['groups(by: [HOUR], limit: 0) { count }', 'TOO_SMALL', ['limit']],
    ['groups(by: [HOUR], limit: 10001) { count }', 'TOO_LARGE', ['limit']],
    ['groups(by: [HOUR], filter: { and: [{ dow: null }] }) { count }', 'REQUIRED', ['filter', 'and', 0, 'dow']],
  ])('refuses %s', async (fields, code, path) => {
    const { data, errors } = await dataset.ask(fields);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      issues: [{ path, code, message: expect.any(String) }],
    });
    expect(Object.values(data.dataset)).toEqual([null]);
  });

  it('says what a sample was asked for with, and what would be right', async () => {
    const { errors } = await dataset.ask('sample(count: 1001, seed: "") { id }');
    expect(errors?.[0]?.message).toBe(
      'count is 1001; it must be 1 to 1000. seed has 0 characters; it must have 1 to 100.',
    );
  });
});
