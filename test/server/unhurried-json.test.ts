import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unhurriedJson } from '../../src/server/unhurried-json.js';

describe('unhurried JSON', () => {
  it('is the JSON of JSON.stringify', async () => {
    const answers = fc.anything({
      withNullPrototype: true,
      withDate: true,
      values: [fc.jsonValue(), fc.constant(undefined)],
    });
    await fc.assert(
      fc.asyncProperty(answers, async (value) => {
        expect(await unhurriedJson({ data: value })).toBe(JSON.stringify({ data: value }));
      }),
      { numRuns: 500 },
    );
  });

  it('leaves others their turn while it writes a long answer', async () => {
    const nodes = Array.from({ length: 50_000 }, (_, i) => ({ id: `record ${i}`, total: i, none: null }));
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    const text = await unhurriedJson({ data: { nodes } });
    clearInterval(counting);
    expect(turns).toBeGreaterThan(2);
    expect(text).toBe(JSON.stringify({ data: { nodes } }));
  });
});
