import type { graphql } from '../../graphql/graphql.js';
import { texts } from '../../texts/texts.js';

export type RecordFilter = NonNullable<ReturnType<typeof graphql.scalar<'CallRecordFilter'>>>;
export type RecordOrder = ReturnType<typeof graphql.scalar<'CallRecordOrder'>>;
export type ColumnName = Exclude<keyof RecordFilter, 'and' | 'or' | 'not'>;

/** How values are written, compared and filtered. CHOICE is an enum of the schema. */
export type ColumnKind = 'CHOICE' | 'TEXT' | 'NUMBER' | 'SECONDS' | 'STAMP';

export interface RecordColumn {
  readonly name: ColumnName;
  readonly label: string;
  readonly kind: ColumnKind;
  /** In pixels. */
  readonly width: number;
  /** Whether a record may have no value here. */
  readonly nullable: boolean;
}

/** The columns of a record in the order of its files. */
export const RECORD_COLUMNS: readonly RecordColumn[] = [
  column('callId', 'TEXT', 130),
  column('agency', 'CHOICE', 100),
  column('eventTime', 'STAMP', 170),
  column('dayOfYear', 'NUMBER', 110),
  column('weekNo', 'NUMBER', 90),
  column('hour', 'NUMBER', 80),
  column('dayNight', 'CHOICE', 110),
  column('dow', 'CHOICE', 100),
  column('shift', 'TEXT', 80),
  column('shiftPart', 'CHOICE', 110),
  column('problem', 'TEXT', 230),
  column('address', 'TEXT', 230),
  column('priorityNumber', 'NUMBER', 90),
  column('callTaker', 'TEXT', 180),
  column('callReception', 'CHOICE', 120),
  column('dispatcher', 'TEXT', 180),
  column('queueTime', 'SECONDS', 100),
  column('dispatchTime', 'SECONDS', 110),
  column('phoneTime', 'SECONDS', 100),
  column('ackTime', 'SECONDS', 100),
  column('enrouteTime', 'SECONDS', 100, { nullable: true }),
  column('onSceneTime', 'SECONDS', 110, { nullable: true }),
  column('processTime', 'SECONDS', 110),
  column('totalTime', 'SECONDS', 100),
  column('timeCallQueued', 'STAMP', 170),
  column('timeCallDispatched', 'STAMP', 170),
  column('timeCallAcknowledged', 'STAMP', 170),
  column('timeCallDisconnected', 'STAMP', 170),
  column('timeUnitEnroute', 'STAMP', 170, { nullable: true }),
  column('timeCallClosed', 'STAMP', 170),
  column('disposition', 'TEXT', 230),
];

/** What is shown when nobody has chosen. */
export const DEFAULT_COLUMNS: readonly ColumnName[] = [
  'eventTime',
  'callId',
  'agency',
  'problem',
  'priorityNumber',
  'callReception',
  'queueTime',
  'dispatchTime',
  'enrouteTime',
  'totalTime',
  'disposition',
];

const BY_NAME = new Map<string, RecordColumn>(RECORD_COLUMNS.map((entry) => [entry.name, entry]));

export function columnNamed(name: string): RecordColumn | null {
  return BY_NAME.get(name) ?? null;
}

/** The column as orders name it. */
export function fieldOf(name: ColumnName): RecordOrder['field'] {
  return name.replaceAll(/[A-Z]/g, '_$&').toUpperCase() as RecordOrder['field'];
}

/** Whether values are compared as larger and smaller. */
export function isMeasured({ kind }: RecordColumn): boolean {
  return kind === 'NUMBER' || kind === 'SECONDS' || kind === 'STAMP';
}

function column(name: ColumnName, kind: ColumnKind, width: number, { nullable = false } = {}): RecordColumn {
  return { name, label: texts.records.columns[name], kind, width, nullable };
}
