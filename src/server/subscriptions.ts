import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { execute, type ExecutionArgs, GraphQLError, type GraphQLSchema, subscribe } from 'graphql';
import { CloseCode, handleProtocols, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Limits } from '../config/limits.js';
import type { Caller } from '../domain/caller.js';
import { UnauthenticatedError } from '../domain/errors.js';
import type { Operations } from '../graphql/limits/operations.js';
import { type FormatError, toldErrors } from '../graphql/limits/told-errors.js';
import type { RequestContext } from '../graphql/request-context.js';
import type { AccessService } from '../service/access.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { REQUEST_ID, requestIdOf } from './logging.js';
import { codesOf } from './operation-check.js';
import { SocketTelling } from './socket-telling.js';
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
  readonly telemetry: Telemetry;
}

const UNAUTHENTICATED = [new GraphQLError('', { originalError: new UnauthenticatedError() })];

/** What is known of a socket: what its client sent to begin with, and the request that opened it. */
interface Connection {
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
  readonly extra: Extra;
}

/** Answers operations over WebSocket on the service's own port, in the protocol graphql-transport-ws. */
export function serveSubscriptions(app: FastifyInstance, parts: SubscriptionParts): void {
  const { path, limits, access, addressOf, contextOf, formatError, telemetry } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.bodyBytes, handleProtocols });
  const tellings = new WeakMap<WebSocket, SocketTelling>();
  const tellingOf = ({ extra }: Connection) => tellings.get(extra.socket);
  const masked = (connection: Connection, id: string, errors: readonly GraphQLError[] = []) => {
    const told = toldErrors(errors, formatError);
    tellingOf(connection)?.answered(id, codesOf(told));
    return told;
  };
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
      onSubscribe: async (connection, id, payload) => {
        const caller = await callerOf(connection);
        return caller
          ? prepared(parts, { id, payload, telling: tellingOf(connection) }, contextOf(caller))
          : UNAUTHENTICATED;
      },
      execute: (args) => (args as InsideArgs).inside(() => execute(args)),
      subscribe: (args) => (args as InsideArgs).inside(() => subscribe(args)),
      onOperation: (connection, id, _payload, _args, result) => {
        if (Symbol.asyncIterator in result && id in connection.subscriptions) tellingOf(connection)?.streams(id);
      },
      onError: (connection, id, _payload, errors) => masked(connection, id, errors),
      onNext: async (connection, id, _payload, _args, { data = null, errors }) => {
        if (!(await callerOf(connection))) return { errors: masked(connection, id, UNAUTHENTICATED) };
        const told = masked(connection, id, errors);
        return errors ? { data, errors: told } : undefined;
      },
      onComplete: (connection, id) => tellingOf(connection)?.completed(id),
    },
    sockets,
  );
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?')[0] !== path) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    const requestId = requestIdOf(request);
    request.headers[REQUEST_ID] = requestId; // as it is answered, below
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const log = app.log.child({ requestId, address: addressOf(request) });
      const telling = new SocketTelling(requestId, telemetry, log);
      tellings.set(opened, telling);
      opened.once('close', () => telling.closed());
      sockets.emit('connection', opened, request);
    });
  });
  sockets.on('headers', (headers, request) => headers.push(`${REQUEST_ID}: ${requestIdOf(request)}`));
  app.addHook('preClose', async () => server.dispose()); // closes the sockets as going away
}

/** An operation as a client asks for it. */
interface Asked {
  readonly id: string;
  readonly payload: SubscribePayload;
  readonly telling: SocketTelling | undefined;
}

interface InsideArgs extends ExecutionArgs {
  /** Does what is to be told of as part of the operation. */
  readonly inside: <Result>(part: () => Result) => Result;
}

/** The operation, or why it is none: left to itself the library would close the socket on a syntax error. */
function prepared(
  { schema, operations }: SubscriptionParts,
  { id, payload, telling }: Asked,
  contextValue: RequestContext,
): InsideArgs | GraphQLError[] {
  const { document, errors } = operations.check(payload);
  const { operationName, variables } = payload;
  const { caller } = contextValue;
  const inside = telling?.begin(id, { document, operationName, caller }) ?? ((part) => part());
  if (errors.length > 0) return [...errors];
  const options = operations.executionOptions;
  return { schema, document, operationName, variableValues: variables, contextValue, options, inside };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
