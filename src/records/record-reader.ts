import type { DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import type { PartFile } from '../domain/dataset.js';
import { columnByName, type ColumnName, type RecordColumn } from '../domain/record-schema.js';
import type { DataFolder } from './data-folder.js';
import { textLiteral, withConnection } from './duckdb.js';

/** A record as far as it was asked for. Stamps are 'YYYY-MM-DDTHH:mm:ss'. */
export type RecordValues = { readonly position: number } & { readonly [Name in ColumnName]?: string | number | null };

/** Reads records from the part files of datasets. */
export class RecordReader {
  constructor(
    private readonly instance: DuckDBInstance,
    private readonly folder: DataFolder,
  ) {}

  /** Up to `count` records from a position on, in order, with the named columns alone. Only the files and rows in range are read. */
  async readRange(
    datasetId: string,
    parts: readonly PartFile[],
    from: number,
    count: number,
    columns: readonly ColumnName[],
  ): Promise<RecordValues[]> {
    const to = from + count;
    const touched = parts.filter((part) => part.firstPosition < to && part.firstPosition + part.recordCount > from);
    if (touched.length === 0 || count === 0) return [];
    const selection = columns.map((name) => `${expressionOf(name)} AS "${name}"`);
    const ranges = touched.map(
      (part) => `
        SELECT ${[`CAST(${part.firstPosition} + file_row_number AS INTEGER) AS position`, ...selection].join(', ')}
        FROM read_parquet(${textLiteral(this.folder.part(datasetId, part.index))}, file_row_number = true)
        WHERE file_row_number >= ? AND file_row_number < ?`,
    );
    const bounds = touched.flatMap((part) => [Math.max(0, from - part.firstPosition), to - part.firstPosition]);
    return this.rows(`${ranges.join(' UNION ALL ')} ORDER BY position`, bounds);
  }

  private rows(sql: string, values: DuckDBValue[]): Promise<RecordValues[]> {
    return withConnection(this.instance, async (connection) => {
      const result = await connection.runAndReadAll(sql, values);
      return result.getRowObjectsJS() as unknown as RecordValues[];
    });
  }
}

function expressionOf(name: ColumnName): string {
  const { csvName, kind } = columnByName(name) as RecordColumn;
  return kind === 'TIMESTAMP' ? `strftime(${csvName}, '%Y-%m-%dT%H:%M:%S')` : csvName;
}
