import { z } from 'zod';
import { InvalidInputError } from '../domain/errors.js';
import type { CallRecordFilter } from '../domain/record-filter.js';
import type { Random } from '../generation/sampling/random-stream.js';
import { issuesOf } from './input-issues.js';

export interface RecordSampleArguments {
  readonly count: number;
  readonly seed: string;
  readonly filter?: CallRecordFilter | null | undefined;
}

const sampleArguments = z.object({ count: z.int().min(1).max(1_000), seed: z.string().min(1).max(100) });

/** Throws InvalidInputError with every problem of what a sample is to be. */
export function checkSample(args: RecordSampleArguments): void {
  const { success, error } = sampleArguments.safeParse(args);
  if (!success) throw new InvalidInputError(issuesOf(error));
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
