import { COLUMNS } from '../domain/record-schema.js';
import type { DuckDBInstance } from '@duckdb/node-api';
import { textLiteral, withConnection } from './duckdb.js';

/** Writes the records of the part files, in order, as CSV with the columns' file names as header. */
export async function exportCsv(instance: DuckDBInstance, parts: readonly string[], file: string): Promise<void> {
  const columns = COLUMNS.map((column) => column.csvName).join(', ');
  const source = `read_parquet([${parts.map(textLiteral).join(', ')}])`;
  await withConnection(instance, (connection) =>
    connection.run(
      `COPY (SELECT ${columns} FROM ${source}) TO ${textLiteral(file)} (FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%d %H:%M:%S')`,
    ),
  );
}
