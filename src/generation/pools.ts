import type { Faker } from '@faker-js/faker';
import type { GenerationSettings } from '../domain/settings.js';
import { SHIFTS } from '../domain/vocabulary/shift-patterns.js';
import { type FakerFrom, fakerOf } from './faker-locales.js';
import { randomStream } from './sampling/random-stream.js';

/** The people and places of one dataset. */
export interface Pools {
  /** Distinct addresses; fewer than asked for where the locale has no more. */
  readonly addresses: readonly string[];
  /** For each shift of the pattern, its call takers, 'Last, First'. */
  readonly callTakers: readonly (readonly string[])[];
  readonly dispatchers: readonly (readonly string[])[];
  /** Whether the locale has too few names to give everybody one of their own. */
  readonly sharedNames: boolean;
}

/** The settings that the people and places of a run depend on. */
export type PoolSettings = Pick<GenerationSettings, 'locale' | 'namesPerShift' | 'addressPoolSize' | 'shiftPattern'>;

/** Loads what names the people and places of the settings' locale, then names them. */
export async function makePools(settings: PoolSettings, seed: string): Promise<Pools> {
  return poolsBy(await fakerOf(settings.locale), settings, seed);
}

/** The pools, with Faker for the settings' locale loaded. */
export function poolsBy(fakerFrom: FakerFrom, settings: PoolSettings, seed: string): Pools {
  const { namesPerShift, addressPoolSize, shiftPattern } = settings;
  const shifts = SHIFTS[shiftPattern];
  const people = fakerFrom(randomStream(seed, 'people'));
  const names = distinct(2 * shifts.length * namesPerShift, () => fullName(people));
  const roster = (i: number) => Array.from({ length: namesPerShift }, (_, k) => nameAt(names, i * namesPerShift + k));
  const streets = fakerFrom(randomStream(seed, 'addresses'));
  return {
    addresses: distinct(addressPoolSize, () => oneLine(streets.location.streetAddress())),
    callTakers: shifts.map((_, shift) => roster(2 * shift)),
    dispatchers: shifts.map((_, shift) => roster(2 * shift + 1)),
    sharedNames: names.length < 2 * shifts.length * namesPerShift,
  };
}

/** First and last name of one person: some languages decline the family name by sex. */
function fullName(faker: Faker): string {
  const sex = faker.person.sexType();
  return oneLine(`${faker.person.lastName(sex)}, ${faker.person.firstName(sex)}`);
}

/** Some locales break addresses over lines or end them in blanks. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** A locale may have fewer names than a large centre needs; then people share them. */
function nameAt(names: readonly string[], index: number): string {
  return names[index % names.length] as string;
}

const ATTEMPTS_WITHOUT_NEWS = 2_000;

/** Up to `count` distinct texts, in the order they came; stops when nothing new has come for a long time. */
function distinct(count: number, draw: () => string): string[] {
  const found = new Set<string>();
  for (let stale = 0; found.size < count && stale < ATTEMPTS_WITHOUT_NEWS; stale++) {
    const before = found.size;
    found.add(draw());
    if (found.size > before) stale = 0;
  }
  return [...found];
}
