import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Client, ClientLimits } from './client-limits.js';
import { whenClosed } from './closed-answers.js';

/** Milliseconds after which one is answered that asks on and on though it is refused. */
const LATE = 1_000;

/** Holds clients to their limits, before anything is done for a request; what holds no data may be fetched freely. */
export function limitRequests(app: FastifyInstance, limits: ClientLimits): void {
  app.addHook('onRequest', async (request, reply) => {
    const { routeOptions, caller } = request;
    if (routeOptions.config.access === 'PUBLIC') return;
    await countRequest(request, caller, limits);
    whenClosed(reply.raw, limits.operations.take(caller));
  });
}

/**
 * Counts a request as its client's. Throws RateLimitedError when it is one too many; late, and without reading what else comes
 * on the connection, when the client does not mind: else refusals by the thousand would take time from others.
 */
export async function countRequest({ raw }: FastifyRequest, client: Client, limits: ClientLimits): Promise<void> {
  try {
    limits.count(client);
  } catch (error) {
    if (!limits.mayAskOn(client)) {
      raw.socket.pause();
      await pause(LATE);
      raw.socket.resume();
    }
    throw error;
  }
}
