import fc from 'fast-check';
import { formatLocalDate, parseLocalDate } from '../../src/domain/local-date.js';
import { inspectSettings } from '../../src/domain/settings-rules.js';
import { type GenerationSettings, settingsFrom, TIMING_MODELS } from '../../src/domain/settings.js';
import { AGENCIES, type Agency } from '../../src/domain/vocabulary/agencies.js';
import { CALL_TYPES } from '../../src/domain/vocabulary/call-types.js';
import { LOCALE_CODES } from '../../src/domain/vocabulary/locales.js';
import { SHIFT_PATTERNS } from '../../src/domain/vocabulary/shift-patterns.js';
import { LIMITS } from '../domain/some-settings.js';

const LATEST_DAY = parseLocalDate('2069-12-31') as number;

const aWeight = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.double({ min: 0.001, max: 1_000, noNaN: true }));
const aVolume = fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: aWeight });

function volumes(count: number) {
  return fc.option(fc.array(aVolume, { minLength: count, maxLength: count }), { nil: null });
}

const someAgencies = fc
  .tuple(fc.subarray([...AGENCIES], { minLength: 1 }), fc.boolean(), fc.array(aWeight, { minLength: 4, maxLength: 4 }))
  .map(([agencies, weighted, weights]) =>
    agencies.map((agency, i) => ({ agency, weight: weighted ? (weights[i] as number) : null })),
  );

function someCallTypes(agencies: readonly Agency[]) {
  const names = CALL_TYPES.filter((type) => agencies.includes(type.agency)).map((type) => type.name);
  const aChoice = fc.array(fc.record({ name: fc.constantFrom(...names), weight: aWeight }), {
    minLength: 1,
    maxLength: 6,
  });
  const unlike = aChoice.map((chosen) => [...new Map(chosen.map((entry) => [entry.name, entry])).values()]);
  return fc.option(unlike, { nil: null });
}

/** Checked settings of every kind and both timing models, of at most so many records; the rosters are small, since their size decides nothing else. */
export function arbitrarySettings(maxRecordCount: number): fc.Arbitrary<GenerationSettings> {
  const aRange = fc
    .tuple(fc.integer({ min: 0, max: LATEST_DAY }), fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000 })))
    .map(([first, more]) => ({
      startDate: formatLocalDate(first),
      endDate: formatLocalDate(Math.min(LATEST_DAY, first + more)),
    }));
  return someAgencies.chain((agencies) =>
    fc
      .record({
        range: aRange,
        recordCount: fc.integer({ min: 1, max: maxRecordCount }),
        locale: fc.constantFrom(...LOCALE_CODES),
        callTypes: someCallTypes(agencies.map((entry) => entry.agency)),
        namesPerShift: fc.integer({ min: 1, max: 5 }),
        addressPoolSize: fc.integer({ min: 1, max: 300 }),
        timingModel: fc.constantFrom(...TIMING_MODELS),
        shiftPattern: fc.constantFrom(...SHIFT_PATTERNS),
        hourlyWeights: volumes(24),
        weekdayWeights: volumes(7),
        monthlyWeights: volumes(12),
      })
      .map(({ range, ...patch }) => inspectSettings(settingsFrom({ ...patch, ...range, agencies }), LIMITS).settings)
      .filter((settings) => settings !== null),
  );
}

export const aSeed = fc.oneof(
  fc.constantFrom('911', 'x', 'a longer seed', 'Ω'),
  fc.string({ minLength: 1, maxLength: 12 }),
);
