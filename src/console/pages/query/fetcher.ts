import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';
import type { ApiKey } from '../../graphql/api-key.js';
import type { Service } from '../../graphql/client.js';
import { asWritten } from './as-written.js';

/** Has GraphiQL ask with the console's key and over the console's own WebSocket. */
export function fetcherOf({ url, key, connection }: Service): Fetcher {
  const ask = createGraphiQLFetcher({
    url,
    wsClient: connection.socket,
    enableIncrementalDelivery: false, // the service answers whole
    fetch: (input, init) => fetchWithKey(key, input, init),
  });
  return (params, options) => ask(...asWritten(params, options));
}

async function fetchWithKey(key: ApiKey, input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  for (;;) {
    const headers = new Headers(init.headers);
    if (key.header !== null) headers.set('authorization', key.header);
    // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
    const answer = await fetch(input, { ...init, headers });
    if (answer.status !== 401) return answer;
    // oxlint-disable-next-line no-await-in-loop -- until the person has given a key
    await key.ask();
  }
}
