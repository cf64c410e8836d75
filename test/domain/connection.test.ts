import { describe, expect, it } from 'vitest';
import { cursorIssue, DEFAULT_PAGE_SIZE, pageRequest } from '../../src/domain/connection.js';
import { issuesOf } from './issues-of.js';

const MAXIMUM = 500;

describe('pageRequest', () => {
  it.each([
    ['nothing', {}, { count: DEFAULT_PAGE_SIZE, backward: false }],
    ['nulls', { first: null, last: null, after: null, before: null }, { count: DEFAULT_PAGE_SIZE, backward: false }],
    ['first', { first: 7 }, { count: 7, backward: false }],
    ['first: 0', { first: 0 }, { count: 0, backward: false }],
    ['the maximum', { first: MAXIMUM }, { count: MAXIMUM, backward: false }],
    ['last', { last: 7 }, { count: 7, backward: true }],
    ['last: 0', { last: 0 }, { count: 0, backward: true }],
    ['last beside a null first', { first: null, last: 3 }, { count: 3, backward: true }],
    ['a window of cursors', { after: 'a', before: 'b', first: 2 }, { count: 2, backward: false }],
  ])('understands %s', (_, given, request) => {
    expect(pageRequest(given, MAXIMUM)).toEqual(request);
  });

  it.each([
    ['first: -1', { first: -1 }, [{ path: ['first'], code: 'TOO_SMALL' }]],
    ['last: -1', { last: -1 }, [{ path: ['last'], code: 'TOO_SMALL' }]],
    ['first above the maximum', { first: MAXIMUM + 1 }, [{ path: ['first'], code: 'TOO_LARGE' }]],
    ['last above the maximum', { last: MAXIMUM + 1 }, [{ path: ['last'], code: 'TOO_LARGE' }]],
    ['both first and last', { first: 1, last: 1 }, [{ path: ['last'], code: 'INVALID_VALUE' }]],
  ] as const)('refuses %s', (_, given, issues) => {
    expect(issuesOf(() => pageRequest(given, MAXIMUM))).toEqual(issues);
  });

  it('names every problem at once', () => {
    expect(issuesOf(() => pageRequest({ first: -1, last: MAXIMUM + 1 }, MAXIMUM))).toEqual([
      { path: ['first'], code: 'TOO_SMALL' },
      { path: ['last'], code: 'TOO_LARGE' },
      { path: ['last'], code: 'INVALID_VALUE' },
    ]);
  });
});

describe('cursorIssue', () => {
  it('names the argument and shows no more than the beginning of a long cursor', () => {
    const error = cursorIssue('before', 'x'.repeat(10_000), 'is garbage.');
    expect(error.issues).toMatchObject([{ path: ['before'], code: 'INVALID_VALUE' }]);
    expect(error.message.length).toBeLessThan(300);
  });
});
