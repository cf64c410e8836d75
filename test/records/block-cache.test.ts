import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { BlockCache } from '../../src/records/block-cache.js';
import { RecordBlock } from '../../src/records/record-block.js';

/** A block that counts for so many values; what it holds does not matter to the cache. */
function blockOf(values: number): RecordBlock {
  const chunk = { rowCount: values } as ConstructorParameters<typeof RecordBlock>[1][number];
  return new RecordBlock([], [chunk]);
}

const MOST = 1_500_000;

/** Asks for a block, and tells whether it had to be read. */
async function isRead(cache: BlockCache, name: string, values: number): Promise<boolean> {
  let read = false;
  await cache.get(name, async () => {
    read = true;
    return blockOf(values);
  });
  return read;
}

describe('BlockCache', () => {
  it('keeps what was used last, as far as it fits', async () => {
    const cache = new BlockCache();
    for (const name of ['a', 'b', 'c']) await isRead(cache, name, MOST / 3);
    expect(await isRead(cache, 'a', MOST / 3)).toBe(false);
    await isRead(cache, 'd', MOST / 3);
    expect(await isRead(cache, 'a', MOST / 3)).toBe(false);
    expect(await isRead(cache, 'b', MOST / 3)).toBe(true);
  });

  it('keeps blocks as before when some were let go of while they were still read', async () => {
    const cache = new BlockCache();
    for (let round = 0; round < 5; round++) {
      const isOver = new EventEmitter();
      const slow = once(isOver, 'read').then(() => blockOf(MOST / 2));
      const pending = cache.get(`slow ${round}`, () => slow);
      await isRead(cache, `large ${round}`, MOST + 1); // more than fits: all are let go of
      isOver.emit('read');
      await pending;
    }
    await isRead(cache, 'small', 10);
    expect(await isRead(cache, 'small', 10)).toBe(false);
  });

  it('reads again what could not be read', async () => {
    const cache = new BlockCache();
    await expect(cache.get('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await isRead(cache, 'a', 10)).toBe(true);
  });
});
