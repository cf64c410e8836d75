import type { Dictionaries, RecordColumns } from '../domain/record-columns.js';
import { COLUMNS, type ColumnName } from '../domain/record-schema.js';
import type { RecordValues } from './record-values.js';

/** The first records of a part as objects, as a reader of its file would get them. */
export function firstRows(columns: RecordColumns, dictionaries: Dictionaries, count: number): RecordValues[] {
  return Array.from({ length: Math.min(count, columns.rowCount) }, (_, row) => {
    const values = COLUMNS.map(({ name }) => [name, valueAt(columns, dictionaries, name, row)] as const);
    return { position: row, ...Object.fromEntries(values) };
  });
}

function valueAt(
  columns: RecordColumns,
  dictionaries: Dictionaries,
  name: ColumnName,
  row: number,
): string | number | null {
  if (columns.validity[name]?.[row] === 0) return null;
  if (name === 'callId') return callIdText(columns, dictionaries, row);
  const value = columns.data[name][row] ?? 0;
  const dictionary = dictionaries.get(name);
  if (dictionary) return dictionary[value] ?? null;
  return STAMPS.has(name) ? stampText(columns, name, row) : value;
}

const STAMPS: ReadonlySet<ColumnName> = new Set(
  COLUMNS.filter((column) => column.kind === 'TIMESTAMP').map((column) => column.name),
);

/** 'YYYY-MM-DDTHH:mm:ss' of 64-bit microseconds in two halves. */
function stampText(columns: RecordColumns, name: ColumnName, row: number): string {
  const halves = columns.data[name];
  const micros = (halves[2 * row + 1] ?? 0) * 2 ** 32 + (halves[2 * row] ?? 0);
  return new Date(micros / 1000).toISOString().slice(0, 19);
}

function callIdText(columns: RecordColumns, dictionaries: Dictionaries, row: number): string {
  const prefix = dictionaries.get('callId')?.[columns.callIdPrefix[row] ?? 0] ?? '';
  return prefix + String(columns.data.callId[row]).padStart(6, '0');
}
