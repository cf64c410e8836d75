import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { makePublic } from './authentication.js';
import { PAGE_POLICY, setPagePolicy } from './security-headers.js';

/** The built console: dist/console, whether the service runs from src or from dist. */
const BUILT = join(import.meta.dirname, '../../dist/console');

/** The web console at `/`. Its assets have their hash in their name and are kept for ever; the page itself never is. */
export async function serveConsole(app: FastifyInstance): Promise<void> {
  if (!existsSync(join(BUILT, 'index.html'))) {
    app.log.warn('the console is not built (npm run build): / answers 404');
    return;
  }
  await app.register(async (scope) => {
    setPagePolicy(scope, PAGE_POLICY);
    makePublic(scope); // it holds no data: it asks for a key when the service wants one
    await scope.register(fastifyStatic, {
      root: join(BUILT, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '1y',
      preCompressed: true,
      decorateReply: false,
    });
    await scope.register(fastifyStatic, { root: BUILT, serve: false });
    scope.get('/graphiql', (_request, reply) => reply.redirect('./#/query')); // where one looks for it
    scope.get('/', (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false }),
    );
  });
}
