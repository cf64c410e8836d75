import type { AddressInfo } from 'node:net';
import { type App, createApp } from './app.js';
import type { Config } from './config/config.js';

/** Starts the service, says where it is, and ends it in good order on SIGINT and SIGTERM. */
export async function serve(config: Config, say: (text: string) => void): Promise<void> {
  const app = await createApp(config);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void app.close().then(() => process.exit(0));
    });
  await app.http.listen({ port: config.port, host: config.host });
  say(welcome(app, config));
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
