import type { Agency } from '../../domain/vocabulary/agencies.js';
import { keepingLast } from '../keeping-last.js';
import { normalQuantile } from '../sampling/normal.js';
import { randomStream } from '../sampling/random-stream.js';

/** Factors around 1 by which calls come more or less often than usual; a function of seed, agency and day alone. */
export interface Swings {
  readonly day: (day: number) => number;
  /** For each of 24 hours; null: none. */
  readonly hours: (day: number) => readonly number[] | null;
}

export interface SwingSettings {
  /** Standard deviation of the logarithm of the day's factor. */
  readonly logSd: number;
  /** Weight of yesterday's chance in today's factor, beside 1 for today's. */
  readonly carriedOver: number;
  /** Variance of the logarithm of an hour's factor. */
  readonly hourVariance: number;
  /** How many hours a chance event lasts, at most 24. */
  readonly hours: number;
}

/** Days whose chances one random stream gives. */
const BLOCK_DAYS = 16;
const KEPT_BLOCKS = 4;
const HOURS_PER_DAY = 24;

export function swingsOf(seed: string, agency: Agency, settings: SwingSettings): Swings {
  const perDay = settings.hourVariance === 0 ? 1 : 1 + HOURS_PER_DAY; // the day's own chance first
  const ofBlock = keepingLast(KEPT_BLOCKS, (block: number) => {
    const random = randomStream(seed, 'volume', agency, block);
    return Float64Array.from({ length: BLOCK_DAYS * perDay }, () => normalQuantile(random()));
  });
  const ofDay = (day: number): Float64Array => {
    const block = Math.floor(day / BLOCK_DAYS);
    const first = (day - block * BLOCK_DAYS) * perDay;
    return ofBlock(block).subarray(first, first + perDay);
  };
  return {
    day: (day) => {
      const { logSd, carriedOver } = settings;
      const score =
        ((ofDay(day)[0] as number) + carriedOver * (ofDay(day - 1)[0] as number)) / Math.sqrt(1 + carriedOver ** 2);
      return factorOf(score, logSd ** 2);
    },
    hours: (day) =>
      settings.hourVariance === 0 ? null : hourFactors([...ofDay(day - 1).slice(1), ...ofDay(day).slice(1)], settings),
  };
}

/** Each hour feels the chances of the last few, so that swings last; `chances` are yesterday's and today's. */
function hourFactors(chances: readonly number[], { hours, hourVariance }: SwingSettings): number[] {
  return Array.from({ length: HOURS_PER_DAY }, (_, hour) => {
    let sum = 0;
    for (let back = 0; back < hours; back++) sum += chances[HOURS_PER_DAY + hour - back] as number;
    return factorOf(sum / Math.sqrt(hours), hourVariance);
  });
}

/** A log-normal factor with a mean of 1. */
function factorOf(score: number, variance: number): number {
  return Math.exp(score * Math.sqrt(variance) - variance / 2);
}
