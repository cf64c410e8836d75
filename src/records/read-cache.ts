import { SharedWork } from './wanted.js';

/** What was read, and how many values it holds: about 40 bytes each. */
export interface Read {
  readonly size: number;
}

/**
 * What was read last, as long as it fits. Parts never change, and those that are made again have another stamp in the names
 * here, so what was read stays true as long as it is kept.
 */
export class ReadCache<Item extends Read> {
  /** The least recently used first; what is still being read is here as well, so that nobody reads it twice. */
  private readonly reads = new Map<string, SharedWork<Item>>();
  private readonly sizes = new Map<SharedWork<Item>, number>();
  private values = 0;

  /** Keeps so many values, at most. */
  constructor(private readonly mostValues: number) {}

  /** What has that name, read unless it is kept. */
  get(name: string, read: () => Promise<Item>): Promise<Item> {
    const item = this.reads.get(name) ?? this.reading(name, read);
    this.reads.delete(name);
    this.reads.set(name, item);
    return item.wait();
  }

  private reading(name: string, read: () => Promise<Item>): SharedWork<Item> {
    const isKept = () => this.reads.get(name) === item; // it may have been let go of while it was read
    const forget = () => void (isKept() && !this.sizes.has(item) && this.reads.delete(name));
    const item = new SharedWork(read, forget);
    item.result.then(({ size }) => isKept() && this.weigh(item, size), forget);
    return item;
  }

  /** Counts what has been read, and lets go of the oldest until all that is left fits. */
  private weigh(item: SharedWork<Item>, size: number): void {
    this.sizes.set(item, size);
    this.values += size;
    for (const [name, oldest] of this.reads) {
      if (this.values <= this.mostValues) break;
      this.reads.delete(name);
      this.values -= this.sizes.get(oldest) ?? 0;
      this.sizes.delete(oldest);
    }
  }
}
