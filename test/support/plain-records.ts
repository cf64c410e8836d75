import { readFile } from 'node:fs/promises';
import type { CallRecordFilter } from '../../src/domain/record-filter.js';
import type { CallRecordOrder } from '../../src/domain/record-order.js';
import { columnByName, COLUMNS, type ColumnName } from '../../src/domain/record-schema.js';
import { parseCsv } from './csv.js';

type Value = string | number | null;

/** A record as its CSV line has it: stamps as GraphQL writes them, closed sets as files write them. */
export type PlainRecord = { readonly position: number } & Readonly<Record<ColumnName, Value>>;

export async function plainRecords(csvFile: string): Promise<PlainRecord[]> {
  const { rows } = parseCsv(await readFile(csvFile, 'utf8'));
  return rows.map((row, position) => {
    const values = COLUMNS.map(({ name, csvName, kind }) => {
      const text = row[csvName] ?? '';
      if (text === '') return [name, null];
      if (kind === 'INTEGER') return [name, Number(text)];
      return [name, kind === 'TIMESTAMP' ? text.replace(' ', 'T') : text];
    });
    return { position, ...Object.fromEntries(values) } as PlainRecord;
  });
}

/** Whether a filter lets a record through, said again in plain TypeScript. */
export function matches(filter: CallRecordFilter, record: PlainRecord): boolean {
  return Object.entries(filter).every(([name, member]) => {
    if (name === 'and') return (member as CallRecordFilter[]).every((inner) => matches(inner, record));
    if (name === 'or') return (member as CallRecordFilter[]).some((inner) => matches(inner, record));
    if (name === 'not') return !matches(member as CallRecordFilter, record);
    const value = record[name as ColumnName];
    return Object.entries(member as object).every(([operator, operand]) => holds(operator, value, operand));
  });
}

function holds(operator: string, value: Value, operand: unknown): boolean {
  if (operator === 'isNull') return (value === null) === operand;
  if (operator === 'notIn' && (operand as unknown[]).length === 0) return true;
  if (value === null) return false;
  const [other, text] = [operand as string | number, String(value).toLowerCase()];
  switch (operator) {
    case 'eq':
      return value === other;
    case 'ne':
      return value !== other;
    case 'in':
      return (operand as unknown[]).includes(value);
    case 'notIn':
      return !(operand as unknown[]).includes(value);
    case 'lt':
      return value < other;
    case 'lte':
      return value <= other;
    case 'gt':
      return value > other;
    case 'gte':
      return value >= other;
    case 'contains':
      return text.includes(String(operand).toLowerCase());
    case 'startsWith':
      return text.startsWith(String(operand).toLowerCase());
    default:
      throw new Error(`no operator ${operator}`);
  }
}

/** What a value counts for in an order: its place in the vocabulary of its enum, else itself. */
export function rankOf(name: ColumnName, value: Value): Value {
  const column = columnByName(name);
  return column?.enumName && column.values ? column.values.indexOf(String(value)) : value;
}

export function inOrder(records: readonly PlainRecord[], orderBy: readonly CallRecordOrder[]): PlainRecord[] {
  const ranked = records.map((record) => ({ record, ranks: orderBy.map(({ field }) => rankOf(field, record[field])) }));
  const descends = orderBy.map(({ direction }) => direction === 'DESC');
  ranked.sort((a, b) => {
    for (const [key, left] of a.ranks.entries()) {
      const right = b.ranks[key] ?? null;
      if (left === right) continue;
      if (left === null) return 1;
      if (right === null) return -1;
      return left < right === descends[key] ? 1 : -1;
    }
    return a.record.position - b.record.position;
  });
  return ranked.map(({ record }) => record);
}

/** A filter as GraphQL takes it in variables: E_911 for E-911. */
export function asVariable(filter: CallRecordFilter): unknown {
  return JSON.parse(JSON.stringify(filter).replaceAll('"E-911"', '"E_911"'));
}
