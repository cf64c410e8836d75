import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../src/generation/sampling/random-stream.js';
import { chiSquare, even, tally } from '../goodness-of-fit.js';

function draws(count: number, ...key: (string | number)[]): number[] {
  const random = randomStream(...key);
  return Array.from({ length: count }, () => random());
}

describe('randomStream', () => {
  it('repeats itself for the same key', () => {
    expect(draws(5, 'seed', 3, 'eventTime')).toEqual(draws(5, 'seed', 3, 'eventTime'));
  });

  it('differs with each member of the key, and where one member ends and the next begins', () => {
    const keys = [
      ['seed', 3, 'eventTime'],
      ['seed', 4, 'eventTime'],
      ['seed', 3, 'shift'],
      ['Seed', 3, 'eventTime'],
      ['seed3', 'eventTime'],
      ['seed', '3e', 'ventTime'],
    ];
    expect(new Set(keys.map((key) => draws(3, ...key).join())).size).toBe(keys.length);
  });

  it('stays in [0, 1) and spreads evenly', () => {
    const sample = draws(100_000, 'even');
    expect(sample.filter((u) => u < 0 || u >= 1)).toEqual([]);
    const { statistic, critical } = chiSquare(
      tally(
        sample.map((u) => Math.floor(u * 256)),
        256,
      ),
      even(256),
    );
    expect(statistic).toBeLessThan(critical);
  });

  it('gives parts next to each other streams that have nothing in common', () => {
    // Pairs of draws of two streams over an 8 by 8 board.
    const [one, other] = [draws(50_000, '911', 0, 'queueTime'), draws(50_000, '911', 1, 'queueTime')];
    const cells = one.map((u, i) => Math.floor(u * 8) * 8 + Math.floor((other[i] as number) * 8));
    const { statistic, critical } = chiSquare(tally(cells, 64), even(64));
    expect(statistic).toBeLessThan(critical);
  });
});
