import { COMMAND_LINE, type Role } from '../../src/domain/caller.js';
import type { CreatedApiKey } from '../../src/service/api-keys.js';
import type { TempApp } from './temp-app.js';

/** Makes an API key, as the command line does. */
export function makeKey(
  temp: TempApp,
  name: string,
  role: Role,
  expiresAt: Date | null = null,
): Promise<CreatedApiKey> {
  return temp.app.services.apiKeys.create({ name, role, expiresAt }, COMMAND_LINE);
}
