import { codeArray, type ColumnData, type Dictionaries, type RecordColumns } from '../../src/domain/record-columns.js';
import { COLUMNS, type ColumnName } from '../../src/domain/record-schema.js';
import { type Agency, CALL_ID_LETTER } from '../../src/domain/vocabulary/agencies.js';

/** Values of a few columns by row; stamps in seconds since 1970, dictionary columns as texts. */
export type Values = { readonly [Name in ColumnName]?: readonly (number | string)[] };

export interface HandMade {
  readonly columns: RecordColumns;
  readonly dictionaries: Dictionaries;
}

/** Columns of so many rows; those that are not given hold 0, or the first value of their dictionary. `texts` are more than occur. */
export function handMade(rowCount: number, values: Values, texts: { address?: readonly string[] } = {}): HandMade {
  const dictionaries = new Map<ColumnName, readonly string[]>();
  const data = Object.fromEntries(
    COLUMNS.map((column): [ColumnName, ColumnData] => {
      const given = values[column.name] ?? Array.from({ length: rowCount }, () => 0);
      if (column.kind === 'TIMESTAMP') return [column.name, stamps(given as number[])];
      if (column.kind !== 'DICTIONARY') return [column.name, Int32Array.from(given as number[])];
      const occurring = column.values ?? [...new Set(values[column.name]?.map(String) ?? ['x'])];
      const dictionary = (column.name === 'address' ? texts.address : undefined) ?? occurring;
      dictionaries.set(column.name, dictionary);
      const codeOf = new Map(dictionary.map((text, code) => [text, code]));
      const codes = codeArray(rowCount, dictionary.length);
      values[column.name]?.forEach((text, row) => (codes[row] = codeOf.get(String(text)) ?? 0));
      return [column.name, codes];
    }),
  ) as Record<ColumnName, ColumnData>;
  const prefixes = Array.from({ length: rowCount }, (_, row) =>
    prefixOf(values.eventTime?.[row], values.agency?.[row]),
  );
  const beginnings = [...new Set(prefixes)];
  dictionaries.set('callId', beginnings);
  const callIdPrefix = codeArray(rowCount, beginnings.length);
  prefixes.forEach((prefix, row) => (callIdPrefix[row] = beginnings.indexOf(prefix)));
  return { columns: { rowCount, callIdPrefix, data, validity: {} }, dictionaries };
}

/** How the id of a call begins; calls without a time or an agency are of 2024 and LAW. */
function prefixOf(seconds: number | string = 1_704_067_200, agency: number | string = 'LAW'): string {
  const year = new Date(Number(seconds) * 1000).toISOString().slice(2, 4);
  return `${year}-${CALL_ID_LETTER[agency as Agency]}`;
}

function stamps(seconds: readonly number[]): Uint32Array {
  return new Uint32Array(BigInt64Array.from(seconds, (second) => BigInt(second) * 1_000_000n).buffer);
}

export function secondsAt(stamp: string): number {
  return Date.parse(`${stamp}Z`) / 1000;
}
