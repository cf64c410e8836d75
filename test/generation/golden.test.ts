import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../src/domain/record-schema.js';
import type { SettingsPatch } from '../../src/domain/settings.js';
import { GENERATOR_VERSION } from '../../src/generation/generator-version.js';
import { someSettings } from '../domain/some-settings.js';
import { makeRun } from './made-run.js';

// The bytes that a generator version promises. A change that turns one of these red changes every dataset that somebody
// makes again from its seed: if that is meant, raise GENERATOR_VERSION in src/generation/generator-version.ts, put the
// new version and the hashes that the failure shows in here, and say in the commit what changed. If it is not meant (an
// update of Faker, seedrandom or d3-random does it too), it is a bug.
const VERSION = '1.0.0';
const REALISTIC = { timingModel: 'REALISTIC', shiftPattern: 'ROTATION_14_DAY' } as const;
const GOLDENS: readonly [string, SettingsPatch, string][] = [
  [
    '1,001 calls of 2024 with everything by default',
    { recordCount: 1_001, namesPerShift: 8 },
    '3fb581fcf3bfe56fc7b262e00585fe148de55ed0e812048699c364a67d4df666',
  ],
  [
    '500 calls over a change of year with settings of their own',
    {
      recordCount: 500,
      startDate: '2023-12-20',
      endDate: '2024-01-12',
      locale: 'FI_FI',
      agencies: [
        { agency: 'FIRE', weight: 3 },
        { agency: 'RESCUE', weight: 1 },
      ],
      callTypes: [
        { name: 'HAZMAT', weight: 1 },
        { name: 'GAS LEAK', weight: 2 },
        { name: 'TRAINING EXERCISE RESCUE', weight: 1 },
      ],
      shiftPattern: 'FOUR_BY_10H',
      weekdayWeights: [1, 1, 1, 1, 2, 2, 0],
    },
    '22dadaebbe96dd29312f5db885ea94145fb7b5d7455140804bdd47cd5070d3be',
  ],
  [
    '1,001 calls as real centres have them',
    { ...REALISTIC, recordCount: 1_001 },
    'fbc17c756a4208c7924d26d09d2bc0ec659d4bb8a2ba73f7af58005a6ba6fe07',
  ],
  [
    '300,000 calls as real centres have them, in several parts of a fortnight',
    { ...REALISTIC, recordCount: 300_000, startDate: '2023-12-25', endDate: '2024-01-07', locale: 'RU_RU' },
    'afbffea818d9818de74e11fa462de37f393abcafc97e63187d2990d275b46945',
  ],
];

/** SHA-256 over the columns of all parts, in order, with the texts that their codes stand for. */
function fingerprint(patch: SettingsPatch): string {
  const { run, parts } = makeRun(someSettings(patch), 'golden');
  const hash = createHash('sha256');
  for (const { name } of COLUMNS) {
    hash.update(JSON.stringify([name, run.dictionaries.get(name) ?? null]));
    for (const { data, validity } of parts) hash.update(data[name]).update(validity[name] ?? '');
  }
  for (const { callIdPrefix } of parts) hash.update(callIdPrefix);
  return hash.digest('hex');
}

describe(`generator version ${VERSION}`, () => {
  it('is the one that these hashes are of', () => {
    expect(GENERATOR_VERSION).toBe(VERSION);
  });

  it.each(GOLDENS)('still makes %s', (_, patch, sha256) => {
    expect(fingerprint(patch)).toBe(sha256);
  });
});
