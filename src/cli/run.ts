import { Command, CommanderError } from 'commander';
import { DomainError } from '../domain/errors.js';
import { addAudit } from './audit.js';
import { addBackup } from './backup.js';
import { addCatalog } from './catalog.js';
import { addDatasets } from './datasets.js';
import { addGenerate } from './generate.js';
import { addKeys } from './keys.js';
import { addPreview } from './preview.js';
import { addProfiles } from './profiles.js';
import { addRepair } from './repair.js';
import { inWords } from './run-flags.js';
import { addServe } from './serve.js';
import { CommandFailure, type Terminal, UsageError } from './terminal.js';
import { addVerify } from './verify.js';
import { version } from '../version.js';

/** Exit codes. */
export const DONE = 0;
const FAILED = 1;
const BAD_USAGE = 2;

function programOf(terminal: Terminal): Command {
  const program = new Command('synth911')
    .description('Synthetic 911 dispatch records: generate, keep, look at and serve them.')
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    });
  addGenerate(program, terminal);
  addPreview(program, terminal);
  addProfiles(program, terminal);
  addDatasets(program, terminal);
  addVerify(program, terminal);
  addRepair(program, terminal);
  addCatalog(program, terminal);
  addKeys(program, terminal);
  addAudit(program, terminal);
  addBackup(program, terminal);
  addServe(program, terminal);
  return program;
}

/** Does what the words of a command line say; answers the exit code. */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await programOf(terminal).parseAsync(words, { from: 'user' });
    return DONE;
  } catch (error) {
    return exitCodeOf(error, terminal);
  }
}

/** Says what went wrong, in words for the caller. */
function exitCodeOf(error: unknown, { stderr }: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : BAD_USAGE; // it has said so itself
  if (error instanceof UsageError) {
    stderr.write(`${error.problems.map((problem) => `synth911: ${problem}`).join('\n')}\n`);
    return BAD_USAGE;
  }
  if (error instanceof DomainError) {
    const problems = error.issues.length > 0 ? error.issues.map(inWords) : [error.message];
    stderr.write(`${problems.map((problem) => `synth911: ${problem}`).join('\n')}\n`);
    return error.code === 'BAD_USER_INPUT' ? BAD_USAGE : FAILED;
  }
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return DONE; // whoever read has enough
  const text =
    error instanceof CommandFailure
      ? error.message
      : `unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  stderr.write(`synth911: ${text}\n`);
  return FAILED;
}
