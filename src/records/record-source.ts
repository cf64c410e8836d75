import { textLiteral } from './duckdb.js';

/** Which records are wanted: an SQL condition on the columns' file names, whose values are bound and never part of the text. */
export interface RecordCondition {
  readonly sql: string;
  readonly values: readonly (string | number | boolean)[];
}

/** Turns a filter, as an OutputFile keeps it, into a condition; throws InvalidInputError with what is wrong, under `filter`. */
export type ConditionOf = (filter: unknown) => RecordCondition;

/** The records of part files, in order, as the end of a SELECT; the condition's values are to be bound to it. */
export function fromParts(parts: readonly string[], condition: RecordCondition | null): string {
  const where = condition ? ` WHERE (${condition.sql})` : '';
  return `FROM read_parquet([${parts.map(textLiteral).join(', ')}])${where}`;
}

/** The values to bind to what `fromParts` made. */
export function valuesOf(condition: RecordCondition | null): (string | number | boolean)[] {
  return [...(condition?.values ?? [])];
}
