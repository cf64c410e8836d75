const LOCALE = 'en-US';

const numbers = new Intl.NumberFormat(LOCALE);
const percents = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 });
const dates = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });
const instants = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `12,345`. */
export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** A share from 0 to 1 as `12%`. */
export function formatShare(share: number): string {
  return percents.format(share);
}

/** Seconds as `45 s`, `3 min 20 s` or `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return withRest(Math.floor(whole / 60), 'min', whole % 60, 's');
  return withRest(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'min');
}

function withRest(value: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${value} ${unit}` : `${value} ${unit} ${rest} ${restUnit}`;
}

/** Bytes as `12.3 MB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : value.toFixed(1)} ${UNITS[step]}`;
}

/** A LocalDate, wall clock without zone, as `Jan 31, 2024`. */
export function formatLocalDate(date: string): string {
  return dates.format(new Date(`${date}T00:00:00Z`));
}

/** A DateTime, what happened to the service, in the reader's own zone. */
export function formatInstant(instant: string): string {
  return instants.format(new Date(instant));
}

/** A LocalDateTime, what happens in a record, as it is written: `2024-01-31 17:05:09`. */
export function formatLocalDateTime(stamp: string): string {
  return stamp.replace('T', ' ');
}
