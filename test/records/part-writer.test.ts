import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../src/domain/record-schema.js';
import { partColumns } from '../../src/generation/run.js';
import { PartWriter } from '../../src/records/part-writer.js';
import { someSettings } from '../domain/some-settings.js';
import { makeRun, microsOf, numbersOf, preparedRun, textsOf } from '../generation/made-run.js';
import { type HandMade, handMade, secondsAt, type Values } from './hand-made-columns.js';
import { query } from './query.js';
import { tempFolder } from './temp-folder.js';

async function writePart(folder: string, { columns, dictionaries }: HandMade, name = 'part.parquet'): Promise<string> {
  const writer = await PartWriter.inside(folder);
  const path = join(folder, name);
  try {
    await writer.write([columns], dictionaries, path);
  } finally {
    writer.close();
  }
  return path;
}

/** Writes rows by hand and reads a column of them back. */
async function writtenBack(rowCount: number, values: Values, expression: string): Promise<unknown[]> {
  const file = await writePart(await tempFolder(), handMade(rowCount, values));
  return (await query(`SELECT ${expression} AS value FROM '${file}'`)).map((row) => row['value']);
}

function stampText(column: string): string {
  return `strftime(${column}, '%Y-%m-%dT%H:%M:%S.%f')`;
}

describe('PartWriter', () => {
  // More than one data chunk (2,048 rows) and more than one row group (16,384).
  const settings = someSettings({ recordCount: 17_011, addressPoolSize: 300, locale: 'FR_FR' });
  const made = makeRun(settings, '911');
  const whole = { columns: made.parts[0]!, dictionaries: made.run.dictionaries };

  it('writes the 31 columns in order, each as what it is', async () => {
    const file = await writePart(await tempFolder(), whole);
    const columns = await query(`DESCRIBE SELECT * FROM '${file}'`);
    const type = { TEXT: 'VARCHAR', DICTIONARY: 'VARCHAR', INTEGER: 'INTEGER', TIMESTAMP: 'TIMESTAMP' };
    expect(columns.map((column) => [column['column_name'], column['column_type']])).toEqual(
      COLUMNS.map(({ csvName, kind }) => [csvName, type[kind]]),
    );
  });

  it('writes every value of every row, in order', async () => {
    const file = await writePart(await tempFolder(), whole);
    const changed: string[] = [];
    for (const { name, csvName, kind } of COLUMNS.filter((column) => column.name !== 'callId')) {
      const expression = kind === 'TIMESTAMP' ? `epoch_us(${csvName})` : csvName;
      const rows = await query(`SELECT ${expression} AS value FROM '${file}'`);
      const read = { DICTIONARY: textsOf, TIMESTAMP: microsOf, INTEGER: numbersOf, TEXT: numbersOf }[kind];
      const values = rows.map(({ value }) => (typeof value === 'bigint' ? Number(value) : value));
      if (values.join('\n') !== read(made, name).join('\n')) changed.push(name);
    }
    expect(changed).toEqual([]);
  });

  it('writes call ids of the year and agency of the call, each once', async () => {
    const file = await writePart(await tempFolder(), whole);
    const [found] = await query(`
      SELECT count(*)::INT AS rows, count(DISTINCT call_id)::INT AS ids,
        count(*) FILTER (regexp_full_match(call_id, '24-[LMFR][0-9]{6}'))::INT AS formed
      FROM '${file}'`);
    expect(found).toEqual({ rows: 17_011, ids: 17_011, formed: 17_011 });
  });

  it('pads the number of a call id to six digits, and lets it grow beyond', async () => {
    const values = {
      callId: [1, 42, 999_999, 1_000_000, 9_876_543, 12_345_678, 99_999_999, 100_000_000, 2_000_100_000],
      agency: ['LAW', 'EMS', 'FIRE', 'RESCUE', 'LAW', 'EMS', 'EMS', 'EMS', 'EMS'],
      eventTime: [
        '1970-01-01T00:00:00',
        '1999-12-31T23:59:59',
        '2000-01-01T00:00:00',
        '2009-05-05T05:05:05',
        '2024-02-29T12:00:00',
        '2024-02-29T12:00:01',
        '2069-12-31T23:59:57',
        '2069-12-31T23:59:58',
        '2069-12-31T23:59:59',
      ].map(secondsAt),
    };
    expect(await writtenBack(9, values, 'call_id')).toEqual([
      '70-L000001',
      '99-M000042',
      '00-F999999',
      '09-R1000000',
      '24-L9876543',
      '24-M12345678',
      '69-M99999999',
      '69-M100000000',
      '69-M2000100000',
    ]);
  });

  it('writes stamps to the second, from the first to the last day there is', async () => {
    const stamps = ['1970-01-01T00:00:00', '2000-02-29T23:59:59', '2024-03-31T02:30:00', '2070-01-01T03:00:00'];
    const values = { eventTime: stamps.map(secondsAt), timeCallClosed: stamps.toReversed().map(secondsAt) };
    expect(await writtenBack(4, values, stampText('event_time'))).toEqual(stamps.map((stamp) => `${stamp}.000000`));
    expect(await writtenBack(4, values, stampText('time_call_closed'))).toEqual(
      stamps.toReversed().map((stamp) => `${stamp}.000000`),
    );
  });

  it('writes texts with quotes, commas and letters of any script as they are', async () => {
    const address = ["5 O'Connor's Row", 'Platz "Am Tor" 3', 'улица Пушкинская, 382', '4丁目8番4号', "''", '🚒 1'];
    expect(await writtenBack(6, { address }, 'address')).toEqual(address);
  });

  it.each([255, 256, 65_535, 65_536])('writes a dictionary of %i texts', async (size) => {
    const texts = Array.from({ length: size }, (_, i) => `${i} Main Street`);
    const address = [0, 1, 127, 128, 254, size - 2, size - 1].map((code) => texts[code] as string);
    const file = await writePart(await tempFolder(), handMade(7, { address }, { address: texts }));
    expect((await query(`SELECT address FROM '${file}'`)).map((row) => row['address'])).toEqual(address);
  });

  it('writes one row', async () => {
    const values = { queueTime: [7], onSceneTime: [2_147_483_647] };
    expect(await writtenBack(1, values, "queue_time || ' ' || on_scene_time")).toEqual(['7 2147483647']);
  });

  it.each([2_047, 2_048, 2_049, 4_096])('loses no row of %i at the edge of a chunk', async (rowCount) => {
    const queueTime = Array.from({ length: rowCount }, (_, row) => row);
    expect(await writtenBack(rowCount, { queueTime }, 'queue_time')).toEqual(queueTime);
  });

  it('writes no value where the columns say that there is none, in every chunk', async () => {
    const rowCount = 5_000;
    const arrived = Uint8Array.from({ length: rowCount }, (_, row) => (row % 7 === 0 || row > 4_990 ? 0 : 1));
    const { columns, dictionaries } = handMade(rowCount, { enrouteTime: Array.from(arrived, (one) => one * 300) });
    const validity = { enrouteTime: arrived, onSceneTime: arrived, timeUnitEnroute: arrived };
    const file = await writePart(await tempFolder(), { columns: { ...columns, validity }, dictionaries });
    const rows = await query(`SELECT enroute_time, on_scene_time, time_unit_enroute, queue_time FROM '${file}'`);
    const missing = rows.map((row) => Object.values(row).filter((value) => value === null).length);
    expect(missing).toEqual(Array.from(arrived, (one) => (one === 1 ? 0 : 3)));
    expect(rows.map((row) => row['enroute_time'])).toEqual(Array.from(arrived, (one) => (one === 1 ? 300 : null)));
  });

  it('writes equal bytes for equal columns: again, by another writer, and after another part', async () => {
    const folder = await tempFolder();
    const run = preparedRun(someSettings({ recordCount: 9_000 }), '911');
    const writer = await PartWriter.inside(folder);
    const files = ['1.parquet', '2.parquet'].map((name) => join(folder, name));
    for (const file of files) await writer.write([partColumns(run, 0)], run.dictionaries, file);
    writer.close();
    const anew = preparedRun(someSettings({ recordCount: 9_000 }), '911');
    files.push(await writePart(folder, { columns: partColumns(anew, 0), dictionaries: anew.dictionaries }));
    const [first, ...others] = await Promise.all(files.map((file) => readFile(file)));
    for (const bytes of others) expect(bytes.equals(first!)).toBe(true);
  });

  it('writes nowhere outside its folder', async () => {
    const [folder, elsewhere] = [await tempFolder(), await tempFolder()];
    await expect(writePart(folder, handMade(1, {}), join('..', 'escaped.parquet'))).rejects.toThrow(
      /disabled|Permission/i,
    );
    const writer = await PartWriter.inside(folder);
    const { columns, dictionaries } = handMade(1, {});
    await expect(writer.write([columns], dictionaries, join(elsewhere, 'x.parquet'))).rejects.toThrow(/Permission/i);
    writer.close();
  });
});
