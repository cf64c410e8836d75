import { hasApiKeys } from './catalog/has-api-keys.js';
import type { Config } from './config/config.js';
import { mayBeOpen } from './config/open-mode.js';
import { DataFolder } from './records/data-folder.js';

/** The service would be open to everybody who reaches its address, and nobody has said that it may be. */
export class OpenToAllError extends Error {
  override readonly name = 'OpenToAllError';
}

/** Throws OpenToAllError where there are no keys on an address that others reach. Changes nothing. */
export function requireKeysOrLoopback(config: Config): void {
  if (mayBeOpen(config) || hasApiKeys(new DataFolder(config.dataDir).catalogFile)) return;
  throw new OpenToAllError(
    `without API keys it would be open to everybody who reaches ${config.host}: make a key (synth911 keys create --name <who> --role MAINTAINER), listen on 127.0.0.1, or set SYNTH911_OPEN=1 if that is meant.`,
  );
}
