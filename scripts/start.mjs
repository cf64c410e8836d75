// `npm start`: sets up what is missing, then runs the service and passes signals and exit code on.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setUpAndBuild } from './setup.mjs';

await setUpAndBuild();

// Each worker thread keeps one of libuv's threads busy while DuckDB writes; requests need some of their own.
const threads = String(8 + 2 * availableParallelism());
const service = spawn(process.execPath, ['--enable-source-maps', join(import.meta.dirname, '../dist/main.js')], {
  stdio: 'inherit',
  env: { NODE_ENV: 'production', UV_THREADPOOL_SIZE: threads, ...process.env },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => service.kill(signal));
service.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
