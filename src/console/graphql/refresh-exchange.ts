import type { Exchange, Operation } from '@urql/core';
import { filter, makeSubject, merge, pipe, tap } from 'wonka';
import type { Connection } from './connection.js';

/** Asks every query on the page again when the service is there again: it may have gone on meanwhile. */
export function refreshExchange(connection: Connection): Exchange {
  return ({ client, forward }) =>
    (operations$) => {
      const shown = new Map<number, Operation>();
      const again = makeSubject<Operation>();
      connection.onReturn(() => {
        for (const operation of shown.values())
          again.next(client.createRequestOperation('query', operation, { requestPolicy: 'network-only' }));
      });
      const watched$ = pipe(
        operations$,
        tap((operation) => {
          if (operation.kind === 'query') shown.set(operation.key, operation);
          if (operation.kind === 'teardown') shown.delete(operation.key);
        }),
      );
      return forward(
        merge([
          watched$,
          pipe(
            again.source,
            filter((operation) => shown.has(operation.key)),
          ),
        ]),
      );
    };
}
