import type { IncomingHttpHeaders } from 'node:http';
import { finished } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { gravestCode } from '../graphql/operation-name.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { type AnsweredOperation, requestScope } from './request-scope.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether what asks again and again is answered without a line in the log, unless something is wrong with it. */
    readonly quiet?: boolean;
  }
}

/** Status of a request whose client has gone away before the answer was sent. */
const ABORTED = 'aborted';
const UNKNOWN_ROUTE = 'none';

/** Tells of every request when it is answered. It comes before whatever else is done with requests. */
export function observeRequests(app: FastifyInstance, telemetry: Telemetry): void {
  app.addHook('onRequest', (request, reply, done) => {
    const scope = { requestId: request.id, work: null, operation: null };
    const work = telemetry.begin('request', traceparentIn(request.headers));
    finished(reply.raw, (error) => {
      const status = error ? ABORTED : String(reply.statusCode);
      work.end({ method: request.method, route: routeOf(request), status });
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

export function traceparentIn({ traceparent }: IncomingHttpHeaders): string | undefined {
  return typeof traceparent === 'string' ? traceparent : undefined;
}

/** The pattern of the request's path: clients choose paths, and each would be counted by itself. */
function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? UNKNOWN_ROUTE;
}
