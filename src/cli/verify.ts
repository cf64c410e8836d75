import type { Command } from 'commander';
import type { Dataset, StoredDataset } from '../domain/dataset.js';
import { OtherGeneratorError } from '../domain/errors.js';
import { type DatasetCheck, wasWritten } from '../domain/file-state.js';
import { globalId } from '../domain/global-id.js';
import type { Maintenance } from '../service/maintenance.js';
import { Counter } from './progress.js';
import { configOf, type DataFlags, withServices } from './session.js';
import { CommandFailure, printJson, printTable, type Terminal, thousands } from './terminal.js';

interface Flags extends DataFlags {
  readonly regenerate?: boolean;
  readonly json?: boolean;
}

/** What is wrong with a file: its state, or that a part made again has other bytes. */
interface Finding {
  readonly file: string;
  readonly state: string;
}

interface Verified {
  readonly dataset: Dataset;
  readonly files: number;
  readonly findings: readonly Finding[];
  /** Why parts were not made again; null: they were, or were not to be. */
  readonly notRegenerated: string | null;
}

export function addVerify(program: Command, terminal: Terminal): void {
  program
    .command('verify [datasets...]')
    .description('check that the files of completed datasets have their bytes (default: of all datasets)')
    .option('--regenerate', 'also make the parts again and compare them')
    .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
    .option('--json', 'print JSON')
    .action((ids: string[], flags: Flags) => verify(ids, flags, terminal));
}

/** How many files of a dataset are checked. */
export function filesOf({ dataset, parts }: StoredDataset): number {
  return parts.length + dataset.files.filter(wasWritten).length;
}

async function verify(ids: string[], flags: Flags, terminal: Terminal): Promise<void> {
  const verified = await withServices(configOf(terminal, flags), async ({ services: { maintenance } }) => {
    const stored = await maintenance.datasets(ids);
    const steps = stored.reduce((sum, each) => sum + filesOf(each) + (flags.regenerate ? each.parts.length : 0), 0);
    const counter = new Counter(terminal, flags.json === true, steps, 'files');
    const results: Verified[] = [];
    for (const each of stored) results.push(await verifyOne(maintenance, each, flags, counter));
    counter.end();
    return results;
  });
  report(verified, flags, terminal);
  const faults = verified.reduce((sum, { findings }) => sum + findings.length, 0);
  if (faults > 0)
    throw new CommandFailure(`${thousands(faults)} ${faults === 1 ? 'file is' : 'files are'} not as recorded.`);
}

async function verifyOne(
  maintenance: Maintenance,
  stored: StoredDataset,
  { regenerate }: Flags,
  counter: Counter,
): Promise<Verified> {
  const check = await maintenance.verify(stored.dataset.id, () => counter.step());
  const findings = check ? findingsOf(check) : [];
  const remade = check && regenerate ? await remakeAll(maintenance, stored, counter) : NOTHING_REMADE;
  const { dataset } = check ?? stored;
  return { dataset, files: filesOf(stored), findings: [...findings, ...remade.findings], ...remade.refusal };
}

const NOTHING_REMADE = { findings: [], refusal: { notRegenerated: null } };

async function remakeAll(maintenance: Maintenance, stored: StoredDataset, counter: Counter) {
  try {
    const differing = await maintenance.regenerate(stored, () => counter.step());
    const findings = differing.map(({ part }) => ({ file: `part ${part.index}`, state: 'MADE_AGAIN_DIFFERS' }));
    return { findings, refusal: { notRegenerated: null } };
  } catch (error) {
    if (!(error instanceof OtherGeneratorError)) throw error;
    return { findings: [], refusal: { notRegenerated: error.message } };
  }
}

function findingsOf({ parts, files }: DatasetCheck): Finding[] {
  const all = [
    ...parts.map(({ part, state }) => ({ file: `part ${part.index}`, state })),
    ...files.map(({ file, state }) => ({ file: file.name, state })),
  ];
  return all.filter(({ state }) => state !== 'OK');
}

function report(verified: readonly Verified[], flags: Flags, terminal: Terminal): void {
  if (flags.json) {
    const summary = verified.map(({ dataset: { id, name, status }, ...rest }) => {
      return { id: globalId('Dataset', id), name, status, ...rest };
    });
    return printJson(terminal, summary);
  }
  const rows = verified.flatMap(({ dataset, findings }) =>
    findings.map(({ file, state }) => [globalId('Dataset', dataset.id), dataset.name, file, state]),
  );
  if (rows.length > 0) printTable(terminal, ['dataset', 'name', 'file', 'state'], rows);
  for (const { notRegenerated } of verified) if (notRegenerated) terminal.stderr.write(`${notRegenerated}\n`);
  for (const { dataset } of verified)
    if (dataset.status !== 'COMPLETED')
      terminal.stderr.write(`'${dataset.name}' is ${dataset.status}: it has no files to check.\n`);
  const files = verified.reduce((sum, each) => sum + each.files, 0);
  if (rows.length === 0)
    terminal.stdout.write(`All ${thousands(files)} files of ${thousands(verified.length)} datasets are as recorded.\n`);
}
