import { getPriority, setPriority } from 'node:os';

/** Steps of niceness: where processors are short, the thread that answers requests gets about three times as much of one. */
const STEPS = 5;
const NICEST = 19;

/** Has this thread give way to the others of the process. Elsewhere than on Linux it would be the whole process. */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Math.min(NICEST, getPriority() + STEPS));
  } catch {
    // A sandbox may forbid it; the work goes on as it would elsewhere.
  }
}
