import type { Command } from 'commander';
import { COLUMNS, type ColumnName } from '../domain/record-schema.js';
import { addRunFlags, readRunFlags, type RunFlags, withEnvironment } from './run-flags.js';
import { configOf, type DataFlags, withServices } from './session.js';
import { printJson, printTable, type Terminal, UsageError } from './terminal.js';

interface Flags extends RunFlags, DataFlags {
  readonly seed: string;
  readonly count: string;
  readonly columns?: string;
  readonly json?: boolean;
}

const SHOWN: readonly ColumnName[] = [
  'callId',
  'agency',
  'eventTime',
  'problem',
  'priorityNumber',
  'address',
  'callTaker',
  'queueTime',
  'totalTime',
  'disposition',
];

export function addPreview(program: Command, terminal: Terminal): void {
  addRunFlags(program.command('preview'))
    .description('show the first records of a run as a table, and store nothing')
    .option('-c, --count <count>', 'records to show, 1 to 100', '10')
    .option('--columns <list>', 'columns, by their names in files, separated by commas, or all')
    .option('--seed <text>', 'seed', 'preview')
    .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
    .option('--json', 'print JSON')
    .action((flags: Flags) => preview(flags, terminal));
}

async function preview(given: Flags, terminal: Terminal): Promise<void> {
  const flags = withEnvironment(given, terminal);
  const config = configOf(terminal, flags);
  const { patch, problems: flagProblems } = readRunFlags(flags, config.maxRecordCount);
  const problems = [...flagProblems];
  const columns = columnsOf(flags.columns, problems);
  const count = Number(flags.count);
  if (!Number.isInteger(count) || count < 1 || count > 100)
    problems.push(`--count: '${flags.count}' is no whole number from 1 to 100.`);
  if (problems.length > 0) throw new UsageError(problems);
  const { profile: profileName = null, seed } = flags;
  await withServices(config, async ({ services }) => {
    const records = await services.previews.preview({ profileName, settings: patch, count, seed });
    const rows = records.map((record) => columns.map(({ name }) => record[name] ?? null));
    const header = columns.map(({ csvName }) => csvName);
    if (!flags.json) return printTable(terminal, header, rows);
    printJson(
      terminal,
      rows.map((row) => Object.fromEntries(row.map((value, i) => [header[i], value]))),
    );
  });
}

function columnsOf(list: string | undefined, problems: string[]) {
  if (list === undefined) return COLUMNS.filter(({ name }) => SHOWN.includes(name));
  if (list.trim().toLowerCase() === 'all') return COLUMNS;
  return list.split(',').flatMap((item) => {
    const column = COLUMNS.find(({ csvName }) => csvName === item.trim());
    if (!column)
      problems.push(
        `--columns: there is no column '${item.trim()}'; there are ${COLUMNS.map(({ csvName }) => csvName).join(', ')}.`,
      );
    return column ? [column] : [];
  });
}
