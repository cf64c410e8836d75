import { randomBinomial } from 'd3-random';
import type { Random } from './random-stream.js';

/** How many of `count` trials succeed, each with the same chance. */
function binomial(random: Random, count: number, chance: number): number {
  if (count === 0 || chance <= 0) return 0;
  if (chance >= 1) return count;
  return randomBinomial.source(random)(count, chance)();
}

/** 0, then the sums of the first, the first two … weights. */
export function runningSums(weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(weights.length + 1);
  for (let i = 0; i < weights.length; i++) sums[i + 1] = (sums[i] as number) + (weights[i] as number);
  return sums;
}

/**
 * Deals `count` out over cells whose weights come as running sums, by halves, so that the counts sum exactly and empty
 * stretches cost nothing. Calls `deal`, in order, for each cell that gets any.
 */
export function dealOut(
  random: Random,
  count: number,
  sums: Float64Array,
  deal: (cell: number, count: number) => void,
): void {
  const dealTo = (low: number, high: number, share: number): void => {
    if (share === 0) return;
    if (high - low === 1) return deal(low, share);
    const middle = (low + high) >>> 1;
    const from = sums[low] as number;
    const left = binomial(random, share, ((sums[middle] as number) - from) / ((sums[high] as number) - from));
    dealTo(low, middle, left);
    dealTo(middle, high, share - left);
  };
  dealTo(0, sums.length - 1, count);
}
