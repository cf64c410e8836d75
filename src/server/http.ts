import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import fastifyApollo from '@as-integrations/fastify';
import fastifyCors from '@fastify/cors';
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.js';
import { formatError } from '../graphql/format-error.js';
import { filterReader } from '../graphql/record/filter-from-json.js';
import type { DataFolder } from '../records/data-folder.js';
import type { Services } from '../service/services.js';
import { serveFiles } from './files.js';
import { serveGraphiql } from './graphiql.js';
import { requestScope } from './request-scope.js';

export const GRAPHQL_PATH = '/graphql';
const BODY_LIMIT = 256 * 1024;

export interface HttpParts {
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly folder: DataFolder;
}

/** The HTTP side of the service: GraphQL, GraphiQL, downloads and health. Opens no port. */
export async function buildHttp({ config, logger, schema, services, folder }: HttpParts): Promise<FastifyInstance> {
  const app = Fastify({ loggerInstance: logger, bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  app.addHook('onRequest', (request, _reply, done) => requestScope.run(request.id, done));
  await app.register(fastifyCors, {
    origin: [...config.corsOrigins],
    methods: ['GET', 'HEAD', 'POST'],
    exposedHeaders: ['etag', 'content-disposition', 'content-range'],
  });
  const apollo = await startApollo(schema, logger);
  await app.register(fastifyApollo(apollo), { path: GRAPHQL_PATH });
  await serveGraphiql(app, GRAPHQL_PATH);
  await serveFiles(app, services, folder, filterReader(schema));
  app.get('/health', async () => ({ status: 'ok' }));
  app.addHook('onClose', () => apollo.stop());
  return app;
}

async function startApollo(schema: GraphQLSchema, logger: FastifyBaseLogger): Promise<ApolloServer> {
  const report = (err: unknown, path: unknown) => {
    logger.error({ err, path, requestId: requestScope.getStore() }, 'unexpected error in a resolver');
    return requestScope.getStore();
  };
  const apollo = new ApolloServer({
    schema,
    introspection: true,
    csrfPrevention: true,
    plugins: [ApolloServerPluginCacheControlDisabled()], // it would look at every field of every record, for no hint at all
    includeStacktraceInErrorResponses: false,
    formatError: formatError({ report }),
    stopOnTerminationSignals: false, // main.ts owns the signals
  });
  await apollo.start();
  return apollo;
}
