import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ruruHTML } from 'ruru/server';
import { makePublic } from './authentication.js';
import { pagePolicy, setPagePolicy } from './security-headers.js';

const STATIC_PATH = '/graphiql/static/';
const ASSETS = join(dirname(createRequire(import.meta.url).resolve('ruru/static')), '../static');

/** GraphiQL, from our own node_modules: the page asks no other host for anything. */
export async function serveGraphiql(app: FastifyInstance, graphqlPath: string): Promise<void> {
  const page = ruruHTML({ staticPath: STATIC_PATH, endpoint: graphqlPath });
  await app.register(async (scope) => {
    setPagePolicy(scope, pagePolicy(inlineScriptsOf(page)));
    makePublic(scope); // it holds no data: to ask for some, a key goes into its headers
    await scope.register(fastifyStatic, { root: ASSETS, prefix: STATIC_PATH, decorateReply: false, maxAge: '1h' });
    scope.get('/graphiql', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  });
}

/** The scripts that are written into a page, as a Content-Security-Policy names them: by their hashes. */
function inlineScriptsOf(page: string): string[] {
  const scripts = page.matchAll(/<script\b[^>]*>([^]*?)<\/script>/g);
  return Array.from(scripts, ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}
