import { type Config, ConfigError, loadConfig } from './config/config.js';
import { OpenToAllError, serve } from './serve.js';
import { startFailure } from './start-failure.js';

/** Exit codes: the environment is wrong, or makes the service open to all; the service could not start. */
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

serve(configuration(), console.log).catch((error: unknown) => {
  console.error(`The service cannot start: ${startFailure(error)}`);
  process.exit(error instanceof OpenToAllError ? BAD_CONFIGURATION : CANNOT_START);
});
