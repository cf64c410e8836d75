import type { SettingsLimits } from '../domain/settings-rules.js';
import { GENERATOR_VERSION } from '../generation/generator-version.js';
import { MAX_RECORD_PAGE } from './records.js';

/** What this server is and allows. */
export interface ServerFacts {
  readonly version: string;
  readonly generatorVersion: string;
  readonly maxRecordCount: number;
  readonly maxPageSize: number;
}

export function serverFacts(version: string, { maxRecordCount }: SettingsLimits): ServerFacts {
  return { version, generatorVersion: GENERATOR_VERSION, maxRecordCount, maxPageSize: MAX_RECORD_PAGE };
}
