import type { DuckDBInstance } from '@duckdb/node-api';
import type { FileFormat } from '../domain/dataset.js';
import { COLUMNS } from '../domain/record-schema.js';
import { textLiteral, withConnection } from './duckdb.js';
import { fromParts, type RecordCondition, valuesOf } from './record-condition.js';
import { interruptible } from './wanted.js';
import { exportXlsx } from './xlsx.js';

export interface RecordExport {
  /** The part files, in order. */
  readonly parts: readonly string[];
  /** null: all records. */
  readonly condition: RecordCondition | null;
  /** The new file. */
  readonly file: string;
  /** Ends the export with an error when it is aborted. */
  readonly signal: AbortSignal;
}

/** How stamps are written, where a format has none of its own. */
export const CSV_STAMP = '%Y-%m-%d %H:%M:%S';
export const JSON_STAMP = '%Y-%m-%dT%H:%M:%S';

/** DuckDB's options of the formats that it writes itself. */
const COPY_OPTIONS: Readonly<Record<Exclude<FileFormat, 'XLSX'>, string>> = {
  CSV: `FORMAT csv, HEADER, TIMESTAMPFORMAT '${CSV_STAMP}'`,
  NDJSON: `FORMAT json, TIMESTAMPFORMAT '${JSON_STAMP}'`,
  JSON: `FORMAT json, ARRAY true, TIMESTAMPFORMAT '${JSON_STAMP}'`,
  PARQUET: 'FORMAT parquet, COMPRESSION zstd',
};

/**
 * DuckDB threads of an export. With more, DuckDB holds back what comes out of order, without bound when the disk is slow
 * (six million records as CSV: 840 MB instead of 125 MB), and the bytes of Parquet depend on how many there are.
 */
export const EXPORT_THREADS = 1;

const SELECTION = COLUMNS.map((column) => column.csvName).join(', ');

/** Writes the matching records, in order, under the columns' file names, and answers how many there were. */
export function exportRecords(instance: DuckDBInstance, format: FileFormat, wanted: RecordExport): Promise<number> {
  if (format === 'XLSX') return exportXlsx(instance, wanted);
  const { parts, condition, file, signal } = wanted;
  const query = `SELECT ${SELECTION} ${fromParts(parts, condition)}`;
  return withConnection(instance, async (connection) => {
    signal.throwIfAborted();
    const interrupt = () => connection.interrupt();
    signal.addEventListener('abort', interrupt, { once: true });
    try {
      const copy = `COPY (${query}) TO ${textLiteral(file)} (${COPY_OPTIONS[format]})`;
      const result = await connection.runAndReadAll(copy, valuesOf(condition));
      return Number(result.getRows()[0]?.[0]);
    } finally {
      signal.removeEventListener('abort', interrupt); // the connection is about to be closed, and the signal may live on
    }
  });
}

/** How many records of the part files match. */
export function countRecords(
  instance: DuckDBInstance,
  parts: readonly string[],
  condition: RecordCondition | null,
): Promise<number> {
  return withConnection(instance, async (connection) => {
    const query = `SELECT count(*) ${fromParts(parts, condition)}`;
    const result = await interruptible(connection, () => connection.runAndReadAll(query, valuesOf(condition)));
    return Number(result.getRows()[0]?.[0]);
  });
}
