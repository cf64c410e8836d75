// Dates and wall-clock times of records have no zone. They are counted as days or seconds since 1970-01-01 00:00 on
// the centre's own clock; Date is used through its UTC functions only, as a calendar.

export const SECONDS_PER_DAY = 86_400;
export const SECONDS_PER_HOUR = 3_600;

/** 'YYYY-MM-DD' → days since 1970-01-01; undefined when there is no such day. */
export function parseLocalDate(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const day = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / (SECONDS_PER_DAY * 1000);
  return formatLocalDate(day) === text ? day : undefined;
}

/** Days since 1970-01-01 → 'YYYY-MM-DD'. */
export function formatLocalDate(day: number): string {
  return new Date(day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);
}

export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 366. */
  readonly dayOfYear: number;
  /** 0 is Monday. */
  readonly weekday: number;
  /** ISO 8601 week number, 1 to 53. */
  readonly isoWeek: number;
}

export function calendarDay(day: number): CalendarDay {
  const date = new Date(day * SECONDS_PER_DAY * 1000);
  const year = date.getUTCFullYear();
  const weekday = weekdayOf(day);
  const thursday = day - weekday + 3; // the ISO week belongs to the year of its Thursday
  const firstOfThatYear = firstDayOfYear(new Date(thursday * SECONDS_PER_DAY * 1000).getUTCFullYear());
  return {
    year,
    month: date.getUTCMonth() + 1,
    dayOfYear: day - firstDayOfYear(year) + 1,
    weekday,
    isoWeek: Math.floor((thursday - firstOfThatYear) / 7) + 1,
  };
}

/** 0 is Monday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export function firstDayOfYear(year: number): number {
  return Date.UTC(year, 0, 1) / (SECONDS_PER_DAY * 1000);
}
