#!/usr/bin/env node
// `npx synth911 …` in a clone: sets up what is missing, then runs the command. What setting up says goes to standard
// error, since a command's result may be piped on.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
if (existsSync(join(root, 'src'))) {
  const { setUpAndBuild } = await import('./setup.mjs');
  await setUpAndBuild();
}

// Each worker thread keeps one of libuv's threads busy while DuckDB writes; files need some of their own.
const threads = String(8 + 2 * availableParallelism());
const command = spawn(
  process.execPath,
  ['--enable-source-maps', join(root, 'dist/cli/main.js'), ...process.argv.slice(2)],
  { stdio: 'inherit', env: { UV_THREADPOOL_SIZE: threads, ...process.env } },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => command.kill(signal));
command.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
