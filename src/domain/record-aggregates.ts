import { type InputIssue, InvalidInputError } from './errors.js';
import { type ColumnName, COLUMNS } from './record-schema.js';

/** What is told of a distribution. */
export const FIGURES = ['min', 'max', 'mean', 'stddev', 'p10', 'p25', 'median', 'p75', 'p90', 'p95', 'p99'] as const;
export type Figure = (typeof FIGURES)[number];

/** Distribution of a number of seconds, as far as it was asked for; null where there are no records to tell it from. */
export type NumberStats = { readonly [Name in Figure]?: number | null };

/** The columns whose distribution can be asked for. */
export const STATS_COLUMNS = COLUMNS.filter((column) => column.unit === 'second');

/** Aggregates of a set of records, as far as they were asked for. */
export type RecordStats = {
  readonly count: number;
  readonly firstEventTime?: string | null;
  readonly lastEventTime?: string | null;
} & { readonly [Name in ColumnName]?: NumberStats };

/** Which aggregates are wanted; the count always comes along. */
export interface StatsSelection {
  readonly eventTimes: readonly ('firstEventTime' | 'lastEventTime')[];
  readonly numbers: readonly { readonly column: ColumnName; readonly figures: readonly Figure[] }[];
}

/** What records can be grouped by: columns of few values, and the date and month of the event. */
export const GROUP_FIELDS = [
  'agency',
  'problem',
  'priorityNumber',
  'callReception',
  'disposition',
  'shift',
  'shiftPart',
  'dayNight',
  'hour',
  'dow',
  'dayOfYear',
  'weekNo',
  'callTaker',
  'dispatcher',
  'eventDate',
  'eventMonth',
] as const satisfies readonly (ColumnName | 'eventDate' | 'eventMonth')[];
export type GroupField = (typeof GROUP_FIELDS)[number];

export interface RecordGroup {
  /** Values of the fields grouped by, as files write them. */
  readonly keys: readonly { readonly field: GroupField; readonly label: string }[];
  readonly count: number;
  readonly stats: RecordStats;
}

export interface GroupRequest {
  readonly by: readonly GroupField[];
  readonly largestFirst: boolean;
  readonly limit: number;
}

const MAX_GROUP_KEYS = 3;
export const MAX_GROUPS = 10_000;

/** Throws InvalidInputError with every problem of a request for groups. */
export function checkGroupRequest({ by, limit }: GroupRequest): void {
  const issues: InputIssue[] = [];
  if (by.length < 1 || by.length > MAX_GROUP_KEYS) {
    const message = `by has ${by.length} fields; 1 to ${MAX_GROUP_KEYS} are allowed.`;
    issues.push({ path: ['by'], code: by.length < 1 ? 'TOO_SMALL' : 'TOO_LARGE', message });
  }
  by.forEach((field, index) => {
    if (by.indexOf(field) === index) return;
    issues.push({ path: ['by', index], code: 'DUPLICATE', message: `by names ${field} more than once.` });
  });
  if (limit < 1 || limit > MAX_GROUPS) {
    const message = `limit is ${limit}; it must be 1 to ${MAX_GROUPS}.`;
    issues.push({ path: ['limit'], code: limit < 1 ? 'TOO_SMALL' : 'TOO_LARGE', message });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
}
