import { pino } from 'pino';
import { type Config, ConfigError, loadConfig } from '../config/config.js';
import type { CatalogPresence, OpenServices } from '../open-services.js';
import { CommandFailure, type Terminal, UsageError } from './terminal.js';

/** Flags that every command has which works on the data folder. */
export interface DataFlags {
  readonly dataDir?: string;
}

/** What the environment and --data-dir say; the log is quiet unless asked for, since people read the terminal. */
export function configOf(terminal: Terminal, { dataDir }: DataFlags): Config {
  const overrides = dataDir === undefined ? {} : { SYNTH911_DATA_DIR: dataDir };
  try {
    return loadConfig({ LOG_LEVEL: 'error', ...terminal.env, ...overrides });
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message.split('\n'));
    throw error;
  }
}

/**
 * Runs work on the services of the data folder, without a server. Only the work's own jobs are done here: what another
 * process left unfinished may be a running server's.
 */
export async function withServices<Result>(
  config: Config,
  work: (open: OpenServices) => Promise<Result>,
  presence: CatalogPresence = 'REQUIRED',
): Promise<Result> {
  const toStandardError = pino.destination({ fd: 2, sync: true });
  const log = pino({ level: config.logLevel }, toStandardError);
  const { DataFolderError, openServices } = await import('../open-services.js'); // not for a wrong flag, or --help
  const open = await openServices(config, 'OWN', log, { presence }).catch((error: unknown) => {
    throw error instanceof DataFolderError ? new CommandFailure(error.message, { cause: error }) : error;
  });
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}
