import type { ColumnName } from './record-schema.js';

/** The values of one column: dictionary codes, whole numbers, or 64-bit microseconds as pairs of 32-bit halves, low half first. */
export type ColumnData = Uint8Array | Uint16Array | Uint32Array | Int32Array;

/**
 * The texts that the codes of a dictionary column stand for, and under `callId` the beginnings of call ids. No text stands
 * twice.
 */
export type Dictionaries = ReadonlyMap<ColumnName, readonly string[]>;

/** Records of one part, column by column. */
export interface RecordColumns {
  readonly rowCount: number;
  /**
   * Codes of how each call id begins, such as 24-L: `data.callId` holds the number that follows, in the count of its agency
   * and year.
   */
  readonly callIdPrefix: CodeArray;
  readonly data: Readonly<Record<ColumnName, ColumnData>>;
  /** For columns in which some rows have no value: 1 where a row has one, else 0, and the data there is 0. Absent: all have. */
  readonly validity: Readonly<Partial<Record<ColumnName, Uint8Array>>>;
}

export type CodeArray = Uint8Array | Uint16Array | Uint32Array;

/** An array for codes of a dictionary, as wide as DuckDB makes the ENUM of that many values. */
export function codeArray(length: number, dictionarySize: number): CodeArray {
  if (dictionarySize <= 255) return new Uint8Array(length);
  return dictionarySize <= 65_535 ? new Uint16Array(length) : new Uint32Array(length);
}
