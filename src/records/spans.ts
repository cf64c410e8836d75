import type { PartFile } from '../domain/dataset.js';

/** Positions from … to - 1. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Records of the first look: two row groups, enough for a page under most filters. */
const FIRST_LOOK = 32_768;

/**
 * The positions from … to - 1 in consecutive pieces, from one end on: a look into the first part, what that part has
 * left, then 1, 2, 4 … whole parts. So a search that is done early reads little, and one that has to see all is done in
 * few pieces.
 */
export function* spans(
  parts: readonly PartFile[],
  from: number,
  to: number,
  end: 'start' | 'end',
): Generator<Span, void, undefined> {
  const within = parts
    .map((part) => ({
      from: Math.max(from, part.firstPosition),
      to: Math.min(to, part.firstPosition + part.recordCount),
    }))
    .filter((span) => span.from < span.to);
  const [first, ...others] = end === 'start' ? within : within.toReversed();
  if (!first) return;
  const cut =
    end === 'start' ? Math.min(first.to, first.from + FIRST_LOOK) : Math.max(first.from, first.to - FIRST_LOOK);
  const halves = [
    { from: first.from, to: cut },
    { from: cut, to: first.to },
  ].filter((span) => span.from < span.to);
  yield* end === 'start' ? halves : halves.toReversed();
  for (let taken = 0, size = 1; taken < others.length; taken += size, size *= 2) {
    const group = others.slice(taken, taken + size);
    yield { from: Math.min(...group.map((span) => span.from)), to: Math.max(...group.map((span) => span.to)) };
  }
}
