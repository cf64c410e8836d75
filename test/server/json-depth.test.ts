import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeeperThan } from '../../src/server/json-depth.js';

/** Lists and objects inside each other. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('the depth of a text', () => {
  it('is that of the JSON in it, whatever its strings hold', () => {
    const strings = fc.string({ unit: fc.constantFrom('"', '\\', '[', ']', '{', '}', 'a') });
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 8 },
        strings,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(strings, tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(values, fc.nat(8), (value, levels) => {
        expect(isDeeperThan(levels, JSON.stringify(value))).toBe(depthOf(value) > levels);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(['', '"', '"\\', ']]]]', '{"a":"[[[['])('is found of what is no JSON: %s', (text) => {
    expect(isDeeperThan(1, text)).toBe(false);
  });
});
