import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../service/readiness.js';

/** `/health`: alive, at no cost. `/ready`: whether it takes work, and what keeps it from that. */
export function serveHealth(app: FastifyInstance, readiness: Readiness): void {
  app.get('/health', { config: { access: 'PUBLIC', quiet: true } }, async () => ({ status: 'ok' }));
  app.get('/ready', { config: { access: 'PUBLIC', quiet: true } }, async (_request, reply) => {
    const report = await readiness.report();
    return reply.code(report.ready ? 200 : 503).send(report);
  });
}
