import { setTimeout as sleep } from 'node:timers/promises';

const SHUT = 0;
const INSIDE = 1;
const WAIT_MILLIS = 5;
/** A thread that died inside never comes out. */
const LONGEST_WAIT_MILLIS = 10_000;

/**
 * Lets the threads of a pool plan and make parts, until it is shut. A thread that ends while DuckDB calls into it takes the
 * whole process down, so the pool shuts the gate and waits until nobody is inside before it ends its threads.
 */
export class PartGate {
  private readonly state: Int32Array<SharedArrayBuffer>;

  constructor(memory: SharedArrayBuffer) {
    this.state = new Int32Array(memory);
  }

  static memory(): SharedArrayBuffer {
    return new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Does the work, unless the gate is shut. */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    Atomics.add(this.state, INSIDE, 1);
    try {
      this.refuseIfShut();
      return await work();
    } finally {
      Atomics.sub(this.state, INSIDE, 1);
    }
  }

  /** The slices, until the gate is shut: then the next one is an error. */
  *whileOpen<Slice>(slices: Iterable<Slice>): Generator<Slice> {
    for (const slice of slices) {
      this.refuseIfShut();
      yield slice;
    }
  }

  /** Shuts the gate for good; settles when nobody is inside any more, which takes about as long as a slice. */
  async shut(): Promise<void> {
    Atomics.store(this.state, SHUT, 1);
    const end = performance.now() + LONGEST_WAIT_MILLIS;
    while (Atomics.load(this.state, INSIDE) > 0 && performance.now() < end) await sleep(WAIT_MILLIS);
  }

  private refuseIfShut(): void {
    if (Atomics.load(this.state, SHUT) === 1) throw new Error('the worker pool is closing');
  }
}
