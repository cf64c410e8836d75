import { registerEnumType } from 'type-graphql';
import { API_KEY_STATUSES, type ApiKeyStatus } from '../domain/api-key.js';
import { AUDIT_ORIGINS, type AuditOrigin } from '../domain/audit.js';
import { type Role, ROLES } from '../domain/caller.js';
import {
  DATASET_STATUSES,
  type DatasetStatus,
  FILE_FORMATS,
  FILE_STATUSES,
  type FileFormat,
  type FileStatus,
  LINE_FORMATS,
  type LineFormat,
} from '../domain/dataset.js';
import { DATASET_CHANGE_KINDS, type DatasetChangeKind } from '../domain/job.js';
import { DATASET_ORDER_FIELDS, ORDER_DIRECTIONS, PROFILE_ORDER_FIELDS } from '../domain/filters.js';
import { TIMING_MODELS, type TimingModel } from '../domain/settings.js';
import { AGENCIES, AGENCY_DESCRIPTION } from '../domain/vocabulary/agencies.js';
import { DAY_NIGHT, type DayNight, DAYS_OF_WEEK, type DayOfWeek } from '../domain/vocabulary/calendar.js';
import { LOCALES, LOCALE_CODES } from '../domain/vocabulary/locales.js';
import { CALL_RECEPTIONS, type CallReception } from '../domain/vocabulary/outcomes.js';
import {
  SHIFT_PART_DESCRIPTION,
  SHIFT_PARTS,
  SHIFT_PATTERN_DESCRIPTION,
  SHIFT_PATTERNS,
} from '../domain/vocabulary/shift-patterns.js';

/** A GraphQL enum of the values, each under its name: upper-case letters, digits and underscores. */
function graphqlEnum<Value extends string>(
  name: string,
  description: string,
  values: readonly Value[],
  descriptions: Readonly<Record<Value, string>>,
): Record<string, Value> {
  const members = Object.fromEntries(values.map((value) => [enumName(value), value]));
  const valuesConfig = Object.fromEntries(
    values.map((value) => [enumName(value), { description: descriptions[value] }]),
  );
  registerEnumType(members, { name, description, valuesConfig });
  return members;
}

/** The name that GraphQL gives a value of a closed set, such as E_911 for E-911. */
export function enumName(value: string): string {
  return value.replaceAll(/[^A-Z0-9]/g, '_');
}

export const AgencyEnum = graphqlEnum('Agency', 'Agency discipline.', AGENCIES, AGENCY_DESCRIPTION);

export const DayNightEnum = graphqlEnum<DayNight>('DayNight', 'Half of the day.', DAY_NIGHT, {
  DAY: '06:00 to 17:59.',
  NIGHT: '18:00 to 05:59.',
});

export const ShiftPartEnum = graphqlEnum('ShiftPart', 'Third of a shift.', SHIFT_PARTS, SHIFT_PART_DESCRIPTION);

export const DayOfWeekEnum = graphqlEnum<DayOfWeek>('DayOfWeek', 'Day of the week.', DAYS_OF_WEEK, {
  MON: 'Monday.',
  TUE: 'Tuesday.',
  WED: 'Wednesday.',
  THU: 'Thursday.',
  FRI: 'Friday.',
  SAT: 'Saturday.',
  SUN: 'Sunday.',
});

export const CallReceptionEnum = graphqlEnum<CallReception>(
  'CallReception',
  'How a call reached the centre. In files, E_911 is written E-911.',
  CALL_RECEPTIONS,
  {
    'E-911': 'Enhanced 911 line.',
    PHONE: 'Ten-digit line.',
    OFFICER: 'Initiated by an officer in the field.',
    TEXT: 'Text to 911.',
    C2C: 'Transferred from another centre.',
  },
);

export const TimingModelEnum = graphqlEnum<TimingModel>(
  'TimingModel',
  'How the intervals of a call and the volume over time are drawn.',
  TIMING_MODELS,
  {
    CLASSIC: "Synth911Gen2's own rules and distributions.",
    REALISTIC: 'Volume by hour, weekday and month; intervals by agency, priority and call type.',
  },
);

export const ShiftPatternEnum = graphqlEnum(
  'ShiftPattern',
  'Who is on duty when.',
  SHIFT_PATTERNS,
  SHIFT_PATTERN_DESCRIPTION,
);

export const LocaleEnum = graphqlEnum(
  'Locale',
  'Language and region of names and addresses; see the query locales.',
  LOCALE_CODES,
  Object.fromEntries(LOCALES.map(({ code, tag, name }) => [code, `${name}, ${tag}.`])) as Record<
    (typeof LOCALE_CODES)[number],
    string
  >,
);

export const DatasetChangeKindEnum = graphqlEnum<DatasetChangeKind>(
  'DatasetChangeKind',
  'What happened to a dataset.',
  DATASET_CHANGE_KINDS,
  {
    CREATED: 'Asked for.',
    PROGRESSED: 'Got further.',
    FINISHED: 'Became final.',
    DELETED: 'Deleted.',
  },
);

export const DatasetStatusEnum = graphqlEnum<DatasetStatus>(
  'DatasetStatus',
  'State of a dataset; it only moves forward.',
  DATASET_STATUSES,
  {
    QUEUED: 'Accepted, waiting for a worker.',
    RUNNING: 'Being generated.',
    COMPLETED: 'Complete, verified and queryable; the requested files are written.',
    FAILED: 'Stopped by an error; see failure.',
    CANCELLED: 'Stopped on request.',
  },
);

export const FileStatusEnum = graphqlEnum<FileStatus>('FileStatus', 'State of an exported file.', FILE_STATUSES, {
  QUEUED: 'Waiting.',
  WRITING: 'Being written.',
  COMPLETED: 'Ready to download.',
  FAILED: 'Could not be written.',
});

export const FileFormatEnum = graphqlEnum<FileFormat>('FileFormat', 'Format of an output file.', FILE_FORMATS, {
  CSV: 'RFC 4180 with header, columns in the classic order.',
  NDJSON: 'One JSON object a line.',
  JSON: 'One JSON array.',
  PARQUET: 'Apache Parquet.',
  XLSX: 'Excel workbook; at most 1,048,575 records.',
});

export const LineFormatEnum = graphqlEnum<LineFormat>(
  'LineFormat',
  'Format that records can be sent in while they are read.',
  LINE_FORMATS,
  { CSV: 'RFC 4180 with header, columns in the classic order.', NDJSON: 'One JSON object a line.' },
);

export const RoleEnum = graphqlEnum<Role>(
  'Role',
  'What a caller may do; each may also do what those before it may.',
  ROLES,
  {
    READER: 'Queries, subscriptions and downloads.',
    USER: 'Also saves profiles and generates datasets, and changes its own.',
    MAINTAINER: 'Everything, also what others made, and API keys.',
  },
);

export const AuditOriginEnum = graphqlEnum<AuditOrigin>('AuditOrigin', 'How a request came in.', AUDIT_ORIGINS, {
  HTTP: 'Over HTTP.',
  WEBSOCKET: 'Over WebSocket.',
  COMMAND_LINE: 'On the command line, by whoever may work on the data folder.',
});

export const ApiKeyStatusEnum = graphqlEnum<ApiKeyStatus>('ApiKeyStatus', 'State of an API key.', API_KEY_STATUSES, {
  ACTIVE: 'Good.',
  EXPIRED: 'Good for nothing since its time ended.',
  REVOKED: 'Good for nothing since it was revoked.',
});

export const OrderDirectionEnum = graphqlEnum('OrderDirection', 'Direction of an order.', ORDER_DIRECTIONS, {
  ASC: 'Smallest first.',
  DESC: 'Largest first.',
});

export const ProfileOrderFieldEnum = graphqlEnum(
  'ProfileOrderField',
  'What profiles can be ordered by.',
  PROFILE_ORDER_FIELDS,
  {
    NAME: 'Name.',
    CREATED_AT: 'When saved.',
    UPDATED_AT: 'When last changed.',
  },
);

export const DatasetOrderFieldEnum = graphqlEnum(
  'DatasetOrderField',
  'What datasets can be ordered by.',
  DATASET_ORDER_FIELDS,
  {
    NAME: 'Name.',
    CREATED_AT: 'When asked for.',
    RECORD_COUNT: 'Size.',
  },
);
