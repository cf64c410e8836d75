import {
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBInstance,
  type DuckDBType,
  ENUM,
  INTEGER,
  TIMESTAMP,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { ColumnData, Dictionaries, RecordColumns } from '../domain/record-columns.js';
import { COLUMNS, type RecordColumn } from '../domain/record-schema.js';
import { AGENCIES, CALL_ID_LETTER } from '../domain/vocabulary/agencies.js';
import { confinedDuckDb, textLiteral } from './duckdb.js';

/** Rows of a DuckDB data chunk, at most. */
const CHUNK_ROWS = 2_048;
/** Rows of a Parquet row group: small enough that a page reads little, large enough that a scan runs well. */
const ROW_GROUP_ROWS = 16_384;
/** Parquet 2's encodings with LZ4 take the room of Parquet 1 with zstd and two thirds of its time. */
const PARQUET = `FORMAT parquet, PARQUET_VERSION v2, COMPRESSION lz4_raw, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}`;

/**
 * Writes the parts of one dataset as Parquet, without an object, string or BigInt per value: typed arrays are copied
 * into DuckDB's chunks, and DuckDB writes the file. One thread, so that equal columns give equal bytes.
 */
export class PartWriter {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly types: readonly DuckDBType[],
  ) {}

  /** A writer for parts whose dictionary columns take these values, confined to files inside the folder. */
  static async open(folder: string, dictionaries: Dictionaries): Promise<PartWriter> {
    const instance = await confinedDuckDb(folder, 1);
    const types = COLUMNS.map((column) => typeOf(column, dictionaries));
    return new PartWriter(instance, await instance.connect(), types);
  }

  /** Writes the columns to a new file. */
  async write(columns: RecordColumns, path: string): Promise<void> {
    const definitions = COLUMNS.map((column, i) => `${column.csvName} ${String(this.types[i])}`);
    await this.connection.run(`CREATE OR REPLACE TABLE part (${definitions.join(', ')})`);
    await this.append(columns);
    await this.connection.run(`COPY (SELECT ${SELECTION} FROM part) TO ${textLiteral(path)} (${PARQUET})`);
    await this.connection.run('DROP TABLE part');
  }

  private async append(columns: RecordColumns): Promise<void> {
    const appender = await this.connection.createAppender('part');
    const chunk = DuckDBDataChunk.create(this.types, CHUNK_ROWS);
    for (let row = 0; row < columns.rowCount; row += CHUNK_ROWS) {
      chunk.reset();
      chunk.rowCount = Math.min(CHUNK_ROWS, columns.rowCount - row);
      COLUMNS.forEach(({ name }, index) => {
        const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
        copyValues(vector, columns.data[name], columns.rowCount, row, chunk.rowCount);
        const validity = columns.validity[name];
        if (validity) copyValidity(vector, validity.subarray(row, row + chunk.rowCount));
      });
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
    appender.closeSync();
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

function copyValues(vector: duckdb.Vector, values: ColumnData, rowCount: number, row: number, count: number): void {
  const width = values.byteLength / rowCount;
  const offset = values.byteOffset + row * width;
  duckdb.copy_data_to_vector(vector, 0, values.buffer as ArrayBuffer, offset, count * width);
}

/** DuckDB keeps one bit a row, lowest bit first. */
function copyValidity(vector: duckdb.Vector, rows: Uint8Array): void {
  const bits = new Uint8Array(CHUNK_ROWS / 8);
  for (let row = 0; row < rows.length; row++) bits[row >> 3] = (bits[row >> 3] ?? 0) | ((rows[row] ?? 0) << (row & 7));
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, bits.buffer, 0, bits.byteLength);
}

function typeOf(column: RecordColumn, dictionaries: Dictionaries): DuckDBType {
  if (column.kind === 'DICTIONARY') {
    const values = dictionaries.get(column.name as Parameters<Dictionaries['get']>[0]);
    if (!values) throw new Error(`column ${column.name} has no dictionary`);
    return ENUM(values);
  }
  return column.kind === 'TIMESTAMP' ? TIMESTAMP : INTEGER;
}

/** The call id as text: two-digit year of the event, agency letter, number of at least six digits. */
const CALL_ID = `
  substr(CAST(1000 + year(event_time) % 100 AS VARCHAR), 3) || '-'
  || CASE agency ${AGENCIES.map((agency) => `WHEN '${agency}' THEN '${CALL_ID_LETTER[agency]}'`).join(' ')} END
  || CASE WHEN call_id < 1000000 THEN substr(CAST(1000000 + call_id AS VARCHAR), 2) ELSE CAST(call_id AS VARCHAR) END`;

const SELECTION = COLUMNS.map(({ name, csvName }) => (name === 'callId' ? `${CALL_ID} AS call_id` : csvName)).join(
  ', ',
);
