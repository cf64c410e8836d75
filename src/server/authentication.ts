import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isLoopback } from '../config/open-mode.js';
import { type Caller, stranger } from '../domain/caller.js';
import { UnauthenticatedError } from '../domain/errors.js';
import type { AccessService } from '../service/access.js';
import type { AddressOf } from './client-address.js';
import type { ClientLimits } from './client-limits.js';
import { sendError } from './http-errors.js';
import { countRequest } from './request-limits.js';

/**
 * Who is answered, where keys are used: nobody without a key, unless the route says otherwise. PUBLIC: everybody;
 * KEY_OR_LOOPBACK: also whoever asks from this machine itself; KEY_OR_LINK: also whoever asks by a signed link.
 */
export type RouteAccess = 'KEY' | 'KEY_OR_LOOPBACK' | 'KEY_OR_LINK' | 'PUBLIC';

/** Configuration of a route that sends a file or records. */
export const DOWNLOAD = { access: 'KEY_OR_LINK' } as const;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** KEY, when it is left out. */
    readonly access?: RouteAccess;
  }

  interface FastifyRequest {
    /** Who sends the request; known before any handler of ours runs. */
    caller: Caller;
  }
}

/** Finds out who sends each request, before anything else is done with it, and answers nobody who must not be. */
export function authenticateRequests(
  app: FastifyInstance,
  access: AccessService,
  addressOf: AddressOf,
  clients: ClientLimits,
): void {
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request, reply) => {
    const address = addressOf(request.raw);
    const { authorization } = request.headers;
    const link = request.routeOptions.config.access === 'KEY_OR_LINK' ? request.originalUrl : undefined;
    const caller = needsNoKey(request) ? stranger(address) : await access.callerOf({ authorization, link, address });
    if (!caller) {
      await countRequest(request, stranger(address), clients);
      return refuse(reply);
    }
    request.caller = caller;
  });
}

/** Makes all routes of a scope PUBLIC, such as those of a plugin that makes its own. */
export function makePublic(scope: FastifyInstance): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'PUBLIC' };
  });
}

function needsNoKey({ routeOptions, raw }: FastifyRequest): boolean {
  const { access } = routeOptions.config;
  return access === 'PUBLIC' || (access === 'KEY_OR_LOOPBACK' && isFromThisMachine(raw));
}

/** Whether a request was made on this machine, and not by a proxy on it for somebody elsewhere. */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const forwarded = headers.forwarded ?? headers['x-forwarded-for'];
  return forwarded === undefined && isLoopback(socket.remoteAddress ?? '');
}

function refuse(reply: FastifyReply): FastifyReply {
  void reply.header('www-authenticate', 'Bearer').type('application/json; charset=utf-8');
  return sendError(reply, new UnauthenticatedError());
}
