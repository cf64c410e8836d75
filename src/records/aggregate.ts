import type {
  Figure,
  GroupField,
  GroupRequest,
  RecordGroup,
  RecordStats,
  StatsSelection,
} from '../domain/record-aggregates.js';
import type { CallRecordFilter } from '../domain/record-filter.js';
import { columnByName, type ColumnName, type RecordColumn } from '../domain/record-schema.js';
import type { DataFolder } from './data-folder.js';
import { conditionOf } from './filter.js';
import { orderExpression } from './order.js';
import { type RecordParts, tableOf } from './record-source.js';
import type { ScanAnswers } from './scan-answers.js';

type Row = Readonly<Record<string, unknown>>;

/** Sums up the records that match a filter, in one scan of the columns that the wanted figures need. */
export class RecordAggregator {
  constructor(
    private readonly answers: ScanAnswers,
    private readonly folder: DataFolder,
  ) {}

  async stats(source: RecordParts, filter: CallRecordFilter | null, wanted: StatsSelection): Promise<RecordStats> {
    const { text, values } = conditionOf(filter);
    const [row = {}] = await this.answers.rows(source, {
      text: `SELECT ${aggregatesOf(wanted)} FROM ${tableOf(this.folder, source)} WHERE ${text}`,
      values,
    });
    return statsIn(row, wanted);
  }

  /** Groups by key, or the largest first, ties by key. Without `wanted`, a group's stats have no more than its count. */
  async groups(
    source: RecordParts,
    filter: CallRecordFilter | null,
    { by, largestFirst, limit }: GroupRequest,
    wanted: StatsSelection,
  ): Promise<RecordGroup[]> {
    const { text, values } = conditionOf(filter);
    const keys = by.map((field, index) => `${groupExpression(field)} AS key${index}`);
    const names = by.map((_, index) => `key${index}`);
    const sorted = by.map((field, index) => groupOrder(field, `key${index}`));
    const labels = by.map((field, index) => `${labelExpression(field, `key${index}`)} AS label${index}`);
    const order = [...(largestFirst ? ['count DESC'] : []), ...sorted].join(', ');
    const grouped = `SELECT ${keys.join(', ')}, ${aggregatesOf(wanted)} FROM ${tableOf(this.folder, source)}
      WHERE ${text} GROUP BY ${names.join(', ')}`;
    const rows = await this.answers.rows(source, {
      text: `SELECT *, ${labels.join(', ')} FROM (${grouped}) ORDER BY ${order} LIMIT ?`,
      values: [...values, limit],
    });
    return rows.map((row) => ({
      keys: by.map((field, index) => ({ field, label: String(row[`label${index}`]) })),
      count: Number(row['count']),
      stats: statsIn(row, wanted),
    }));
  }
}

const QUANTILES: Readonly<Partial<Record<Figure, number>>> = {
  p10: 0.1,
  p25: 0.25,
  median: 0.5,
  p75: 0.75,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
};

const MOMENTS: Readonly<Partial<Record<Figure, string>>> = {
  min: 'min',
  max: 'max',
  mean: 'avg',
  stddev: 'stddev_samp',
};

const EVENT_TIMES = { firstEventTime: 'min', lastEventTime: 'max' } as const;

/** The aggregates as SQL, each named after what it is; all quantiles of a column come in one list. */
function aggregatesOf({ eventTimes, numbers }: StatsSelection): string {
  const stamps = eventTimes.map(
    (name) => `strftime(${EVENT_TIMES[name]}(event_time), '%Y-%m-%dT%H:%M:%S') AS "${name}"`,
  );
  const figures = numbers.flatMap(({ column, figures: names }) => {
    const { csvName } = columnByName(column) as RecordColumn;
    const shares = quantilesAmong(names).map((name) => QUANTILES[name]);
    const moments = names.flatMap((name) =>
      MOMENTS[name] ? [`CAST(${MOMENTS[name]}(${csvName}) AS DOUBLE) AS "${column}.${name}"`] : [],
    );
    const quantiles = `to_json(quantile_cont(${csvName}, [${shares.join(', ')}])) AS "${column}.quantiles"`;
    return shares.length > 0 ? [...moments, quantiles] : moments;
  });
  return ['CAST(count(*) AS INTEGER) AS count', ...stamps, ...figures].join(', ');
}

function quantilesAmong(figures: readonly Figure[]): Figure[] {
  return figures.filter((name) => QUANTILES[name] !== undefined);
}

function statsIn(row: Row, { eventTimes, numbers }: StatsSelection): RecordStats {
  const stamps = eventTimes.map((name) => [name, row[name] ?? null] as const);
  const distributions = numbers.map(({ column, figures }) => [column, distributionIn(row, column, figures)] as const);
  return { count: Number(row['count'] ?? 0), ...Object.fromEntries(stamps), ...Object.fromEntries(distributions) };
}

function distributionIn(row: Row, column: ColumnName, figures: readonly Figure[]): Readonly<Record<string, unknown>> {
  const text = row[`${column}.quantiles`];
  const quantiles: unknown[] = typeof text === 'string' ? (JSON.parse(text) as unknown[]) : [];
  const moments = figures.filter((name) => MOMENTS[name]).map((name) => [name, row[`${column}.${name}`] ?? null]);
  const shares = quantilesAmong(figures).map((name, index) => [name, quantiles[index] ?? null]);
  return Object.fromEntries([...moments, ...shares]);
}

function groupExpression(field: GroupField): string {
  // Not a cast to DATE: ordering by one with a limit gives wrong groups, as tableOf tells of.
  if (field === 'eventDate') return "date_trunc('day', event_time)";
  if (field === 'eventMonth') return "date_trunc('month', event_time)";
  return (columnByName(field) as RecordColumn).csvName;
}

function groupOrder(field: GroupField, key: string): string {
  const column = columnByName(field);
  return column ? orderExpression(column, key) : key;
}

function labelExpression(field: GroupField, key: string): string {
  if (field === 'eventDate') return `strftime(${key}, '%Y-%m-%d')`;
  if (field === 'eventMonth') return `strftime(${key}, '%Y-%m')`;
  return `CAST(${key} AS VARCHAR)`;
}
