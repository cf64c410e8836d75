import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globalId, keyIn, NODE_TYPES, parseGlobalId } from '../../src/domain/global-id.js';

const KEY_CHARACTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-:'];
const aKey = fc.string({ unit: fc.constantFrom(...KEY_CHARACTERS), minLength: 1, maxLength: 100 });
const aType = fc.constantFrom(...NODE_TYPES);

describe('parseGlobalId', () => {
  it('gives back the type and key that made the id', () => {
    fc.assert(
      fc.property(aType, aKey, (type, key) => {
        expect(parseGlobalId(globalId(type, key))).toEqual({ type, key });
      }),
    );
  });

  it('takes nothing but ids that it would make itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 250 }), (text) => {
        const parsed = parseGlobalId(text);
        return parsed === null || globalId(parsed.type, parsed.key) === text;
      }),
    );
  });

  it('never reads a key out of an id with a character changed, unless that is the id of another key', () => {
    fc.assert(
      fc.property(aType, aKey, fc.nat(), fc.constantFrom(...KEY_CHARACTERS, '=', '+', ' '), (type, key, at, put) => {
        const id = globalId(type, key);
        const index = at % id.length;
        const changed = id.slice(0, index) + put + id.slice(index + 1);
        const parsed = parseGlobalId(changed);
        return changed === id || parsed === null || globalId(parsed.type, parsed.key) === changed;
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['a key in the clear', 'Profile:1'],
    ['an unknown type', btoa('Secret:1').replaceAll('=', '')],
    ['no key', btoa('Profile:').replaceAll('=', '')],
    ['a path as key', btoa('Profile:../../etc').replaceAll('=', '')],
    ['a blank in the key', btoa('Profile:a b').replaceAll('=', '')],
    ['padding', btoa('Profile:12')],
    ['a type in lower case', btoa('profile:1').replaceAll('=', '')],
    ['more than 200 characters', globalId('Profile', 'a'.repeat(200))],
    ['a line break at its end', `${globalId('Profile', 'abc')}\n`],
  ])('is null for %s', (_, id) => {
    expect(parseGlobalId(id)).toBeNull();
  });

  it('is URL-safe', () => {
    fc.assert(fc.property(aType, aKey, (type, key) => /^[\w-]+$/.test(globalId(type, key))));
  });
});

describe('keyIn', () => {
  it('is the key of an id of the type', () => {
    expect(keyIn('Dataset', globalId('Dataset', 'abc'))).toBe('abc');
  });

  it('is null for an id of another type and for garbage', () => {
    expect(keyIn('Dataset', globalId('Profile', 'abc'))).toBeNull();
    expect(keyIn('Dataset', 'garbage')).toBeNull();
  });
});
