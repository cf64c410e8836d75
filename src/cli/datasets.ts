import type { Command } from 'commander';
import { COMMAND_LINE } from '../domain/caller.js';
import { type Dataset, type OutputFile, progressOf, recordsPerSecond } from '../domain/dataset.js';
import { globalId, keyIn } from '../domain/global-id.js';
import type { OpenServices } from '../open-services.js';
import type { Services } from '../service/services.js';
import { audited } from './audited.js';
import { checkWritable, deliver, formatOf, STANDARD_OUTPUT } from './output-file.js';
import { watch } from './progress.js';
import { withPrompt } from './prompt.js';
import { configOf, type DataFlags, withServices } from './session.js';
import { CommandFailure, printJson, printTable, type Terminal, thousands, UsageError } from './terminal.js';

interface Flags extends DataFlags {
  readonly json?: boolean;
}

interface ExportFlags extends Flags {
  readonly output?: string;
  readonly format?: string;
}

interface DeleteFlags extends Flags {
  readonly yes?: boolean;
}

const LISTED = 500;

export function addDatasets(program: Command, terminal: Terminal): void {
  const datasets = program.command('datasets').description('list, show, export and delete datasets');
  const add = (name: string, description: string) =>
    datasets
      .command(name)
      .description(description)
      .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
      .option('--json', 'print JSON');
  add('list', `list the newest ${LISTED} datasets`).action((flags: Flags) => list(flags, terminal));
  add('show <id>', 'show a dataset').action((id: string, flags: Flags) => show(id, flags, terminal));
  add('export <id>', 'write the records of a dataset to a file')
    .requiredOption('-o, --output <file>', 'file to write, or - for standard output')
    .option('--format <format>', "csv, ndjson, json, parquet or xlsx (default: by the file's name, else csv)")
    .action((id: string, flags: ExportFlags) => exportDataset(id, flags, terminal));
  add('delete <ids...>', 'delete datasets with their files')
    .option('-y, --yes', 'do not ask')
    .action((ids: string[], flags: DeleteFlags) => deleteDatasets(ids, flags, terminal));
}

async function list(flags: Flags, terminal: Terminal): Promise<void> {
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const { items } = await services.datasets.page({ first: LISTED });
    if (flags.json) return printJson(terminal, items.map(summaryOf));
    const rows = items.map((dataset) => [
      globalId('Dataset', dataset.id),
      dataset.name,
      dataset.status,
      thousands(dataset.recordCount),
      dataset.createdAt.toISOString().slice(0, 16).replace('T', ' '),
      [...new Set(dataset.files.map((file) => file.format))].join(', '),
    ]);
    printTable(terminal, ['id', 'name', 'status', 'records', 'asked for (UTC)', 'files'], rows);
  });
}

function summaryOf({ id, profileId, files, ...dataset }: Dataset): object {
  return {
    id: globalId('Dataset', id),
    ...dataset,
    progress: progressOf({ id, profileId, files, ...dataset }),
    recordsPerSecond: recordsPerSecond({ id, profileId, files, ...dataset }),
    profileId: profileId === null ? null : globalId('Profile', profileId),
    files: files.map(fileSummaryOf),
  };
}

function fileSummaryOf({ id, datasetId: _, ...file }: OutputFile): object {
  return { id: globalId('OutputFile', id), ...file };
}

/** By global id, or by the name of its folder. */
async function existing({ datasets }: Services, id: string): Promise<Dataset> {
  const dataset = await datasets.find(keyIn('Dataset', id) ?? id);
  if (!dataset) throw new CommandFailure(`There is no dataset '${id}'; 'datasets list' says which there are.`);
  return dataset;
}

async function show(id: string, flags: Flags, terminal: Terminal): Promise<void> {
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const dataset = await existing(services, id);
    if (flags.json) return printJson(terminal, summaryOf(dataset));
    const { startDate, endDate, locale, timingModel, agencies } = dataset.settings;
    const facts: [string, string][] = [
      ['name', dataset.name],
      ['status', dataset.status],
      ['records', `${thousands(dataset.recordsWritten)} of ${thousands(dataset.recordCount)}`],
      ['days', `${startDate} to ${endDate}`],
      ['agencies', agencies.map(({ agency, weight }) => (weight === null ? agency : `${agency} ${weight}`)).join(', ')],
      ['locale', locale],
      ['model', timingModel],
      ['seed', dataset.seed],
      ['generator', dataset.generatorVersion],
      ...(dataset.failure ? [['failure', dataset.failure.message] as [string, string]] : []),
      ...dataset.adjustments.map((text): [string, string] => ['adjusted', text]),
    ];
    for (const [label, value] of facts) terminal.stdout.write(`${label.padEnd(10)} ${value}\n`);
    const rows = dataset.files.map((file) => [
      file.name,
      file.status,
      thousands(file.recordCount ?? 0),
      thousands(file.byteSize ?? 0),
      file.filter ?? '',
    ]);
    if (rows.length > 0) terminal.stdout.write('\n');
    if (rows.length > 0) printTable(terminal, ['file', 'status', 'records', 'bytes', 'filter'], rows);
  });
}

async function exportDataset(id: string, flags: ExportFlags, terminal: Terminal): Promise<void> {
  const { output = STANDARD_OUTPUT } = flags;
  const problems: string[] = [];
  const format = formatOf(flags.format, output, problems);
  if (flags.json && output === STANDARD_OUTPUT)
    problems.push('--json and --output - would both fill standard output; drop one.');
  await checkWritable(output, problems);
  if (problems.length > 0) throw new UsageError(problems);
  await withServices(configOf(terminal, flags), async (open) => {
    const dataset = await existing(open.services, id);
    const deed = { action: 'exportDataset', objectId: globalId('Dataset', dataset.id) };
    const queued = await audited(open.services, deed, () =>
      open.services.exports.export({ datasetId: dataset.id, format }, COMMAND_LINE),
    );
    const file = await written(open, queued.id, terminal, flags.json === true);
    await deliver(terminal, open, file, output);
    if (flags.json) return printJson(terminal, { ...fileSummaryOf(file), path: output });
    const place = output === STANDARD_OUTPUT ? 'to standard output' : `to ${output}`;
    terminal.stderr.write(`Wrote ${thousands(file.recordCount ?? 0)} records ${place}.\n`);
  });
}

async function written(open: OpenServices, fileId: string, terminal: Terminal, quiet: boolean): Promise<OutputFile> {
  let file: OutputFile | null = null;
  await watch(terminal, quiet, async () => {
    file = await open.services.datasets.findFile(fileId);
    if (!file) throw new CommandFailure('The file was deleted while it was written.');
    const done = file.status === 'COMPLETED' || file.status === 'FAILED';
    return { share: file.status === 'COMPLETED' ? 1 : 0, text: `${file.format} ${file.status.toLowerCase()}`, done };
  });
  const final = file as OutputFile | null;
  if (final?.status !== 'COMPLETED')
    throw new CommandFailure(final?.failure?.message ?? 'The file could not be written.');
  return final;
}

async function deleteDatasets(ids: string[], flags: DeleteFlags, terminal: Terminal): Promise<void> {
  const mayAsk = terminal.stdin.isTTY && terminal.stderr.isTTY;
  if (!flags.yes && !mayAsk) throw new UsageError(['--yes: say it where no terminal can be asked.']);
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const found: Dataset[] = [];
    for (const id of ids) found.push(await existing(services, id));
    const names = found.map(({ name, recordCount }) => `'${name}' (${thousands(recordCount)} records)`).join(', ');
    if (!flags.yes && !(await confirmed(terminal, `Delete ${names}?`)))
      throw new CommandFailure('Nothing was deleted.');
    for (const { id } of found) {
      const deed = { action: 'deleteDataset', objectId: globalId('Dataset', id) };
      await audited(services, deed, () => services.datasets.delete(id));
    }
    if (flags.json) return printJson(terminal, { deletedDatasetIds: found.map(({ id }) => globalId('Dataset', id)) });
    terminal.stdout.write(`Deleted ${names}.\n`);
  });
}

function confirmed(terminal: Terminal, question: string): Promise<boolean> {
  return withPrompt(terminal, async (ask) => /^y(es)?$/i.test(await ask(`${question} [y/N] `)));
}
