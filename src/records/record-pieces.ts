import type { DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
import type { Telemetry } from '../telemetry/telemetry.js';
import { textLiteral } from './duckdb.js';
import { type QueryLoad, QueryPool } from './query-pool.js';
import type { RecordCondition } from './record-condition.js';

export interface RecordPieces {
  /** SQL of what is wanted of each record. */
  readonly selection: string;
  /** The part files, in order. */
  readonly parts: readonly string[];
  /** null: all records. */
  readonly condition: RecordCondition | null;
  /** Ends the reading with an error, before the next piece, when it is aborted. */
  readonly signal: AbortSignal;
}

/** A piece has as many row groups as it takes to give about so many rows: a filter that lets little through is tried on more. */
const PIECE_ROWS = 8_192;

/**
 * Reads the matching records in order, a few row groups at a time. DuckDB could stream them in one query, but ends a stream
 * that comes across a damaged or deleted file as if all were read, and holds tens of megabytes of each that somebody has
 * stopped reading. Here nothing is held between two pieces, and what cannot be read is an error.
 */
export class PieceReader {
  private constructor(private readonly pool: QueryPool) {}

  /** One piece is read at a time, whoever wants it: a query holds one of Node's few I/O threads. */
  static async open(instance: DuckDBInstance, telemetry?: Telemetry): Promise<PieceReader> {
    return new PieceReader(await QueryPool.open(instance, 1, 'LINES', telemetry));
  }

  /** Lends a reader of its own for the time of the work. */
  static async with<Result>(instance: DuckDBInstance, work: (reader: PieceReader) => Promise<Result>): Promise<Result> {
    const reader = await PieceReader.open(instance);
    try {
      return await work(reader);
    } finally {
      reader.close();
    }
  }

  /** The chunks of the matching records, in order. */
  async *read({ selection, parts, condition, signal }: RecordPieces): AsyncGenerator<DuckDBDataChunk> {
    const where = condition ? ` AND (${condition.sql})` : '';
    let groups = 1;
    for (const part of parts) {
      const ends = await this.rowGroupEnds(part);
      for (let next = 0; next < ends.length;) {
        signal.throwIfAborted();
        const [from, to] = [ends[next - 1] ?? 0, ends[Math.min(next + groups, ends.length) - 1] ?? 0];
        const chunks = await this.pool.chunks({
          text: `SELECT ${selection} FROM read_parquet(${textLiteral(part)}, file_row_number = true)
            WHERE file_row_number >= ${from} AND file_row_number < ${to}${where}`,
          values: condition?.values ?? [],
        });
        yield* chunks;
        next += groups;
        const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
        groups = rows < PIECE_ROWS ? 2 * groups : Math.max(1, Math.floor(groups / 2));
      }
    }
  }

  get load(): QueryLoad {
    return this.pool.load;
  }

  close(): void {
    this.pool.close();
  }

  /** After how many rows each row group of a part is over. */
  private async rowGroupEnds(part: string): Promise<number[]> {
    const text = `SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata(${textLiteral(part)}) ORDER BY ALL`;
    const groups = await this.pool.rows<{ row_group_num_rows: bigint }>({ text, values: [] });
    let end = 0;
    return groups.map(({ row_group_num_rows: rows }) => (end += Number(rows)));
  }
}
