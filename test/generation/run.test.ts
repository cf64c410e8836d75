import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordColumns } from '../../src/domain/record-columns.js';
import { formatLocalDate, parseLocalDate, SECONDS_PER_DAY } from '../../src/domain/local-date.js';
import { COLUMNS, type ColumnName } from '../../src/domain/record-schema.js';
import type { GenerationSettings } from '../../src/domain/settings.js';
import { CALL_TYPES, callTypeByName } from '../../src/domain/vocabulary/call-types.js';
import type { Agency } from '../../src/domain/vocabulary/agencies.js';
import { type Disposition, dispositionsOf } from '../../src/domain/vocabulary/outcomes.js';
import { SHIFTS } from '../../src/domain/vocabulary/shift-patterns.js';
import { partColumns, partSlices } from '../../src/generation/run.js';
import { someSettings } from '../domain/some-settings.js';
import { arbitrarySettings, aSeed } from './arbitrary-settings.js';
import { type MadeRun, makeRun, microsOf, numbersOf, preparedRun, textsOf } from './made-run.js';

/** A property of the records of any settings. */
function forAnyRun(rule: (made: MadeRun, settings: GenerationSettings) => void, numRuns = 12): void {
  fc.assert(
    fc.property(arbitrarySettings(1_500), aSeed, (settings, seed) => rule(makeRun(settings, seed), settings)),
    { numRuns },
  );
}

/** Rows in which a condition does not hold. */
function rowsWhere(made: MadeRun, fault: (row: number) => boolean): number[] {
  return Array.from({ length: made.rowCount }, (_, row) => row).filter(fault);
}

/** The sums of two columns, row by row. */
function plus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, row) => value + (b[row] as number));
}

/** The year in which each event falls. */
function yearsOf(made: MadeRun): number[] {
  return microsOf(made, 'eventTime').map((micros) => new Date(micros / 1000).getUTCFullYear());
}

/** Expects the numbers of each agency in each year to go up by one from the first that is allowed. */
function expectNumbering(made: MadeRun, { startDate }: GenerationSettings): void {
  const [numbers, agencies, years] = [numbersOf(made, 'callId'), numbersOf(made, 'agency'), yearsOf(made)];
  const startYear = Number(startDate.slice(0, 4));
  const next = new Map<string, number>();
  const wrong = rowsWhere(made, (row) => {
    const key = `${years[row]} ${agencies[row]}`;
    const number = numbers[row] as number;
    const expected = next.get(key);
    next.set(key, number + 1);
    if (expected !== undefined) return number !== expected;
    const fromSeed = years[row] === startYear && !startDate.endsWith('-01-01');
    return fromSeed ? number < 1_000 || number > 100_000 : number !== 1;
  });
  expect(wrong).toEqual([]);
}

describe('a run', () => {
  it('makes exactly the records that were asked for, and every column of each', () => {
    forAnyRun((made, { recordCount }) => {
      expect(made.rowCount).toBe(recordCount);
      for (const { rowCount, data } of made.parts)
        for (const { name, kind } of COLUMNS)
          expect(data[name]).toHaveLength(kind === 'TIMESTAMP' ? 2 * rowCount : rowCount);
    });
  });

  it.each([1, 7, 99, 1_001])('makes %i records', (recordCount) => {
    expect(makeRun(someSettings({ recordCount }), '911').rowCount).toBe(recordCount);
  });

  it('orders events by time, on whole seconds inside the range, both days included', () => {
    forAnyRun((made, { startDate, endDate }) => {
      const micros = microsOf(made, 'eventTime');
      const first = (parseLocalDate(startDate) as number) * SECONDS_PER_DAY * 1e6;
      const end = ((parseLocalDate(endDate) as number) + 1) * SECONDS_PER_DAY * 1e6;
      const wrong = rowsWhere(made, (row) => {
        const [before, at] = [micros[row - 1] ?? first, micros[row] as number];
        return at < before || at >= end || at % 1e6 !== 0;
      });
      expect(wrong).toEqual([]);
    });
  });

  it('reaches the last day', () => {
    const made = makeRun(someSettings({ recordCount: 200, startDate: '2024-12-30', endDate: '2024-12-31' }), '1');
    expect(new Set(numbersOf(made, 'dayOfYear'))).toEqual(new Set([365, 366]));
  });

  it('tells day of the year, ISO week, hour, weekday and day or night from the moment of the event', () => {
    forAnyRun((made) => {
      const moments = microsOf(made, 'eventTime').map((micros) => new Date(micros / 1000));
      const [dayOfYear, weekNo, hour] = (['dayOfYear', 'weekNo', 'hour'] as const).map((name) => numbersOf(made, name));
      const [dow, dayNight] = [textsOf(made, 'dow'), textsOf(made, 'dayNight')];
      const wrong = rowsWhere(made, (row) => {
        const at = moments[row] as Date;
        const newYear = Date.UTC(at.getUTCFullYear(), 0, 1);
        const thursday = new Date(at.getTime() + (4 - (at.getUTCDay() || 7)) * 86_400_000);
        const week =
          Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / (7 * 86_400_000)) + 1;
        const h = at.getUTCHours();
        return (
          dayOfYear?.[row] !== Math.floor((at.getTime() - newYear) / 86_400_000) + 1 ||
          weekNo?.[row] !== week ||
          hour?.[row] !== h ||
          dow[row] !== ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'][at.getUTCDay()] ||
          dayNight[row] !== (h >= 6 && h <= 17 ? 'DAY' : 'NIGHT')
        );
      });
      expect(wrong).toEqual([]);
    });
  });

  it('adds up every timeline, and never lets it run backwards', () => {
    forAnyRun((made, { timingModel }) => {
      const seconds = (name: ColumnName) => numbersOf(made, name);
      const at = (name: ColumnName) => microsOf(made, name).map((micros) => micros / 1e6);
      const cameThere = made.parts.flatMap(({ validity, rowCount }) =>
        Array.from({ length: rowCount }, (_, row) => (validity.enrouteTime?.[row] ?? 1) === 1),
      );
      const [process, total] = [seconds('processTime'), seconds('totalTime')];
      const [event, rolling, closed] = [at('eventTime'), at('timeCallAcknowledged'), at('timeCallClosed')];
      expect(process).toEqual(plus(seconds('queueTime'), seconds('dispatchTime')));
      expect(at('timeCallQueued')).toEqual(plus(event, seconds('queueTime')));
      expect(at('timeCallDispatched')).toEqual(plus(event, process));
      expect(rolling).toEqual(plus(plus(event, process), seconds('ackTime')));
      expect(at('timeCallDisconnected')).toEqual(plus(event, seconds('phoneTime')));
      expect(closed).toEqual(plus(event, total));
      const [travel, scene, phone] = [seconds('enrouteTime'), seconds('onSceneTime'), seconds('phoneTime')];
      const arrived = at('timeUnitEnroute');
      const wrong = rowsWhere(made, (row) => {
        const start = rolling[row] as number;
        const arrival = start + (travel[row] as number);
        if ([travel, scene, phone].some((column) => (column[row] as number) < 0)) return true;
        if (timingModel === 'REALISTIC' && (phone[row] as number) > (total[row] as number)) return true;
        return cameThere[row]
          ? arrived[row] !== arrival || closed[row] !== arrival + (scene[row] as number)
          : travel[row] !== 0 || scene[row] !== 0 || (closed[row] as number) < start;
      });
      expect(wrong).toEqual([]);
    });
  });

  it('takes every value from its vocabulary', () => {
    forAnyRun((made, { shiftPattern }) => {
      for (const { name, kind, values } of COLUMNS.filter((column) => column.kind === 'DICTIONARY')) {
        const dictionary = made.run.dictionaries.get(name) ?? [];
        expect(new Set(dictionary).size, `${kind} ${name}`).toBe(dictionary.length);
        if (values) expect(dictionary).toEqual(values);
        expect(textsOf(made, name)).toHaveLength(made.rowCount); // fails for a code without a text
      }
      expect(made.run.dictionaries.get('shift')).toEqual(SHIFTS[shiftPattern]);
    });
  });

  it('gives each call a type of its agency, the priority of the type and a disposition that the agency knows', () => {
    forAnyRun((made, { agencies, callTypes }) => {
      const [agency, problem, disposition] = [
        textsOf(made, 'agency'),
        textsOf(made, 'problem'),
        textsOf(made, 'disposition'),
      ];
      const priority = numbersOf(made, 'priorityNumber');
      const asked = new Set((callTypes ?? CALL_TYPES).map(({ name }) => name));
      const wrong = rowsWhere(made, (row) => {
        const type = callTypeByName(problem[row] as string);
        const ends = dispositionsOf(agency[row] as Agency);
        const fits = type?.agency === agency[row] && type?.priority === priority[row] && asked.has(type?.name ?? '');
        return (
          !fits ||
          !ends.includes(disposition[row] as Disposition) ||
          !agencies.some((entry) => entry.agency === agency[row])
        );
      });
      expect(wrong).toEqual([]);
    });
  });

  it('has each call taken and dispatched by the shift on duty', () => {
    forAnyRun((made) => {
      const shifts = numbersOf(made, 'shift');
      for (const [name, roster] of [
        ['callTaker', made.run.callTakers],
        ['dispatcher', made.run.dispatchers],
      ] as const) {
        const people = numbersOf(made, name);
        expect(rowsWhere(made, (row) => !roster.codes[shifts[row] as number]?.includes(people[row] as number))).toEqual(
          [],
        );
      }
    });
  });

  it('numbers the calls of an agency one after the other, from 1 in each new year', () => {
    forAnyRun(expectNumbering, 25);
  });

  it('numbers on over the change of a year inside a part', () => {
    const settings = someSettings({ recordCount: 3_000, startDate: '2023-11-15', endDate: '2025-02-10' });
    const made = makeRun(settings, 'years');
    expect(new Set(yearsOf(made))).toEqual(new Set([2023, 2024, 2025]));
    expectNumbering(made, settings);
  });

  it('says which agencies have no call, for want of a call type', () => {
    const callTypes = [
      { name: 'HAZMAT', weight: 1 },
      { name: 'DROWNING', weight: 1 },
    ];
    const { run } = makeRun(someSettings({ callTypes }), '1');
    expect(run.adjustments).toEqual(['LAW, RESCUE: no call, since none of the selected call types belongs there.']);
  });

  it('keeps the record of a position when the seed is the same, and changes nearly all with another', () => {
    const settings = someSettings({ recordCount: 400 });
    const [one, again, other] = [makeRun(settings, 'a'), makeRun(settings, 'a'), makeRun(settings, 'b')];
    expect(again.parts).toEqual(one.parts);
    for (const name of ['eventTime', 'problem', 'address', 'onSceneTime', 'phoneTime', 'callTaker'] as const)
      expect(numbersOf(other, name)).not.toEqual(numbersOf(one, name));
  });

  it('has no part beyond its last', () => {
    expect(() => partColumns(preparedRun(someSettings(), 'x'), 1)).toThrow('1 parts');
  });
});

describe('a run of several parts', () => {
  const settings = someSettings({
    recordCount: 400_000,
    startDate: '2023-10-01',
    endDate: '2025-03-31',
    shiftPattern: 'FOUR_BY_10H',
  });
  const made = makeRun(settings, 'parts');

  it('numbers calls over parts and years without a gap', () => {
    expect(made.parts.length).toBeGreaterThan(1);
    expectNumbering(made, settings);
  });

  it('goes on in time from part to part', () => {
    const micros = microsOf(made, 'eventTime');
    expect(rowsWhere(made, (row) => row > 0 && (micros[row] as number) < (micros[row - 1] as number))).toEqual([]);
  });

  it('makes each part the same alone as after the others', () => {
    made.parts.forEach((part, index) => {
      expect(sameColumns(partColumns(preparedRun(settings, 'parts'), index), part)).toBe(true);
    });
  });

  it('draws each part from streams of its own', () => {
    const [first, second] = made.parts as [RecordColumns, RecordColumns];
    for (const name of ['onSceneTime', 'address', 'phoneTime'] as const)
      expect(first.data[name].subarray(0, 100)).not.toEqual(second.data[name].subarray(0, 100));
  });
});

describe('a run of any settings', () => {
  it('makes each part the same whether it is made alone, first or after others', () => {
    const crowded = arbitrarySettings(60).map((settings) => {
      const endDate = formatLocalDate(Math.min((parseLocalDate(settings.startDate) as number) + 400, 36_524));
      return {
        ...settings,
        endDate,
        hourlyWeights: null,
        weekdayWeights: null,
        monthlyWeights: null,
        recordCount: 270_000,
      };
    });
    fc.assert(
      fc.property(crowded, aSeed, (settings, seed) => {
        const run = preparedRun(settings, seed);
        const last = run.parts.length - 1;
        expect(last).toBeGreaterThan(0);
        const inOrder = run.parts.map((part) => partColumns(run, part.index));
        const alone = partColumns(preparedRun(settings, seed), last);
        return sameColumns(alone, inOrder[last] as RecordColumns) && sameColumns(partColumns(run, last), alone);
      }),
      { numRuns: 2 },
    );
  });
});

describe('the slices of a part', () => {
  it('are the part, however long they are', () => {
    fc.assert(
      fc.property(arbitrarySettings(1_500), aSeed, fc.integer({ min: 1, max: 600 }), (settings, seed, least) => {
        const run = preparedRun(settings, seed);
        const whole = partColumns(run, 0);
        const slices = [...partSlices(run, 0, least)];
        expect(slices.slice(0, -1).filter((slice) => slice.rowCount < least)).toEqual([]);
        const joined = (name: ColumnName) => Buffer.concat(slices.map((slice) => bytesOf(slice, name)));
        const prefixes = Buffer.concat(slices.map((slice) => Buffer.from(slice.callIdPrefix)));
        return (
          prefixes.equals(Buffer.from(whole.callIdPrefix)) &&
          COLUMNS.every(({ name }) => joined(name).equals(bytesOf(whole, name)))
        );
      }),
      { numRuns: 25 },
    );
  });
});

/** Byte for byte, without the cost of a deep comparison of a million numbers. */
function sameColumns(one: RecordColumns, other: RecordColumns): boolean {
  return (
    one.rowCount === other.rowCount && COLUMNS.every(({ name }) => bytesOf(one, name).equals(bytesOf(other, name)))
  );
}

function bytesOf(columns: RecordColumns, name: ColumnName): Buffer {
  const { buffer, byteOffset, byteLength } = columns.data[name];
  return Buffer.from(buffer, byteOffset, byteLength);
}
