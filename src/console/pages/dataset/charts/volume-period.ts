import type { FoundRecords } from '../filtered-records.js';
import type { Condition } from '../record-view.js';
import { withCondition } from '../record-view.js';

/** By what the volume is shown: whatever gives bars enough, and not too many. */
export type Period = 'EVENT_MONTH' | 'EVENT_DATE' | 'HOUR';

const DAY = 86_400_000;
const MOST_DAYS = 92;

export function periodOf({ first, last }: NonNullable<FoundRecords['span']>): Period {
  if (first.slice(0, 10) === last.slice(0, 10)) return 'HOUR';
  return (Date.parse(`${last}Z`) - Date.parse(`${first}Z`)) / DAY > MOST_DAYS ? 'EVENT_MONTH' : 'EVENT_DATE';
}

/** The conditions with the events of just one bar: a month, a day, or an hour of the day that is shown. */
export function withinPeriod(conditions: readonly Condition[], period: Period, value: string): Condition[] {
  if (period === 'HOUR') return withCondition(conditions, { column: 'hour', operator: 'is', values: [value] });
  const [first, last] = period === 'EVENT_MONTH' ? [`${value}-01`, `${value}-${lastDayOf(value)}`] : [value, value];
  const from = withCondition(conditions, { column: 'eventTime', operator: 'gte', values: [`${first}T00:00:00`] });
  return withCondition(from, { column: 'eventTime', operator: 'lte', values: [`${last}T23:59:59`] });
}

/** `2024-02` ends on the 29th. */
function lastDayOf(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return String(new Date(Date.UTC(year, number, 0)).getUTCDate());
}
