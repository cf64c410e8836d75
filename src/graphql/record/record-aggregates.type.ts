import { Field, Float, Int, ObjectType } from 'type-graphql';
import { type Figure, type GroupField, STATS_COLUMNS } from '../../domain/record-aggregates.js';
import { LocalDateTimeScalar } from '../scalars/local-date-time.js';
import { CallRecordGroupFieldEnum } from './record-enums.js';

/** Its figures are added below, all but the first. */
@ObjectType('NumberStats', {
  simpleResolvers: true,
  description: 'Distribution of a number of seconds; null members when there are no records.',
})
export class NumberStatsType {
  @Field(() => Float, { nullable: true, description: 'Minimum.' })
  min!: number | null;
}

const FIGURE_DESCRIPTION: Readonly<Record<Exclude<Figure, 'min'>, string>> = {
  max: 'Maximum.',
  mean: 'Mean.',
  stddev: 'Sample standard deviation.',
  p10: '10th percentile.',
  p25: '25th percentile.',
  median: 'Median.',
  p75: '75th percentile.',
  p90: '90th percentile.',
  p95: '95th percentile.',
  p99: '99th percentile.',
};

for (const [figure, description] of Object.entries(FIGURE_DESCRIPTION))
  Field(() => Float, { nullable: true, description })(NumberStatsType.prototype, figure);

/** The distributions are added below, from the record schema. */
@ObjectType('CallRecordStats', { simpleResolvers: true, description: 'Aggregates of a set of records.' })
export class CallRecordStatsType {
  @Field(() => Int, { description: 'Number of records.' })
  count!: number;

  @Field(() => LocalDateTimeScalar, { nullable: true, description: 'Earliest eventTime.' })
  firstEventTime!: string | null;

  @Field(() => LocalDateTimeScalar, { nullable: true, description: 'Latest eventTime.' })
  lastEventTime!: string | null;
}

for (const { name } of STATS_COLUMNS)
  Field(() => NumberStatsType, { description: `Distribution of ${name}.` })(CallRecordStatsType.prototype, name);

@ObjectType('GroupKey', { simpleResolvers: true, description: 'One key of a group.' })
export class GroupKeyType {
  @Field(() => CallRecordGroupFieldEnum, { description: 'Grouped field.' })
  field!: GroupField;

  @Field(() => String, { description: 'Its value as filters take it, e.g. E_911.' })
  value!: string;

  @Field(() => String, { description: 'Its value as files write it, e.g. E-911.' })
  label!: string;
}

@ObjectType('CallRecordGroup', { simpleResolvers: true, description: 'One group of records.' })
export class CallRecordGroupType {
  @Field(() => [GroupKeyType], { description: 'Keys, in the order asked for.' })
  keys!: GroupKeyType[];

  @Field(() => Int, { description: 'Records in the group.' })
  count!: number;

  @Field(() => CallRecordStatsType, { description: 'Aggregates of the group.' })
  stats!: CallRecordStatsType;
}
