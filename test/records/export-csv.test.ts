import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { COLUMNS } from '../../src/domain/record-schema.js';
import { confinedDuckDb, withConnection } from '../../src/records/duckdb.js';
import { exportRecords } from '../../src/records/export.js';
import { PartWriter } from '../../src/records/part-writer.js';
import { handMade, secondsAt, type Values } from './hand-made-columns.js';
import { tempFolder } from './temp-folder.js';

/** Of what is wanted whatever happens. */
const NEVER = new AbortController().signal;

const HEADER =
  'call_id,agency,event_time,day_of_year,week_no,hour,day_night,dow,shift,shift_part,problem,address,priority_number,' +
  'call_taker,call_reception,dispatcher,queue_time,dispatch_time,phone_time,ack_time,enroute_time,on_scene_time,' +
  'process_time,total_time,time_call_queued,time_call_dispatched,time_call_acknowledged,time_call_disconnected,' +
  'time_unit_enroute,time_call_closed,disposition';

const AT = secondsAt('2024-01-01T00:46:41');

const A_CALL: Values = {
  callId: [1],
  agency: ['LAW'],
  eventTime: [AT],
  dayOfYear: [1],
  weekNo: [1],
  hour: [0],
  dayNight: ['NIGHT'],
  dow: ['MON'],
  shift: ['D'],
  shiftPart: ['MIDS'],
  problem: ['HOSTAGE SITUATION'],
  address: ['8674 Chambers Passage'],
  priorityNumber: [1],
  callTaker: ['Gallagher, Devin'],
  callReception: ['PHONE'],
  dispatcher: ['Woods, Deborah'],
  queueTime: [90],
  dispatchTime: [7],
  phoneTime: [41],
  ackTime: [36],
  enrouteTime: [300],
  onSceneTime: [708],
  processTime: [97],
  totalTime: [1_141],
  timeCallQueued: [AT + 90],
  timeCallDispatched: [AT + 97],
  timeCallAcknowledged: [AT + 133],
  timeCallDisconnected: [AT + 41],
  timeUnitEnroute: [AT + 433],
  timeCallClosed: [AT + 1_141],
  disposition: ['NO ACTION TAKEN'],
};

/** The CSV of parts with these columns, each part one row. */
async function csvOf(rows: readonly Values[]): Promise<string> {
  const folder = await tempFolder();
  const parts = rows.map((_, index) => join(folder, `part-${index}.parquet`));
  for (const [index, values] of rows.entries()) {
    const { columns, dictionaries } = handMade(1, values);
    const writer = await PartWriter.inside(folder);
    await writer.write([columns], dictionaries, parts[index] as string);
    writer.close();
  }
  return exported(folder, parts);
}

async function exported(folder: string, parts: readonly string[]): Promise<string> {
  const instance = await confinedDuckDb(folder, 1);
  onTestFinished(() => instance.closeSync());
  const file = join(folder, 'records.csv');
  await exportRecords(instance, 'CSV', { parts, condition: null, file, signal: NEVER });
  return readFile(file, 'utf8');
}

describe('a CSV export', () => {
  it("writes the original's header and rows: seconds as they are, stamps to the second, names quoted", async () => {
    expect(await csvOf([A_CALL])).toBe(
      `${HEADER}\n24-L000001,LAW,2024-01-01 00:46:41,1,1,0,NIGHT,MON,D,MIDS,HOSTAGE SITUATION,8674 Chambers Passage,1,` +
        '"Gallagher, Devin",PHONE,"Woods, Deborah",90,7,41,36,300,708,97,1141,2024-01-01 00:48:11,2024-01-01 00:48:18,' +
        '2024-01-01 00:48:54,2024-01-01 00:47:22,2024-01-01 00:53:54,2024-01-01 01:05:42,NO ACTION TAKEN\n',
    );
  });

  it('quotes commas and quotes, and leaves other texts as they are', async () => {
    const address = ['5 Elm St', 'Elm St, 5', 'The "Elm"', "O'Brien's", 'улица Мира; 5'];
    const lines = (await csvOf(address.map((text) => ({ address: [text] })))).split('\n').slice(1, -1);
    expect(lines.map((line) => /,EARLY,x,(.*),0,x,E-911,/.exec(line)?.[1])).toEqual([
      '5 Elm St',
      '"Elm St, 5"',
      '"The ""Elm"""',
      "O'Brien's",
      'улица Мира; 5',
    ]);
  });

  it('writes the parts one after the other, in the order given', async () => {
    const rows = [3, 1, 2].map((number) => ({ callId: [number] }));
    const ids = (await csvOf(rows)).split('\n').slice(1, -1);
    expect(ids.map((line) => line.split(',')[0])).toEqual(['24-L000003', '24-L000001', '24-L000002']);
  });

  it('writes nothing for a value that is missing', async () => {
    const folder = await tempFolder();
    const file = join(folder, 'nulls.parquet');
    const instance = await confinedDuckDb(folder, 1);
    const types = { TEXT: 'VARCHAR', DICTIONARY: 'VARCHAR', INTEGER: 'INTEGER', TIMESTAMP: 'TIMESTAMP' };
    const nulls = COLUMNS.map(({ csvName, kind, nullable }) =>
      nullable
        ? `CAST(NULL AS ${types[kind]}) AS ${csvName}`
        : `CAST(${kind === 'TIMESTAMP' ? "'2024-01-01'" : "'1'"} AS ${types[kind]}) AS ${csvName}`,
    );
    await withConnection(instance, (connection) =>
      connection.run(`COPY (SELECT ${nulls.join(', ')}) TO '${file}' (FORMAT parquet)`),
    );
    instance.closeSync();
    const cells = (await exported(folder, [file])).split('\n')[1]?.split(',') ?? [];
    expect(cells).toHaveLength(31);
    const empty = COLUMNS.filter((_, i) => cells[i] === '').map((column) => column.name);
    expect(empty).toEqual(['enrouteTime', 'onSceneTime', 'timeUnitEnroute']);
  });
});
