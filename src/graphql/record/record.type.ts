import type { GraphQLScalarType } from 'graphql';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { COLUMNS, type RecordColumn } from '../../domain/record-schema.js';
import { MAX_RECORD_PAGE } from '../../service/records.js';
import { connectionTypes } from '../connection.js';
import { AgencyEnum, CallReceptionEnum, DayNightEnum, DayOfWeekEnum, ShiftPartEnum } from '../enums.js';
import { NodeType } from '../node.type.js';
import { LocalDateTimeScalar } from '../scalars/local-date-time.js';

/** A record; its columns are added below, from the record schema. */
@ObjectType('CallRecord', { implements: NodeType, description: 'One synthetic call.' })
export class CallRecordType extends NodeType {
  @Field(() => Int, { description: 'Zero-based position in the dataset, in order of event.' })
  position!: number;
}

const ENUMS: Readonly<Record<string, Record<string, string>>> = {
  Agency: AgencyEnum,
  DayNight: DayNightEnum,
  DayOfWeek: DayOfWeekEnum,
  ShiftPart: ShiftPartEnum,
  CallReception: CallReceptionEnum,
};

type GraphqlType = () => GraphQLScalarType | StringConstructor | Record<string, string>;

function graphqlTypeOf({ kind, enumName }: RecordColumn): GraphqlType {
  if (enumName !== null) return () => ENUMS[enumName] as Record<string, string>;
  if (kind === 'TIMESTAMP') return () => LocalDateTimeScalar;
  return kind === 'INTEGER' ? () => Int : () => String;
}

for (const column of COLUMNS)
  Field(graphqlTypeOf(column), { nullable: column.nullable, description: column.description })(
    CallRecordType.prototype,
    column.name,
  );

export const { ConnectionType: CallRecordConnectionType } = connectionTypes(CallRecordType, 'CallRecord', 'records');

@ArgsType()
export class RecordsArguments {
  @Field(() => Int, {
    nullable: true,
    description: `At most this many records after the cursor, 0 to ${MAX_RECORD_PAGE}. Without first and last: 50.`,
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what follows this cursor.' })
  after?: string | null;
}
