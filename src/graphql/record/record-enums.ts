import { registerEnumType } from 'type-graphql';
import { GROUP_FIELDS, type GroupField } from '../../domain/record-aggregates.js';
import { columnByName, COLUMNS, type ColumnName } from '../../domain/record-schema.js';
import { AgencyEnum, CallReceptionEnum, DayNightEnum, DayOfWeekEnum, ShiftPartEnum } from '../enums.js';

const COLUMN_ENUMS: Readonly<Record<string, Record<string, string>>> = {
  Agency: AgencyEnum,
  DayNight: DayNightEnum,
  DayOfWeek: DayOfWeekEnum,
  ShiftPart: ShiftPartEnum,
  CallReception: CallReceptionEnum,
};

/** The enum that a column's values have in GraphQL. */
export function columnEnum(enumName: string): Record<string, string> {
  const found = COLUMN_ENUMS[enumName];
  if (!found) throw new Error(`there is no enum ${enumName}`);
  return found;
}

/** 'queueTime' → 'QUEUE_TIME'. */
function upperCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** A GraphQL enum of fields of a record, each value standing for the field's name. */
function fieldEnum<Name extends string>(
  name: string,
  description: string,
  fields: readonly Name[],
  describe: (field: Name) => string,
): Record<string, Name> {
  const members = Object.fromEntries(fields.map((field) => [upperCase(field), field]));
  const valuesConfig = Object.fromEntries(fields.map((field) => [upperCase(field), { description: describe(field) }]));
  registerEnumType(members, { name, description, valuesConfig });
  return members;
}

export const CallRecordFieldEnum: Record<string, ColumnName> = fieldEnum(
  'CallRecordField',
  'Fields of a record.',
  COLUMNS.map((column) => column.name),
  (field) => `${field}.`,
);

const EVENT_TIME_PARTS: Readonly<Partial<Record<GroupField, string>>> = {
  eventDate: 'Date of eventTime.',
  eventMonth: 'Month of eventTime, YYYY-MM.',
};

export const CallRecordGroupFieldEnum: Record<string, GroupField> = fieldEnum(
  'CallRecordGroupField',
  'What records can be grouped by.',
  GROUP_FIELDS,
  (field) => EVENT_TIME_PARTS[field] ?? `${upperCase(field).toLowerCase().replaceAll('_', ' ')}.`,
);

/** A group's label as filters take it: where the column is an enum, the name that GraphQL gives the value. */
export function filterValueOf(field: GroupField, label: string): string {
  const enumName = columnByName(field)?.enumName;
  if (enumName === null || enumName === undefined) return label;
  return Object.entries(columnEnum(enumName)).find(([, value]) => value === label)?.[0] ?? label;
}
