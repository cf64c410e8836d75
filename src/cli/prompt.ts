import { createInterface } from 'node:readline/promises';
import { CommandFailure, type Terminal } from './terminal.js';

/** Lets the work ask questions on the terminal; whoever breaks off with Ctrl+C or Ctrl+D is told that nothing was done. */
export async function withPrompt<Result>(
  terminal: Terminal,
  work: (ask: (question: string) => Promise<string>) => Promise<Result>,
): Promise<Result> {
  const prompt = createInterface({ input: terminal.stdin, output: terminal.stderr });
  try {
    return await work(async (question) => (await prompt.question(question)).trim());
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    terminal.stderr.write('\n');
    throw new CommandFailure('Broken off; nothing was done.');
  } finally {
    prompt.close();
  }
}
