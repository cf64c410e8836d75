import type { DuckDBInstance, DuckDBTableFunction, DuckDBType } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { ColumnData, Dictionaries, RecordColumns } from '../domain/record-columns.js';
import { type ColumnName, COLUMNS } from '../domain/record-schema.js';
import { CallIdTexts } from './call-id-texts.js';
import { confinedDuckDb, textLiteral, withConnection } from './duckdb.js';
import { duckDbApi } from './duckdb-api.js';

const { ENUM, INTEGER, LIST, TIMESTAMP, VARCHAR } = duckDbApi;

/** Rows of a Parquet row group: small enough that a page reads little, large enough that a scan runs well. */
const ROW_GROUP_ROWS = 16_384;
/** Columns with more values than this in a row group get no dictionary, which is sought in vain for longer otherwise. */
const DICTIONARY_VALUES = 1_000;
/** Parquet 2's encodings with LZ4 take the room of Parquet 1 with zstd and two thirds of its time. */
const PARQUET = `FORMAT parquet, PARQUET_VERSION v2, COMPRESSION lz4_raw, WRITE_BLOOM_FILTER false, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}, DICTIONARY_SIZE_LIMIT ${DICTIONARY_VALUES}`;

/** A part on its way into a file. */
interface OpenPart {
  readonly slices: Iterator<RecordColumns, void>;
  readonly dictionaries: Dictionaries;
}

/**
 * Writes parts as Parquet, without an object, string or BigInt per value. DuckDB asks for the slices of a part while it
 * writes the file: each comes as one row in which every column is a list, its typed array copied whole, and SQL lays the
 * lists out as rows. So nothing is kept in a table, and the calls from DuckDB's thread to ours are few. One thread a
 * part, so that equal columns give equal bytes; several parts, of several datasets, may be written at once.
 */
export class PartWriter {
  private readonly open = new Map<number, OpenPart>();
  private readonly callIds = new CallIdTexts();
  private parts = 0;

  private constructor(private readonly instance: DuckDBInstance) {}

  /** A writer confined to files inside the folder. */
  static async inside(folder: string): Promise<PartWriter> {
    const writer = new PartWriter(await confinedDuckDb(folder, 1));
    await withConnection(writer.instance, async (connection) => {
      connection.registerTableFunction(writer.slicesFunction());
    });
    return writer;
  }

  /** Writes the slices of a part, in order, to a new file; codes in them stand for what the dictionaries say. */
  async write(slices: Iterable<RecordColumns>, dictionaries: Dictionaries, path: string): Promise<void> {
    const part = this.parts++;
    this.open.set(part, { slices: slices[Symbol.iterator](), dictionaries });
    try {
      await withConnection(this.instance, async (connection) => {
        await connection.run(`COPY (SELECT ${SELECTION} FROM slices_of(${part})) TO ${textLiteral(path)} (${PARQUET})`);
      });
    } finally {
      this.open.delete(part);
    }
  }

  close(): void {
    this.instance.closeSync();
  }

  /** The table function slices_of(part): a row for each slice, with a list for each column. */
  private slicesFunction(): DuckDBTableFunction {
    return duckDbApi.DuckDBTableFunction.create({
      name: 'slices_of',
      parameterTypes: [INTEGER],
      bindFunction: (info) => {
        const part = this.open.get(info.getParameter(0) as number) as OpenPart;
        for (const column of COLUMNS) info.addResultColumn(column.csvName, LIST(typeOf(column, part.dictionaries)));
        info.setBindData(part);
      },
      initFunction: (info) => info.setMaxThreads(1),
      mainFunction: (info, chunk) => {
        const { slices, dictionaries } = info.getBindData() as OpenPart;
        const next = slices.next();
        chunk.rowCount = next.done ? 0 : 1;
        if (!next.done) this.putSlice(chunk.chunk, next.value, dictionaryOf('callId', dictionaries));
      },
    });
  }

  private putSlice(chunk: duckdb.DataChunk, slice: RecordColumns, callIdPrefixes: readonly string[]): void {
    COLUMNS.forEach(({ name, kind }, index) => {
      const vector = listOf(duckdb.data_chunk_get_vector(chunk, index), slice.rowCount);
      if (kind === 'TEXT') this.callIds.put(vector, slice, callIdPrefixes);
      else copyValues(vector, slice.data[name]);
      const valid = slice.validity[name];
      if (valid) copyValidity(vector, valid);
    });
  }
}

/** Makes the first row of a vector of lists a list of so many values, and answers the vector that they go to. */
function listOf(lists: duckdb.Vector, length: number): duckdb.Vector {
  const offsetAndLength = BigUint64Array.of(0n, BigInt(length));
  duckdb.copy_data_to_vector(lists, 0, offsetAndLength.buffer, 0, offsetAndLength.byteLength);
  duckdb.list_vector_reserve(lists, length);
  duckdb.list_vector_set_size(lists, length);
  return duckdb.list_vector_get_child(lists);
}

function copyValues(vector: duckdb.Vector, values: ColumnData): void {
  duckdb.copy_data_to_vector(vector, 0, values.buffer as ArrayBuffer, values.byteOffset, values.byteLength);
}

/** DuckDB keeps one bit a row, lowest bit first, in whole 64-bit words. */
function copyValidity(vector: duckdb.Vector, rows: Uint8Array): void {
  const bits = new Uint8Array(8 * Math.ceil(rows.length / 64));
  for (let row = 0; row < rows.length; row++) bits[row >> 3] = (bits[row >> 3] ?? 0) | ((rows[row] ?? 0) << (row & 7));
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, bits.buffer, 0, bits.byteLength);
}

const SELECTION = COLUMNS.map(({ csvName }) => `unnest(${csvName}) AS ${csvName}`).join(', ');

function typeOf({ name, kind }: (typeof COLUMNS)[number], dictionaries: Dictionaries): DuckDBType {
  const types = { TEXT: VARCHAR, INTEGER, TIMESTAMP };
  return kind === 'DICTIONARY' ? ENUM(dictionaryOf(name, dictionaries)) : types[kind];
}

function dictionaryOf(name: ColumnName, dictionaries: Dictionaries): readonly string[] {
  const values = dictionaries.get(name);
  if (!values) throw new Error(`column ${name} has no dictionary`);
  return values;
}
