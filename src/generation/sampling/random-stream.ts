import seedrandom from 'seedrandom';

/** A source of uniform numbers in [0, 1), 32 bits each. */
export type Random = () => number;

/**
 * The stream of random numbers that belongs to a key, such as (seed, part, purpose). Streams of different keys are
 * independent, so a new purpose never shifts the draws of another. Alea is the quickest of seedrandom's algorithms.
 */
export function randomStream(...key: readonly (string | number)[]): Random {
  return seedrandom.alea(key.join('\u0000'));
}
