import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const SERVICE = `http://127.0.0.1:${process.env.PORT ?? '4000'}`;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Writes each script and style compressed beside itself, as small as can be, once and not at every request. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const files = Object.keys(bundle).filter((file) => /\.(js|css|svg)$/.test(file));
      await Promise.all(files.map((name) => compress(join(dir, name))));
    },
  };
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  const [br, gz] = await Promise.all([promisify(brotliCompress)(content), promisify(gzip)(content, { level: 9 })]);
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)]);
}

export default defineConfig({
  root: here('.'),
  base: './',
  cacheDir: here('../../node_modules/.vite-console'),
  plugins: [react(), compressed()],
  build: {
    outDir: here('../../dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the Content-Security-Policy knows no data: addresses for scripts, styles and fonts
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 3_000, // the editor of the Query page, which is loaded when that is opened
    rolldownOptions: {
      onLog(level, log, handle) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log); // what GraphiQL tells its own compiler
      },
    },
  },
  optimizeDeps: {
    exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'], // they import workers
    include: ['graphql', 'graphql-language-service', 'picomatch-browser'], // and these, what is no module for browsers
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '^/graphql(\\?|$)': { target: SERVICE, ws: true }, // not the folder of that name
      '/datasets': { target: SERVICE },
    },
  },
});
