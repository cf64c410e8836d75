import { describe, expect, it } from 'vitest';
import { type CallRecordFilter, checkedRecordFilter } from '../../src/domain/record-filter.js';
import { issuesOf } from './issues-of.js';

/** A filter inside `depth` times `not`. */
function nested(depth: number): CallRecordFilter {
  return depth === 0 ? { hour: { eq: 1 } } : { not: nested(depth - 1) };
}

describe('checkedRecordFilter', () => {
  it.each([
    ['no filter', null],
    ['an undefined one', undefined],
    ['an empty one', {}],
    ['one of undefined members', { hour: undefined }],
  ])('takes %s for none', (_, filter) => {
    expect(checkedRecordFilter(filter as CallRecordFilter | null | undefined)).toBeNull();
  });

  it('gives one form to all ways of writing a filter', () => {
    const one = checkedRecordFilter({ hour: { gt: 1, lt: 5 }, and: [{ dow: { eq: 'MON' } }] });
    const other = checkedRecordFilter({ and: [{ dow: { eq: 'MON' } }], hour: { lt: 5, gt: 1 } });
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  it('keeps lists in their order', () => {
    expect(checkedRecordFilter({ or: [{ hour: { in: [3, 1] } }, { hour: { eq: 2 } }] })).toEqual({
      or: [{ hour: { in: [3, 1] } }, { hour: { eq: 2 } }],
    });
  });

  it.each([
    ['50 conditions', { or: Array.from({ length: 25 }, () => ({ hour: { gt: 1, lt: 3 } })) }],
    ['and, or and not five deep', nested(5)],
    ['200 values', { hour: { in: Array.from({ length: 200 }, (_, i) => i) } }],
    ['empty lists', { and: [], or: [], hour: { in: [], notIn: [] } }],
  ])('takes %s', (_, filter) => {
    expect(checkedRecordFilter(filter)).toEqual(filter);
  });

  it.each<[string, unknown, object[]]>([
    [
      '51 conditions',
      { hour: { eq: 1 }, or: Array.from({ length: 25 }, () => ({ hour: { gt: 1, lt: 3 } })) },
      [{ path: ['filter'], code: 'TOO_LARGE' }],
    ],
    ['six deep', nested(6), [{ path: ['filter', 'not', 'not', 'not', 'not', 'not', 'not'], code: 'TOO_LARGE' }]],
    [
      'a thousand deep',
      nested(1_000),
      [{ path: ['filter', ...Array.from({ length: 6 }, () => 'not')], code: 'TOO_LARGE' }],
    ],
    [
      '201 values',
      { hour: { in: Array.from({ length: 201 }, (_, i) => i) } },
      [{ path: ['filter', 'hour', 'in'], code: 'TOO_LARGE' }],
    ],
    [
      'every null',
      { and: null, not: { dow: null }, or: [{ hour: { eq: null, gt: 1 } }] },
      [
        { path: ['filter', 'and'], code: 'REQUIRED' },
        { path: ['filter', 'not', 'dow'], code: 'REQUIRED' },
        { path: ['filter', 'or', 0, 'hour', 'eq'], code: 'REQUIRED' },
      ],
    ],
  ])('refuses %s, with its path', (_, filter, issues) => {
    expect(issuesOf(() => checkedRecordFilter(filter as CallRecordFilter))).toEqual(issues);
  });
});
