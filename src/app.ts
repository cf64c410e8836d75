import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Config } from './config/config.js';
import { buildGraphqlSchema } from './graphql/schema.js';
import { openServices } from './open-services.js';
import { buildHttp } from './server/http.js';
import type { Services } from './service/services.js';

export interface App {
  readonly http: FastifyInstance;
  readonly services: Services;
  readonly close: () => Promise<void>;
}

/** Puts the service together on its data folder and takes up unfinished work. Opens no port. */
export async function createApp(config: Config): Promise<App> {
  const logger = pino({ level: config.logLevel });
  const open = await openServices(config, logger);
  const { services, folder } = open;
  const schema = await buildGraphqlSchema(services);
  const http = await buildHttp({ config, logger, schema, services, folder });
  await open.resume();
  const close = async () => {
    await http.close();
    await open.close();
  };
  return { http, services, close };
}
