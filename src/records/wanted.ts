import { AsyncLocalStorage } from 'node:async_hooks';
import { setMaxListeners } from 'node:events';

const scope = new AsyncLocalStorage<AbortSignal>();

/** Does work that is wanted until the signal is aborted: queries in it then end, and throw the signal's reason. */
export function whileWanted<Result>(signal: AbortSignal, work: () => Result): Result {
  setMaxListeners(0, signal); // the work may wait for any number of queries at once
  return scope.run(signal, work);
}

/** The signal of the work that is being done; none: it is wanted whatever happens. */
export function wantedSignal(): AbortSignal | undefined {
  return scope.getStore();
}

/** Waits for something no longer than the work is wanted that waits for it. */
export function unlessUnwanted<Result>(result: Promise<Result>): Promise<Result> {
  const signal = wantedSignal();
  if (!signal) return result;
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason as Error);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Does work with a query in it, which is interrupted when nobody wants it any more. */
export async function interruptible<Result>(
  connection: { interrupt(): void },
  work: () => Promise<Result>,
): Promise<Result> {
  const signal = wantedSignal();
  signal?.throwIfAborted();
  const interrupt = () => connection.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted(); // what DuckDB says of an interrupted query is of no interest
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

/** Work that several may wait for: it is no longer wanted when the last of them has given up. */
export class SharedWork<Result> {
  private readonly nobody = new AbortController();
  private waiting = 0;
  readonly result: Promise<Result>;

  /** `abandoned` is called once, when nobody waits for it any more though it is not done. */
  constructor(
    work: () => Promise<Result>,
    private readonly abandoned: () => void,
  ) {
    this.result = whileWanted(this.nobody.signal, work);
    this.result.catch(() => undefined); // whoever waits hears of it
  }

  async wait(): Promise<Result> {
    const signal = wantedSignal();
    this.waiting++;
    try {
      return await unlessUnwanted(this.result);
    } finally {
      this.waiting--;
      if (this.waiting === 0 && signal?.aborted) this.abandon(signal.reason);
    }
  }

  private abandon(reason: unknown): void {
    this.abandoned();
    this.nobody.abort(reason);
  }
}
