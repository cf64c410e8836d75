import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import fastifyApollo from '@as-integrations/fastify';
import fastifyCors from '@fastify/cors';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.js';
import { formatError } from '../graphql/format-error.js';
import { filterReader } from '../graphql/record/filter-from-json.js';
import type { Readiness } from '../service/readiness.js';
import type { DataFolder } from '../records/data-folder.js';
import type { Services } from '../service/services.js';
import { serveConsole } from './console.js';
import { serveFiles } from './files.js';
import { serveGraphiql } from './graphiql.js';
import { requestScope } from './request-scope.js';
import { serveSubscriptions } from './subscriptions.js';

export const GRAPHQL_PATH = '/graphql';
const BODY_LIMIT = 256 * 1024;

export interface HttpParts {
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly folder: DataFolder;
  readonly readiness: Readiness;
}

/** The HTTP side of the service: the console, GraphQL, GraphiQL, downloads and health. Opens no port. */
export async function buildHttp(parts: HttpParts): Promise<FastifyInstance> {
  const { config, logger, schema, services, folder, readiness } = parts;
  // On closing, requests are finished and only idle connections are cut; serve.ts knows when the patience ends.
  const app = Fastify({ loggerInstance: logger, bodyLimit: BODY_LIMIT, forceCloseConnections: 'idle' });
  app.addHook('onRequest', (request, _reply, done) => requestScope.run(request.id, done));
  await app.register(fastifyCors, {
    origin: [...config.corsOrigins],
    methods: ['GET', 'HEAD', 'POST'],
    exposedHeaders: ['etag', 'content-disposition', 'content-range'],
  });
  const format = formatError({ report: reporterTo(logger) });
  const apollo = await startApollo(schema, format);
  await app.register(fastifyApollo(apollo), { path: GRAPHQL_PATH });
  const { progress } = services;
  serveSubscriptions(app, { path: GRAPHQL_PATH, schema, context: { progress }, formatError: format });
  await serveConsole(app);
  await serveGraphiql(app, GRAPHQL_PATH);
  await serveFiles(app, services, folder, filterReader(schema));
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/ready', async (_request, reply) => {
    const report = await readiness.report();
    return reply.code(report.ready ? 200 : 503).send(report);
  });
  app.addHook('onClose', () => apollo.stop());
  return app;
}

function reporterTo(logger: FastifyBaseLogger) {
  return (err: unknown, path: unknown) => {
    const requestId = requestScope.getStore() ?? randomUUID(); // over WebSocket there is no request
    logger.error({ err, path, requestId }, 'unexpected error in a resolver');
    return requestId;
  };
}

async function startApollo(schema: GraphQLSchema, format: ReturnType<typeof formatError>): Promise<ApolloServer> {
  const apollo = new ApolloServer({
    schema,
    introspection: true,
    csrfPrevention: true,
    plugins: [ApolloServerPluginCacheControlDisabled()], // it would look at every field of every record, for no hint at all
    includeStacktraceInErrorResponses: false,
    formatError: format,
    stopOnTerminationSignals: false, // main.ts owns the signals
  });
  await apollo.start();
  return apollo;
}
