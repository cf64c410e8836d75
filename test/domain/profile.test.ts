import { describe, expect, it } from 'vitest';
import { nameKey } from '../../src/domain/name-key.js';
import { profileTexts } from '../../src/domain/profile.js';

describe('nameKey', () => {
  it.each([
    ['case', 'Storm Week', 'sTORM wEEK'],
    ['blanks at the ends', 'Storm week', '  Storm week\t'],
    ['how an accent is encoded', 'Orléans', 'Orle\u0301ans'],
  ])('is the same whatever the %s', (_, one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  it('tells apart names that differ otherwise', () => {
    const names = ['a', 'a b', 'a  b', 'ab', 'a%b', 'a_b', 'a\\b', 'é', 'e', 'ß', 'ss'];
    expect(new Set(names.map(nameKey)).size).toBe(names.length);
  });

  it('leaves no character that a LIKE pattern takes for a wildcard or an escape', () => {
    expect(nameKey('100%_\\')).not.toMatch(/[%_\\]/);
  });
});

describe('profileTexts', () => {
  const texts = { name: 'Storm week', description: null, tags: [] };

  it('trims texts and keeps each tag once', () => {
    expect(profileTexts.parse({ name: ' Storm week ', description: ' x ', tags: ['a', ' a ', 'b'] })).toEqual({
      name: 'Storm week',
      description: 'x',
      tags: ['a', 'b'],
    });
  });

  it.each([
    ['an empty name', { ...texts, name: '' }, ['name']],
    ['a blank name', { ...texts, name: ' \t' }, ['name']],
    ['a name of 101 characters', { ...texts, name: 'x'.repeat(101) }, ['name']],
    ['a description of 2,001 characters', { ...texts, description: 'x'.repeat(2_001) }, ['description']],
    ['an empty tag', { ...texts, tags: ['a', ''] }, ['tags', 1]],
    ['21 tags', { ...texts, tags: Array.from({ length: 21 }, (_, i) => `tag ${i}`) }, ['tags']],
  ])('rejects %s', (_, given, path) => {
    expect(profileTexts.safeParse(given).error?.issues.map((issue) => issue.path)).toEqual([path]);
  });

  it('takes the longest texts that are allowed', () => {
    const tags = Array.from({ length: 20 }, (_, i) => `${i}`.padEnd(50, 'x'));
    const longest = { name: 'x'.repeat(100), description: 'x'.repeat(2_000), tags };
    expect(profileTexts.parse(longest)).toEqual(longest);
  });
});
