import duckdb from '@duckdb/node-bindings';
import type { RecordColumns } from '../domain/record-columns.js';

/** DuckDB keeps a text of at most 12 bytes in the vector: its length in the first of four words, its bytes in the others. */
const WORDS = 4;
/** The greatest number whose digits, behind the four letters of a beginning, still find room there. */
const LARGEST_IN_PLACE = 99_999_999;

/** Writes call ids into DuckDB's vectors: a beginning such as 24-L, then the number with at least six digits. */
export class CallIdTexts {
  private readonly fourDigits = Uint32Array.from({ length: 10_000 }, (_, number) =>
    wordOf(String(number).padStart(4, '0')),
  );

  /** `vector` holds texts, and has room for all rows; the codes of beginnings stand for the prefixes. */
  put(vector: duckdb.Vector, { rowCount, callIdPrefix, data }: RecordColumns, prefixes: readonly string[]): void {
    const beginnings = Uint32Array.from(prefixes, wordOf);
    const words = new Uint32Array(WORDS * rowCount);
    const tooLong: number[] = [];
    for (let row = 0, at = 0; row < rowCount; row++, at += WORDS) {
      const number = data.callId[row] as number;
      if (number > LARGEST_IN_PLACE) tooLong.push(row);
      else this.putWords(words, at, beginnings[callIdPrefix[row] as number] as number, number);
    }
    duckdb.copy_data_to_vector(vector, 0, words.buffer, 0, words.byteLength);
    for (const row of tooLong) {
      const prefix = prefixes[callIdPrefix[row] as number] as string;
      duckdb.vector_assign_string_element(vector, row, `${prefix}${data.callId[row]}`);
    }
  }

  private putWords(words: Uint32Array, at: number, beginning: number, number: number): void {
    const digits = number < 1_000_000 ? 6 : number < 10_000_000 ? 7 : 8;
    const leading = (number / (digits === 6 ? 100 : digits === 7 ? 1_000 : 10_000)) | 0;
    const rest = digits === 6 ? (number % 100) * 100 : digits === 7 ? (number % 1_000) * 10 : number % 10_000;
    words[at] = 4 + digits;
    words[at + 1] = beginning;
    words[at + 2] = this.fourDigits[leading] as number;
    words[at + 3] = (this.fourDigits[rest] as number) & (0xff_ff_ff_ff >>> (8 * (8 - digits)));
  }
}

/** Four letters as the number that stands for their bytes, the first one lowest. */
function wordOf(letters: string): number {
  return new DataView(new TextEncoder().encode(letters).buffer).getUint32(0, true);
}
