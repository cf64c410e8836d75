import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { TimingModel } from '../../domain/settings.js';
import type { Agency } from '../../domain/vocabulary/agencies.js';
import type { Locale } from '../../domain/vocabulary/locales.js';
import type { ShiftPattern } from '../../domain/vocabulary/shift-patterns.js';
import { AgencyEnum, LocaleEnum, ShiftPatternEnum, TimingModelEnum } from '../enums.js';
import { LocalDateScalar } from '../scalars/local-date.js';
import { SETTINGS_DESCRIPTION } from './settings.description.js';

@ObjectType('AgencyWeight', { description: 'Share of an agency.' })
export class AgencyWeightType {
  @Field(() => AgencyEnum, { description: 'Agency.' })
  agency!: Agency;

  @Field(() => Float, { nullable: true, description: "Relative weight, above 0; null: the timing model's own share." })
  weight!: number | null;
}

@ObjectType('CallTypeWeight', { description: 'Share of a call type inside its agency.' })
export class CallTypeWeightType {
  @Field(() => String, { description: 'Call type.' })
  name!: string;

  @Field(() => Float, { description: 'Relative weight, above 0.' })
  weight!: number;
}

@ObjectType('GenerationSettings', { description: 'Complete settings of a run.' })
export class GenerationSettingsType {
  @Field(() => Int, { description: SETTINGS_DESCRIPTION.recordCount })
  recordCount!: number;

  @Field(() => LocalDateScalar, { description: SETTINGS_DESCRIPTION.startDate })
  startDate!: string;

  @Field(() => LocalDateScalar, { description: SETTINGS_DESCRIPTION.endDate })
  endDate!: string;

  @Field(() => LocaleEnum, { description: SETTINGS_DESCRIPTION.locale })
  locale!: Locale;

  @Field(() => [AgencyWeightType], { description: SETTINGS_DESCRIPTION.agencies })
  agencies!: AgencyWeightType[];

  @Field(() => [CallTypeWeightType], { nullable: true, description: SETTINGS_DESCRIPTION.callTypes })
  callTypes!: CallTypeWeightType[] | null;

  @Field(() => Int, { description: SETTINGS_DESCRIPTION.namesPerShift })
  namesPerShift!: number;

  @Field(() => Int, { description: SETTINGS_DESCRIPTION.addressPoolSize })
  addressPoolSize!: number;

  @Field(() => TimingModelEnum, { description: SETTINGS_DESCRIPTION.timingModel })
  timingModel!: TimingModel;

  @Field(() => ShiftPatternEnum, { description: SETTINGS_DESCRIPTION.shiftPattern })
  shiftPattern!: ShiftPattern;

  @Field(() => [Float], { nullable: true, description: SETTINGS_DESCRIPTION.hourlyWeights })
  hourlyWeights!: number[] | null;

  @Field(() => [Float], { nullable: true, description: SETTINGS_DESCRIPTION.weekdayWeights })
  weekdayWeights!: number[] | null;

  @Field(() => [Float], { nullable: true, description: SETTINGS_DESCRIPTION.monthlyWeights })
  monthlyWeights!: number[] | null;
}
