import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig } from '../../src/config/config.js';

const CONFIG = join(import.meta.dirname, '../../src/config');
const KNOWN = new Set(
  ['config.ts', 'limits.ts']
    .flatMap((file) => readFileSync(join(CONFIG, file), 'utf8').match(/^ {2}[A-Z][A-Z\d_]+(?=:)/gm) ?? [])
    .map((name) => name.trim()),
);

/** What the service would say of such an environment, and the variables in it that it does not know. */
export function environmentFaults(env: Readonly<Record<string, string>>): string[] {
  const unknown = Object.keys(env).filter((name) => !KNOWN.has(name));
  try {
    loadConfig(env);
    return unknown;
  } catch (error) {
    if (error instanceof ConfigError) return [...unknown, error.message];
    throw error;
  }
}
