import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Config } from './config/config.js';
import { buildGraphqlSchema } from './graphql/schema.js';
import { openServices } from './open-services.js';
import { buildHttp } from './server/http.js';
import { makeLogger } from './server/logging.js';
import { Metrics } from './server/metrics.js';
import { serverFacts } from './service/server-facts.js';
import type { Services } from './service/services.js';
import { tellingBoth } from './telemetry/telemetry.js';
import { version } from './version.js';

export interface App {
  readonly http: FastifyInstance;
  readonly services: Services;
  /** Takes up jobs. */
  readonly start: () => Promise<void>;
  /** Finishes requests, lets go of jobs and closes everything. */
  readonly close: () => Promise<void>;
}

/** Puts the service together on its data folder. Opens no port and takes up no work. */
export async function createApp(config: Config): Promise<App> {
  const logger = makeLogger(config);
  const metrics = new Metrics();
  const traces = await openTraces(config, logger);
  const telemetry = traces ? tellingBoth(metrics, traces) : metrics;
  const open = await openServices(config, 'ALL', logger, { telemetry });
  const { services, folder, readiness, vitalSigns } = open;
  const schema = await buildGraphqlSchema(services);
  const http = await buildHttp({
    config,
    logger,
    schema,
    services,
    folder,
    readiness,
    vitalSigns,
    metrics,
    telemetry,
  });
  const close = async () => {
    readiness.stop();
    await Promise.all([http.close(), open.stopJobs()]);
    await open.close();
    await traces?.close();
  };
  return { http, services, start: open.startJobs, close };
}

/** Where the service's work is traced to, if anywhere; nothing of it is loaded otherwise. */
async function openTraces(config: Config, logger: FastifyBaseLogger) {
  if (config.traceEndpoint === null) return null;
  const { Traces } = await import('./server/traces.js');
  const complain = (error: unknown) => logger.warn({ err: error }, 'traces could not be sent');
  return new Traces(config.traceEndpoint, serverFacts(version, config), complain);
}
