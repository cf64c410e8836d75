import type { Command } from 'commander';
import type { Config } from '../config/config.js';
import { configOf, type DataFlags } from './session.js';
import { type Terminal, UsageError } from './terminal.js';

interface Flags extends DataFlags {
  readonly port?: string;
  readonly host?: string;
}

export function addServe(program: Command, terminal: Terminal): void {
  program
    .command('serve')
    .description('serve GraphQL and downloads until stopped')
    .option('-p, --port <port>', 'port to listen on, 0 for a free one (default 4000; PORT)')
    .option('--host <address>', 'address to listen on (default 127.0.0.1; HOST)')
    .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
    .action(async (flags: Flags) => {
      const config = serverConfig(terminal, flags);
      const { OpenToAllError, serve } = await import('../serve.js'); // what no other command needs
      await serve(config, (text) => terminal.stdout.write(`${text}\n`)).catch((error: unknown) => {
        throw error instanceof OpenToAllError ? new UsageError([`the service cannot start: ${error.message}`]) : error;
      });
      await new Promise(() => undefined); // a signal ends the process
    });
}

function serverConfig(terminal: Terminal, { port, host, ...flags }: Flags): Config {
  const given = { ...(port === undefined ? {} : { PORT: port }), ...(host === undefined ? {} : { HOST: host }) };
  return configOf({ ...terminal, env: { LOG_LEVEL: 'info', ...terminal.env, ...given } }, flags);
}
