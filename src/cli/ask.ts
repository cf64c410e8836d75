import { createInterface } from 'node:readline/promises';
import { defaultSettings } from '../domain/settings.js';
import type { GenerateFlags } from './generate.js';
import { readRunFlags, type RunFlags, withEnvironment } from './run-flags.js';
import type { Terminal } from './terminal.js';

interface Question {
  readonly flag: Exclude<keyof RunFlags, 'profile'>;
  readonly text: string;
  readonly fallback: string;
}

/** Asks on the terminal for what the flags would say; an empty answer takes the default. */
export async function askForFlags(terminal: Terminal): Promise<GenerateFlags> {
  const prompt = createInterface({ input: terminal.stdin, output: terminal.stderr });
  try {
    let flags: GenerateFlags = {};
    for (const { flag, text, fallback: usual } of questions(terminal)) {
      for (;;) {
        const fallback = flag === 'endDate' ? lastDayOf(flags.startDate, usual) : usual;
        const answer = (await prompt.question(`${text} [${fallback}]: `)).trim() || fallback;
        const lastDay = flag === 'startDate' ? { endDate: answer } : {}; // not asked for yet
        const { problems } = readRunFlags({ ...flags, ...lastDay, [flag]: answer }, Number.MAX_SAFE_INTEGER);
        if (problems.length === 0) {
          flags = { ...flags, [flag]: answer };
          break;
        }
        terminal.stderr.write(`${problems.map((problem) => `  ${problem}`).join('\n')}\n`);
      }
    }
    const output = (await prompt.question('File to write [computer_aided_dispatch.csv]: ')).trim();
    return output === '' ? flags : { ...flags, output };
  } finally {
    prompt.close();
  }
}

function questions(terminal: Terminal): Question[] {
  const { recordCount, startDate, endDate, namesPerShift } = defaultSettings();
  const preset = withEnvironment<RunFlags>({}, terminal);
  return [
    { flag: 'numRecords', text: 'How many records', fallback: preset.numRecords ?? String(recordCount) },
    { flag: 'startDate', text: 'First day', fallback: startDate },
    { flag: 'endDate', text: 'Last day', fallback: endDate },
    { flag: 'locale', text: 'Locale of names and addresses', fallback: preset.locale ?? 'en_US' },
    { flag: 'agencies', text: 'Agencies, separated by commas', fallback: 'all' },
    { flag: 'numNames', text: 'Call takers on each shift', fallback: String(namesPerShift) },
  ];
}

/** The usual last day, or else the end of the first day's year. */
function lastDayOf(startDate: string | undefined, usual: string): string {
  return startDate !== undefined && startDate > usual ? `${startDate.slice(0, 4)}-12-31` : usual;
}
