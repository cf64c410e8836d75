import type { PartFile } from '../domain/dataset.js';
import { columnByName, type ColumnName, type RecordColumn } from '../domain/record-schema.js';
import type { DataFolder } from './data-folder.js';
import { textLiteral } from './duckdb.js';

/** The part files of one dataset, in order. */
export interface RecordParts {
  readonly datasetId: string;
  readonly parts: readonly PartFile[];
  /** Changes with the files: what was read under another stamp may have come from other bytes. */
  readonly stamp: string;
}

/**
 * The records of the parts as a table: the columns, `place`, which is the position, and `file_row_number`, the row in the
 * part. Conditions on file_row_number prune row groups; those on place cannot. Place is not cast to anything: DuckDB 1.5
 * gives wrong rows for ORDER BY a narrowing cast with a LIMIT (https://github.com/duckdb/duckdb/issues/25158).
 */
export function tableOf(folder: DataFolder, { datasetId, parts }: Omit<RecordParts, 'stamp'>): string {
  const files = parts.map((part) => textLiteral(folder.part(datasetId, part.index)));
  const firsts = parts.map((part) => part.firstPosition);
  const first = firsts.length === 1 ? String(firsts[0]) : `([${firsts.join(', ')}])[CAST(file_index AS BIGINT) + 1]`;
  return `(SELECT *, ${first} + file_row_number AS place
    FROM read_parquet([${files.join(', ')}], file_row_number = true))`;
}

/** The parts that hold any of the positions from … to - 1. */
export function partsWithin({ parts, ...source }: RecordParts, from: number, to: number): RecordParts {
  const within = parts.filter((part) => part.firstPosition < to && part.firstPosition + part.recordCount > from);
  return { ...source, parts: within };
}

/** What to select for records with these columns. */
export function selectionOf(columns: readonly ColumnName[]): string {
  return ['CAST(place AS INTEGER) AS position', ...columns.map((name) => `${expressionOf(name)} AS "${name}"`)].join(
    ', ',
  );
}

function expressionOf(name: ColumnName): string {
  const { csvName, kind } = columnByName(name) as RecordColumn;
  return kind === 'TIMESTAMP' ? `strftime(${csvName}, '%Y-%m-%dT%H:%M:%S')` : csvName;
}
