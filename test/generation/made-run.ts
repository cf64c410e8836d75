import type { ColumnName } from '../../src/domain/record-schema.js';
import type { RecordColumns } from '../../src/domain/record-columns.js';
import type { GenerationSettings } from '../../src/domain/settings.js';
import { LOCALE_CODES } from '../../src/domain/vocabulary/locales.js';
import { fakerOf } from '../../src/generation/faker-locales.js';
import { type Pools, poolsBy, type PoolSettings } from '../../src/generation/pools.js';
import { partColumns, prepareRun, type Run } from '../../src/generation/run.js';

/** A run with all its parts made. */
export interface MadeRun {
  readonly run: Run;
  readonly parts: readonly RecordColumns[];
  readonly rowCount: number;
}

const FAKERS = new Map(await Promise.all(LOCALE_CODES.map(async (locale) => [locale, await fakerOf(locale)] as const)));

/** The people and places of a dataset, at once: every locale is loaded already. */
export function poolsOf(settings: PoolSettings, seed: string): Pools {
  const faker = FAKERS.get(settings.locale);
  if (!faker) throw new Error(`${settings.locale} is no locale`);
  return poolsBy(faker, settings, seed);
}

export function preparedRun(settings: GenerationSettings, seed: string): Run {
  return prepareRun(settings, seed, poolsOf(settings, seed));
}

export function makeRun(settings: GenerationSettings, seed: string): MadeRun {
  const run = preparedRun(settings, seed);
  const parts = run.parts.map((_, index) => partColumns(run, index));
  return { run, parts, rowCount: parts.reduce((sum, part) => sum + part.rowCount, 0) };
}

/** The numbers or codes of a column over all parts. */
export function numbersOf({ parts }: MadeRun, name: ColumnName): number[] {
  return parts.flatMap((part) => Array.from(part.data[name]));
}

/** The moments of a column over all parts, in microseconds since 1970. */
export function microsOf({ parts }: MadeRun, name: ColumnName): number[] {
  return parts.flatMap(({ data, rowCount }) => Array.from({ length: rowCount }, (_, row) => microsAt(data[name], row)));
}

/** The texts of a dictionary column over all parts. */
export function textsOf(made: MadeRun, name: ColumnName): string[] {
  const dictionary = made.run.dictionaries.get(name) ?? [];
  return numbersOf(made, name).map((code) => {
    const text = dictionary[code];
    if (text === undefined) throw new Error(`${name} has no value of code ${code}`);
    return text;
  });
}

function microsAt(halves: ArrayLike<number>, row: number): number {
  return (halves[2 * row + 1] as number) * 2 ** 32 + (halves[2 * row] as number);
}
