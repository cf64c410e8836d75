import type { CallRecordFilter } from '../domain/record-filter.js';
import { type CallRecordOrder, isEventOrder } from '../domain/record-order.js';
import { columnByName, type ColumnName, type RecordColumn } from '../domain/record-schema.js';
import type { DataFolder } from './data-folder.js';
import { conditionOf, EVERYTHING, joined, parameterOf, type Sql } from './filter.js';
import { orderClause, type RecordKey, seekCondition } from './order.js';
import type { QueryPool } from './query-pool.js';
import type { RecordReader } from './record-reader.js';
import type { RecordValues } from './record-values.js';
import { partsWithin, type RecordParts, selectionOf, tableOf } from './record-source.js';
import type { ScanAnswers } from './scan-answers.js';
import { type Span, spans, WINDOW_ROWS } from './spans.js';

/** Which of the records that match are wanted: up to `limit` of those between two keys, from one end of them. */
export interface RecordSearch {
  readonly filter: CallRecordFilter | null;
  readonly orderBy: readonly CallRecordOrder[];
  readonly after: RecordKey | null;
  readonly before: RecordKey | null;
  /** How many to leave out first. */
  readonly skip: number;
  readonly limit: number;
  readonly backward: boolean;
  readonly columns: readonly ColumnName[];
}

/** Records in order of position that meet a condition: up to `limit` from one end of a range. */
interface Scan extends Pick<RecordSearch, 'skip' | 'limit' | 'backward' | 'columns'>, Span {
  readonly condition: Sql;
}

/** Records in the order they were sought in, and how many of those still to be left out come after. */
interface Found {
  readonly records: RecordValues[];
  readonly skip: number;
}

/** Finds the records that match a filter, in any order. */
export class RecordSearcher {
  /** The reader has a pool of its own, so that no scan holds up pages that need none. */
  constructor(
    private readonly pool: QueryPool,
    private readonly reader: RecordReader,
    private readonly folder: DataFolder,
    private readonly answers: ScanAnswers,
  ) {}

  /** What is found, in the order asked for, whichever end it was sought from. */
  async find(source: RecordParts, search: RecordSearch): Promise<RecordValues[]> {
    if (search.limit === 0) return [];
    const found = isEventOrder(search.orderBy)
      ? await this.findInEventOrder(source, search)
      : await this.findSorted(source, search);
    return search.backward ? found.toReversed() : found;
  }

  async count(source: RecordParts, filter: CallRecordFilter | null): Promise<number> {
    return this.countWhere(source, conditionOf(filter));
  }

  /** The positions of the matching records that have these places, from 0, among all that match. */
  async positionsAt(source: RecordParts, filter: CallRecordFilter, places: readonly number[]): Promise<number[]> {
    if (places.length === 0) return [];
    const { text, values } = conditionOf(filter);
    const counted = `SELECT CAST(place AS INTEGER) AS position, row_number() OVER (ORDER BY place) - 1 AS rank
      FROM ${tableOf(this.folder, source)} WHERE ${text}`;
    const rows = await this.pool.rows<{ position: number }>({
      text: `SELECT position FROM (${counted}) WHERE rank IN (${places.join(', ')}) ORDER BY position`,
      values,
    });
    return rows.map((row) => row.position);
  }

  private async findInEventOrder(source: RecordParts, search: RecordSearch): Promise<RecordValues[]> {
    const from = search.after ? search.after.position + 1 : 0;
    const to = search.before ? search.before.position : Number.MAX_SAFE_INTEGER;
    return this.scan(source, { ...search, from, to, condition: conditionOf(search.filter) });
  }

  /**
   * Goes through the parts from the end where the scan begins, and stops as soon as enough is found. Most pages are full
   * after a window or two.
   */
  private async scan(source: RecordParts, wanted: Scan): Promise<RecordValues[]> {
    const { backward } = wanted;
    const found: RecordValues[] = [];
    let { skip } = wanted;
    for (const span of spans(source.parts, wanted.from, wanted.to, backward ? 'end' : 'start')) {
      const piece = { ...wanted, from: span.from, to: span.to, skip, limit: wanted.limit - found.length };
      const look = span.kind === 'WINDOW' ? await this.look(source, piece) : await this.search(source, piece);
      found.push(...look.records);
      if (found.length >= wanted.limit) break;
      ({ skip } = look);
    }
    return found;
  }

  /** Looks into one window. What of it matches is kept, for the pages that follow. */
  private async look(source: RecordParts, wanted: Scan): Promise<Found> {
    const parts = partsWithin(source, wanted.from, wanted.to);
    const first = parts.parts[0]?.firstPosition ?? 0;
    const window = Math.floor((wanted.from - first) / WINDOW_ROWS) * WINDOW_ROWS;
    const rows = { from: window, to: window + WINDOW_ROWS };
    const block = await this.reader.readMatching(parts, rows, wanted.condition, wanted.columns);
    return block.take(wanted);
  }

  private async search(source: RecordParts, wanted: Scan): Promise<Found> {
    const { skip } = wanted;
    const { parts, condition } = this.within(source, wanted, wanted.condition);
    const matching = skip > 0 ? await this.countWhere(parts, condition) : 0;
    if (skip > 0 && matching <= skip) return { records: [], skip: skip - matching };
    const text = `SELECT ${selectionOf(wanted.columns)} FROM ${tableOf(this.folder, parts)} WHERE ${condition.text}
      ORDER BY place ${wanted.backward ? 'DESC' : 'ASC'} LIMIT ? OFFSET ?`;
    const values = [...condition.values, wanted.limit, skip];
    return { records: await this.pool.rows<RecordValues>({ text, values }), skip: 0 };
  }

  private within(source: RecordParts, { from, to }: Span, filter: Sql): { parts: RecordParts; condition: Sql } {
    const parts = partsWithin(source, from, to);
    const [only, ...others] = parts.parts;
    const first = others.length === 0 ? (only?.firstPosition ?? 0) : 0;
    const column = others.length === 0 ? 'file_row_number' : 'place';
    const range: Sql = { text: `${column} >= ? AND ${column} < ?`, values: [from - first, to - first] };
    return { parts, condition: joined([range, filter], 'AND', EVERYTHING) };
  }

  /** Looks at the keys alone to find which records, and reads the other columns of those. */
  private async findSorted(source: RecordParts, search: RecordSearch): Promise<RecordValues[]> {
    const { orderBy, after, before, backward, columns } = search;
    const keys = orderBy.map((key) => key.field);
    const seek = [
      conditionOf(search.filter),
      ...(after ? [seekCondition(orderBy, after, 'after')] : []),
      ...(before ? [seekCondition(orderBy, before, 'before')] : []),
    ];
    const bound = await this.eventTimeBound(source, search, joined(seek, 'AND', EVERYTHING));
    const condition = joined([...bound, ...seek], 'AND', EVERYTHING);
    const text = `SELECT ${selectionOf(keys)} FROM ${tableOf(this.folder, source)} WHERE ${condition.text}
      ORDER BY ${orderClause(orderBy, backward ? 'before' : 'after')} LIMIT ? OFFSET ?`;
    const values = [...condition.values, search.limit, search.skip];
    const found = await this.pool.rows<RecordValues>({ text, values });
    const missing = columns.filter((name) => !keys.includes(name));
    if (missing.length === 0) return found;
    const positions = found.map((record) => record.position);
    const read = await this.reader.readPositions(source, positions, missing);
    const byPosition = new Map(read.map((record) => [record.position, record]));
    return found.map((record) => Object.assign(record, byPosition.get(record.position))); // a copy of each takes far longer
  }

  /**
   * How far an order that begins with eventTime can reach, so that the row groups beyond are pruned. Positions go by
   * eventTime as well: what is wanted is no further off than the last of as many records from that end.
   */
  private async eventTimeBound(source: RecordParts, search: RecordSearch, condition: Sql): Promise<Sql[]> {
    const [first] = search.orderBy;
    if (first?.field !== 'eventTime') return [];
    const fromEnd = (first.direction === 'DESC') !== search.backward;
    const [last] = await this.scan(source, {
      condition,
      from: 0,
      to: Number.MAX_SAFE_INTEGER,
      backward: fromEnd,
      skip: search.skip + search.limit - 1,
      limit: 1,
      columns: ['eventTime'],
    });
    if (!last) return [];
    const eventTime = parameterOf(columnByName('eventTime') as RecordColumn, String(last.eventTime));
    return [{ text: `event_time ${fromEnd ? '>=' : '<='} ?`, values: [eventTime] }];
  }

  private async countWhere(source: RecordParts, condition: Sql): Promise<number> {
    const text = `SELECT CAST(count(*) AS INTEGER) AS count FROM ${tableOf(this.folder, source)} WHERE ${condition.text}`;
    const [row] = await this.answers.rows(source, { text, values: condition.values });
    return Number(row?.['count'] ?? 0);
  }
}
