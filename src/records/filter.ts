import type { DuckDBValue } from '@duckdb/node-api';
import { type CallRecordFilter, columnsOf, type FilterOperator } from '../domain/record-filter.js';
import type { RecordColumn } from '../domain/record-schema.js';
import { duckDbApi } from './duckdb-api.js';

/** A piece of SQL and the values of its parameters, in order. Text holds names and numbers of ours, never a client's value. */
export interface Sql {
  readonly text: string;
  readonly values: readonly DuckDBValue[];
}

export const EVERYTHING: Sql = { text: 'TRUE', values: [] };
const NOTHING: Sql = { text: 'FALSE', values: [] };

/** The condition that records must meet; TRUE without a filter. Where it is null, it does not hold. */
export function conditionOf(filter: CallRecordFilter | null): Sql {
  if (filter === null) return EVERYTHING;
  const own = columnsOf(filter).flatMap((column) => fieldConditions(column, filter[column.name] ?? {}));
  const all = (filter.and ?? []).map(conditionOf);
  const some = filter.or ? [joined(filter.or.map(conditionOf), 'OR', NOTHING)] : [];
  const none = filter.not ? [negated(conditionOf(filter.not))] : [];
  return joined([...own, ...all, ...some, ...none], 'AND', EVERYTHING);
}

export function joined(conditions: readonly Sql[], word: 'AND' | 'OR', neutral: Sql): Sql {
  const [first, ...others] = conditions;
  if (!first) return neutral;
  if (others.length === 0) return first;
  return {
    text: `(${conditions.map((condition) => condition.text).join(` ${word} `)})`,
    values: conditions.flatMap((condition) => condition.values),
  };
}

/**
 * What holds where the condition does not. AND and OR carry SQL's third value up to here, where it becomes false: that is
 * the same as a condition on a missing value being false from the start, and leaves what stands under no NOT as plain
 * comparisons, which DuckDB prunes row groups by.
 */
function negated({ text, values }: Sql): Sql {
  return { text: `NOT coalesce(${text}, FALSE)`, values };
}

function fieldConditions(column: RecordColumn, operators: Readonly<Partial<Record<FilterOperator, unknown>>>): Sql[] {
  return Object.entries(operators).flatMap(([operator, operand]) =>
    operand === undefined ? [] : [comparison(column, operator as FilterOperator, operand)],
  );
}

const SIGNS = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

function comparison(column: RecordColumn, operator: FilterOperator, operand: unknown): Sql {
  const { csvName } = column;
  switch (operator) {
    case 'in':
    case 'notIn':
      return listCondition(column, operator, operand as readonly (string | number)[]);
    case 'isNull':
      return { text: `${csvName} IS ${operand === true ? '' : 'NOT '}NULL`, values: [] };
    case 'contains':
      return { text: `contains(lower(${csvName}), lower(?))`, values: [String(operand)] };
    case 'startsWith':
      return { text: `starts_with(lower(${csvName}), lower(?))`, values: [String(operand)] };
    default:
      return {
        text: `${csvName} ${SIGNS[operator]} ?`,
        values: [parameterOf(column, operand as string | number)],
      };
  }
}

function listCondition(column: RecordColumn, operator: 'in' | 'notIn', operands: readonly (string | number)[]): Sql {
  if (operands.length === 0) return operator === 'in' ? NOTHING : EVERYTHING;
  const marks = operands.map(() => '?').join(', ');
  return {
    text: `${column.csvName} ${operator === 'in' ? 'IN' : 'NOT IN'} (${marks})`,
    values: operands.map((operand) => parameterOf(column, operand)),
  };
}

/** A value as the column's type has it. Stamps are 'YYYY-MM-DDTHH:mm:ss'. */
export function parameterOf({ kind }: RecordColumn, value: string | number): DuckDBValue {
  return kind === 'TIMESTAMP' ? new duckDbApi.DuckDBTimestampValue(BigInt(Date.parse(`${value}Z`)) * 1000n) : value;
}
