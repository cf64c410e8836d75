import { calendarDay, parseLocalDate, weekdayOf } from '../../domain/local-date.js';
import type { GenerationSettings } from '../../domain/settings.js';
import { AGENCIES, type Agency } from '../../domain/vocabulary/agencies.js';
import { keepingLast } from '../keeping-last.js';
import type { Volume } from '../volume.js';
import {
  DAY_SWING,
  HOUR_SWING,
  HOURLY_EXCESS,
  HOURS,
  MONTHS,
  WEEKDAYS,
  WEEKEND_TILT,
} from './realistic-volume-tables.js';
import { type Swings, swingsOf } from './volume-swings.js';

const HOURS_PER_DAY = 24;
const SATURDAY = 5;
/** Days whose hours are kept at hand: calls are made in the order of time. */
const KEPT_DAYS = 16;

/**
 * Volume by agency, month, weekday and hour with slow and quick swings around it, all of it a function of settings and
 * seed.
 */
export function realisticVolume(settings: GenerationSettings, seed: string, agencyShares: readonly number[]): Volume {
  const shareSum = agencyShares.reduce((sum, share) => sum + share, 0);
  const ofAgencies = AGENCIES.map((agency, i) => {
    const callsPerHour =
      (settings.recordCount * (agencyShares[i] ?? 0)) / shareSum / (HOURS_PER_DAY * daysOf(settings));
    return agencyVolume(settings, agency, swingsOf(seed, agency, { ...DAY_SWING, ...hourSwing(agency, callsPerHour) }));
  });
  return {
    agencyShares,
    dayWeight: (agency, day) => ofAgencies[agency]?.dayWeight(day) ?? 0,
    hourWeights: (agency, day) => ofAgencies[agency]?.hourWeights(day) ?? [],
  };
}

function daysOf({ startDate, endDate }: GenerationSettings): number {
  return (parseLocalDate(endDate) ?? 0) - (parseLocalDate(startDate) ?? 0) + 1;
}

/** The variance of counts over their mean exceeds 1 by the mean times the variance of the rate. */
function hourSwing(agency: Agency, callsPerHour: number) {
  const excess = HOURLY_EXCESS[agency];
  const variance = callsPerHour < HOUR_SWING.leastCalls ? 0 : Math.min(HOUR_SWING.mostVariance, excess / callsPerHour);
  return { hourVariance: variance, hours: HOUR_SWING.hours };
}

interface AgencyVolume {
  readonly dayWeight: (day: number) => number;
  readonly hourWeights: (day: number) => readonly number[];
}

function agencyVolume(settings: GenerationSettings, agency: Agency, swings: Swings): AgencyVolume {
  const weekdays = settings.weekdayWeights ?? WEEKDAYS[agency];
  const months = settings.monthlyWeights ?? MONTHS;
  const [midweek, weekend] = settings.hourlyWeights
    ? [settings.hourlyWeights, settings.hourlyWeights]
    : hoursOf(agency);
  const usual = (day: number) => (weekdayOf(day) < SATURDAY ? midweek : weekend);
  const usualSum = new Map([midweek, weekend].map((hours) => [hours, sumOf(hours)]));
  const hourWeights = keepingLast(KEPT_DAYS, (day: number) => {
    const factors = swings.hours(day);
    return factors ? usual(day).map((weight, hour) => weight * (factors[hour] as number)) : usual(day);
  });
  return {
    hourWeights,
    dayWeight: (day) => {
      const { weekday, month } = calendarDay(day);
      const ofCalendar = (weekdays[weekday] as number) * (months[month - 1] as number);
      return (ofCalendar * swings.day(day) * sumOf(hourWeights(day))) / (usualSum.get(usual(day)) as number);
    },
  };
}

/** Hours of Monday to Friday and of the weekend, such that the whole week has the agency's own hours. */
function hoursOf(agency: Agency): [number[], number[]] {
  const all = scaledToOne(HOURS[agency]);
  const weekend = scaledToOne(all.map((share, hour) => share * (WEEKEND_TILT[agency][hour] as number)));
  const weekendShare = sumOf(WEEKDAYS[agency].slice(SATURDAY)) / sumOf(WEEKDAYS[agency]);
  const midweek = all.map((share, hour) => (share - weekendShare * (weekend[hour] as number)) / (1 - weekendShare));
  return [midweek, weekend];
}

function scaledToOne(weights: readonly number[]): number[] {
  const sum = sumOf(weights);
  return weights.map((weight) => weight / sum);
}

function sumOf(weights: readonly number[]): number {
  return weights.reduce((sum, weight) => sum + weight, 0);
}
