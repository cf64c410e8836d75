import { calendarDay, parseLocalDate } from '../domain/local-date.js';
import type { GenerationSettings } from '../domain/settings.js';
import type { Volume } from './volume.js';

/** How many records of a run are expected where, before any are drawn. */
export interface ExpectedVolume {
  /** In the order of AGENCIES. */
  readonly byAgency: readonly number[];
  /** 24, from midnight. */
  readonly byHour: readonly number[];
  /** 7, from Monday. */
  readonly byWeekday: readonly number[];
  /** 12, from January. */
  readonly byMonth: readonly number[];
}

/** The records that the volume's weights stand for: what the plan draws varies around these. */
export function expectedVolume(settings: GenerationSettings, volume: Volume): ExpectedVolume {
  const shareSum = sumOf(volume.agencyShares);
  const byAgency = volume.agencyShares.map((share) => (settings.recordCount * share) / shareSum);
  const byHour = zeros(24);
  const byWeekday = zeros(7);
  const byMonth = zeros(12);
  const days = daysOf(settings);
  byAgency.forEach((ofAgency, agency) => {
    if (ofAgency === 0) return;
    const hours = zeros(24);
    const weekdays = zeros(7);
    const months = zeros(12);
    for (const day of days) {
      const weight = volume.dayWeight(agency, day);
      const { weekday, month } = calendarDay(day);
      add(weekdays, weekday, weight);
      add(months, month - 1, weight);
      const hourWeights = volume.hourWeights(agency, day);
      const hourSum = sumOf(hourWeights);
      hourWeights.forEach((hourWeight, hour) => add(hours, hour, (weight * hourWeight) / hourSum));
    }
    const recordsPerWeight = ofAgency / sumOf(weekdays);
    addAll(byHour, hours, recordsPerWeight);
    addAll(byWeekday, weekdays, recordsPerWeight);
    addAll(byMonth, months, recordsPerWeight);
  });
  return { byAgency, byHour, byWeekday, byMonth };
}

function daysOf({ startDate, endDate }: GenerationSettings): number[] {
  const first = parseLocalDate(startDate) ?? 0;
  return Array.from({ length: (parseLocalDate(endDate) ?? 0) - first + 1 }, (_, i) => first + i);
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}

function add(sums: number[], index: number, value: number): void {
  sums[index] = (sums[index] as number) + value;
}

function addAll(sums: number[], values: readonly number[], factor: number): void {
  values.forEach((value, i) => add(sums, i, value * factor));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
