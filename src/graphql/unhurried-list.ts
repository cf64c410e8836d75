import { nextTurn } from './turns.js';

/** Items that are told one after the other, however wide they are: in about a millisecond. */
const AT_ONCE = 50;

/**
 * A list for GraphQL to tell of, a few items at a time: of the rest it gets promises, since it would go through a list of
 * values without a pause. Each list can be gone through once.
 */
export function unhurried<Item>(items: readonly Item[]): readonly (Item | Promise<Item>)[] {
  if (items.length <= AT_ONCE) return items;
  let turn = Promise.resolve();
  return items.map((item, index) => {
    if (index < AT_ONCE) return item;
    if (index % AT_ONCE === 0) turn = turn.then(nextTurn);
    return turn.then(() => item);
  });
}
