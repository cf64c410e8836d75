import { describe, expect, it } from 'vitest';
import { formatLocalDate, parseLocalDate, SECONDS_PER_DAY } from '../../src/domain/local-date.js';
import { SHIFT_PATTERNS, type ShiftPattern, SHIFTS } from '../../src/domain/vocabulary/shift-patterns.js';
import { dutiesOfDay } from '../../src/generation/duty-shift.js';
import { someSettings } from '../domain/some-settings.js';
import { tally, Z_TWO_SIDED } from './goodness-of-fit.js';
import { makeRun, microsOf, numbersOf, textsOf } from './made-run.js';

function dayOf(date: string): number {
  return parseLocalDate(date) as number;
}

/** Every day over two changes of year, one of them with a week 53 (2020-12-28 to 2021-01-03). */
const DAYS = Array.from({ length: 800 }, (_, i) => dayOf('2019-12-01') + i);

/** The shifts on duty in an hour of a day, as letters. */
function onDuty(pattern: ShiftPattern, day: number, hour: number): string {
  const duties = dutiesOfDay(pattern, day)[hour] ?? [];
  return duties.map((duty) => SHIFTS[pattern][duty.shift]).join('');
}

/** 24 letters, or pairs of them, from midnight on. */
function hoursOf(pattern: ShiftPattern, date: string): string {
  return Array.from({ length: 24 }, (_, hour) => onDuty(pattern, dayOf(date), hour)).join(' ');
}

/** The hours that duties last. */
function lengthsOf(pattern: ShiftPattern): number[] {
  const duties = dutiesOfDay(pattern, DAYS[0] as number).flat();
  return [...new Set(duties.map((duty) => duty.seconds / 3_600))];
}

/** ISO week by the calendar of the platform, another way than the code under test. */
function isoWeekOf(day: number): number {
  const date = new Date(day * SECONDS_PER_DAY * 1000);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  return Math.ceil(((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7);
}

describe.each(SHIFT_PATTERNS)('dutiesOfDay of %s', (pattern) => {
  it('has somebody on duty around the clock', () => {
    expect(DAYS.flatMap((day) => dutiesOfDay(pattern, day)).filter((duties) => duties.length === 0)).toEqual([]);
  });

  it('changes no crew at midnight: the duties of 23 h go on at 0 h', () => {
    for (const day of DAYS) expect(dutiesOfDay(pattern, day)[23]).toEqual(dutiesOfDay(pattern, day + 1)[0]);
  });

  it('says when each duty began and how long it lasts, so that it holds the hour', () => {
    for (const day of DAYS.slice(0, 40))
      dutiesOfDay(pattern, day).forEach((duties, hour) => {
        const moment = day * SECONDS_PER_DAY + hour * 3_600;
        for (const { start, seconds } of duties) {
          expect(start).toBeLessThanOrEqual(moment);
          expect(start + seconds).toBeGreaterThanOrEqual(moment + 3_600);
        }
      });
  });
});

describe('dutiesOfDay', () => {
  it.each([
    ['TWO_BY_12H', 'B B B B B B A A A A A A A A A A A A B B B B B B'],
    ['THREE_BY_8H', 'C C C C C C A A A A A A A A B B B B B B B B C C'],
    ['FOUR_BY_10H', 'CD CD D D D D A A A A AB AB AB AB AB AB BC BC BC BC CD CD CD CD'],
  ] as const)('gives %s the same day every day', (pattern, hours) => {
    for (const day of DAYS.slice(0, 40)) expect(hoursOf(pattern, formatLocalDate(day))).toBe(hours);
  });

  it('gives 12 h, 8 h and 10 h duties their length', () => {
    expect(SHIFT_PATTERNS.map((pattern) => [pattern, lengthsOf(pattern)])).toEqual([
      ['ISO_WEEK_PARITY', [12]],
      ['ROTATION_14_DAY', [12]],
      ['TWO_BY_12H', [12]],
      ['THREE_BY_8H', [8]],
      ['FOUR_BY_10H', [10]],
    ]);
  });

  it('turns the 14-day rotation 1 1 2 2 1 1 1 2 2 1 1 2 2 2 from Monday 2024-01-01 on, and back before it', () => {
    const days = Array.from({ length: 42 }, (_, i) => dayOf('2024-01-01') - 14 + i);
    const daysBy = days.map((day) => onDuty('ROTATION_14_DAY', day, 12)).join('');
    const nightsBy = days.map((day) => onDuty('ROTATION_14_DAY', day, 20)).join('');
    expect(daysBy).toBe('AABBAAABBAABBB'.repeat(3));
    expect(nightsBy).toBe('CCDDCCCDDCCDDD'.repeat(3));
  });

  it('keeps the night crew of the rotation until 6 h of the next day', () => {
    for (const day of DAYS.slice(0, 30))
      for (const hour of [0, 3, 5])
        expect(onDuty('ROTATION_14_DAY', day + 1, hour)).toBe(onDuty('ROTATION_14_DAY', day, 22));
  });

  it("follows the original's table of ISO week parity and weekday group on the day the duty begins", () => {
    // X is MON TUE FRI SAT, Y is WED THU SUN.
    const table = { even: { X: ['A', 'C'], Y: ['B', 'D'] }, odd: { X: ['B', 'D'], Y: ['A', 'C'] } } as const;
    for (const day of DAYS) {
      const parity = isoWeekOf(day) % 2 === 0 ? 'even' : 'odd';
      const group = [1, 2, 5, 6].includes(new Date(day * SECONDS_PER_DAY * 1000).getUTCDay()) ? 'X' : 'Y';
      const [byDay, byNight] = table[parity][group];
      expect([6, 12, 17].map((hour) => onDuty('ISO_WEEK_PARITY', day, hour))).toEqual([byDay, byDay, byDay]);
      expect([18, 23].map((hour) => onDuty('ISO_WEEK_PARITY', day, hour))).toEqual([byNight, byNight]);
      expect([0, 5].map((hour) => onDuty('ISO_WEEK_PARITY', day + 1, hour))).toEqual([byNight, byNight]);
    }
  });

  it.each([
    // Week 1, odd: Monday and Tuesday are B's and D's, Wednesday A's and C's.
    ['2024-01-02', 'D D D D D D B B B B B B B B B B B B D D D D D D'],
    ['2024-01-03', 'D D D D D D A A A A A A A A A A A A C C C C C C'],
    // Sunday of week 53 and Monday of week 1: both odd, so Y gives way to X.
    ['2021-01-03', 'D D D D D D A A A A A A A A A A A A C C C C C C'],
    ['2021-01-04', 'C C C C C C B B B B B B B B B B B B D D D D D D'],
  ])('by parity puts on duty on %s: %s', (date, hours) => {
    expect(hoursOf('ISO_WEEK_PARITY', date)).toBe(hours);
  });
});

describe('shift', () => {
  it('is shared equally where two shifts overlap', () => {
    const made = makeRun(someSettings({ recordCount: 20_000, shiftPattern: 'FOUR_BY_10H' }), '4x10');
    const [hours, shifts] = [numbersOf(made, 'hour'), textsOf(made, 'shift')];
    const sharing = { AB: [10, 15], BC: [16, 19], CD: [20, 25] } as const;
    for (const [pair, [from, to]] of Object.entries(sharing)) {
      const taken = shifts.filter((_, row) => {
        const hour = hours[row] as number;
        return (hour >= from && hour <= to) || hour + 24 <= to;
      });
      expect(new Set(taken)).toEqual(new Set(pair));
      const ofFirst = taken.filter((shift) => shift === pair[0]).length / taken.length;
      // The standard error of a share of one half is 0.5 / √n; the band holds all but ALPHA of right generators.
      expect(Math.abs(ofFirst - 0.5)).toBeLessThan((Z_TWO_SIDED * 0.5) / Math.sqrt(taken.length));
    }
  });

  it('is the one on duty in the hour of the event', () => {
    for (const shiftPattern of SHIFT_PATTERNS) {
      const made = makeRun(someSettings({ recordCount: 500, shiftPattern }), 'duty');
      const seconds = microsOf(made, 'eventTime').map((micros) => micros / 1e6);
      const shifts = textsOf(made, 'shift');
      const wrong = seconds.filter((second, row) => {
        const [day, hour] = [Math.floor(second / SECONDS_PER_DAY), Math.floor((second % SECONDS_PER_DAY) / 3_600)];
        return !onDuty(shiftPattern, day, hour).includes(shifts[row] as string);
      });
      expect(wrong).toEqual([]);
    }
  });
});

describe('shiftPart', () => {
  it('is the third of a 12-hour duty: four hours each, from 6 and from 18 h', () => {
    const made = makeRun(someSettings({ recordCount: 2_000 }), 'thirds');
    const shiftParts = textsOf(made, 'shiftPart');
    const byHour = new Map(numbersOf(made, 'hour').map((hour, row) => [hour, shiftParts[row]]));
    const parts = Array.from({ length: 24 }, (_, hour) => byHour.get(hour)?.[0]).join('');
    expect(parts).toBe('MMLLLLEEEEMMMMLLLLEEEEMM');
  });

  it('is a third of the duty of the shift that took the call, also where duties overlap and at 8 hours', () => {
    for (const shiftPattern of ['THREE_BY_8H', 'FOUR_BY_10H'] as const) {
      const made = makeRun(someSettings({ recordCount: 2_000, shiftPattern }), 'thirds');
      const [shifts, parts] = [textsOf(made, 'shift'), numbersOf(made, 'shiftPart')];
      const starts = { THREE_BY_8H: { A: 6, B: 14, C: 22 }, FOUR_BY_10H: { A: 6, B: 10, C: 16, D: 20 } }[shiftPattern];
      const length = shiftPattern === 'THREE_BY_8H' ? 8 * 3_600 : 10 * 3_600;
      microsOf(made, 'eventTime').forEach((micros, row) => {
        const startHour = (starts as Record<string, number>)[shifts[row] as string] as number;
        const sinceStart = (((micros / 1e6 - startHour * 3_600) % SECONDS_PER_DAY) + SECONDS_PER_DAY) % SECONDS_PER_DAY;
        expect(parts[row]).toBe(Math.floor(sinceStart / (length / 3)));
      });
      expect(tally(parts)).toHaveLength(3);
    }
  });
});
