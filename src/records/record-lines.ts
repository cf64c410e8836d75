import type { DuckDBInstance } from '@duckdb/node-api';
import { COLUMNS, type RecordColumn } from '../domain/record-schema.js';
import { CSV_STAMP, JSON_STAMP } from './export.js';
import { fromParts, type RecordCondition, valuesOf } from './record-condition.js';

/** Formats that are lines, and so can be sent as they are read. */
export const LINE_FORMATS = ['CSV', 'NDJSON'] as const;
export type LineFormat = (typeof LINE_FORMATS)[number];

export interface RecordLines {
  readonly parts: readonly string[];
  readonly condition: RecordCondition | null;
  readonly format: LineFormat;
  /** Ends the query at once when it is aborted. */
  readonly signal: AbortSignal;
}

/**
 * The matching records as text, piece by piece: the very bytes of the exported file, with no more than a few thousand
 * records in memory. DuckDB puts the lines together: JSON by its own writer, CSV by the rule that its own writer has.
 */
export async function* recordLines(
  instance: DuckDBInstance,
  { parts, condition, format, signal }: RecordLines,
): AsyncGenerator<string> {
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    if (format === 'CSV') yield `${COLUMNS.map((column) => column.csvName).join(',')}\n`;
    if (signal.aborted) return;
    const result = await connection.stream(
      `SELECT ${LINE[format]} ${fromParts(parts, condition)}`,
      valuesOf(condition),
    );
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
      yield `${chunk.getColumnValues(0).join('\n')}\n`;
  } finally {
    signal.removeEventListener('abort', interrupt);
    connection.closeSync();
  }
}

function csvField({ csvName, kind }: RecordColumn): string {
  if (kind === 'INTEGER') return `coalesce(CAST(${csvName} AS VARCHAR), '')`;
  if (kind === 'TIMESTAMP') return `coalesce(strftime(${csvName}, '${CSV_STAMP}'), '')`;
  const quoted = `'"' || replace(${csvName}, '"', '""') || '"'`;
  return `CASE WHEN ${csvName} IS NULL THEN '' WHEN ${csvName} = '' OR regexp_matches(${csvName}, '[",\\n\\r#]') THEN ${quoted} ELSE ${csvName} END`;
}

function jsonMember({ csvName, kind }: RecordColumn): string {
  return `${csvName} := ${kind === 'TIMESTAMP' ? `strftime(${csvName}, '${JSON_STAMP}')` : csvName}`;
}

const LINE: Readonly<Record<LineFormat, string>> = {
  CSV: COLUMNS.map(csvField).join(" || ',' || "),
  NDJSON: `CAST(to_json(struct_pack(${COLUMNS.map(jsonMember).join(', ')})) AS VARCHAR)`,
};
