import { defaultSettings } from '../domain/settings.js';
import type { GenerateFlags } from './generate.js';
import { checkWritable, usualOutput } from './output-file.js';
import { withPrompt } from './prompt.js';
import { readRunFlags, type RunFlags, withEnvironment } from './run-flags.js';
import type { Terminal } from './terminal.js';

interface Question {
  readonly flag: Exclude<keyof RunFlags, 'profile'>;
  readonly text: string;
  readonly fallback: string;
}

/** Asks on the terminal for what the flags would say; an empty answer takes the default. */
export function askForFlags(terminal: Terminal): Promise<GenerateFlags> {
  return withPrompt(terminal, async (ask) => {
    let flags: GenerateFlags = {};
    for (const { flag, text, fallback: usual } of questions(terminal)) {
      const fallback = flag === 'endDate' ? lastDayOf(flags.startDate, usual) : usual;
      const answer = await untilRight(terminal, async () => {
        const given = (await ask(`${text} [${fallback}]: `)) || fallback;
        const lastDay = flag === 'startDate' ? { endDate: given } : {}; // not asked for yet
        const { problems } = readRunFlags({ ...flags, ...lastDay, [flag]: given }, Number.MAX_SAFE_INTEGER);
        return { given, problems };
      });
      flags = { ...flags, [flag]: answer };
    }
    const usual = usualOutput(terminal, 'CSV');
    const output = await untilRight(terminal, async () => {
      const given = (await ask(`File to write [${usual}]: `)) || usual;
      const problems: string[] = [];
      await checkWritable(given, problems);
      return { given, problems };
    });
    return { ...flags, output };
  });
}

/** Asks again, saying why, as long as there are problems with what is given. */
async function untilRight(
  terminal: Terminal,
  ask: () => Promise<{ readonly given: string; readonly problems: readonly string[] }>,
): Promise<string> {
  for (;;) {
    const { given, problems } = await ask();
    if (problems.length === 0) return given;
    terminal.stderr.write(`${problems.map((problem) => `  ${problem}`).join('\n')}\n`);
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
