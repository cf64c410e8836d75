import { type InputIssue, InvalidInputError } from './errors.js';
import type { Order } from './filters.js';
import type { ColumnName } from './record-schema.js';

/**
 * A key that records are ordered by. Text goes by its code points, values of an enum in the order of the enum; records
 * without a value come last, whatever the direction; ties break on position, smallest first.
 */
export type CallRecordOrder = Order<ColumnName>;

const MAX_KEYS = 3;

/** The order asked for; throws InvalidInputError for too many keys and for a field named twice. */
export function checkedRecordOrder(orderBy: readonly CallRecordOrder[] | null | undefined): readonly CallRecordOrder[] {
  const keys = orderBy ?? [];
  const issues: InputIssue[] = [];
  if (keys.length > MAX_KEYS) {
    const message = `orderBy has ${keys.length} keys; at most ${MAX_KEYS} are allowed.`;
    issues.push({ path: ['orderBy'], code: 'TOO_LARGE', message });
  }
  keys.forEach(({ field }, index) => {
    if (keys.findIndex((key) => key.field === field) === index) return;
    const message = `orderBy names ${field} more than once.`;
    issues.push({ path: ['orderBy', index, 'field'], code: 'DUPLICATE', message });
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
  return keys;
}

/** The order as cursors name it. */
export function orderName(keys: readonly CallRecordOrder[]): string {
  return [...keys.map(({ field, direction }) => `${field} ${direction}`), 'position'].join(', ');
}

/** Whether an order is that of the positions: records are kept in order of event. */
export function isEventOrder(keys: readonly CallRecordOrder[]): boolean {
  const [first] = keys;
  return first === undefined || (keys.length === 1 && first.field === 'eventTime' && first.direction === 'ASC');
}
