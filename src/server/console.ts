import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { makePublic } from './authentication.js';

/** The built console: dist/console, whether the service runs from src or from dist. */
const BUILT = join(import.meta.dirname, '../../dist/console');

/**
 * What the console's pages may load: their own files, and nothing that is written into the page as a script. Styles may
 * be, since the component library writes its responsive rules into style elements.
 */
export const CONSOLE_CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The web console at `/`. Its assets have their hash in their name and are kept for ever; the page itself never is. */
export async function serveConsole(app: FastifyInstance): Promise<void> {
  if (!existsSync(join(BUILT, 'index.html'))) {
    app.log.warn('the console is not built (npm run build): / answers 404');
    return;
  }
  await app.register(async (scope) => {
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
    scope.get('/', (_request, reply) =>
      reply
        .header('content-security-policy', CONSOLE_CONTENT_SECURITY_POLICY)
        .header('cache-control', 'no-cache')
        .sendFile('index.html', { cacheControl: false }),
    );
  });
}
