import { defineConfig } from 'vitest/config';

export default defineConfig({
  // graphql 16 has main (CJS) and module (ESM) but no exports map: Vite would pick index.mjs where Node picks index.js.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    isolate: false, // the modules are loaded once a process, not for each file: a third of all the time
    retry: process.env.CI ? 1 : 0, // a browser on a busy machine is late now and then; what is wrong is wrong twice
    maxWorkers: '100%', // by default one core is left idle, which on two cores is half the machine
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
