import { describe, expect, it } from 'vitest';
import { checkFilter } from '../../src/domain/filters.js';
import { issuesOf } from './issues-of.js';

describe('checkFilter', () => {
  it.each([
    ['no condition', {}],
    ['a member left undefined', { name: undefined, tag: 'a' }],
    ['conditions on several members', { name: { contains: 'x', notIn: ['a', 'b'] }, builtIn: false }],
    ['an empty list', { status: { in: [] } }],
    ['a list of 200', { name: { in: Array.from({ length: 200 }, (_, i) => `n${i}`) } }],
  ])('passes %s', (_, filter) => {
    expect(() => checkFilter(filter)).not.toThrow();
  });

  it('names every null with its path: null never means that there is no condition', () => {
    expect(issuesOf(() => checkFilter({ name: { eq: null, in: ['a', null] }, tag: null, builtIn: true }))).toEqual([
      { path: ['filter', 'name', 'eq'], code: 'REQUIRED' },
      { path: ['filter', 'name', 'in', 1], code: 'REQUIRED' },
      { path: ['filter', 'tag'], code: 'REQUIRED' },
    ]);
  });

  it('names a list of more than 200', () => {
    const filter = { status: { notIn: Array.from({ length: 201 }, () => 'FAILED') }, name: { eq: null } };
    expect(issuesOf(() => checkFilter(filter))).toEqual([
      { path: ['filter', 'status', 'notIn'], code: 'TOO_LARGE' },
      { path: ['filter', 'name', 'eq'], code: 'REQUIRED' },
    ]);
  });
});
