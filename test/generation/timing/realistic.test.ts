import { describe, expect, it } from 'vitest';
import type { RecordColumns } from '../../../src/domain/record-columns.js';
import { COLUMNS, type ColumnName } from '../../../src/domain/record-schema.js';
import { defaultSettings, type GenerationSettings } from '../../../src/domain/settings.js';
import { AGENCIES } from '../../../src/domain/vocabulary/agencies.js';
import { CALL_TYPES } from '../../../src/domain/vocabulary/call-types.js';
import { CALL_RECEPTIONS, DISPOSITIONS } from '../../../src/domain/vocabulary/outcomes.js';
import { drawEvents } from '../../../src/generation/columns/events.js';
import { partColumns } from '../../../src/generation/run.js';
import { preparedRun } from '../made-run.js';
import { randomStream } from '../../../src/generation/sampling/random-stream.js';
import { CALL_TYPE_PROFILES, ORIGINS } from '../../../src/generation/timing/realistic-mix-tables.js';
import type { DrawnColumns } from '../../../src/generation/timing/timing-model.js';

const RECORDS = 60_000;
const SECONDS_PER_HALF = 4_294_967_296 / 1e6;

function settingsWith(changes: Partial<GenerationSettings> = {}): GenerationSettings {
  return { ...defaultSettings('REALISTIC'), recordCount: RECORDS, addressPoolSize: 50, ...changes };
}

/** The one part of a small dataset, with what is drawn but not recorded. */
function aPart(changes: Partial<GenerationSettings> = {}, seed = '911') {
  const run = preparedRun(settingsWith(changes), seed);
  const part = run.parts[0];
  if (!part) throw new Error('a run has parts');
  const stream = (purpose: string) => randomStream(seed, part.index, purpose);
  const { seconds, agency } = drawEvents(part, run.model.volume, stream('eventTime'));
  const facts = run.model.drawCalls({ seconds, agency, stream });
  const origin = facts.origin;
  if (!origin || !facts.cancellation) throw new Error('the realistic model knows origins and cancellations');
  return { run, columns: partColumns(run, 0), drawn: facts.columns, origin, ...facts.cancellation };
}

const usual = aPart();

function numbers(columns: RecordColumns, name: ColumnName): ArrayLike<number> {
  return columns.data[name];
}

/** Columns that are not the same in both, byte by byte: vitest's own comparison takes seconds for so many numbers. */
function differingColumns(one: RecordColumns, other: RecordColumns): string[] {
  return COLUMNS.filter((column) => !bytes(one, column).equals(bytes(other, column))).map(({ name }) => name);
}

/** Seconds since 1970 of a stamp column's row. */
function stamp(columns: RecordColumns, name: ColumnName, row: number): number {
  const halves = columns.data[name];
  return (halves[2 * row] ?? 0) / 1e6 + (halves[2 * row + 1] ?? 0) * SECONDS_PER_HALF;
}

function rowsWhere(count: number, holds: (row: number) => boolean): number[] {
  return Array.from({ length: count }, (_, row) => row).filter(holds);
}

function typeOf(drawn: DrawnColumns, row: number): (typeof CALL_TYPES)[number] {
  const type = CALL_TYPES[drawn.problem[row] ?? -1];
  if (!type) throw new Error(`row ${row} has no call type`);
  return type;
}

const bytes = (columns: RecordColumns, { name }: { readonly name: ColumnName }) =>
  Buffer.from(columns.data[name].slice().buffer);

const named = (name: string) => rowsWhere(RECORDS, (row) => typeOf(usual.drawn, row).name === name).length;

const rowsFrom = (origin: number) => rowsWhere(RECORDS, (row) => usual.origin[row] === origin);

const endingsOf = (agency: string) =>
  new Set(
    rowsWhere(RECORDS, (row) => typeOf(usual.drawn, row).agency === agency).map(
      (row) => DISPOSITIONS[usual.drawn.disposition[row] ?? -1],
    ),
  );

const medianOf = (
  agency: string,
  priority: number,
  name: 'dispatchTime' | 'ackTime',
  holds: (row: number) => boolean = () => true,
) => {
  const rows = rowsWhere(RECORDS, (row) => {
    const type = typeOf(usual.drawn, row);
    return (
      type.agency === agency &&
      type.priority === priority &&
      ORIGINS[usual.origin[row] ?? -1] === 'PUBLIC' &&
      holds(row)
    );
  });

  const sorted = rows.map((row) => usual.drawn[name][row] ?? 0).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

const onlyAt = (length: number, place: number) => Array.from({ length }, (_, i) => (i === place ? 1 : 0));

describe('realisticModel', () => {
  it('is the default, with the 14-day rotation', () => {
    expect(defaultSettings()).toMatchObject({ timingModel: 'REALISTIC', shiftPattern: 'ROTATION_14_DAY' });
    expect(defaultSettings('CLASSIC').shiftPattern).toBe('ISO_WEEK_PARITY');
  });

  it('profiles every call type of every agency once, under its own agency', () => {
    for (const agency of AGENCIES) {
      const names = CALL_TYPE_PROFILES[agency].map((profile) => profile.name);
      expect(names).toEqual(CALL_TYPES.filter((type) => type.agency === agency).map((type) => type.name));
    }
  });

  it('makes the same calls again from the same settings and seed, and others from another seed', () => {
    const made = aPart({ recordCount: 2_000 }).columns;
    expect(differingColumns(made, aPart({ recordCount: 2_000 }).columns)).toEqual([]);
    expect(differingColumns(made, aPart({ recordCount: 2_000 }, '912').columns)).toContain('problem');
  });

  it('makes a part alone as it makes it after others', () => {
    const settings = settingsWith({ recordCount: 300_000 });
    const [run, other] = [preparedRun(settings, '911'), preparedRun(settings, '911')];
    partColumns(run, 0);
    expect(differingColumns(partColumns(run, 1), partColumns(other, 1))).toEqual([]);
  });

  it('gives a call type only to calls of its agency', () => {
    const { columns, drawn } = usual;
    const wrong = rowsWhere(
      RECORDS,
      (row) => typeOf(drawn, row).agency !== AGENCIES[numbers(columns, 'agency')[row] ?? -1],
    );
    expect(wrong).toEqual([]);
  });

  it('makes traffic stops outnumber hostage situations a hundredfold', () => {
    expect(named('TRAFFIC STOP')).toBeGreaterThan(100 * named('HOSTAGE SITUATION'));
  });
});

describe('the timeline', () => {
  it('never runs backwards', () => {
    const order = [
      'eventTime',
      'timeCallQueued',
      'timeCallDispatched',
      'timeCallAcknowledged',
      'timeUnitEnroute',
      'timeCallClosed',
    ] as const;
    const { columns, arrived } = usual;
    const backwards = rowsWhere(RECORDS, (row) => {
      const stamps = order
        .filter((name) => name !== 'timeUnitEnroute' || arrived[row] === 1)
        .map((name) => stamp(columns, name, row));
      return stamps.some((moment, i) => i > 0 && moment < (stamps[i - 1] ?? 0));
    });
    expect(backwards).toEqual([]);
  });

  it('lets the caller hang up between event and close', () => {
    const [phone, total] = [numbers(usual.columns, 'phoneTime'), numbers(usual.columns, 'totalTime')];
    expect(rowsWhere(RECORDS, (row) => (phone[row] ?? -1) < 0 || (phone[row] ?? 0) > (total[row] ?? 0))).toEqual([]);
  });

  it('adds up', () => {
    const { columns, drawn, arrived, closingTime } = usual;
    const wrong = rowsWhere(RECORDS, (row) => {
      const process = (drawn.queueTime[row] ?? 0) + (drawn.dispatchTime[row] ?? 0);
      const travelAndScene = (drawn.enrouteTime[row] ?? 0) + (drawn.onSceneTime[row] ?? 0);
      const rest = arrived[row] === 1 ? travelAndScene : (closingTime[row] ?? 0);
      const total = process + (drawn.ackTime[row] ?? 0) + rest;
      const took = stamp(columns, 'timeCallClosed', row) - stamp(columns, 'eventTime', row);
      return (
        numbers(columns, 'processTime')[row] !== process ||
        numbers(columns, 'totalTime')[row] !== total ||
        Math.round(took) !== total
      );
    });
    expect(wrong).toEqual([]);
  });

  it('has no arrival where a call was cancelled, and only there', () => {
    const { columns, drawn, arrived } = usual;
    const cancelled = DISPOSITIONS.indexOf('CANCELLED');
    expect(rowsWhere(RECORDS, (row) => (drawn.disposition[row] === cancelled) !== (arrived[row] === 0))).toEqual([]);
    expect(Object.keys(columns.validity).toSorted()).toEqual(['enrouteTime', 'onSceneTime', 'timeUnitEnroute']);
    for (const name of ['enrouteTime', 'onSceneTime', 'timeUnitEnroute'] as const)
      expect(columns.validity[name]).toEqual(arrived);
    const absent = rowsWhere(RECORDS, (row) => arrived[row] === 0);
    expect(absent.length).toBeGreaterThan(0);
    expect(absent.filter((row) => drawn.enrouteTime[row] !== 0 || drawn.onSceneTime[row] !== 0)).toEqual([]);
    expect(absent.filter((row) => stamp(columns, 'timeUnitEnroute', row) !== 0)).toEqual([]);
  });

  it('piles up at no upper bound', () => {
    for (const name of ['queueTime', 'dispatchTime', 'phoneTime', 'ackTime', 'enrouteTime', 'onSceneTime'] as const) {
      const values = usual.drawn[name];
      const longest = values.reduce((a, b) => Math.max(a, b), 0);
      expect(rowsWhere(RECORDS, (row) => values[row] === longest).length).toBeLessThan(0.0001 * RECORDS);
    }
  });
});

describe('the origin of a call', () => {
  const onView = ORIGINS.indexOf('ON_VIEW');

  it('decides how it reaches the centre', () => {
    const allowed = { ON_VIEW: ['OFFICER'], FIELD_REQUEST: ['OFFICER'], TRANSFERRED: ['C2C'] } as const;
    const ofPublic = ['E-911', 'PHONE', 'TEXT'];
    ORIGINS.forEach((origin, index) => {
      const seen = new Set(rowsFrom(index).map((row) => CALL_RECEPTIONS[usual.drawn.callReception[row] ?? -1]));
      const expected: readonly string[] = origin === 'PUBLIC' || origin === 'UNCAPTURED' ? ofPublic : allowed[origin];
      expect([...seen].every((reception) => reception !== undefined && expected.includes(reception))).toBe(true);
    });
  });

  it('leaves an officer who is there already nothing to wait for', () => {
    const { queueTime, dispatchTime, phoneTime, ackTime, enrouteTime } = usual.drawn;
    const rows = rowsFrom(onView);
    expect(rows.length).toBeGreaterThan(0);
    for (const times of [queueTime, dispatchTime, phoneTime, ackTime, enrouteTime])
      expect(rows.filter((row) => times[row] !== 0)).toEqual([]);
  });

  it('keeps the centre out of calls that another centre passed on', () => {
    const rows = rowsFrom(ORIGINS.indexOf('TRANSFERRED'));
    expect(rows.filter((row) => usual.drawn.phoneTime[row] !== 0)).toEqual([]);
  });
});

describe('the end of a call', () => {
  it('is an arrest or a citation only where police come', () => {
    expect(endingsOf('LAW')).toContain('ARREST MADE');
    for (const agency of ['EMS', 'FIRE', 'RESCUE']) {
      expect(endingsOf(agency)).not.toContain('ARREST MADE');
      expect(endingsOf(agency)).not.toContain('CITATION ISSUED');
    }
  });

  it('is the hospital for about three of four patients that a unit reaches, and those calls are long', () => {
    const { drawn, arrived } = usual;
    const hospital = DISPOSITIONS.indexOf('TAKEN TO HOSPITAL');
    const reached = rowsWhere(RECORDS, (row) => typeOf(drawn, row).agency === 'EMS' && arrived[row] === 1);
    const taken = reached.filter((row) => drawn.disposition[row] === hospital);
    // San Francisco transports .784 of its medical calls; one standard error of 11,000 calls is .004, and the city's public-service calls go nowhere.
    expect(taken.length / reached.length).toBeGreaterThan(0.68);
    expect(taken.length / reached.length).toBeLessThan(0.8);
    const mean = (rows: readonly number[]) =>
      rows.reduce((sum, row) => sum + (drawn.onSceneTime[row] ?? 0), 0) / rows.length;
    expect(mean(taken)).toBeGreaterThan(2 * mean(reached.filter((row) => drawn.disposition[row] !== hospital)));
  });
});

describe('who waits', () => {
  it('is only who calls the police about something less urgent', () => {
    expect(medianOf('LAW', 1, 'dispatchTime')).toBeLessThan(medianOf('LAW', 2, 'dispatchTime'));
    expect(medianOf('LAW', 2, 'dispatchTime')).toBeLessThan(medianOf('LAW', 3, 'dispatchTime'));
    expect(medianOf('LAW', 3, 'dispatchTime')).toBeLessThan(medianOf('LAW', 4, 'dispatchTime'));
    for (const agency of ['EMS', 'FIRE'])
      for (const priority of [1, 3]) expect(medianOf(agency, priority, 'dispatchTime')).toBeLessThanOrEqual(4);
  });

  it('is longer for an ambulance crew that sleeps', () => {
    const hour = numbers(usual.columns, 'hour');
    const night = medianOf('EMS', 1, 'ackTime', (row) => (hour[row] ?? 0) < 4);
    const morning = medianOf('EMS', 1, 'ackTime', (row) => (hour[row] ?? 0) >= 8 && (hour[row] ?? 0) < 12);
    // Centre A has 100 and 50 s; a standard error of the night's median (1,200 calls, standard deviation 30 s) is about 1 s.
    expect(night).toBeGreaterThan(1.5 * morning);
  });
});

describe('what settings say', () => {
  it('holds for call types, in every hour and season', () => {
    const { columns, drawn } = aPart({
      agencies: [{ agency: 'LAW', weight: null }],
      callTypes: [
        { name: 'TRAFFIC STOP', weight: 1 },
        { name: 'NOISE COMPLAINT IN PROG', weight: 3 },
      ],
    });
    const hour = numbers(columns, 'hour');
    for (const inPart of [(h: number) => h < 12, (h: number) => h >= 12]) {
      const rows = rowsWhere(RECORDS, (row) => inPart(hour[row] ?? 0));
      const stops = rows.filter((row) => typeOf(drawn, row).name === 'TRAFFIC STOP').length;
      // One standard error of a quarter of at least 20,000 calls is .003; five of them.
      expect(Math.abs(stops / rows.length - 0.25)).toBeLessThan(0.0155);
    }
  });

  it('holds for hours, weekdays and months', () => {
    const { columns } = aPart({
      recordCount: 5_000,
      hourlyWeights: onlyAt(24, 3),
      weekdayWeights: onlyAt(7, 2),
      monthlyWeights: onlyAt(12, 4),
    });
    const values = (name: ColumnName) => new Set(Array.from(numbers(columns, name)));
    expect(values('hour')).toEqual(new Set([3]));
    expect(values('dow')).toEqual(new Set([2]));
    const days = [...values('dayOfYear')];
    expect(Math.min(...days)).toBeGreaterThanOrEqual(122); // 1 May 2024
    expect(Math.max(...days)).toBeLessThanOrEqual(152);
  });

  it('works for a single call type in one hour of one day', () => {
    const { columns } = aPart({
      startDate: '2024-07-04',
      endDate: '2024-07-04',
      agencies: [{ agency: 'RESCUE', weight: 1 }],
      callTypes: [{ name: 'PUBLIC EDUCATION RESCUE', weight: 1 }],
      hourlyWeights: Array.from({ length: 24 }, (_, hour) => (hour === 20 ? 1 : 0)),
    });
    expect(columns.rowCount).toBeGreaterThan(0);
    expect(new Set(Array.from(numbers(columns, 'hour')))).toEqual(new Set([20]));
  });
});

describe('people at work', () => {
  it('share the calls of a shift unequally', () => {
    const { run, columns } = usual;
    const taken = new Map<number, number>();
    const [shift, callTaker] = [numbers(columns, 'shift'), numbers(columns, 'callTaker')];
    for (const row of rowsWhere(RECORDS, (candidate) => shift[candidate] === 0))
      taken.set(callTaker[row] ?? -1, (taken.get(callTaker[row] ?? -1) ?? 0) + 1);
    const ofShift = Array.from(run.callTakers.codes[0] ?? [], (code) => taken.get(code) ?? 0);
    const [busiest, idlest] = [Math.max(...ofShift), Math.min(...ofShift)];
    // By weights of rank to the power -1/2 the first of eight takes 2.8 times as many as the last.
    expect(busiest / idlest).toBeGreaterThan(2.4);
    expect(busiest / idlest).toBeLessThan(3.3);
  });
});
