import { describe, expect, it } from 'vitest';
import { unhurried } from '../../src/graphql/unhurried-list.js';

/** How many turns of the event loop pass until it is there. */
async function turnsUntil(work: Promise<unknown>): Promise<number> {
  let [turns, isOver] = [0, false];
  const count = () => {
    turns++;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await work;
  isOver = true;
  return turns;
}

/** What GraphQL tells of a list. */
function told<Item>(list: readonly (Item | Promise<Item>)[]): Promise<Item[]> {
  return Promise.all(list.map((item) => Promise.resolve(item)));
}

describe('an unhurried list', () => {
  const items = Array.from({ length: 1_000 }, (_, i) => i);

  it('has its items, in order', async () => {
    expect(await told(unhurried(items))).toEqual(items);
    expect(unhurried(items.slice(0, 50))).toEqual(items.slice(0, 50));
  });

  it('leaves a turn to others after each few of them, however many such lists are told of at once', async () => {
    const lists = [unhurried(items), unhurried(items)];
    expect(await turnsUntil(Promise.all(lists.map(told)))).toBeGreaterThanOrEqual(2 * 19);
  });
});
