import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../../src/cli/run.js';
import type { Terminal } from '../../src/cli/terminal.js';
import type { CliAnswer } from './cli.js';

/**
 * Does in this process what a command line says, on this data folder; quicker than a process of its own by a second. What
 * only a process has, as its exit code, its pipes and signals, is for `runCli`.
 */
export async function runCommand(
  dataDir: string,
  words: readonly string[],
  env: Record<string, string> = {},
): Promise<CliAnswer> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const settings = { SYNTH911_WORKERS: '2', SYNTH911_DATA_DIR: join(dataDir, 'data'), ...env };
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await run(words, { stdin, stdout, stderr, env: settings } as unknown as Terminal);
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { code, stdout: out, stderr: err };
}
