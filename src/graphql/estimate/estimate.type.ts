import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Agency } from '../../domain/vocabulary/agencies.js';
import type { RunEstimate } from '../../service/estimates.js';
import { AgencyEnum } from '../enums.js';
import { SafeIntScalar } from '../scalars/safe-int.js';

@ObjectType('AgencyEstimate', { description: 'What is expected of an agency.' })
export class AgencyEstimateType {
  @Field(() => AgencyEnum, { description: 'Agency.' })
  agency!: Agency;

  @Field(() => Float, { description: 'Records expected of it.' })
  records!: number;
}

@ObjectType('RunEstimate', {
  description:
    'What a run is expected to be, before it is made. Expected records are no whole numbers; a run draws around them.',
})
export class RunEstimateType implements RunEstimate {
  @Field(() => Int, { description: 'Records in all.' })
  recordCount!: number;

  @Field(() => [AgencyEstimateType], { description: 'Records of each agency that takes part.' })
  agencies!: AgencyEstimateType[];

  @Field(() => [Float], { description: 'Records in each hour of the day over the whole range, 24 from midnight.' })
  hourlyRecords!: number[];

  @Field(() => [Float], { description: 'Records on each weekday over the whole range, 7 from Monday.' })
  weekdayRecords!: number[];

  @Field(() => [Float], { description: 'Records in each month over the whole range, 12 from January.' })
  monthlyRecords!: number[];

  @Field(() => SafeIntScalar, { description: 'Bytes of disk that records and files may take, on the high side.' })
  byteSize!: number;

  @Field(() => [String], { description: 'What would have to be adjusted to the settings, in words; usually empty.' })
  adjustments!: string[];
}
