/** A flag that threads share: set once the work is no longer wanted. */
export type StopFlag = Int32Array<SharedArrayBuffer>;

const flags = new WeakMap<AbortSignal, StopFlag>();

/** The flag that is set when the signal is aborted: one for all tasks of a job, since each part is a task. */
export function stopFlagOf(signal: AbortSignal): StopFlag {
  const known = flags.get(signal);
  if (known) return known;
  const flag = new Int32Array(new SharedArrayBuffer(4));
  flags.set(signal, flag);
  const set = () => Atomics.store(flag, 0, 1);
  if (signal.aborted) set();
  else signal.addEventListener('abort', set, { once: true });
  return flag;
}

/** Ends the work of this thread when the flag is set. */
export function endIfStopped(flag: StopFlag): void {
  if (Atomics.load(flag, 0) === 1) throw new Error('the work was stopped');
}

/** How often a thread that waits for another looks at the flag, in milliseconds. */
const LOOK = 50;

/** Does work that ends on a signal, and gives the signal when the flag is set. */
export async function withStopSignal<Result>(
  flag: StopFlag,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const look = () => {
    if (Atomics.load(flag, 0) === 1) controller.abort();
  };
  look();
  const timer = setInterval(look, LOOK);
  try {
    return await work(controller.signal);
  } finally {
    clearInterval(timer);
  }
}
