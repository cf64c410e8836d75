import { finished } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../domain/caller.js';
import { gravestCode } from '../graphql/operation-name.js';
import type { Telemetry, WorkOrigin } from '../telemetry/telemetry.js';
import { REQUEST_ID } from './logging.js';
import { type AnsweredOperation, type RequestScope, requestScope } from './request-scope.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether what asks again and again is answered without a line in the log, unless something is wrong with it. */
    readonly quiet?: boolean;
  }
}

/** Status of a request whose client has gone away before the answer was sent. */
const ABORTED = 'aborted';
const UNKNOWN_ROUTE = 'none';
/** A service that is not ready says so every few seconds. */
const NOT_READY = 503;
const MAX_PATH = 300;

/** Tells of every request when it is answered, and answers with its id. It comes before whatever else is done with requests. */
export function observeRequests(app: FastifyInstance, telemetry: Telemetry): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.setMaxListeners(30); // logs, limits and time all wait for its end
    const scope: RequestScope = { requestId: request.id, work: null, operation: null };
    const began = performance.now();
    void reply.header(REQUEST_ID, request.id);
    const work = telemetry.begin('request', originOf(request));
    finished(reply.raw, (error) => {
      const status = error ? ABORTED : String(reply.statusCode);
      work.end({ method: request.method, route: routeOf(request), status });
      if (!isQuiet(request, reply.statusCode)) logRequest(request, status, { scope, began });
    });
    requestScope.run(scope, () => work.inside(done));
  });
}

/** Tells of the operations that this scope's routes answer. */
export function observeOperations(scope: FastifyInstance, telemetry: Telemetry): void {
  scope.addHook('preHandler', (_request, _reply, done) => {
    const asked = requestScope.getStore();
    const work = telemetry.begin('operation');
    if (asked) asked.work = work;
    work.inside(done);
  });
}

/** Notes what became of the operation of the request that is being answered. */
export function noteOperation(operation: AnsweredOperation): void {
  const scope = requestScope.getStore();
  if (!scope) return;
  const { type, name, codes } = operation;
  scope.operation = operation;
  scope.work?.end({ transport: 'HTTP', type, name, code: gravestCode(codes) });
}

interface Answered {
  readonly scope: RequestScope;
  readonly began: number;
}

/** Writes one line, with nothing that a client has sent but the path: no query, no variables. */
function logRequest(request: FastifyRequest, status: string, { scope, began }: Answered): void {
  const { method, log } = request;
  const caller = request.caller as Caller | undefined; // whoever is refused is nobody
  const address = caller?.address ?? request.ip;
  const path = request.url.split('?', 1)[0]?.slice(0, MAX_PATH);
  const entry = {
    method,
    path,
    status: Number(status) || status,
    millis: millisSince(began),
    address,
    ...(typeof caller?.keyId === 'string' ? { keyId: caller.keyId } : {}),
    ...(scope.operation ? entryOf(scope.operation) : {}),
  };
  if (status.startsWith('5')) log.warn(entry, 'request');
  else log.info(entry, 'request');
}

/** What a line of the log says of an operation. */
export function entryOf({ type, fields, codes }: AnsweredOperation): object {
  return { operation: type, fields, ...(codes.length > 0 ? { codes: [...new Set(codes)] } : {}) };
}

export function millisSince(began: number): number {
  return Math.round((performance.now() - began) * 10) / 10;
}

function isQuiet({ routeOptions }: FastifyRequest, status: number): boolean {
  return routeOptions.config.quiet === true && (status < 400 || status === NOT_READY);
}

function originOf({ headers: { traceparent }, routeOptions }: FastifyRequest): WorkOrigin {
  return {
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    quiet: routeOptions.config.quiet === true,
  };
}

/** The pattern of the request's path: clients choose paths, and each would be counted by itself. */
function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? UNKNOWN_ROUTE;
}
