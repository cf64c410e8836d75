import { createRequire } from 'node:module';
import type * as DuckDbApi from '@duckdb/node-api';

const require = createRequire(import.meta.url); // by this name, since releases are made of what is seen to be required

/**
 * DuckDB's API, loaded as the CommonJS that it is. Where it is imported, Node reads all of its 180 files once more for the
 * names that they export, which takes each process and each thread longer than loading them does.
 */
export const duckDbApi = require('@duckdb/node-api') as typeof DuckDbApi;
