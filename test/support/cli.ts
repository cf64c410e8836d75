import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface CliAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');

/** Runs the built command line as a process of its own, on this data folder; what it reads is `input`. */
export function runCli(
  dataDir: string,
  words: readonly string[],
  env: Record<string, string> = {},
): Promise<CliAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, ...words], {
      cwd: dataDir,
      env: { ...process.env, SYNTH911_WORKERS: '2', SYNTH911_DATA_DIR: join(dataDir, 'data'), LOG_LEVEL: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (data: Buffer) => out.push(data));
    child.stderr.on('data', (data: Buffer) => err.push(data));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code: code ?? -1, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}
