import { formatLocalDateTime, formatNumber } from '../../format/format.js';
import { texts } from '../../texts/texts.js';
import type { RecordColumn } from './record-columns.js';
import type { RecordValue } from './records.query.js';

/** A record's value as one reads it. */
export function formatValue({ kind, name }: Pick<RecordColumn, 'kind' | 'name'>, value: RecordValue): string {
  if (value === null) return texts.records.none;
  if (kind === 'STAMP') return formatLocalDateTime(String(value));
  if (kind === 'SECONDS') return formatNumber(Number(value));
  return name === 'callReception' ? formatReception(String(value)) : String(value);
}

/** Files write `E-911`, which is no name in GraphQL. */
function formatReception(value: string): string {
  return value.replace('_', '-');
}
