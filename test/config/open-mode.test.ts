import { describe, expect, it } from 'vitest';
import { isLoopback, mayBeOpen } from '../../src/config/open-mode.js';

describe('isLoopback', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1', 'localhost', 'LocalHost'])(
    'takes %s for one',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '::',
    '192.168.1.5',
    '128.0.0.1',
    '::ffff:10.0.0.1',
    'localhost.example',
    '127.0.0.1.example',
    '',
  ])('does not take %s for one', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});

describe('mayBeOpen', () => {
  it('is so on loopback, elsewhere only when it was said', () => {
    expect(mayBeOpen({ host: '127.0.0.1', open: false })).toBe(true);
    expect(mayBeOpen({ host: '0.0.0.0', open: false })).toBe(false);
    expect(mayBeOpen({ host: '0.0.0.0', open: true })).toBe(true);
  });
});
