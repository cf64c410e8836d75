import { describe, expect, it } from 'vitest';
import { AGENCIES, CALL_ID_LETTER, CLASSIC_AGENCY_WEIGHT } from '../../src/domain/vocabulary/agencies.js';
import { CALL_TYPES, callTypeByName } from '../../src/domain/vocabulary/call-types.js';
import { LOCALES } from '../../src/domain/vocabulary/locales.js';
import { CLASSIC_RECEPTION_WEIGHT, dispositionsOf } from '../../src/domain/vocabulary/outcomes.js';

describe('CALL_TYPES', () => {
  it.each([
    ['LAW', [8, 8, 7, 7, 10]],
    ['EMS', [9, 8, 6, 3, 4]],
    ['FIRE', [7, 8, 5, 4, 4]],
    ['RESCUE', [7, 5, 3, 3, 3]],
  ] as const)('of %s number %j by priority', (agency, byPriority) => {
    const found = [1, 2, 3, 4, 5].map(
      (priority) => CALL_TYPES.filter((type) => type.agency === agency && type.priority === priority).length,
    );
    expect(found).toEqual(byPriority);
  });

  it('are 119: 40 of LAW, 30 of EMS, 28 of FIRE, 21 of RESCUE', () => {
    const counts = AGENCIES.map((agency) => CALL_TYPES.filter((type) => type.agency === agency).length);
    expect(counts).toEqual([40, 30, 28, 21]);
    expect(CALL_TYPES).toHaveLength(119);
  });

  it('have names of their own, in capitals', () => {
    expect(new Set(CALL_TYPES.map((type) => type.name)).size).toBe(CALL_TYPES.length);
    expect(CALL_TYPES.filter(({ name }) => name !== name.trim().toUpperCase())).toEqual([]);
  });

  it('are spelt right where the original was not', () => {
    const names = CALL_TYPES.map((type) => type.name).join('\n');
    expect(names).not.toMatch(/SERICE|NIGHTIME/);
    expect(callTypeByName('ALARM RESIDENTIAL NIGHTTIME')).toMatchObject({ agency: 'LAW', priority: 1 });
  });
});

describe('CLASSIC weights', () => {
  it.each([
    ['agency', CLASSIC_AGENCY_WEIGHT],
    ['reception', CLASSIC_RECEPTION_WEIGHT],
  ])('of %s sum to 1', (_, weights) => {
    // Five additions of numbers below 1 round by at most 5 × 2^-53.
    expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
  });
});

describe('CALL_ID_LETTER', () => {
  it('is L, M, F, R: EMS takes the M', () => {
    expect(AGENCIES.map((agency) => CALL_ID_LETTER[agency])).toEqual(['L', 'M', 'F', 'R']);
  });
});

describe('dispositionsOf', () => {
  it.each([
    ['LAW', 8],
    ['EMS', 7],
    ['FIRE', 7],
    ['RESCUE', 7],
  ] as const)('%s gives %i; only law enforcement arrests', (agency, count) => {
    expect(dispositionsOf(agency)).toHaveLength(count);
    expect(dispositionsOf(agency).includes('ARREST MADE')).toBe(agency === 'LAW');
  });
});

describe('LOCALES', () => {
  it('are 23, each with its tag', () => {
    expect(LOCALES.map((locale) => locale.tag)).toEqual([
      'en_US',
      'en_GB',
      'fr_FR',
      'de_DE',
      'es_ES',
      'it_IT',
      'pt_BR',
      'nl_NL',
      'pl_PL',
      'ru_RU',
      'ja_JP',
      'ko_KR',
      'zh_CN',
      'ar_SA',
      'es_MX',
      'fr_CA',
      'ar_EG',
      'hi_IN',
      'sv_SE',
      'fi_FI',
      'no_NO',
      'da_DK',
      'cs_CZ',
    ]);
    expect(LOCALES.filter((locale) => locale.code !== locale.tag.toUpperCase())).toEqual([]);
  });
});
