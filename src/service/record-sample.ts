import { type InputIssue, InvalidInputError } from '../domain/errors.js';
import type { CallRecordFilter } from '../domain/record-filter.js';
import type { Random } from '../generation/sampling/random-stream.js';

export interface RecordSampleArguments {
  readonly count: number;
  readonly seed: string;
  readonly filter?: CallRecordFilter | null | undefined;
}

const MAX_SAMPLE = 1_000;
const MAX_SEED_LENGTH = 100;

/** Throws InvalidInputError with every problem of what a sample is to be. */
export function checkSample({ count, seed }: RecordSampleArguments): void {
  const issues: InputIssue[] = [];
  if (count < 1 || count > MAX_SAMPLE) {
    const code = count < 1 ? 'TOO_SMALL' : 'TOO_LARGE';
    issues.push({ path: ['count'], code, message: `count is ${count}; it must be 1 to ${MAX_SAMPLE}.` });
  }
  if (seed.length < 1 || seed.length > MAX_SEED_LENGTH) {
    const code = seed.length < 1 ? 'TOO_SMALL' : 'TOO_LARGE';
    const message = `seed has ${seed.length} characters; it must have 1 to ${MAX_SEED_LENGTH}.`;
    issues.push({ path: ['seed'], code, message });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
}

/** `count` different numbers of 0 … total - 1, or all of them, in order; every choice is as likely as any other (Floyd). */
export function drawnPlaces(total: number, count: number, random: Random): number[] {
  const drawn = new Set<number>();
  for (let last = Math.max(0, total - count); last < total; last++) {
    const place = Math.floor(random() * (last + 1));
    drawn.add(drawn.has(place) ? last : place);
  }
  return [...drawn].toSorted((a, b) => a - b);
}
