import { type Client, CloseCode } from 'graphql-ws';
import type { ApiKey } from './api-key.js';

/** The client, but a subscription goes on with the next key when the service refuses this one: else that would be its end. */
export function goingOn(client: Client, key: ApiKey): Client {
  return {
    ...client,
    subscribe(payload, sink) {
      let stop: (() => void) | null = null;
      let isOver = false;
      const goOn = async () => {
        await key.ask();
        if (!isOver) begin();
      };
      const begin = () => {
        stop = client.subscribe<never, never>(payload, {
          next: (value) => sink.next(value),
          error: (error) => (isRefusal(error) ? void goOn() : sink.error(error)),
          complete: () => sink.complete(),
        });
      };
      begin();
      return () => {
        isOver = true;
        stop?.();
      };
    },
  };
}

/** Whether the service has closed the connection for want of a good key. */
export function isRefusal(closing: unknown): boolean {
  return isClosing(closing) && closing.code === CloseCode.Unauthorized;
}

function isClosing(value: unknown): value is { readonly code: unknown } {
  return typeof value === 'object' && value !== null && 'code' in value;
}
