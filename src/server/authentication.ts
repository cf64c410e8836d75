import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Caller } from '../domain/caller.js';
import type { AccessService } from '../service/access.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends the request; known before any handler of ours runs. */
    caller: Caller;
  }
}

/** Finds out who sends each request, before anything else is done with it. */
export function authenticateRequests(app: FastifyInstance, access: AccessService): void {
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request) => {
    const { authorization } = request.headers;
    request.caller = await access.callerOf({ authorization, address: addressOf(request.raw) });
  });
}

/** Network address that a request came from. */
export function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? '';
}
