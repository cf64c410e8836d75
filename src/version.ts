import { createRequire } from 'node:module';

/** Of this service, from its package. */
export const { version } = createRequire(import.meta.url)('../package.json') as { readonly version: string };
