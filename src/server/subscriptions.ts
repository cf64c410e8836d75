import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { CloseCode, handleProtocols, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Caller } from '../domain/caller.js';
import { UnauthenticatedError } from '../domain/errors.js';
import type { RequestContext } from '../graphql/request-context.js';
import type { AccessService } from '../service/access.js';
import { addressOf } from './authentication.js';

/** Bytes of a message, at most: as much as the body of a request. */
const MAX_MESSAGE = 256 * 1024;

export interface SubscriptionParts {
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly access: AccessService;
  readonly contextOf: (caller: Caller) => RequestContext;
  /** What a client sees of an error. */
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

const UNAUTHENTICATED = [new GraphQLError('', { originalError: new UnauthenticatedError() })];

/** What is known of a socket: what its client sent to begin with, and the request that opened it. */
interface Connection {
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
  readonly extra: Extra;
}

/** Answers operations over WebSocket on the service's own port, in the protocol graphql-transport-ws. */
export function serveSubscriptions(app: FastifyInstance, parts: SubscriptionParts): void {
  const { path, schema, access, contextOf, formatError } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, handleProtocols });
  const masked = (errors: readonly GraphQLError[]) => errors.map((error) => formatError(withCode(error), error));
  const callerOf = async (connection: Connection): Promise<Caller | null> => {
    const authorization = textOf(connection.connectionParams?.authorization);
    const caller = await access.callerOf({ authorization, address: addressOf(connection.extra.request) });
    if (!caller) connection.extra.socket.close(CloseCode.Unauthorized, 'UNAUTHENTICATED');
    return caller;
  };
  const server = useServer(
    {
      onConnect: async (connection) => (await callerOf(connection)) !== null,
      // A key may be revoked, or end, while the socket is open.
      onSubscribe: async (connection, _id, payload) => {
        const caller = await callerOf(connection);
        return caller ? prepared(schema, payload, contextOf(caller)) : UNAUTHENTICATED;
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
  payload: SubscribePayload,
  contextValue: RequestContext,
): ExecutionArgs | GraphQLError[] {
  const document = parsed(payload.query);
  if (document instanceof GraphQLError) return [document];
  const errors = validate(schema, document);
  if (errors.length > 0) return errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
  const { operationName, variables } = payload;
  return { schema, document, operationName, variableValues: variables, contextValue };
}

function parsed(query: string) {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return coded(error, 'GRAPHQL_PARSE_FAILED');
    throw error;
  }
}

function coded(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code = code;
  return error;
}

/** The error as Apollo Server would hand it on: what was thrown is our fault until it says otherwise. */
function withCode(error: GraphQLError): GraphQLFormattedError {
  const code = error.extensions.code ?? (error.originalError ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT');
  return { ...error.toJSON(), extensions: { ...error.extensions, code } };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
