import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discreteDistribution, valueAt } from '../../../src/generation/sampling/discrete-distribution.js';
import { randomStream } from '../../../src/generation/sampling/random-stream.js';
import { chiSquare, tally } from '../goodness-of-fit.js';

const someWeights = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e9, noNaN: true })), { minLength: 1, maxLength: 300 })
  .filter((weights) => weights.some((weight) => weight > 0));
function below(u: number): number {
  return u - 2 ** -32;
}

const LAST = 1 - 2 ** -53;
const aQuantile = fc.oneof(fc.double({ min: 0, max: LAST, noNaN: true }), fc.constantFrom(0, 2 ** -32, 0.5, LAST));

describe('discreteDistribution', () => {
  it('gives greater quantiles no smaller values', () => {
    fc.assert(
      fc.property(someWeights, aQuantile, aQuantile, (weights, u, v) => {
        const distribution = discreteDistribution(weights);
        const [low, high] = [Math.min(u, v), Math.max(u, v)];
        return valueAt(distribution, low) <= valueAt(distribution, high);
      }),
      { numRuns: 300 },
    );
  });

  it('never gives a value of weight 0, nor one that is not there', () => {
    fc.assert(
      fc.property(someWeights, aQuantile, (weights, u) => {
        expect(weights[valueAt(discreteDistribution(weights), u)]).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('puts the quantiles where the running shares of the weights are', () => {
    const distribution = discreteDistribution([1, 0, 2, 5, 0]); // 0 up to 1/8, 2 up to 3/8, then 3
    const quantiles = [0, below(1 / 8), 1 / 8, below(3 / 8), 3 / 8, below(1)];
    expect(quantiles.map((u) => valueAt(distribution, u))).toEqual([0, 0, 2, 2, 3, 3]);
    expect(valueAt(discreteDistribution([1, 2]), 1 / 3)).toBe(1); // a share between the slices of the guide
  });

  it.each([
    ['even', Array.from({ length: 119 }, () => 1)],
    ['falling', Array.from({ length: 40 }, (_, i) => 0.8 ** i)],
    ['with gaps', Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? 0 : i))],
    ['of one value alone', [0, 0, 7, 0]],
    ['with one that is nearly everything', [1e-3, 1e6, 1e-3]],
  ])('draws values in the proportion of weights that are %s', (title, weights) => {
    const distribution = discreteDistribution(weights);
    const random = randomStream('discrete', title);
    const drawn = tally(
      Array.from({ length: 50_000 }, () => valueAt(distribution, random())),
      weights.length,
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    // The test of fit wants about 5 draws in a cell; rarer values are counted as one.
    const common = weights.map((weight, value) => ({ chance: weight / total, count: drawn[value] as number }));
    const cells = common.filter(({ chance }) => chance * 50_000 >= 5);
    const rest = common.filter(({ chance }) => chance * 50_000 < 5);
    const restChance = rest.reduce((sum, cell) => sum + cell.chance, 0);
    const restCount = rest.reduce((sum, cell) => sum + cell.count, 0);
    if (restChance * 50_000 < 5) {
      // A count with a mean below 5 exceeds 20 with a chance below 1e-7.
      expect(restCount).toBeLessThanOrEqual(20);
      if (cells.length === 1) return;
    } else cells.push({ chance: restChance, count: restCount });
    const { statistic, critical } = chiSquare(
      cells.map((cell) => cell.count),
      cells.map((cell) => cell.chance),
    );
    expect(statistic).toBeLessThan(critical);
  });
});
