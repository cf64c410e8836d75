import {
  type DuckDBAppender,
  DuckDBDataChunk,
  type DuckDBInstance,
  type DuckDBType,
  ENUM,
  INTEGER,
  TIMESTAMP,
} from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { ColumnData, Dictionaries, RecordColumns } from '../domain/record-columns.js';
import { type ColumnName, COLUMNS } from '../domain/record-schema.js';
import { confinedDuckDb, textLiteral, withConnection } from './duckdb.js';

/** Rows of a DuckDB data chunk, at most. */
const CHUNK_ROWS = 2_048;
/** Rows of a Parquet row group: small enough that a page reads little, large enough that a scan runs well. */
const ROW_GROUP_ROWS = 16_384;
/** Parquet 2's encodings with LZ4 take the room of Parquet 1 with zstd and two thirds of its time. */
const PARQUET = `FORMAT parquet, PARQUET_VERSION v2, COMPRESSION lz4_raw, WRITE_BLOOM_FILTER false, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}`;

/**
 * Writes the parts of one dataset as Parquet, without an object, string or BigInt per value: typed arrays are copied
 * into DuckDB's chunks, and DuckDB writes the file. One thread a part, so that equal columns give equal bytes; several
 * parts may be written at once.
 */
export class PartWriter {
  private tables = 0;

  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly types: readonly DuckDBType[],
  ) {}

  /** A writer for parts whose dictionary columns take these values, confined to files inside the folder. */
  static async open(folder: string, dictionaries: Dictionaries): Promise<PartWriter> {
    const types = [enumOf('callId', dictionaries), ...COLUMNS.map((column) => typeOf(column, dictionaries))];
    return new PartWriter(await confinedDuckDb(folder, 1), types);
  }

  /** Writes the slices of a part, in order, to a new file. */
  async write(slices: Iterable<RecordColumns>, path: string): Promise<void> {
    const table = await this.load(slices);
    await this.save(table, path);
  }

  /** Copies the slices into a table of DuckDB's, each as it comes, and answers its name. */
  async load(slices: Iterable<RecordColumns>): Promise<string> {
    const table = `part_${this.tables++}`;
    await withConnection(this.instance, async (connection) => {
      const definitions = LOADED.map((name, i) => `${name} ${String(this.types[i])}`);
      await connection.run(`CREATE TABLE ${table} (${definitions.join(', ')})`);
      const appender = await connection.createAppender(table);
      const chunk = DuckDBDataChunk.create(this.types, CHUNK_ROWS);
      for (const columns of slices) append(appender, chunk, columns);
      appender.flushSync();
      appender.closeSync();
    });
    return table;
  }

  /** Writes a loaded table to a new file and drops it. */
  async save(table: string, path: string): Promise<void> {
    await withConnection(this.instance, async (connection) => {
      await connection.run(`COPY (SELECT ${SELECTION} FROM ${table}) TO ${textLiteral(path)} (${PARQUET})`);
      await connection.run(`DROP TABLE ${table}`);
    });
  }

  close(): void {
    this.instance.closeSync();
  }
}

function append(appender: DuckDBAppender, chunk: DuckDBDataChunk, columns: RecordColumns): void {
  const { rowCount, callIdPrefix, data, validity } = columns;
  for (let row = 0; row < rowCount; row += CHUNK_ROWS) {
    chunk.reset();
    chunk.rowCount = Math.min(CHUNK_ROWS, rowCount - row);
    copyValues(duckdb.data_chunk_get_vector(chunk.chunk, 0), callIdPrefix, rowCount, row, chunk.rowCount);
    COLUMNS.forEach(({ name }, index) => {
      const vector = duckdb.data_chunk_get_vector(chunk.chunk, index + 1);
      copyValues(vector, data[name], rowCount, row, chunk.rowCount);
      const valid = validity[name];
      if (valid) copyValidity(vector, valid.subarray(row, row + chunk.rowCount));
    });
    appender.appendDataChunk(chunk);
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

/** The columns of the table that a part is loaded into. */
const LOADED = ['call_id_prefix', ...COLUMNS.map((column) => column.csvName)];

function typeOf({ name, kind }: (typeof COLUMNS)[number], dictionaries: Dictionaries): DuckDBType {
  if (kind === 'DICTIONARY') return enumOf(name, dictionaries);
  return kind === 'TIMESTAMP' ? TIMESTAMP : INTEGER;
}

function enumOf(name: ColumnName, dictionaries: Dictionaries): DuckDBType {
  const values = dictionaries.get(name);
  if (!values) throw new Error(`column ${name} has no dictionary`);
  return ENUM(values);
}

/** The call id as text: its beginning, and its number with at least six digits. */
const CALL_ID = `concat(call_id_prefix,
  CASE WHEN call_id < 1000000 THEN substr(CAST(1000000 + call_id AS VARCHAR), 2) ELSE CAST(call_id AS VARCHAR) END)`;

const SELECTION = COLUMNS.map(({ name, csvName }) => (name === 'callId' ? `${CALL_ID} AS call_id` : csvName)).join(
  ', ',
);
