import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { ColumnName } from '../domain/record-schema.js';
import type { RecordValues } from './record-values.js';

type Value = string | number | null;

/** Which records of a block are wanted: of those with positions from … to - 1, after `skip` from one end, up to `limit`. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
  readonly skip: number;
  readonly limit: number;
  readonly backward: boolean;
}

/** Records in order of position, column by column as DuckDB gave them; a value is decoded when its record is asked for. */
export class RecordBlock {
  /** The first column of the chunks is the position, and then come the named ones. */
  constructor(
    private readonly columns: readonly ColumnName[],
    private readonly chunks: readonly DuckDBDataChunk[],
  ) {}

  /** How many values the block holds. */
  get size(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0) * (1 + this.columns.length);
  }

  /** The records that are wanted, from the end they are sought from, and how many are still to be skipped beyond the block. */
  take({ from, to, skip, limit, backward }: BlockRange): { readonly records: RecordValues[]; readonly skip: number } {
    const records: RecordValues[] = [];
    let left = skip;
    for (const chunk of backward ? this.chunks.toReversed() : this.chunks) {
      const [low, high] = [rowOf(chunk, from), rowOf(chunk, to)];
      const taken = Math.min(high - low, left);
      const count = Math.min(high - low - taken, limit - records.length);
      left -= taken;
      const first = backward ? high - taken - count : low + taken;
      const rows = this.recordsIn(chunk, first, first + count);
      records.push(...(backward ? rows.toReversed() : rows));
    }
    return { records, skip: left };
  }

  private recordsIn(chunk: DuckDBDataChunk, first: number, end: number): RecordValues[] {
    const positions = chunk.getColumnVector(0);
    const vectors = this.columns.map((name, index) => [name, chunk.getColumnVector(index + 1)] as const);
    const records: RecordValues[] = [];
    for (let row = first; row < end; row++) {
      const record: { position: number } & { [Name in ColumnName]?: Value } = {
        position: positions.getItem(row) as number,
      };
      for (const [name, vector] of vectors) record[name] = vector.getItem(row) as Value;
      records.push(record);
    }
    return records;
  }
}

/** The first row of the chunk with that position or a later one. */
function rowOf(chunk: DuckDBDataChunk, position: number): number {
  const positions = chunk.getColumnVector(0);
  let [low, high] = [0, chunk.rowCount];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((positions.getItem(middle) as number) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
