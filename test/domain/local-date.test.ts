import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, firstDayOfYear, formatLocalDate, parseLocalDate } from '../../src/domain/local-date.js';

/** Days of 1970-01-01 to 2069-12-31: 100 years, 25 of them leap years (1972 to 2068). */
const DAYS = 100 * 365 + 25;
const aDay = fc.integer({ min: 0, max: DAYS - 1 });

function dayOf(date: string): number {
  const day = parseLocalDate(date);
  if (day === undefined) throw new Error(`${date} is no date`);
  return day;
}

describe('parseLocalDate', () => {
  it.each([
    ['1970-01-01', 0],
    ['1970-01-02', 1],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2024-01-01', 19_723],
    ['2069-12-31', DAYS - 1],
  ])('counts %s as day %i', (date, day) => {
    expect(parseLocalDate(date)).toBe(day);
  });

  it.each([
    '',
    'today',
    '2024-02-30',
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-00-01',
    '2024-01-00',
    '2024-1-1',
    '24-01-01',
    '2024/01/01',
    '20240101',
    '2024-01-01T00:00:00',
    ' 2024-01-01',
    '2024-01-01\n',
    '-2024-01-01',
    '٢٠٢٤-٠١-٠١',
  ])('rejects %j, which is no date', (text) => {
    expect(parseLocalDate(text)).toBeUndefined();
  });
});

describe('formatLocalDate', () => {
  it('is undone by parseLocalDate, on every day from 1970 to 2069', () => {
    const lost = Array.from({ length: DAYS }, (_, day) => day).filter(
      (day) => parseLocalDate(formatLocalDate(day)) !== day,
    );
    expect(lost).toEqual([]);
  });

  it('keeps dates in the order of their days', () => {
    fc.assert(fc.property(aDay, aDay, (a, b) => formatLocalDate(a) < formatLocalDate(b) === a < b));
  });
});

describe('calendarDay', () => {
  it.each([
    // Years that begin late in the week give their first days to the week of the year before, and the reverse.
    ['2024-01-01', { year: 2024, month: 1, dayOfYear: 1, weekday: 0, isoWeek: 1 }],
    ['2024-12-29', { year: 2024, month: 12, dayOfYear: 364, weekday: 6, isoWeek: 52 }],
    ['2024-12-30', { year: 2024, month: 12, dayOfYear: 365, weekday: 0, isoWeek: 1 }],
    ['2024-12-31', { year: 2024, month: 12, dayOfYear: 366, weekday: 1, isoWeek: 1 }],
    ['2020-12-31', { year: 2020, month: 12, dayOfYear: 366, weekday: 3, isoWeek: 53 }],
    ['2021-01-03', { year: 2021, month: 1, dayOfYear: 3, weekday: 6, isoWeek: 53 }],
    ['2021-01-04', { year: 2021, month: 1, dayOfYear: 4, weekday: 0, isoWeek: 1 }],
    ['2023-01-01', { year: 2023, month: 1, dayOfYear: 1, weekday: 6, isoWeek: 52 }],
    ['2000-03-01', { year: 2000, month: 3, dayOfYear: 61, weekday: 2, isoWeek: 9 }],
    ['1970-01-01', { year: 1970, month: 1, dayOfYear: 1, weekday: 3, isoWeek: 1 }],
  ])('knows %s', (date, calendar) => {
    expect(calendarDay(dayOf(date))).toEqual(calendar);
  });

  it('gives 53 weeks to exactly the years that have a 53rd Thursday', () => {
    const long = Array.from({ length: 100 }, (_, i) => 1970 + i).filter(
      (year) => calendarDay(dayOf(`${year}-12-28`)).isoWeek === 53, // 28 December is always in the last week
    );
    // The years that begin on a Thursday, and leap years that begin on a Wednesday.
    expect(long).toEqual([
      1970, 1976, 1981, 1987, 1992, 1998, 2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048, 2054, 2060, 2065,
    ]);
  });

  it('changes the week on Mondays alone, by one or back to 1', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const [before, today] = [calendarDay(day - 1), calendarDay(day)];
        if (today.weekday !== 0) return today.isoWeek === before.isoWeek;
        return today.isoWeek === before.isoWeek + 1 || (today.isoWeek === 1 && before.isoWeek >= 52);
      }),
    );
  });

  it('agrees with the written date on year, month and day of the year', () => {
    fc.assert(
      fc.property(aDay, (day) => {
        const { year, month, dayOfYear } = calendarDay(day);
        expect(formatLocalDate(day).slice(0, 7)).toBe(`${year}-${String(month).padStart(2, '0')}`);
        expect(formatLocalDate(firstDayOfYear(year) + dayOfYear - 1)).toBe(formatLocalDate(day));
      }),
    );
  });
});
