import { calendarDay } from '../domain/local-date.js';
import type { GenerationSettings } from '../domain/settings.js';

/** How calls spread over agencies, days and hours, in relative numbers. Agencies are counted as in AGENCIES, days from 1970-01-01. */
export interface Volume {
  readonly agencyShares: readonly number[];
  readonly dayWeight: (agency: number, day: number) => number;
  /** 24 weights, from midnight. */
  readonly hourWeights: (agency: number, day: number) => readonly number[];
}

const EVEN_HOURS: readonly number[] = Array.from({ length: 24 }, () => 1);

/** The same volume in every hour, save for what the settings say. */
export function evenVolume(settings: GenerationSettings, agencyShares: readonly number[]): Volume {
  const { hourlyWeights, weekdayWeights, monthlyWeights } = settings;
  return {
    agencyShares,
    dayWeight: (_, day) => {
      const { weekday, month } = calendarDay(day);
      return (weekdayWeights?.[weekday] ?? 1) * (monthlyWeights?.[month - 1] ?? 1);
    },
    hourWeights: () => hourlyWeights ?? EVEN_HOURS,
  };
}
