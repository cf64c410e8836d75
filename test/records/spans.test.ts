import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PartFile } from '../../src/domain/dataset.js';
import { spans, WINDOW_ROWS } from '../../src/records/spans.js';

function partsOf(counts: readonly number[]): PartFile[] {
  let firstPosition = 0;
  return counts.map((recordCount, index) => {
    const part = { index, firstPosition, recordCount, byteSize: 1, sha256: '' };
    firstPosition += recordCount;
    return part;
  });
}

describe('spans', () => {
  it.each(['start', 'end'] as const)('cover every position once, from the %s on', (end) => {
    const counts = fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 40 });
    const bound = fc.integer({ min: 0, max: 3_000_000 });
    fc.assert(
      fc.property(counts, bound, bound, (given, from, to) => {
        const total = given.reduce((sum, count) => sum + count, 0);
        const found = [...spans(partsOf(given), from, to, end)];
        const inOrder = end === 'start' ? found : found.toReversed();
        const [low, high] = [Math.min(from, total), Math.min(to, total)];
        if (low >= high) return found.length === 0;
        return inOrder.every((span, i) => span.from === (inOrder[i - 1]?.to ?? low)) && inOrder.at(-1)?.to === high;
      }),
    );
  });

  it.each(['start', 'end'] as const)(
    'begin with all that is wanted of a window or two of one part, from the %s on',
    (end) => {
      const parts = partsOf([40_000, 40_000]);
      const bound = fc.integer({ min: 0, max: 80_000 });
      fc.assert(
        fc.property(bound, bound, (from, to) => {
          const windows = [...spans(parts, from, to, end)].filter((span) => span.kind === 'WINDOW');
          return windows.every((window) => {
            const first = window.from < 40_000 ? 0 : 40_000;
            const [low, high] = [window.from, window.to - 1].map((place) => Math.floor((place - first) / WINDOW_ROWS));
            return low === high && window.to <= first + 40_000;
          });
        }),
      );
    },
  );

  it('are few, however many parts there are', () => {
    expect([...spans(partsOf(Array.from({ length: 400 }, () => 262_144)), 0, Infinity, 'end')].length).toBeLessThan(13);
  });
});
