import type { PartFile } from '../domain/dataset.js';

/** Positions from … to - 1. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Rows of a part, counted from its first, that a filter is tried on at once: half a row group. */
export const WINDOW_ROWS = 8_192;

/** Windows that are looked into first: enough for a page under most filters. */
const FIRST_LOOK = 2;

/** A piece of a search. A window's is all of the window that is wanted, and in one part. */
export interface SearchSpan extends Span {
  readonly kind: 'WINDOW' | 'SCAN';
}

/**
 * The positions from … to - 1 in consecutive pieces, from one end on: two windows of the first part, what that part has
 * left, then 1, 2, 4 … whole parts. So a search that is done early reads little, and one that has to see all is done in
 * few pieces.
 */
export function* spans(
  parts: readonly PartFile[],
  from: number,
  to: number,
  end: 'start' | 'end',
): Generator<SearchSpan, void, undefined> {
  const within = parts
    .map(({ firstPosition, recordCount }) => ({
      firstPosition,
      from: Math.max(from, firstPosition),
      to: Math.min(to, firstPosition + recordCount),
    }))
    .filter((span) => span.from < span.to);
  const [first, ...others] = end === 'start' ? within : within.toReversed();
  if (!first) return;
  let { from: low, to: high } = first;
  for (let looked = 0; looked < FIRST_LOOK && low < high; looked++) {
    const edge = windowEdge(first.firstPosition, low, high, end);
    yield { kind: 'WINDOW', ...(end === 'start' ? { from: low, to: edge } : { from: edge, to: high }) };
    [low, high] = end === 'start' ? [edge, high] : [low, edge];
  }
  if (low < high) yield { kind: 'SCAN', from: low, to: high };
  for (let taken = 0, size = 1; taken < others.length; taken += size, size *= 2) {
    const group = others.slice(taken, taken + size);
    const [lowest, highest] = [group.map((span) => span.from), group.map((span) => span.to)];
    yield { kind: 'SCAN', from: Math.min(...lowest), to: Math.max(...highest) };
  }
}

/** Where the first window of a span from one end on is over. */
function windowEdge(firstPosition: number, from: number, to: number, end: 'start' | 'end'): number {
  const row = end === 'start' ? from - firstPosition : to - 1 - firstPosition;
  const window = firstPosition + Math.floor(row / WINDOW_ROWS) * WINDOW_ROWS;
  return end === 'start' ? Math.min(to, window + WINDOW_ROWS) : Math.max(from, window);
}
