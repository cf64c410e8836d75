import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type DocumentNode, type GraphQLError, type GraphQLSchema, getOperationAST, OperationTypeNode } from 'graphql';
import {
  CloseCode,
  type ConnectionInitMessage,
  handleProtocols,
  makeServer,
  type Server,
  type SubscribePayload,
} from 'graphql-ws';
import type { Extra } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Limits } from '../config/limits.js';
import type { Caller } from '../domain/caller.js';
import { AbandonedError, RateLimitedError, UnauthenticatedError } from '../domain/errors.js';
import { asGraphqlError, NO_DOCUMENT, type Operations } from '../graphql/limits/operations.js';
import { type FormatError, toldErrors } from '../graphql/limits/told-errors.js';
import type { RequestContext } from '../graphql/request-context.js';
import type { AccessService } from '../service/access.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { OperationAdmission } from './admission.js';
import { REQUEST_ID, requestIdOf } from './logging.js';
import { codesOf } from './operation-check.js';
import { closeAsFlood, guardSocket, TRY_AGAIN_LATER } from './socket-guard.js';
import { closeAll, speakOver } from './socket-protocol.js';
import { SocketShares } from './socket-shares.js';
import { SocketTelling } from './socket-telling.js';
import type { AddressOf } from './client-address.js';
import type { Client, ClientLimits, Shares } from './client-limits.js';
import type { OperationTime } from './operation-time.js';
import { type AdmittedOperation, executeWithin, subscribeWithin } from './socket-operation.js';

export interface SubscriptionParts {
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly operations: Operations;
  readonly limits: Limits;
  readonly clients: ClientLimits;
  readonly time: OperationTime;
  readonly access: AccessService;
  readonly addressOf: AddressOf;
  readonly contextOf: (caller: Caller, requestId: string) => RequestContext;
  /** What a client sees of an error. */
  readonly formatError: FormatError;
  readonly telemetry: Telemetry;
}

const UNAUTHENTICATED = [asGraphqlError(new UnauthenticatedError())];
/** Nobody hears it: the socket is closed. */
const GIVEN_UP = [asGraphqlError(new AbandonedError())];

/** Of HTTP: more than one client may have. */
const TOO_MANY = 'HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nConnection: close\r\n\r\n';
const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n';

/** What is known of a socket: what its client sent to begin with, and the request that opened it. */
interface Connection {
  readonly connectionParams?: Readonly<Record<string, unknown>> | undefined;
  readonly extra: Extra;
}

/** What a socket holds. */
interface Held {
  /** Whose it is; until it has shown a key, whoever is at its address. */
  client: Client;
  /** Its client's share of sockets. */
  release: () => void;
  /** What its operations hold. */
  readonly shares: SocketShares;
  /** Aborted when it is closed. */
  readonly gone: AbortSignal;
  readonly telling: SocketTelling;
}

/** Answers operations over WebSocket on the service's own port, in the protocol graphql-transport-ws. */
export function serveSubscriptions(app: FastifyInstance, parts: SubscriptionParts): void {
  const { limits, clients, time, access, addressOf, formatError } = parts;
  // Of each socket one message is heard in a turn of the event loop, however many have arrived.
  const options = { maxPayload: limits.bodyBytes, handleProtocols, allowSynchronousEvents: false };
  const sockets = new WebSocketServer({ noServer: true, ...options });
  const held = new WeakMap<WebSocket, Held>();
  const tellingOf = ({ extra }: Connection) => held.get(extra.socket)?.telling;
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
  const server = makeServer<ConnectionInitMessage['payload'], Extra>({
    connectionInitWaitTimeout: limits.arrivalSeconds * 1_000,
    onConnect: async (connection) => {
      const caller = await callerOf(connection);
      const socket = held.get(connection.extra.socket);
      return caller !== null && socket !== undefined && letIn(caller, socket, connection, clients);
    },
    // A key may be revoked, or end, while the socket is open.
    onSubscribe: async (connection, id, payload) => {
      const socket = held.get(connection.extra.socket);
      if (!socket || !hasFreeId(id, connection, socket)) return GIVEN_UP;
      const caller = await callerOf(connection);
      if (socket.gone.aborted) return GIVEN_UP;
      const outcome = caller ? admitted(parts, { id, payload }, { caller, socket }) : UNAUTHENTICATED;
      if (!Array.isArray(outcome)) return outcome;
      socket.shares.release(id);
      if (caller && isRateLimited(outcome) && !clients.mayAskOn(caller)) closeAsFlood(connection.extra.socket);
      return outcome;
    },
    execute: (operation) => executeWithin(time, operation as AdmittedOperation),
    subscribe: (operation) => subscribeWithin(time, operation as AdmittedOperation),
    onOperation: (connection, id, _payload, _args, result) => {
      if (Symbol.asyncIterator in result && id in connection.subscriptions) tellingOf(connection)?.streams(id);
    },
    onError: (connection, id, _payload, errors) => {
      const told = toldErrors(errors, formatError);
      tellingOf(connection)?.failed(id, codesOf(told));
      return told;
    },
    onNext: async (connection, id, _payload, _args, { data = null, errors }) => {
      if (!(await callerOf(connection))) return { errors: masked(connection, id, UNAUTHENTICATED) };
      const told = masked(connection, id, errors);
      return errors ? { data, errors: told } : undefined;
    },
    onComplete: (connection, id) => {
      held.get(connection.extra.socket)?.shares.release(id);
      tellingOf(connection)?.completed(id);
    },
  });
  acceptSockets(app, parts, { server, sockets, held });
  sockets.on('headers', (headers, request) => headers.push(`${REQUEST_ID}: ${requestIdOf(request)}`));
  app.addHook('preClose', () => closeAll(sockets));
}

/** The sockets that are open, what they hold, and who speaks over them. */
interface Sockets {
  readonly server: Server<Extra>;
  readonly sockets: WebSocketServer;
  readonly held: WeakMap<WebSocket, Held>;
}

/** Lets WebSockets in, as many of one client as it may have. */
function acceptSockets(
  app: FastifyInstance,
  { path, clients, addressOf, telemetry }: SubscriptionParts,
  { server, sockets, held }: Sockets,
): void {
  const open = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const address = addressOf(request);
    const client = { keyId: null, address };
    clients.count(client);
    const release = clients.sockets.take(client);
    socket.once('close', release);
    const requestId = requestIdOf(request);
    request.headers[REQUEST_ID] = requestId; // as it is answered
    sockets.handleUpgrade(request, socket, head, (opened) => {
      const gone = new AbortController();
      setMaxListeners(0, gone.signal); // all its operations wait for it
      const log = app.log.child({ requestId, address });
      const telling = new SocketTelling(requestId, telemetry, log);
      const holds: Held = { client, release, shares: new SocketShares(), gone: gone.signal, telling };
      held.set(opened, holds);
      opened.once('close', () => {
        holds.release();
        holds.shares.releaseAll();
        gone.abort();
        telling.closed();
      });
      speakOver(server, {
        socket: opened,
        request,
        report: (err) => log.error({ err }, 'unexpected error of a socket'),
      });
      guardSocket(opened, (bytes) => clients.mayTell(holds.client, bytes));
      opened.on('error', ({ message }) => log.info({ message }, 'socket error'));
    });
  };
  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy()); // a client that goes while it is refused would end the service: nobody else listens
    if (request.url?.split('?')[0] !== path) return refuse(socket, NOT_FOUND);
    try {
      open(request, socket, head);
    } catch (error) {
      if (!(error instanceof RateLimitedError)) throw error;
      refuse(socket, TOO_MANY);
    }
  });
}

/** Answers and closes the connection, for which Node.js sets no time any more: a client that keeps its end open would keep ours. */
function refuse(socket: Duplex, answer: string): void {
  socket.end(answer, () => socket.destroy());
}

/** An operation as a client asks for it. */
interface Asked {
  readonly id: string;
  readonly payload: SubscribePayload;
}

/**
 * Takes an id for an operation; closes the socket when another one goes on under it. The library holds an id to be free as soon as
 * its operation is given up, and would then end the new one in the place of that.
 */
function hasFreeId(id: string, { extra }: Connection, { shares }: Held): boolean {
  if (shares.begin(id)) return true;
  extra.socket.close(CloseCode.SubscriberAlreadyExists, 'Another operation goes on under this id');
  return false;
}

/** Counts a socket as its client's; false: the client has as many as it may, and the socket is closed. */
function letIn(caller: Caller, socket: Held, { extra }: Connection, clients: ClientLimits): boolean {
  socket.release();
  socket.client = caller;
  try {
    clients.count(caller);
    socket.release = clients.sockets.take(caller);
  } catch (error) {
    if (!(error instanceof RateLimitedError)) throw error;
    extra.socket.close(TRY_AGAIN_LATER, error.code);
    return false;
  }
  if (socket.gone.aborted) socket.release();
  return true;
}

/** Who asks over which socket. */
interface Asker {
  readonly caller: Caller;
  readonly socket: Held;
}

/**
 * The operation, whose socket holds what it takes until it is over; or why it is not done: left to itself the library would close
 * the socket on a syntax error.
 */
function admitted(
  { schema, operations, clients, contextOf }: SubscriptionParts,
  { id, payload }: Asked,
  { caller, socket: { gone, shares, telling } }: Asker,
): AdmittedOperation | GraphQLError[] {
  const { operationName, variables: variableValues } = payload;
  const admission = new OperationAdmission(clients, caller);
  shares.hold(id, admission);
  let document: DocumentNode = NO_DOCUMENT;
  let refusals: readonly GraphQLError[] = [];
  try {
    clients.count(caller);
    ({ document, errors: refusals } = operations.check(payload, admission));
    if (refusals.length === 0) admission.hold(sharesFor(document, operationName, clients).take(caller));
  } catch (error) {
    if (!(error instanceof RateLimitedError)) throw error;
    refusals = [asGraphqlError(error)];
  }
  const inside = telling.begin(id, { document, operationName, caller });
  if (refusals.length > 0) return [...refusals];
  const contextValue = contextOf(caller, telling.requestId);
  const { executionOptions: options } = operations;
  return { schema, document, operationName, variableValues, contextValue, options, inside, gone };
}

/** Of what an operation takes one. */
function sharesFor(document: DocumentNode, operationName: string | null | undefined, clients: ClientLimits): Shares {
  const isSubscription = getOperationAST(document, operationName)?.operation === OperationTypeNode.SUBSCRIPTION;
  return isSubscription ? clients.subscriptions : clients.operations;
}

function isRateLimited(errors: readonly GraphQLError[]): boolean {
  return errors.some(({ extensions }) => extensions.code === 'RATE_LIMITED');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
