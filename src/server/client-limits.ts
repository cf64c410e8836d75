import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { isLoopback } from '../config/open-mode.js';
import type { Limits } from '../config/limits.js';
import type { Caller } from '../domain/caller.js';
import { RateLimitedError } from '../domain/errors.js';

/** Of how many seconds the rate is measured. */
const MEASURED_SECONDS = 1;

/** What one client has in hand at once, over HTTP and WebSocket together: it takes no more of each than it may. */
export class ClientLimits {
  readonly operations: Shares;
  readonly subscriptions: Shares;
  readonly sockets: Shares;
  private readonly rate: RateLimiterMemory;
  /** Whether those who show no key are on this machine. */
  private readonly isLocal: boolean;

  constructor(
    private readonly limits: Limits,
    host: string,
  ) {
    this.operations = new Shares(limits.operations, 'operations at once');
    this.subscriptions = new Shares(limits.subscriptions, 'subscriptions');
    this.sockets = new Shares(limits.sockets, 'WebSockets');
    this.rate = new RateLimiterMemory({ points: limits.rate, duration: MEASURED_SECONDS });
    this.isLocal = isLoopback(host);
  }

  /** Counts an operation. Throws RateLimitedError when it is one too many just now. */
  async count(caller: Pick<Caller, 'keyId' | 'address'>): Promise<void> {
    if (caller.keyId === null && this.isLocal) return; // the one person who works on this machine
    try {
      await this.rate.consume(clientOf(caller));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const seconds = Math.ceil(refusal.msBeforeNext / 1000);
      throw new RateLimitedError(`At most ${this.limits.rate} operations a second are answered to one client`, seconds);
    }
  }
}

/** Things of which each client may have so many at once. */
export class Shares {
  private readonly taken = new Map<string, number>();

  constructor(
    private readonly most: number,
    private readonly what: string,
  ) {}

  /** Takes one, and answers how to give it back. Throws RateLimitedError when the client has as many as it may. */
  take(caller: Pick<Caller, 'keyId' | 'address'>): () => void {
    const client = clientOf(caller);
    const taken = this.taken.get(client) ?? 0;
    if (taken >= this.most) throw new RateLimitedError(`One client may have ${this.most} ${this.what}`, 1);
    this.taken.set(client, taken + 1);
    let isBack = false;
    return () => {
      if (isBack) return;
      isBack = true;
      this.giveBack(client);
    };
  }

  private giveBack(client: string): void {
    const left = (this.taken.get(client) ?? 0) - 1;
    if (left > 0) this.taken.set(client, left);
    else this.taken.delete(client);
  }
}

/** By what clients are told apart: their key, or else their address; of IPv6, the network, in which one may have any. */
export function clientOf({ keyId, address }: Pick<Caller, 'keyId' | 'address'>): string {
  if (keyId !== null) return `key ${keyId}`;
  return `address ${isIPv6(address ?? '') ? networkOf(address ?? '') : address}`;
}

/** The first 64 of the 128 bits. */
function networkOf(address: string): string {
  const [start = '', end = ''] = address.split('::');
  const missing = 8 - groupsOf(start).length - groupsOf(end).length;
  const filled = address.includes('::')
    ? [...groupsOf(start), ...Array<string>(missing).fill('0'), ...groupsOf(end)]
    : groupsOf(start);
  return filled
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}
