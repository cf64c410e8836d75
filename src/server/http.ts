import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import fastifyApollo from '@as-integrations/fastify';
import fastifyCors from '@fastify/cors';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config.js';
import type { AuditOrigin } from '../domain/audit.js';
import type { Caller } from '../domain/caller.js';
import { formatError } from '../graphql/format-error.js';
import { Operations } from '../graphql/limits/operations.js';
import type { FormatError } from '../graphql/limits/told-errors.js';
import { filterReader } from '../graphql/record/filter-from-json.js';
import type { RequestContext } from '../graphql/request-context.js';
import type { DataFolder } from '../records/data-folder.js';
import { withoutSignature } from '../service/download-links.js';
import type { Readiness } from '../service/readiness.js';
import type { Services } from '../service/services.js';
import type { VitalSignsService } from '../service/vital-signs.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { OperationAdmission } from './admission.js';
import { authenticateRequests } from './authentication.js';
import { clientAddress, isTrusted, plainAddress } from './client-address.js';
import { ClientLimits } from './client-limits.js';
import { closeAnswers, whenClosed } from './closed-answers.js';
import { limitConnections } from './connections.js';
import { serveConsole } from './console.js';
import { serveFiles } from './files.js';
import { serveHealth } from './health.js';
import { answerBadAddress, answerErrors, answerNoRequest, answerUnknownPaths } from './http-errors.js';
import { REQUEST_ID, requestIdOf } from './logging.js';
import type { Metrics } from './metrics.js';
import { noteOperation, observeOperations, observeRequests } from './observation.js';
import { checkedDocuments, type HttpContext, operationCheck } from './operation-check.js';
import { OperationTime } from './operation-time.js';
import { readBodies } from './request-bodies.js';
import { limitRequests } from './request-limits.js';
import { requestScope } from './request-scope.js';
import { addSecurityHeaders } from './security-headers.js';
import { serveSubscriptions } from './subscriptions.js';
import { unhurriedJson } from './unhurried-json.js';
import { serveMetrics } from './vital-gauges.js';

export const GRAPHQL_PATH = '/graphql';
/** Milliseconds between two looks for connections that nothing goes on over, while the service ends. */
const IDLE_LOOK = 100;

export interface HttpParts {
  readonly config: Config;
  readonly logger: FastifyBaseLogger;
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly folder: DataFolder;
  readonly readiness: Readiness;
  readonly vitalSigns: VitalSignsService;
  readonly metrics: Metrics;
  /** Is told of what is asked and answered. */
  readonly telemetry: Telemetry;
}

/** The HTTP side of the service: the console, GraphQL, downloads and health. Opens no port. */
export async function buildHttp(parts: HttpParts): Promise<FastifyInstance> {
  const { config, logger, schema, services, folder, readiness, telemetry } = parts;
  const { limits } = config;
  const app = newApp(config, logger);
  closeAnswers(app);
  observeRequests(app, telemetry);
  answerErrors(app);
  answerUnknownPaths(app);
  await addSecurityHeaders(app);
  await app.register(fastifyCors, {
    origin: [...config.corsOrigins],
    methods: ['GET', 'HEAD', 'POST'],
    exposedHeaders: ['etag', 'content-disposition', 'content-range', 'retry-after', REQUEST_ID],
  });
  const addressOf = clientAddress(config.trustedProxies);
  const clients = new ClientLimits(limits, config.host);
  authenticateRequests(app, services.access, addressOf, clients);
  limitRequests(app, clients);
  readBodies(app, clients);
  limitConnections(app, { most: limits.connections, mayConnect: connectionsOf(clients, config) });
  const format = formatError({ report: reporterTo(logger) });
  const operations = new Operations(schema, limits.operation, limits.introspection ? 'ON' : 'OFF');
  const apollo = await startApollo(schema, operations, format);
  const { access, progress } = services;
  const contextOf =
    (origin: AuditOrigin) =>
    (caller: Caller, requestId: string): RequestContext => ({ caller, origin, requestId, progress });
  const time = new OperationTime(limits.operationSeconds);
  const context = async ({ caller, id }: FastifyRequest, { raw }: FastifyReply): Promise<HttpContext> => {
    const admission = new OperationAdmission(clients, caller);
    whenClosed(raw, () => admission.release());
    return { ...contextOf('HTTP')(caller, id), admission };
  };
  await app.register(async (scope) => {
    observeOperations(scope, telemetry);
    time.limit(scope);
    namePlainly(scope);
    await scope.register(fastifyApollo(apollo), { path: GRAPHQL_PATH, context });
  });
  serveSubscriptions(app, {
    path: GRAPHQL_PATH,
    schema,
    operations,
    limits,
    clients,
    time,
    access,
    addressOf,
    contextOf: contextOf('WEBSOCKET'),
    formatError: format,
    telemetry,
  });
  await serveConsole(app);
  await serveFiles(app, services, folder, filterReader(schema));
  serveMetrics(app, parts.metrics, parts.vitalSigns, services.facts);
  serveHealth(app, readiness);
  app.addHook('onClose', () => apollo.stop());
  closeConnectionsAsTheyEnd(app);
  return app;
}

/** Whether an address may open one more TCP connection; a proxy does for many. */
function connectionsOf(clients: ClientLimits, { trustedProxies }: Config): (address: string) => boolean {
  const isProxy = isTrusted(trustedProxies);
  return (address) => isProxy(address) || clients.mayConnect(plainAddress(address));
}

/** An app that answers nothing yet. */
function newApp(config: Config, logger: FastifyBaseLogger): FastifyInstance {
  const arrival = config.limits.arrivalSeconds * 1_000;
  // On closing, what has arrived is answered and only idle connections are cut; serve.ts knows when the patience ends.
  return Fastify({
    loggerInstance: logger,
    bodyLimit: config.limits.bodyBytes,
    requestTimeout: arrival,
    http: { headersTimeout: arrival, connectionsCheckingInterval: arrival / 4 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // observeRequests tells of each request in one line.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: false,
    genReqId: requestIdOf,
    rewriteUrl: ({ url = '' }) => withoutSignature(url), // nobody sees it but who checks it, and no log tells it
    trustProxy: [...config.trustedProxies],
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerNoRequest,
  });
}

/**
 * The library makes an address of what a request says of itself, to find what is behind the `?`; and fails on hosts and schemes
 * that make none. Nothing else depends on them.
 */
function namePlainly(scope: FastifyInstance): void {
  scope.addHook('preHandler', (request, _reply, done) => {
    Object.defineProperties(request, { protocol: { value: 'http' }, hostname: { value: 'localhost' } });
    done();
  });
}

/** When the service ends, a connection is closed as soon as the download on it has ended, and not when its client feels like it. */
function closeConnectionsAsTheyEnd(app: FastifyInstance): void {
  let looking: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    // A connection is taken for idle until its request has been accepted and read, each in a turn of the event loop.
    for (let turn = 0; turn < 3; turn++) await setImmediate();
    looking = setInterval(() => app.server.closeIdleConnections(), IDLE_LOOK);
  });
  app.addHook('onClose', async () => clearInterval(looking));
}

function reporterTo(logger: FastifyBaseLogger) {
  return (err: unknown, path: unknown) => {
    const requestId = requestScope.getStore()?.requestId ?? randomUUID(); // over WebSocket there is no request
    logger.error({ err, path, requestId }, 'unexpected error in a resolver');
    return requestId;
  };
}

async function startApollo(
  schema: GraphQLSchema,
  operations: Operations,
  format: FormatError,
): Promise<ApolloServer<HttpContext>> {
  const apollo = new ApolloServer<HttpContext>({
    schema,
    introspection: true, // as `operations` has it
    csrfPrevention: true,
    persistedQueries: false, // texts are short, and faults of this protocol would be told as internal errors
    documentStore: checkedDocuments(operations),
    executionOptions: operations.executionOptions,
    stringifyResult: async (answer) => `${await unhurriedJson(answer)}\n`,
    plugins: [
      operationCheck(operations, format, noteOperation),
      ApolloServerPluginCacheControlDisabled(), // it would look at every field of every record, for no hint at all
    ],
    includeStacktraceInErrorResponses: false,
    formatError: format,
    stopOnTerminationSignals: false, // main.ts owns the signals
  });
  await apollo.start();
  return apollo;
}
