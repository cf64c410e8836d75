import {
  Client,
  type CombinedError,
  type Exchange,
  fetchExchange,
  type Operation,
  subscriptionExchange,
} from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import { ApiKey } from './api-key.js';
import { entityCache } from './cache.js';
import { Connection } from './connection.js';
import { codeOf } from './errors.js';
import { refreshExchange } from './refresh-exchange.js';

/** How the console speaks with the service. */
export interface Service {
  /** Where operations are posted to. */
  readonly url: string;
  /** For pages: queries are kept up to date by events, mutations and returns of the service. */
  readonly client: Client;
  /** For records and what is read once: nothing is kept, so that scrolling through millions stays in flat memory. */
  readonly uncached: Client;
  readonly connection: Connection;
  readonly key: ApiKey;
}

export function openService(at: Location, storage: Storage): Service {
  const key = new ApiKey(storage);
  const connection = new Connection(`${at.origin.replace(/^http/, 'ws')}/graphql`, key);
  const url = `${at.origin}/graphql`;
  const wire = [withKey(key), fetchExchange, subscriptions(connection)];
  const client = new Client({
    url,
    preferGetMethod: false,
    exchanges: [refreshExchange(connection), entityCache(), ...wire],
  });
  const uncached = new Client({ url, preferGetMethod: false, requestPolicy: 'network-only', exchanges: wire });
  return { url, client, uncached, connection, key };
}

function withKey(key: ApiKey): Exchange {
  return authExchange((utilities) =>
    Promise.resolve({
      addAuthToOperation: (operation: Operation) =>
        key.header === null ? operation : utilities.appendHeaders(operation, { authorization: key.header }),
      didAuthError: (error: CombinedError) => codeOf(error) === 'UNAUTHENTICATED',
      refreshAuth: () => key.ask(),
    }),
  );
}

function subscriptions({ socket }: Connection): Exchange {
  return subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => ({
        unsubscribe: socket.subscribe(
          { query, variables },
          {
            // A list of errors, even an empty one, would make the answer a failure.
            next: ({ data = null, errors }) => sink.next(errors ? { data, errors: [...errors] } : { data }),
            error: (error) => sink.error(error),
            complete: () => sink.complete(),
          },
        ),
      }),
    }),
  });
}
