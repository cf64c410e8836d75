import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealOut, runningSums } from '../../../src/generation/sampling/counts.js';
import { randomStream } from '../../../src/generation/sampling/random-stream.js';
import { chiSquare, Z_TWO_SIDED } from '../goodness-of-fit.js';

function dealt(seed: string, count: number, weights: readonly number[]): number[] {
  const counts = weights.map(() => 0);
  dealOut(randomStream(seed), count, runningSums(weights), (cell, share) => {
    counts[cell] = (counts[cell] as number) + share;
  });
  return counts;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

const someWeights = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e9, noNaN: true })), { minLength: 1, maxLength: 60 })
  .filter((weights) => weights.some((weight) => weight > 0));

describe('runningSums', () => {
  it('begins at 0 and adds one weight after the other', () => {
    expect(Array.from(runningSums([3, 0, 1.5]))).toEqual([0, 3, 3, 4.5]);
  });
});

describe('dealOut', () => {
  it('deals out exactly the count, nothing to cells of weight 0, and no fraction', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), someWeights, fc.string(), (count, weights, seed) => {
        const counts = dealt(seed, count, weights);
        expect(total(counts)).toBe(count);
        expect(
          counts.filter((share, cell) => share < 0 || !Number.isInteger(share) || (weights[cell] === 0 && share > 0)),
        ).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('calls for each cell once, in order, and never for an empty share', () => {
    const calls: number[] = [];
    dealOut(randomStream('order'), 40, runningSums(Array.from({ length: 100 }, () => 1)), (cell, count) => {
      expect(count).toBeGreaterThan(0);
      calls.push(cell);
    });
    expect(calls).toEqual([...new Set(calls)].toSorted((a, b) => a - b));
  });

  it('gives each cell its share of one deal', () => {
    const weights = [5, 1, 0, 3, 0.5, 7, 2, 2];
    const { statistic, critical } = chiSquare(
      dealt('one deal', 100_000, weights),
      weights.map((weight) => weight / total(weights)),
    );
    expect(statistic).toBeLessThan(critical);
  });

  it.each([3, 40, 10_000])('of %i gives a cell its mean and the scatter of a binomial over many deals', (count) => {
    const chance = 0.2;
    const deals = Array.from({ length: 2_000 }, (_, i) => dealt(`${count} ${i}`, count, [3, 2, 5])[1] as number);
    const mean = total(deals) / deals.length;
    const variance = count * chance * (1 - chance);
    // The mean of n deals has the standard error √(variance / n).
    expect(Math.abs(mean - count * chance)).toBeLessThan(Z_TWO_SIDED * Math.sqrt(variance / deals.length));
    const scatter = total(deals.map((share) => (share - count * chance) ** 2)) / deals.length;
    // The variance of a squared deviation is (excess kurtosis + 2) variance²; a binomial's excess is (1 - 6pq) / (npq).
    const kurtosis = (1 - 6 * chance * (1 - chance)) / variance;
    expect(Math.abs(scatter - variance)).toBeLessThan(
      Z_TWO_SIDED * variance * Math.sqrt((kurtosis + 2) / deals.length),
    );
  });
});
