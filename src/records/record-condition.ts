import type { DuckDBValue } from '@duckdb/node-api';
import type { CallRecordFilter } from '../domain/record-filter.js';
import { textLiteral } from './duckdb.js';
import { conditionOf } from './filter.js';

/** Which records are wanted: an SQL condition on the columns' file names, whose values are bound and never part of the text. */
export interface RecordCondition {
  readonly sql: string;
  readonly values: readonly DuckDBValue[];
}

/** The condition that a filter stands for; null: all records. */
export function conditionFor(filter: CallRecordFilter | null): RecordCondition | null {
  if (filter === null) return null;
  const { text, values } = conditionOf(filter);
  return { sql: text, values };
}

/** The records of part files, in order, as the end of a SELECT; the condition's values are to be bound to it. */
export function fromParts(parts: readonly string[], condition: RecordCondition | null): string {
  const where = condition ? ` WHERE (${condition.sql})` : '';
  return `FROM read_parquet([${parts.map(textLiteral).join(', ')}])${where}`;
}

/** The values to bind to what `fromParts` made. */
export function valuesOf(condition: RecordCondition | null): DuckDBValue[] {
  return [...(condition?.values ?? [])];
}
