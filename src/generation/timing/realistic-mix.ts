import { calendarDay, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../domain/local-date.js';
import type { GenerationSettings } from '../../domain/settings.js';
import { AGENCIES } from '../../domain/vocabulary/agencies.js';
import { CALL_TYPES, type CallType } from '../../domain/vocabulary/call-types.js';
import { callTypeWeights } from '../mix.js';
import { type DiscreteDistribution, discreteDistribution, valueAt } from '../sampling/discrete-distribution.js';
import type { Random } from '../sampling/random-stream.js';
import { type Origin, ORIGIN_HOURS, ORIGINS, SEASON_MULTIPLIERS } from './realistic-mix-tables.js';
import { originMix, type ProfiledType } from './realistic-profiles.js';

const HOURS = 24;
const SEASONS = 4;
const ALL_HOURS = Array.from({ length: HOURS }, (_, hour) => hour);

/** What calls are about and how they come about, by agency, season and hour of day. */
export interface CallMix {
  readonly drawProblems: (agency: Uint8Array, moments: Moments, random: Random) => Uint8Array;
  readonly drawOrigins: (problem: Uint8Array, moments: Moments, random: Random) => Uint8Array;
}

/** Hour of day and season of each row. */
export interface Moments {
  readonly hour: Uint8Array;
  readonly season: Uint8Array;
}

export function momentsOf(seconds: Uint32Array): Moments {
  const hour = new Uint8Array(seconds.length);
  const season = new Uint8Array(seconds.length);
  let day = -1;
  let ofDay = 0;
  for (let row = 0; row < seconds.length; row++) {
    const second = seconds[row] as number;
    const dayOfRow = Math.floor(second / SECONDS_PER_DAY);
    if (dayOfRow !== day) {
      day = dayOfRow;
      ofDay = Math.floor((calendarDay(day).month % 12) / 3); // winter begins in December
    }
    season[row] = ofDay;
    hour[row] = Math.floor((second - dayOfRow * SECONDS_PER_DAY) / SECONDS_PER_HOUR);
  }
  return { hour, season };
}

export function callMix(settings: GenerationSettings, profiles: readonly ProfiledType[]): CallMix {
  const pull = AGENCIES.map((agency) => hourlyPull(originMix(profiles, agency)));
  const problems = problemDistributions(settings, profiles, pull);
  const origins = originDistributions(profiles, pull);
  const firstTypes = Uint8Array.from(AGENCIES, (agency) => CALL_TYPES.findIndex((type) => type.agency === agency));
  return {
    drawProblems: (agency, { hour, season }, random) => {
      const problem = new Uint8Array(agency.length);
      for (let row = 0; row < problem.length; row++) {
        const of = agency[row] as number;
        const cell = (of * SEASONS + (season[row] as number)) * HOURS + (hour[row] as number);
        problem[row] = (firstTypes[of] as number) + valueAt(problems[cell] as DiscreteDistribution, random());
      }
      return problem;
    },
    drawOrigins: (problem, { hour }, random) => {
      const origin = new Uint8Array(problem.length);
      for (let row = 0; row < origin.length; row++) {
        const cell = ((problem[row] as number) * HOURS + (hour[row] as number)) * ORIGINS.length;
        const u = random();
        let found = 0;
        while (u >= (origins[cell + found] as number)) found++;
        origin[row] = found;
      }
      return origin;
    },
  };
}

type Pull = Readonly<Record<Origin, readonly number[]>>;

/**
 * For each origin and hour, how much more of the calls it has at that hour than over the day; on average over the
 * origins 1 at any hour.
 */
function hourlyPull(mix: Readonly<Record<Origin, number>>): Pull {
  const hours: Readonly<Record<Origin, readonly number[]>> = {
    PUBLIC: ORIGIN_HOURS.public,
    ON_VIEW: ORIGIN_HOURS.field,
    FIELD_REQUEST: ORIGIN_HOURS.field,
    TRANSFERRED: ORIGIN_HOURS.transferred,
    UNCAPTURED: ORIGIN_HOURS.uncaptured,
  };
  const all = Array.from({ length: HOURS }, (_, hour) =>
    ORIGINS.reduce((sum, origin) => sum + mix[origin] * (hours[origin][hour] as number), 0),
  );
  const ofOrigin = (origin: Origin) => hours[origin].map((share, hour) => share / (all[hour] as number));
  return Object.fromEntries(ORIGINS.map((origin) => [origin, ofOrigin(origin)])) as unknown as Pull;
}

/**
 * By agency, season and hour; null for an agency without calls. Weights from the settings hold in every season and
 * hour.
 */
function problemDistributions(settings: GenerationSettings, profiles: readonly ProfiledType[], pull: readonly Pull[]) {
  const weightOf = new Map(profiles.map(({ type, weight }) => [type, weight]));
  return AGENCIES.flatMap((agency, a) => {
    const own = profiles.filter(({ type }) => type.agency === agency);
    const pulls = own.map((profile) => ALL_HOURS.map((hour) => pullOf(profile, pull[a] as Pull, hour)));
    return Array.from({ length: SEASONS }, (_, season) => {
      const ofModel = (type: CallType) => (weightOf.get(type) as number) * seasonFactor(type.name, season);
      const weights = callTypeWeights(settings, agency, ofModel).filter(
        (_weight, i) => CALL_TYPES[i]?.agency === agency,
      );
      return ALL_HOURS.map((hour) =>
        distributionOrNull(settings.callTypes ? weights : weights.map((weight, i) => weight * (pulls[i]?.[hour] ?? 0))),
      );
    }).flat();
  });
}

/** How much more often than on average over the year a type occurs in a season. */
function seasonFactor(name: string, season: number): number {
  const multipliers = SEASON_MULTIPLIERS[name];
  if (!multipliers) return 1;
  return ((multipliers[season] as number) * SEASONS) / multipliers.reduce((sum, multiplier) => sum + multiplier, 0);
}

function pullOf({ originShares }: ProfiledType, pull: Pull, hour: number): number {
  return ORIGINS.reduce((sum, origin) => sum + originShares[origin] * (pull[origin][hour] as number), 0);
}

/** Running shares of ORIGINS by call type and hour, the last of them 1. */
function originDistributions(profiles: readonly ProfiledType[], pull: readonly Pull[]): Float64Array {
  const shares = profiles.flatMap((profile) => {
    const ofAgency = pull[AGENCIES.indexOf(profile.type.agency)] as Pull;
    return Array.from({ length: HOURS }, (_, hour) => {
      const total = pullOf(profile, ofAgency, hour);
      let sum = 0;
      return ORIGINS.map(
        (origin) => (sum += (profile.originShares[origin] * (ofAgency[origin][hour] as number)) / total),
      );
    }).flat();
  });
  return Float64Array.from(shares, (share, i) => (i % ORIGINS.length === ORIGINS.length - 1 ? 1 : share));
}

function distributionOrNull(weights: readonly number[]): DiscreteDistribution | null {
  return weights.some((weight) => weight > 0) ? discreteDistribution(weights) : null;
}
