import type { AddressInfo } from 'node:net';
import { type App, createApp } from './app.js';
import { type Config, ConfigError, loadConfig } from './config/config.js';

/** Exit codes: the environment is wrong; the service could not start. */
const BAD_CONFIGURATION = 2;
const CANNOT_START = 1;

function configuration(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`The configuration is wrong:\n${error.message}`);
    process.exit(BAD_CONFIGURATION);
  }
}

function welcome(app: App, config: Config): string {
  const { port } = app.http.server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const base = `http://${host}:${port}`;
  return `
Synth911Gen2 ${app.services.facts.version} is ready; its data are in ${config.dataDir}

  GraphQL   ${base}/graphql
  GraphiQL  ${base}/graphiql
  Health    ${base}/health

Try it:

  curl -s ${base}/graphql -H 'content-type: application/json' -d '{"query":"{ profiles { nodes { name settings { recordCount } } } }"}'
`;
}

async function main(): Promise<void> {
  const config = configuration();
  const app = await createApp(config);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void app.close().then(() => process.exit(0));
    });
  await app.http.listen({ port: config.port, host: config.host });
  console.log(welcome(app, config));
}

main().catch((error: unknown) => {
  console.error(`The service cannot start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(CANNOT_START);
});
