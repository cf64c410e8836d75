import { columnByName } from '../../domain/record-schema.js';
import { enumName } from '../enums.js';

/** A filter on records as its GraphQL input takes it, in JSON. */
export function filterAsJson(filter: unknown): string {
  return JSON.stringify(asFiltersTakeIt(filter));
}

/** The filter with the values of enums under their GraphQL names. */
function asFiltersTakeIt(filter: unknown): unknown {
  if (Array.isArray(filter)) return filter.map(asFiltersTakeIt);
  if (typeof filter !== 'object' || filter === null) return filter;
  return Object.fromEntries(
    Object.entries(filter).map(([key, member]) => [
      key,
      columnByName(key)?.enumName ? withEnumNames(member) : asFiltersTakeIt(member),
    ]),
  );
}

function withEnumNames(value: unknown): unknown {
  if (typeof value === 'string') return enumName(value);
  if (Array.isArray(value)) return value.map(withEnumNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([operator, operand]) => [operator, withEnumNames(operand)]));
}
