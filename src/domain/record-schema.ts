import { AGENCIES } from './vocabulary/agencies.js';
import { DAY_NIGHT, DAYS_OF_WEEK } from './vocabulary/calendar.js';
import { CALL_RECEPTIONS, DISPOSITIONS } from './vocabulary/outcomes.js';
import { SHIFT_PARTS } from './vocabulary/shift-patterns.js';

/** How a column is kept: TEXT is unlike in every record, DICTIONARY takes few values, TIMESTAMP is wall clock without zone. */
export type ColumnKind = 'TEXT' | 'DICTIONARY' | 'INTEGER' | 'TIMESTAMP';

export interface RecordColumn {
  /** Name in GraphQL. */
  readonly name: string;
  /** Name in files. */
  readonly csvName: string;
  readonly kind: ColumnKind;
  readonly unit: 'second' | null;
  /** Whether a record may have no value here. */
  readonly nullable: boolean;
  /** Allowed values, when they are few and the same for every dataset. */
  readonly values: readonly string[] | null;
  /** Name of the enum that GraphQL shows the values as; null: a string, number or stamp. */
  readonly enumName: string | null;
  readonly description: string;
}

interface Extra {
  readonly nullable?: true;
  readonly values?: readonly string[];
  readonly enumName?: string;
}

function column<Name extends string, Kind extends ColumnKind>(
  name: Name,
  kind: Kind,
  description: string,
  extra: Extra = {},
) {
  return {
    name,
    csvName: name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    kind,
    unit: null,
    nullable: extra.nullable ?? false,
    values: extra.values ?? null,
    enumName: extra.enumName ?? null,
    description,
  } as const;
}

function seconds<Name extends string>(name: Name, description: string, extra: Extra = {}) {
  return { ...column(name, 'INTEGER', description, extra), unit: 'second' } as const;
}

/**
 * The columns of a record, in file order: Synth911Gen2's 31 as its documentation orders them. Everything that knows
 * columns derives from this list: DuckDB types, file headers, GraphQL fields and the data dictionary.
 */
export const RECORD_COLUMNS = [
  column(
    'callId',
    'TEXT',
    'Call number: two-digit year, dash, agency letter, sequence of at least six digits. Unique in its dataset.',
  ),
  column('agency', 'DICTIONARY', 'Agency that handled the call.', { values: AGENCIES, enumName: 'Agency' }),
  column('eventTime', 'TIMESTAMP', 'When the event began, wall clock at the centre.'),
  column('dayOfYear', 'INTEGER', 'Day of the year of eventTime, 1 to 366.'),
  column('weekNo', 'INTEGER', 'ISO 8601 week number of eventTime, 1 to 53.'),
  column('hour', 'INTEGER', 'Hour of eventTime, 0 to 23.'),
  column('dayNight', 'DICTIONARY', 'DAY from 06:00 to 17:59, else NIGHT.', { values: DAY_NIGHT, enumName: 'DayNight' }),
  column('dow', 'DICTIONARY', 'Day of the week of eventTime.', { values: DAYS_OF_WEEK, enumName: 'DayOfWeek' }),
  column('shift', 'DICTIONARY', "Shift on duty at eventTime, by the profile's shift pattern."),
  column('shiftPart', 'DICTIONARY', 'Third of the shift on duty in which the event fell.', {
    values: SHIFT_PARTS,
    enumName: 'ShiftPart',
  }),
  column('problem', 'DICTIONARY', 'Call type (problem nature).'),
  column('address', 'DICTIONARY', 'Synthetic street address.'),
  column('priorityNumber', 'INTEGER', 'Dispatch priority, 1 (most urgent) to 5.'),
  column('callTaker', 'DICTIONARY', "Synthetic call taker, 'Last, First'."),
  column('callReception', 'DICTIONARY', 'How the call reached the centre.', {
    values: CALL_RECEPTIONS,
    enumName: 'CallReception',
  }),
  column('dispatcher', 'DICTIONARY', "Synthetic dispatcher, 'Last, First'."),
  seconds('queueTime', 'Seconds from eventTime until the call entered the dispatch queue.'),
  seconds('dispatchTime', 'Seconds from the dispatch queue until the first unit was assigned.'),
  seconds('phoneTime', 'Seconds from eventTime until the caller hung up.'),
  seconds('ackTime', 'Seconds from assignment until the unit was rolling (turnout).'),
  seconds(
    'enrouteTime',
    'Seconds of travel, from rolling to arrival; null when the call was cancelled before arrival.',
    {
      nullable: true,
    },
  ),
  seconds('onSceneTime', 'Seconds from arrival until the call was closed; null when no unit arrived.', {
    nullable: true,
  }),
  seconds('processTime', 'queueTime + dispatchTime.'),
  seconds(
    'totalTime',
    'Seconds from eventTime until the call was closed: processTime + ackTime + enrouteTime + onSceneTime where a unit arrived.',
  ),
  column('timeCallQueued', 'TIMESTAMP', 'eventTime + queueTime.'),
  column('timeCallDispatched', 'TIMESTAMP', 'timeCallQueued + dispatchTime.'),
  column('timeCallAcknowledged', 'TIMESTAMP', 'timeCallDispatched + ackTime: the unit starts to roll.'),
  column('timeCallDisconnected', 'TIMESTAMP', 'eventTime + phoneTime.'),
  column(
    'timeUnitEnroute',
    'TIMESTAMP',
    "timeCallAcknowledged + enrouteTime: the unit's arrival, despite the original's name; null when no unit arrived.",
    { nullable: true },
  ),
  column('timeCallClosed', 'TIMESTAMP', 'eventTime + totalTime.'),
  column('disposition', 'DICTIONARY', 'Final disposition.', { values: DISPOSITIONS }),
] as const satisfies readonly RecordColumn[];

export type ColumnName = (typeof RECORD_COLUMNS)[number]['name'];

/** The columns as plain descriptions, for code that treats them all alike. */
export const COLUMNS: readonly (RecordColumn & { readonly name: ColumnName })[] = RECORD_COLUMNS;

const BY_NAME = new Map(COLUMNS.map((entry) => [entry.name, entry]));

export function columnByName(name: string): (RecordColumn & { readonly name: ColumnName }) | undefined {
  return BY_NAME.get(name as ColumnName);
}
