import { type Client, createClient } from 'graphql-ws';
import type { ApiKey } from './api-key.js';

export type ConnectionState = 'CONNECTING' | 'OPEN' | 'LOST';

/** Milliseconds between attempts to connect again, at most. */
const LONGEST_WAIT = 3_000;

/** The WebSocket that subscriptions come over. It connects again for ever, and says when it has lost the service. */
export class Connection {
  readonly socket: Client;
  private current: ConnectionState = 'CONNECTING';
  private readonly listeners = new Set<() => void>();
  private readonly returned = new Set<() => void>();

  constructor(url: string, key: ApiKey) {
    this.socket = createClient({
      url,
      connectionParams: () => (key.header === null ? {} : { authorization: key.header }),
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => true,
      retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_WAIT, 250 * 2 ** retries))),
      keepAlive: 15_000,
      on: {
        connected: () => this.opened(),
        closed: () => this.become('LOST'),
      },
    });
    let sent = key.header;
    key.subscribe(() => {
      if (key.header === sent) return;
      sent = key.header;
      this.socket.terminate(); // it opens again, with the other key
    });
  }

  readonly state = (): ConnectionState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls back each time the service is there again after it was lost. */
  onReturn(listener: () => void): () => void {
    this.returned.add(listener);
    return () => this.returned.delete(listener);
  }

  private opened(): void {
    const wasLost = this.current === 'LOST';
    this.become('OPEN');
    if (wasLost) for (const listener of this.returned) listener();
  }

  private become(state: ConnectionState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}
