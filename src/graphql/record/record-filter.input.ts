import { type ClassType, Field, InputType, Int } from 'type-graphql';
import type { CallRecordFilter } from '../../domain/record-filter.js';
import { COLUMNS, type RecordColumn } from '../../domain/record-schema.js';
import { LocalDateTimeScalar } from '../scalars/local-date-time.js';
import { StringFilterInput } from '../string-filter.input.js';
import { columnEnum } from './record-enums.js';

@InputType('IntFilter', { description: 'Conditions on a Int value; all that are given must hold.' })
export class IntFilterInput {
  @Field(() => Int, { nullable: true, description: 'Equal to.' })
  eq?: number;

  @Field(() => Int, { nullable: true, description: 'Not equal to.' })
  ne?: number;

  @Field(() => [Int], { nullable: true, description: 'One of, at most 200.' })
  in?: number[];

  @Field(() => [Int], { nullable: true, description: 'None of, at most 200.' })
  notIn?: number[];

  @Field(() => Int, { nullable: true, description: 'Less than.' })
  lt?: number;

  @Field(() => Int, { nullable: true, description: 'At most.' })
  lte?: number;

  @Field(() => Int, { nullable: true, description: 'Greater than.' })
  gt?: number;

  @Field(() => Int, { nullable: true, description: 'At least.' })
  gte?: number;

  @Field(() => Boolean, { nullable: true, description: 'true: has no value; false: has one.' })
  isNull?: boolean;
}

@InputType('LocalDateTimeFilter', {
  description: 'Conditions on a LocalDateTime value; all that are given must hold.',
})
export class LocalDateTimeFilterInput {
  @Field(() => LocalDateTimeScalar, { nullable: true, description: 'Equal to.' })
  eq?: string;

  @Field(() => LocalDateTimeScalar, { nullable: true, description: 'Less than.' })
  lt?: string;

  @Field(() => LocalDateTimeScalar, { nullable: true, description: 'At most.' })
  lte?: string;

  @Field(() => LocalDateTimeScalar, { nullable: true, description: 'Greater than.' })
  gt?: string;

  @Field(() => LocalDateTimeScalar, { nullable: true, description: 'At least.' })
  gte?: string;

  @Field(() => Boolean, { nullable: true, description: 'true: has no value; false: has one.' })
  isNull?: boolean;
}

/** The conditions on a value of an enum. */
function enumFilter(enumName: string): ClassType {
  const valueType = columnEnum(enumName);
  @InputType(`${enumName}Filter`, {
    description: `Conditions on a ${enumName} value; all that are given must hold.`,
  })
  class EnumFilterInput {
    @Field(() => valueType, { nullable: true, description: 'Equal to.' })
    eq?: string;

    @Field(() => valueType, { nullable: true, description: 'Not equal to.' })
    ne?: string;

    @Field(() => [valueType], { nullable: true, description: 'One of.' })
    in?: string[];

    @Field(() => [valueType], { nullable: true, description: 'None of.' })
    notIn?: string[];
  }
  return EnumFilterInput;
}

const ENUM_FILTERS = new Map(
  COLUMNS.flatMap(({ enumName }) => (enumName === null ? [] : [[enumName, enumFilter(enumName)] as const])),
);

function filterTypeOf({ kind, enumName }: RecordColumn): ClassType {
  const enumType = enumName === null ? undefined : ENUM_FILTERS.get(enumName);
  if (enumType) return enumType;
  if (kind === 'TIMESTAMP') return LocalDateTimeFilterInput;
  return kind === 'INTEGER' ? IntFilterInput : StringFilterInput;
}

/** Conditions on records; those on columns are added below, from the record schema. */
@InputType('CallRecordFilter', { description: 'Conditions on records; all that are given must hold.' })
export class CallRecordFilterInput {
  @Field(() => [CallRecordFilterInput], { nullable: true, description: 'All of these.' })
  and?: CallRecordFilter[];

  @Field(() => [CallRecordFilterInput], { nullable: true, description: 'At least one of these.' })
  or?: CallRecordFilter[];

  @Field(() => CallRecordFilterInput, { nullable: true, description: 'Not this.' })
  not?: CallRecordFilter;
}

for (const column of COLUMNS)
  Field(() => filterTypeOf(column), { nullable: true, description: `By ${column.name}.` })(
    CallRecordFilterInput.prototype,
    column.name,
  );
