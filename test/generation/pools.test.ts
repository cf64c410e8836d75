import { en, fr } from '@faker-js/faker';
import { describe, expect, it } from 'vitest';
import { type Locale, LOCALE_CODES } from '../../src/domain/vocabulary/locales.js';
import { SHIFT_PATTERNS, SHIFTS } from '../../src/domain/vocabulary/shift-patterns.js';
import { someSettings } from '../domain/some-settings.js';
import { poolsOf, preparedRun } from './made-run.js';

/** Neither empty nor broken over lines, and single blanks between words alone. */
const ONE_LINE = /^\S+(?: \S+)*$/;
const LAST_FIRST = /^[^,]+, [^,]+$/;

function pools(locale: Locale, patch: { namesPerShift?: number; addressPoolSize?: number } = {}) {
  return poolsOf(someSettings({ locale, addressPoolSize: 300, namesPerShift: 8, ...patch }), 'pools');
}

describe.each(LOCALE_CODES)('the pools of %s', (locale) => {
  const { addresses, callTakers, dispatchers, sharedNames } = pools(locale);
  const names = [...callTakers, ...dispatchers].flat();

  it('has as many addresses as asked for, each once and on one line', () => {
    expect(new Set(addresses).size).toBe(300);
    expect(addresses).toHaveLength(300);
    expect(addresses.filter((address) => !ONE_LINE.test(address))).toEqual([]);
  });

  it("has people of their own names, 'Last, First', for every shift", () => {
    expect(sharedNames).toBe(false);
    expect(names).toHaveLength(2 * 4 * 8);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !LAST_FIRST.test(name) || !ONE_LINE.test(name))).toEqual([]);
  });

  it('follows the seed', () => {
    const settings = someSettings({ locale });
    expect(poolsOf(settings, 'a')).toEqual(poolsOf(settings, 'a'));
    expect(poolsOf(settings, 'a').addresses).not.toEqual(poolsOf(settings, 'b').addresses);
    expect(poolsOf(settings, 'a').callTakers).not.toEqual(poolsOf(settings, 'b').callTakers);
  });
});

describe('the pools', () => {
  it.each(SHIFT_PATTERNS)('has a roster of call takers and one of dispatchers for each shift of %s', (shiftPattern) => {
    const { callTakers, dispatchers } = poolsOf(someSettings({ shiftPattern, namesPerShift: 3 }), 'x');
    const sizes = SHIFTS[shiftPattern].map(() => 3);
    expect(callTakers.map((roster) => roster.length)).toEqual(sizes);
    expect(dispatchers.map((roster) => roster.length)).toEqual(sizes);
  });

  it('makes an address pool that begins with every smaller one', () => {
    expect(pools('DE_DE', { addressPoolSize: 40 }).addresses).toEqual(pools('DE_DE').addresses.slice(0, 40));
  });

  it.each([
    ['RU_RU', /^[\p{Script=Cyrillic} ,.-]+$/u],
    ['KO_KR', /^[\p{Script=Hangul} ,]+$/u],
    ['ZH_CN', /^[\p{Script=Han} ,]+$/u],
    ['JA_JP', /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana} ,]+$/u],
    ['AR_EG', /^[\p{Script=Arabic} ,]+$/u],
    ['AR_SA', /^[\p{Script=Arabic} ,]+$/u],
  ] as const)('names people of %s in their script', (locale, script) => {
    const names = pools(locale).callTakers.flat();
    expect(names.filter((name) => !script.test(name))).toEqual([]);
  });

  it('names people of FR_CA in French, not English', () => {
    const families = new Set(fr.person?.last_name?.generic);
    const names = pools('FR_CA').callTakers.flat();
    expect(names.filter((name) => !families.has(name.split(', ')[0] as string))).toEqual([]);
  });

  it.each(['FR_FR', 'FR_CA'] as const)('says of every address of %s whether it is in a rue, an avenue …', (locale) => {
    const kinds = fr.location?.street_prefix ?? [];
    const { addresses } = pools(locale);
    expect(addresses.filter((address) => !kinds.some((kind) => address.includes(`${kind} `)))).toEqual([]);
  });

  it('never ends a French address in an English kind of street', () => {
    const english = en.location?.street_suffix ?? [];
    expect(english.length).toBeGreaterThan(100);
    for (const locale of ['FR_FR', 'FR_CA'] as const)
      expect(pools(locale).addresses.filter((address) => english.some((kind) => address.endsWith(` ${kind}`)))).toEqual(
        [],
      );
  });

  it('makes do with the 729 addresses that JA_JP has, and says so', () => {
    const { adjustments, dictionaries } = preparedRun(someSettings({ locale: 'JA_JP', addressPoolSize: 2_500 }), '1');
    const addresses = dictionaries.get('address') ?? [];
    expect(addresses.length).toBeLessThanOrEqual(9 ** 3);
    // 2,000 draws without news from 9³: at most a few are missing.
    expect(addresses.length).toBeGreaterThan(720);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(adjustments).toEqual([`addressPoolSize: ${addresses.length} addresses instead of 2500; JA_JP has no more.`]);
  });

  it('says nothing when everything that was asked for could be had', () => {
    expect(preparedRun(someSettings({ addressPoolSize: 1 }), '1').adjustments).toEqual([]);
  });

  it('gives five hundred people a shift names of their own', () => {
    const { callTakers, dispatchers, sharedNames } = pools('NL_NL', { namesPerShift: 500, addressPoolSize: 1 });
    expect(sharedNames).toBe(false);
    expect(new Set([...callTakers, ...dispatchers].flat()).size).toBe(4_000);
  });
});
