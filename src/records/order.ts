import type { OrderDirection } from '../domain/filters.js';
import type { CallRecordOrder } from '../domain/record-order.js';
import { columnByName, type RecordColumn } from '../domain/record-schema.js';
import { textLiteral } from './duckdb.js';
import { EVERYTHING, joined, parameterOf, type Sql } from './filter.js';

/** Where a record stands in an order: its values there, and its position to break ties. */
export interface RecordKey {
  readonly values: readonly (string | number | null)[];
  readonly position: number;
}

type Side = 'after' | 'before';

interface OrderColumn {
  readonly column: RecordColumn;
  readonly direction: OrderDirection;
  /** What is compared, of the column and of a value given. */
  readonly expression: string;
  readonly placeholder: string;
}

/** What a value of the column is ordered by: its place in the vocabulary where that has an order, as MON to SUN, else itself. */
export function orderExpression({ values, enumName }: RecordColumn, value: string): string {
  if (enumName === null || values === null) return value;
  return `list_position([${values.map(textLiteral).join(', ')}], ${value})`;
}

/** ORDER BY for the keys and then the position; backward turns all of it around. */
export function orderClause(keys: readonly CallRecordOrder[], side: Side): string {
  const clauses = keys.map(orderColumn).map(({ expression, direction }) => {
    if (side === 'after') return `${expression} ${direction} NULLS LAST`;
    return `${expression} ${direction === 'ASC' ? 'DESC' : 'ASC'} NULLS FIRST`;
  });
  return [...clauses, side === 'after' ? 'place ASC' : 'place DESC'].join(', ');
}

/** What holds for the records on one side of a key: beyond it in the first value that differs, or in position. */
export function seekCondition(keys: readonly CallRecordOrder[], key: RecordKey, side: Side): Sql {
  const columns = keys.map(orderColumn);
  const steps = columns.map((column, index) => {
    const ties = columns.slice(0, index).map((other, i) => equals(other, key.values[i] ?? null));
    return joined([...ties, beyond(column, key.values[index] ?? null, side)], 'AND', EVERYTHING);
  });
  const allTied = columns.map((column, index) => equals(column, key.values[index] ?? null));
  const position: Sql = { text: `place ${side === 'after' ? '>' : '<'} ?`, values: [key.position] };
  const exact = joined([...steps, joined([...allTied, position], 'AND', EVERYTHING)], 'OR', EVERYTHING);
  return joined([...coarse(columns[0], key.values[0] ?? null, side), exact], 'AND', EVERYTHING);
}

/** What the exact condition implies of the first value, said so that DuckDB can prune row groups by it. */
function coarse(first: OrderColumn | undefined, value: string | number | null, side: Side): Sql[] {
  if (!first || value === null || first.column.nullable) return [];
  const sign = (first.direction === 'ASC') === (side === 'after') ? '>=' : '<=';
  return [{ text: `${first.expression} ${sign} ${first.placeholder}`, values: [parameterOf(first.column, value)] }];
}

function orderColumn({ field, direction }: CallRecordOrder): OrderColumn {
  const column = columnByName(field) as RecordColumn;
  const expression = orderExpression(column, column.csvName);
  return { column, direction, expression, placeholder: orderExpression(column, '?') };
}

function equals({ column, expression, placeholder }: OrderColumn, value: string | number | null): Sql {
  if (value === null) return { text: `${expression} IS NULL`, values: [] };
  return { text: `${expression} = ${placeholder}`, values: [parameterOf(column, value)] };
}

/** Nulls stand last, so nothing is after them, and every value is before them. */
function beyond(
  { column, direction, expression, placeholder }: OrderColumn,
  value: string | number | null,
  side: Side,
): Sql {
  if (value === null) return { text: side === 'after' ? 'FALSE' : `${expression} IS NOT NULL`, values: [] };
  const sign = (direction === 'ASC') === (side === 'after') ? '>' : '<';
  const nulls = side === 'after' && column.nullable ? ` OR ${expression} IS NULL` : '';
  return { text: `(${expression} ${sign} ${placeholder}${nulls})`, values: [parameterOf(column, value)] };
}
