import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type ExecutionArgs, GraphQLError, type GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Limits } from '../config/limits.js';
import type { Caller } from '../domain/caller.js';
import { UnauthenticatedError } from '../domain/errors.js';
import type { Operations } from '../graphql/limits/operations.js';
import { type FormatError, toldErrors } from '../graphql/limits/told-errors.js';
import type { RequestContext } from '../graphql/request-context.js';
import type { AccessService } from '../service/access.js';
import type { AddressOf } from './client-address.js';

export interface SubscriptionParts {
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly operations: Operations;
  readonly limits: Limits;
  readonly access: AccessService;
  readonly addressOf: AddressOf;
  readonly contextOf: (caller: Caller) => RequestContext;
  /** What a client sees of an error. */
  readonly formatError: FormatError;
}

const UNAUTHENTICATED = [new GraphQLError('', { originalError: new UnauthenticatedError() })];

/** What is known of a socket: what its client sent to begin with, and the request that opened it. */
interface Connection {
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
  readonly extra: Extra;
}

/** Answers operations over WebSocket on the service's own port, in the protocol graphql-transport-ws. */
export function serveSubscriptions(app: FastifyInstance, parts: SubscriptionParts): void {
  const { path, schema, operations, limits, access, addressOf, contextOf, formatError } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.bodyBytes, handleProtocols });
  const masked = (errors: readonly GraphQLError[]) => toldErrors(errors, formatError);
  const callerOf = async (connection: Connection): Promise<Caller | null> => {
    const authorization = textOf(connection.connectionParams?.authorization);
    const caller = await access.callerOf({ authorization, address: addressOf(connection.extra.request) });
    if (!caller) connection.extra.socket.close(CloseCode.Unauthorized, 'UNAUTHENTICATED');
    return caller;
  };
  const server = useServer(
    {
      isProd: true, // no message of an error when a socket is closed
      connectionInitWaitTimeout: limits.arrivalSeconds * 1_000,
      onConnect: async (connection) => (await callerOf(connection)) !== null,
      // A key may be revoked, or end, while the socket is open.
      onSubscribe: async (connection, _id, payload) => {
        const caller = await callerOf(connection);
        return caller ? prepared(schema, operations, payload, contextOf(caller)) : UNAUTHENTICATED;
      },
      onError: (_socket, _id, _payload, errors) => masked(errors),
      onNext: async (connection, _id, _payload, _args, { data = null, errors }) => {
        if (!(await callerOf(connection))) return { errors: masked(UNAUTHENTICATED) };
        return errors ? { data, errors: masked(errors) } : undefined;
      },
    },
    sockets,
  );
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] === path)
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
    else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  app.addHook('preClose', async () => server.dispose()); // closes the sockets as going away
}

/** The operation, or why it is none: left to itself the library would close the socket on a syntax error. */
function prepared(
  schema: GraphQLSchema,
  operations: Operations,
  payload: SubscribePayload,
  contextValue: RequestContext,
): ExecutionArgs | GraphQLError[] {
  const { document, errors } = operations.check(payload);
  if (errors.length > 0) return [...errors];
  const { operationName, variables } = payload;
  const options = operations.executionOptions;
  return { schema, document, operationName, variableValues: variables, contextValue, options };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
