import fastifyHelmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** For answers that are not pages: nothing in them is to be shown or run, wherever they end up. */
const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const A_YEAR = 31_536_000;

/** Gives every answer the headers that tell browsers what not to do with it. Pages say what they may load themselves. */
export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('content-security-policy', NOTHING);
    // Only a trusted proxy can have said so: the service itself speaks no TLS.
    if (request.protocol === 'https') void reply.header('strict-transport-security', `max-age=${A_YEAR}`);
  });
}

/** Has all answers of a scope say what its page, and workers that the page starts, may load. */
export function setPagePolicy(scope: FastifyInstance, policy: string): void {
  scope.addHook('onRequest', async (_request, reply) => void reply.header('content-security-policy', policy));
}

/** A policy for a page whose files are its own. Styles may be written into it, since component libraries do that. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
