import { Field, Float, InputType, Int } from 'type-graphql';
import type { AgencyWeight, TimingModel } from '../../domain/settings.js';
import type { Agency } from '../../domain/vocabulary/agencies.js';
import type { Locale } from '../../domain/vocabulary/locales.js';
import type { ShiftPattern } from '../../domain/vocabulary/shift-patterns.js';
import { AgencyEnum, LocaleEnum, ShiftPatternEnum, TimingModelEnum } from '../enums.js';
import { LocalDateScalar } from '../scalars/local-date.js';
import { SETTINGS_DESCRIPTION } from './settings.description.js';

@InputType('AgencyWeightInput', { description: 'Share of an agency.' })
export class AgencyWeightInput implements AgencyWeight {
  @Field(() => AgencyEnum, { description: 'Agency.' })
  agency!: Agency;

  @Field(() => Float, {
    nullable: true,
    description:
      "Relative weight, above 0; given for all agencies or for none; none: the timing model's own shares, renormalised.",
  })
  weight: number | null = null;
}

@InputType('CallTypeWeightInput', { description: 'Share of a call type.' })
export class CallTypeWeightInput {
  @Field(() => String, { description: 'Call type.' })
  name!: string;

  @Field(() => Float, { defaultValue: 1, description: 'Relative weight inside its agency, above 0.' })
  weight!: number;
}

@InputType('GenerationSettingsInput', {
  description: 'Settings to set; what is left out keeps its default or, in an update, its value.',
})
export class GenerationSettingsInput {
  @Field(() => Int, { nullable: true, description: SETTINGS_DESCRIPTION.recordCount })
  recordCount?: number | null;

  @Field(() => LocalDateScalar, { nullable: true, description: SETTINGS_DESCRIPTION.startDate })
  startDate?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: SETTINGS_DESCRIPTION.endDate })
  endDate?: string | null;

  @Field(() => LocaleEnum, { nullable: true, description: SETTINGS_DESCRIPTION.locale })
  locale?: Locale | null;

  @Field(() => [AgencyWeightInput], { nullable: true, description: SETTINGS_DESCRIPTION.agencies })
  agencies?: AgencyWeightInput[] | null;

  @Field(() => [CallTypeWeightInput], { nullable: true, description: SETTINGS_DESCRIPTION.callTypes })
  callTypes?: CallTypeWeightInput[] | null;

  @Field(() => Int, { nullable: true, description: SETTINGS_DESCRIPTION.namesPerShift })
  namesPerShift?: number | null;

  @Field(() => Int, { nullable: true, description: SETTINGS_DESCRIPTION.addressPoolSize })
  addressPoolSize?: number | null;

  @Field(() => TimingModelEnum, { nullable: true, description: SETTINGS_DESCRIPTION.timingModel })
  timingModel?: TimingModel | null;

  @Field(() => ShiftPatternEnum, { nullable: true, description: SETTINGS_DESCRIPTION.shiftPattern })
  shiftPattern?: ShiftPattern | null;

  @Field(() => [Float], { nullable: true, description: SETTINGS_DESCRIPTION.hourlyWeights })
  hourlyWeights?: number[] | null;

  @Field(() => [Float], { nullable: true, description: SETTINGS_DESCRIPTION.weekdayWeights })
  weekdayWeights?: number[] | null;

  @Field(() => [Float], { nullable: true, description: SETTINGS_DESCRIPTION.monthlyWeights })
  monthlyWeights?: number[] | null;
}
