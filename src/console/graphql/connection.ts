import { type Client, createClient, TerminatedCloseEvent } from 'graphql-ws';
import type { ApiKey } from './api-key.js';
import { goingOn, isRefusal } from './going-on.js';

/** KEYLESS: it needs a key, or another. */
export type ConnectionState = 'CONNECTING' | 'OPEN' | 'LOST' | 'KEYLESS';

/** Milliseconds between attempts to connect again, at most. */
const LONGEST_WAIT = 3_000;

/** The WebSocket that subscriptions come over. It connects again for ever, and says when it has lost the service. */
export class Connection {
  readonly socket: Client;
  private current: ConnectionState = 'CONNECTING';
  private readonly listeners = new Set<() => void>();
  private readonly returned = new Set<(from: ConnectionState) => void>();

  constructor(url: string, key: ApiKey) {
    const client = createClient({
      url,
      connectionParams: () => (key.header === null ? {} : { authorization: key.header }),
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_WAIT, 250 * 2 ** retries))),
      keepAlive: 15_000,
      on: {
        connected: () => this.opened(),
        closed: (closing) => this.become(isOfTheKey(closing) ? 'KEYLESS' : 'LOST'),
      },
    });
    this.socket = goingOn(client, key);
    let sent = key.header;
    key.subscribe(() => {
      if (key.header === sent) return;
      sent = key.header;
      client.terminate(); // it opens again, with the other key
    });
  }

  readonly state = (): ConnectionState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls back each time the service is there again, from LOST or, with another key, from KEYLESS. */
  onReturn(listener: (from: ConnectionState) => void): () => void {
    this.returned.add(listener);
    return () => this.returned.delete(listener);
  }

  private opened(): void {
    const from = this.current;
    this.become('OPEN');
    if (from !== 'CONNECTING') for (const listener of this.returned) listener(from);
  }

  private become(state: ConnectionState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

/** Whether the service has refused the key, or was left since there is another. */
function isOfTheKey(closing: unknown): boolean {
  return isRefusal(closing) || closing instanceof TerminatedCloseEvent;
}
