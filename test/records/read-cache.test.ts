import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type Read, ReadCache } from '../../src/records/read-cache.js';

const MOST = 900;

/** Asks for something that holds so many values, and tells whether it had to be read. */
async function isRead(cache: ReadCache<Read>, name: string, values: number): Promise<boolean> {
  let read = false;
  await cache.get(name, async () => {
    read = true;
    return { size: values };
  });
  return read;
}

describe('ReadCache', () => {
  it('keeps what was used last, as far as it fits', async () => {
    const cache = new ReadCache(MOST);
    for (const name of ['a', 'b', 'c']) await isRead(cache, name, MOST / 3);
    expect(await isRead(cache, 'a', MOST / 3)).toBe(false);
    await isRead(cache, 'd', MOST / 3);
    expect(await isRead(cache, 'a', MOST / 3)).toBe(false);
    expect(await isRead(cache, 'b', MOST / 3)).toBe(true);
  });

  it('keeps as much as before when some were let go of while they were still read', async () => {
    const cache = new ReadCache(MOST);
    for (let round = 0; round < 5; round++) {
      const isOver = new EventEmitter();
      const slow = once(isOver, 'read').then(() => ({ size: MOST / 2 }));
      const pending = cache.get(`slow ${round}`, () => slow);
      await isRead(cache, `large ${round}`, MOST + 1); // more than fits: all are let go of
      isOver.emit('read');
      await pending;
    }
    await isRead(cache, 'small', 10);
    expect(await isRead(cache, 'small', 10)).toBe(false);
  });

  it('reads again what could not be read', async () => {
    const cache = new ReadCache(MOST);
    await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await isRead(cache, 'a', 10)).toBe(true);
  });
});
