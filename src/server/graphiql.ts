import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ruruHTML } from 'ruru/server';
import { makePublic } from './authentication.js';

const STATIC_PATH = '/graphiql/static/';
const ASSETS = join(dirname(createRequire(import.meta.url).resolve('ruru/static')), '../static');

/** GraphiQL, from our own node_modules: the page asks no other host for anything. */
export async function serveGraphiql(app: FastifyInstance, graphqlPath: string): Promise<void> {
  const page = ruruHTML({ staticPath: STATIC_PATH, endpoint: graphqlPath });
  await app.register(async (scope) => {
    makePublic(scope); // it holds no data: to ask for some, a key goes into its headers
    await scope.register(fastifyStatic, { root: ASSETS, prefix: STATIC_PATH, decorateReply: false, maxAge: '1h' });
    scope.get('/graphiql', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  });
}
