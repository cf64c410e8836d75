import fc from 'fast-check';
import type { CallRecordFilter } from '../../src/domain/record-filter.js';
import { COLUMNS, type RecordColumn } from '../../src/domain/record-schema.js';
import type { PlainRecord } from './plain-records.js';

const NUMBER_OPERATORS = ['eq', 'ne', 'lt', 'lte', 'gt', 'gte'];
const STAMP_OPERATORS = ['eq', 'lt', 'lte', 'gt', 'gte'];

/** Conditions on a column, with values that some record has, and now and then with one that none has. */
function condition({ name, kind, enumName }: RecordColumn, records: readonly PlainRecord[]) {
  const values = [...new Set(records.map((record) => record[name as keyof PlainRecord]))].filter((v) => v !== null);
  const value = fc.constantFrom(...values.slice(0, 500));
  const list = fc.uniqueArray(value, { maxLength: 4 });
  const operand = (operator: string) => {
    if (operator === 'in' || operator === 'notIn') return list;
    if (operator === 'isNull') return fc.boolean();
    if (operator !== 'contains' && operator !== 'startsWith') return value;
    const start = operator === 'startsWith' ? 0 : 2;
    return value.map((text) =>
      String(text)
        .slice(start, start + 3)
        .toLowerCase(),
    );
  };
  const operators = {
    INTEGER: [...NUMBER_OPERATORS, 'in', 'notIn', 'isNull'],
    TIMESTAMP: [...STAMP_OPERATORS, 'isNull'],
    TEXT: ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith'],
    DICTIONARY: ['eq', 'ne', 'in', 'notIn', ...(enumName === null ? ['contains', 'startsWith'] : [])],
  }[kind];
  return fc
    .constantFrom(...operators)
    .chain((operator) => operand(operator).map((given) => ({ [name]: { [operator]: given } })));
}

function deeper(inner: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.oneof(
    { weight: 2, arbitrary: inner },
    fc.record({ and: fc.array(inner, { maxLength: 2 }) }),
    fc.record({ or: fc.array(inner, { maxLength: 3 }) }),
    fc.record({ not: inner }),
  );
}

/** Filters up to three deep on any columns of the records. */
export function arbitraryFilter(records: readonly PlainRecord[]): fc.Arbitrary<CallRecordFilter> {
  const leaf = fc.oneof(...COLUMNS.map((column) => condition(column, records)));
  const leaves = fc.array(leaf, { minLength: 1, maxLength: 3 });
  const merged = leaves.map((conditions) => Object.assign({}, ...conditions) as object);
  return deeper(deeper(deeper(merged)));
}
