// Starts the built service on a free port and a new data folder, runs the very curl that it prints, tries it as its clients
// use it, and stops the service with SIGTERM.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryService } from './try-service.mjs';

const root = join(import.meta.dirname, '..');
const data = mkdtempSync(join(tmpdir(), 'synth911-smoke-'));
// What `npm start` runs, without npm in between: npm has an exit code of its own for a service that was told to end.
const service = spawn(process.execPath, ['scripts/start.mjs'], {
  cwd: root,
  env: { ...process.env, PORT: '0', SYNTH911_DATA_DIR: data, LOG_LEVEL: 'warn' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const exited = new Promise((resolve) => {
  service.on('exit', resolve);
});

function printedCurl() {
  return new Promise((resolve, reject) => {
    let output = '';
    service.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const curl = /^ *(curl .*)$/m.exec(output)?.[1];
      if (curl && output.endsWith('\n')) resolve(curl);
    });
    void exited.then(() => reject(new Error(`the service ended before it was ready:\n${output}`)));
  });
}

function expect(condition, what) {
  if (!condition) throw new Error(`smoke test: ${what}`);
}

try {
  const curl = await printedCurl();
  expect(execFileSync('sh', ['-c', curl], { encoding: 'utf8' }).includes('Small town'), 'the printed curl answers');
  const base = /http:\/\/[^/ ]+/.exec(curl)[0];
  console.log(await tryService(base, { write: true }));
  service.kill('SIGTERM');
  expect((await exited) === 0, 'SIGTERM ends the service with exit code 0');
  console.log('smoke test passed');
} finally {
  service.kill('SIGKILL');
  rmSync(data, { recursive: true, force: true });
}
