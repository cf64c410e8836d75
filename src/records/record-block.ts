import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { ColumnName } from '../domain/record-schema.js';
import type { RecordValues } from './record-values.js';

type Value = string | number | null;

/** Consecutive records as DuckDB gave them, column by column; a value is decoded when its record is asked for. */
export class RecordBlock {
  /** The first column of the chunks is the position, and then come the named ones. */
  constructor(
    private readonly columns: readonly ColumnName[],
    private readonly chunks: readonly DuckDBDataChunk[],
  ) {}

  /** The records of the block from one position up to another, that one not included, in order. */
  records(from: number, to: number): RecordValues[] {
    return this.chunks.flatMap((chunk) => this.recordsIn(chunk, from, to));
  }

  private recordsIn(chunk: DuckDBDataChunk, from: number, to: number): RecordValues[] {
    const first = chunk.getColumnVector(0).getItem(0) as number;
    const vectors = this.columns.map((name, index) => [name, chunk.getColumnVector(index + 1)] as const);
    const records: RecordValues[] = [];
    for (let row = Math.max(0, from - first); row < Math.min(chunk.rowCount, to - first); row++) {
      const record: { position: number } & { [Name in ColumnName]?: Value } = { position: first + row };
      for (const [name, vector] of vectors) record[name] = vector.getItem(row) as Value;
      records.push(record);
    }
    return records;
  }
}
