import type { Command } from 'commander';
import { COMMAND_LINE } from '../domain/caller.js';
import { type Dataset, type FileFormat, isFinal, progressOf, recordsPerSecond } from '../domain/dataset.js';
import { globalId } from '../domain/global-id.js';
import { LOCALES } from '../domain/vocabulary/locales.js';
import type { OpenServices } from '../open-services.js';
import { askForFlags } from './ask.js';
import { audited } from './audited.js';
import { checkWritable, DEFAULT_NAME, deliver, formatOf, STANDARD_OUTPUT, usualOutput } from './output-file.js';
import { recordsText, watch } from './progress.js';
import { addRunFlags, readRunFlags, type RunFlags, withEnvironment } from './run-flags.js';
import { configOf, type DataFlags, withServices } from './session.js';
import { CommandFailure, printJson, printTable, type Terminal, thousands, UsageError } from './terminal.js';

export interface GenerateFlags extends RunFlags, DataFlags {
  readonly output?: string;
  readonly seed?: string;
  readonly format?: string;
  readonly listLocales?: boolean;
  readonly json?: boolean;
}

export function addGenerate(program: Command, terminal: Terminal): void {
  addRunFlags(program.command('generate'))
    .description('generate records and write them to a file')
    .option(
      '-o, --output <file>',
      `file to write, or - for standard output (default ${DEFAULT_NAME}.csv; SYNTH911_OUTPUT_DIR)`,
    )
    .option('--format <format>', "csv, ndjson, json, parquet or xlsx (default: by the file's name, else csv)")
    .option('--seed <text>', 'seed: the same flags and seed give the same records')
    .option('--list-locales', 'list the locales and stop')
    .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
    .option('--json', 'print what was made as JSON')
    .addHelpText('after', EXAMPLES)
    .action((flags: GenerateFlags) => generate(flags, terminal));
}

const EXAMPLES = `
Examples:
  synth911 generate -n 10000 -s 2024-01-01 -e 2024-12-31 -o out.csv
  synth911 generate -a LAW,FIRE --agency-probabilities 0.9,0.1 -o law-and-fire.parquet
  synth911 generate --profile "Small town" --seed 42 -o - | head`;

async function generate(given: GenerateFlags, terminal: Terminal): Promise<void> {
  if (given.listLocales) return listLocales(given, terminal);
  const mayAsk = terminal.stdin.isTTY && terminal.stderr.isTTY;
  const asked = Object.keys(given).length === 0 && mayAsk ? await askForFlags(terminal) : given;
  const flags = withEnvironment(asked, terminal);
  const config = configOf(terminal, flags);
  const { patch, problems: flagProblems } = readRunFlags(flags, config.maxRecordCount);
  const problems = [...flagProblems];
  const format = formatOf(flags.format, flags.output, problems);
  const output = flags.output ?? usualOutput(terminal, format);
  if (flags.json && output === STANDARD_OUTPUT)
    problems.push('--json and --output - would both fill standard output; drop one.');
  await checkWritable(output, problems);
  if (problems.length > 0) throw new UsageError(problems);
  await withServices(config, async (open) => {
    const { profile: profileName = null, seed = null } = flags;
    const run = { profileName, settings: patch, seed, formats: [format] };
    const queued = await audited(
      open.services,
      { action: 'generateDataset' },
      () => open.services.datasets.generate(run, COMMAND_LINE),
      ({ id }) => globalId('Dataset', id),
    );
    const dataset = await cancelledOnInterrupt(open, queued.id, () =>
      completed(open, queued.id, terminal, flags.json === true),
    );
    const [file] = dataset.files;
    if (!file) throw new CommandFailure('The dataset was made without its file.');
    await deliver(terminal, open, file, output);
    report(dataset, format, output, flags, terminal);
  });
}

/** Waits for the work; Ctrl-C meanwhile cancels the generation, which ends the work too. */
async function cancelledOnInterrupt<Result>({ services }: OpenServices, id: string, work: () => Promise<Result>) {
  const deed = { action: 'cancelGeneration', objectId: globalId('Dataset', id) };
  const cancel = () => void audited(services, deed, () => services.datasets.cancel(id)).catch(() => undefined); // it may have become final
  process.once('SIGINT', cancel);
  try {
    return await work();
  } finally {
    process.removeListener('SIGINT', cancel);
  }
}

/** Waits until the dataset is final and shows how far it is. */
async function completed(open: OpenServices, id: string, terminal: Terminal, quiet: boolean): Promise<Dataset> {
  let dataset: Dataset | null = null;
  await watch(terminal, quiet, async () => {
    dataset = await open.services.datasets.find(id);
    if (!dataset) throw new CommandFailure('The dataset was deleted while it was made.');
    const text = recordsText(dataset.recordsWritten, dataset.recordCount, recordsPerSecond(dataset));
    return { share: progressOf(dataset), text, done: isFinal(dataset.status) };
  });
  const final = dataset as Dataset | null;
  if (final?.status === 'CANCELLED') throw new CommandFailure('The generation was cancelled; nothing is kept of it.');
  if (final?.status !== 'COMPLETED')
    throw new CommandFailure(final?.failure?.message ?? 'The dataset could not be made.');
  return final;
}

function report(dataset: Dataset, format: FileFormat, output: string, flags: GenerateFlags, terminal: Terminal): void {
  const { id, name, recordCount, seed, generatorVersion, adjustments, settings } = dataset;
  const [file] = dataset.files;
  const datasetId = globalId('Dataset', id);
  if (flags.json)
    return printJson(terminal, {
      datasetId,
      name,
      recordCount,
      seed,
      generatorVersion,
      settings,
      adjustments,
      output: { path: output, format, byteSize: file?.byteSize, sha256: file?.sha256 },
    });
  const place = output === STANDARD_OUTPUT ? 'to standard output' : `to ${output}`;
  terminal.stderr.write(`Wrote ${thousands(recordCount)} records ${place}; seed ${seed}, dataset ${datasetId}.\n`);
  for (const adjustment of adjustments) terminal.stderr.write(`Note: ${adjustment}\n`);
}

function listLocales({ json }: GenerateFlags, terminal: Terminal): void {
  if (json) return printJson(terminal, LOCALES);
  printTable(
    terminal,
    ['locale', 'name'],
    LOCALES.map(({ tag, name }) => [tag, name]),
  );
}
