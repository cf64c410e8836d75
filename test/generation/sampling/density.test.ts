import { describe, expect, it } from 'vitest';
import { exponential, gamma, logNormal, wholeSeconds } from '../../../src/generation/sampling/density.js';
import { CLASSIC_INTERVALS, secondsOf } from '../../../src/generation/timing/classic-intervals.js';
import {
  erf,
  erlangUpTo,
  exponentialUpTo,
  gammaFiveHalvesUpTo,
  logNormalUpTo,
  wholeSecondsUpTo,
} from '../closed-forms.js';

/** The largest difference between the chances' running sums and a distribution function. */
function farthest(chances: Float64Array, minimum: number, upTo: (k: number) => number): number {
  let sum = 0;
  return chances.reduce((far, chance, i) => {
    sum += chance;
    return Math.max(far, Math.abs(sum - upTo(minimum + i)));
  }, 0);
}

describe('erf, which these tests compare with,', () => {
  it.each([
    [0, 0],
    [0.5, 0.520499877813047],
    [1, 0.842700792949715],
    [2, 0.995322265018953],
    [-1, -0.842700792949715],
    [4, 0.999999984582742],
  ])('of %d is %d', (x, value) => {
    expect(erf(x)).toBeCloseTo(value, 13);
  });
});

describe('wholeSeconds', () => {
  it.each([
    ['an exponential', exponential(80), exponentialUpTo(80), 0, 2_000],
    ['an exponential between bounds', exponential(80), exponentialUpTo(80), 30, 90],
    ['an Erlang of 2 phases', gamma(2, 30), erlangUpTo(2, 30), 2, 40],
    ['an Erlang of 6 phases', gamma(6, 70), erlangUpTo(6, 70), 300, 900],
    ['a chi-square of 5 degrees, doubled', gamma(2.5, 4), gammaFiveHalvesUpTo(4), 5, 600],
    ['a lognormal', logNormal(3.5, 1.2), logNormalUpTo(3.5, 1.2), 0, 90],
  ])('of %s are its closed form', (_, density, upTo, minimum, maximum) => {
    const chances = wholeSeconds(density, minimum, maximum);
    expect(chances).toHaveLength(maximum - minimum + 1);
    // The quadrature promises 1e-9 of each second, and running sums of at most 2,000 chances round by less.
    expect(farthest(chances, minimum, wholeSecondsUpTo(upTo, minimum, maximum))).toBeLessThan(2e-9);
  });

  it('sum to 1, even of a single second', () => {
    expect(Array.from(wholeSeconds(exponential(5), 7, 7))).toEqual([1]);
    const sum = wholeSeconds(gamma(3, 800), 300, 7_200).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 12); // 6,901 chances round by less than 6,901 × 2^-53 = 8e-13
  });
});

describe('secondsOf', () => {
  it.each(Object.entries(CLASSIC_INTERVALS))('%s is 0 below its minimum, above 0 up to its maximum', (_, interval) => {
    const chances = secondsOf(interval);
    expect(chances).toHaveLength(interval.maximum + 1);
    expect(chances.findIndex((chance) => chance > 0)).toBe(interval.minimum);
    expect(chances.subarray(interval.minimum).filter((chance) => chance <= 0)).toHaveLength(0);
  });

  it("mix the arms of the caller's time on the phone by their shares", () => {
    const [short, long] = [exponentialUpTo(80), erlangUpTo(2, 200)];
    const upTo = wholeSecondsUpTo((x) => 0.8 * short(x) + 0.2 * long(x), 0, 7_200);
    expect(farthest(secondsOf(CLASSIC_INTERVALS.phoneTime), 0, upTo)).toBeLessThan(2e-9);
  });
});
