import type { GenerationSettings } from '../../domain/settings.js';
import type { graphql } from '../graphql/graphql.js';

export type SettingsInput = ReturnType<typeof graphql.scalar<'GenerationSettingsInput'>>;

/** Settings, or some of them, as the API takes them. */
export function settingsInput(settings: Partial<GenerationSettings>): SettingsInput {
  const { agencies, callTypes, hourlyWeights, weekdayWeights, monthlyWeights, ...rest } = settings;
  return {
    ...rest,
    ...(agencies && { agencies: agencies.map((entry) => ({ ...entry })) }),
    ...(callTypes !== undefined && { callTypes: callTypes && callTypes.map((entry) => ({ ...entry })) }),
    ...(hourlyWeights !== undefined && { hourlyWeights: hourlyWeights && [...hourlyWeights] }),
    ...(weekdayWeights !== undefined && { weekdayWeights: weekdayWeights && [...weekdayWeights] }),
    ...(monthlyWeights !== undefined && { monthlyWeights: monthlyWeights && [...monthlyWeights] }),
  };
}
