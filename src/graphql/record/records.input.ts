import { ArgsType, Field, InputType, Int } from 'type-graphql';
import type { OrderDirection } from '../../domain/filters.js';
import type { GroupField } from '../../domain/record-aggregates.js';
import type { CallRecordFilter } from '../../domain/record-filter.js';
import type { CallRecordOrder } from '../../domain/record-order.js';
import type { ColumnName } from '../../domain/record-schema.js';
import { MAX_RECORD_PAGE } from '../../service/records.js';
import { pageArgumentsOf } from '../connection.js';
import { OrderDirectionEnum } from '../enums.js';
import { CallRecordFieldEnum, CallRecordGroupFieldEnum } from './record-enums.js';
import { CallRecordFilterInput } from './record-filter.input.js';

@InputType('CallRecordOrder', { description: 'Order of records; records without a value come last.' })
export class CallRecordOrderInput implements CallRecordOrder {
  @Field(() => CallRecordFieldEnum, { description: 'Field.' })
  field!: ColumnName;

  @Field(() => OrderDirectionEnum, { defaultValue: 'ASC', description: 'Direction.' })
  direction!: OrderDirection;
}

@ArgsType()
export class RecordsArguments extends pageArgumentsOf('records', MAX_RECORD_PAGE) {
  @Field(() => Int, {
    nullable: true,
    description: 'Skip this many records first; with after, counted from the cursor; not with last or before.',
  })
  offset?: number | null;

  @Field(() => CallRecordFilterInput, { nullable: true, description: 'Only records that match.' })
  filter?: CallRecordFilter | null;

  @Field(() => [CallRecordOrderInput], { nullable: true, description: 'At most 3 keys; ties break on position.' })
  orderBy?: CallRecordOrder[] | null;
}

@ArgsType()
export class SampleArguments {
  @Field(() => Int, { defaultValue: 10, description: '1 to 1,000.' })
  count!: number;

  @Field(() => String, { defaultValue: 'sample', description: 'Seed of the choice.' })
  seed!: string;

  @Field(() => CallRecordFilterInput, { nullable: true, description: 'Only from records that match.' })
  filter?: CallRecordFilter | null;
}

@ArgsType()
export class StatsArguments {
  @Field(() => CallRecordFilterInput, { nullable: true, description: 'Only records that match.' })
  filter?: CallRecordFilter | null;
}

@ArgsType()
export class GroupsArguments {
  @Field(() => [CallRecordGroupFieldEnum], { description: '1 to 3 keys.' })
  by!: GroupField[];

  @Field(() => CallRecordFilterInput, { nullable: true, description: 'Only records that match.' })
  filter?: CallRecordFilter | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Order by count, descending, instead of by key.' })
  largestFirst!: boolean;

  @Field(() => Int, { defaultValue: 1_000, description: 'At most this many groups, 1 to 10,000.' })
  limit!: number;
}
