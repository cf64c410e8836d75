/** Work that is cut into pieces of about a millisecond: all of it together takes one piece in each turn of the event loop. */
const waiting: (() => void)[] = [];

/** Waits until others have had their turn: requests, answers, and pieces of work that waited before. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(takeTurn);
  });
}

function takeTurn(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(takeTurn);
}
