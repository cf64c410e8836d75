import type { FastifyInstance } from 'fastify';
import type { ClientLimits } from './client-limits.js';

/** Holds clients to their limits, before anything is done for a request; what holds no data may be fetched freely. */
export function limitRequests(app: FastifyInstance, limits: ClientLimits): void {
  app.addHook('onRequest', async ({ routeOptions, caller }, reply) => {
    if (routeOptions.config.access === 'PUBLIC') return;
    limits.count(caller);
    reply.raw.once('close', limits.operations.take(caller));
  });
}
