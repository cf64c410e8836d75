import { describe, expect, it } from 'vitest';
import { columnByName, COLUMNS } from '../../src/domain/record-schema.js';

/** Synth911Gen2's columns as its documentation orders them, with the names that files give them. */
const DOCUMENTED = [
  ['callId', 'call_id', 'TEXT'],
  ['agency', 'agency', 'DICTIONARY'],
  ['eventTime', 'event_time', 'TIMESTAMP'],
  ['dayOfYear', 'day_of_year', 'INTEGER'],
  ['weekNo', 'week_no', 'INTEGER'],
  ['hour', 'hour', 'INTEGER'],
  ['dayNight', 'day_night', 'DICTIONARY'],
  ['dow', 'dow', 'DICTIONARY'],
  ['shift', 'shift', 'DICTIONARY'],
  ['shiftPart', 'shift_part', 'DICTIONARY'],
  ['problem', 'problem', 'DICTIONARY'],
  ['address', 'address', 'DICTIONARY'],
  ['priorityNumber', 'priority_number', 'INTEGER'],
  ['callTaker', 'call_taker', 'DICTIONARY'],
  ['callReception', 'call_reception', 'DICTIONARY'],
  ['dispatcher', 'dispatcher', 'DICTIONARY'],
  ['queueTime', 'queue_time', 'INTEGER'],
  ['dispatchTime', 'dispatch_time', 'INTEGER'],
  ['phoneTime', 'phone_time', 'INTEGER'],
  ['ackTime', 'ack_time', 'INTEGER'],
  ['enrouteTime', 'enroute_time', 'INTEGER'],
  ['onSceneTime', 'on_scene_time', 'INTEGER'],
  ['processTime', 'process_time', 'INTEGER'],
  ['totalTime', 'total_time', 'INTEGER'],
  ['timeCallQueued', 'time_call_queued', 'TIMESTAMP'],
  ['timeCallDispatched', 'time_call_dispatched', 'TIMESTAMP'],
  ['timeCallAcknowledged', 'time_call_acknowledged', 'TIMESTAMP'],
  ['timeCallDisconnected', 'time_call_disconnected', 'TIMESTAMP'],
  ['timeUnitEnroute', 'time_unit_enroute', 'TIMESTAMP'],
  ['timeCallClosed', 'time_call_closed', 'TIMESTAMP'],
  ['disposition', 'disposition', 'DICTIONARY'],
];

describe('COLUMNS', () => {
  it("are the original's 31, in the documented order", () => {
    expect(COLUMNS.map(({ name, csvName, kind }) => [name, csvName, kind])).toEqual(DOCUMENTED);
  });

  it('count durations in seconds, and nothing else', () => {
    const inSeconds = COLUMNS.filter((column) => column.unit === 'second').map((column) => column.name);
    expect(inSeconds).toEqual(DOCUMENTED.slice(16, 24).map(([name]) => name));
  });

  it('may be empty only where a unit need not arrive', () => {
    const nullable = COLUMNS.filter((column) => column.nullable).map((column) => column.name);
    expect(nullable).toEqual(['enrouteTime', 'onSceneTime', 'timeUnitEnroute']);
  });

  it('list the values of closed sets', () => {
    const values = Object.fromEntries(
      COLUMNS.flatMap((column) => (column.values ? [[column.name, column.values]] : [])),
    );
    expect(values).toEqual({
      agency: ['LAW', 'EMS', 'FIRE', 'RESCUE'],
      dayNight: ['DAY', 'NIGHT'],
      dow: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'],
      shiftPart: ['EARLY', 'MIDS', 'LATE'],
      callReception: ['E-911', 'PHONE', 'OFFICER', 'TEXT', 'C2C'],
      disposition: [
        'CANCELLED',
        'NO ACTION TAKEN',
        'REFERRED TO OTHER AGENCY',
        'REPORT TAKEN',
        'ARREST MADE',
        'CITATION ISSUED',
        'UNIT CLEARED',
        'TAKEN TO HOSPITAL',
      ],
    });
  });

  it('all say what they are', () => {
    expect(COLUMNS.filter((column) => column.description.length < 10)).toEqual([]);
  });
});

describe('columnByName', () => {
  it('finds a column by its GraphQL name, and no other', () => {
    expect(columnByName('queueTime')?.csvName).toBe('queue_time');
    expect(columnByName('queue_time')).toBeUndefined();
    expect(columnByName('toString')).toBeUndefined();
  });
});
