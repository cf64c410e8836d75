import { LRUCache } from 'lru-cache';

/** Clients that are remembered; whoever has long done nothing is forgotten first. */
const KEPT_CLIENTS = 100_000;

interface Use {
  /** When the window began. */
  readonly since: number;
  readonly amount: number;
}

/** How much each client has done in this window of time, with what was too much in those before. */
export class Rate {
  private readonly uses = new LRUCache<string, Use>({ max: KEPT_CLIENTS });

  /** `most` is how much each may do in a window, of so many milliseconds. */
  constructor(
    private readonly most: number,
    private readonly window = 1_000,
  ) {}

  /** Adds an amount, however large; a client that has used up its window first gets no more: answers the seconds until it may. */
  take(client: string, amount: number): number | null {
    const use = this.useOf(client);
    if (use.amount < this.most) {
      this.add(client, amount);
      return null;
    }
    const windows = Math.floor(use.amount / this.most);
    return Math.ceil((use.since + windows * this.window - performance.now()) / 1_000);
  }

  /** Adds an amount, whatever the client has done before. */
  add(client: string, amount: number): void {
    const { since, amount: before } = this.useOf(client);
    this.uses.set(client, { since, amount: before + amount });
  }

  private useOf(client: string): Use {
    const now = performance.now();
    const use = this.uses.get(client) ?? { since: now, amount: 0 };
    const windows = Math.floor((now - use.since) / this.window);
    const amount = Math.max(0, use.amount - windows * this.most);
    return amount === 0 && windows > 0 ? { since: now, amount } : { since: use.since + windows * this.window, amount };
  }
}
