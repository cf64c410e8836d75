import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { type App, createApp } from './app.js';
import type { Config } from './config/config.js';
import { OpenToAllError, requireKeysOrLoopback } from './start-rule.js';

export { OpenToAllError };

/** Starts the service, says where it is, and ends it in good order on SIGINT and SIGTERM. */
export async function serve(config: Config, say: (text: string) => void): Promise<void> {
  requireKeysOrLoopback(config);
  await checkPort(config);
  const app = await createApp(config);
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      ending = true;
      setTimeout(() => process.exit(0), config.shutdownSeconds * 1_000).unref(); // what it leaves is taken up as after a crash
      void app.close().then(() => process.exit(0));
    });
  try {
    await app.http.listen({ port: config.port, host: config.host });
    await app.start();
  } catch (error) {
    if (ending) return; // told to end while it was starting
    throw error;
  }
  if (!ending) say(welcome(app, config, await app.services.access.isOpen()));
}

/** Throws when the port cannot be had, before anything on the disk is touched. */
async function checkPort({ port, host }: Config): Promise<void> {
  const probe = createServer().listen(port, host);
  await once(probe, 'listening');
  probe.close();
  await once(probe, 'close');
}

function welcome(app: App, config: Config, isOpen: boolean): string {
  const { port } = app.http.server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const base = `http://${host}:${port}`;
  const key = isOpen ? '' : " -H 'authorization: Bearer <key>'";
  return `
Synth911Gen2 ${app.services.facts.version} is ready; its data are in ${config.dataDir}

  Console   ${base}/
  GraphQL   ${base}/graphql
  GraphiQL  ${base}/#/query
  Health    ${base}/health

Try it:

  curl -s ${base}/graphql${key} -H 'content-type: application/json' -d '{"query":"{ profiles { nodes { name settings { recordCount } } } }"}'
`;
}
