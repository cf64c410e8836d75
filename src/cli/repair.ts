import type { Command } from 'commander';
import { DomainError } from '../domain/errors.js';
import { globalId } from '../domain/global-id.js';
import { audited } from './audited.js';
import { Counter } from './progress.js';
import { configOf, type DataFlags, withServices } from './session.js';
import { CommandFailure, printJson, type Terminal, thousands } from './terminal.js';
import { filesOf } from './verify.js';

interface Flags extends DataFlags {
  readonly json?: boolean;
}

interface Outcome {
  readonly id: string;
  readonly name: string;
  readonly repaired: readonly string[];
  /** Why the dataset could not be repaired; null: it is well. */
  readonly problem: string | null;
}

export function addRepair(program: Command, terminal: Terminal): void {
  program
    .command('repair [datasets...]')
    .description('make lost and damaged files of completed datasets again, byte for byte (default: of all datasets)')
    .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
    .option('--json', 'print JSON')
    .action((ids: string[], flags: Flags) => repair(ids, flags, terminal));
}

async function repair(ids: string[], flags: Flags, terminal: Terminal): Promise<void> {
  const outcomes = await withServices(configOf(terminal, flags), async ({ services }) => {
    const { maintenance } = services;
    const stored = await maintenance.datasets(ids);
    const steps = stored.reduce((sum, each) => sum + filesOf(each), 0);
    const counter = new Counter(terminal, flags.json === true, steps, 'files');
    const results: Outcome[] = [];
    for (const { dataset } of stored) {
      const about = { id: globalId('Dataset', dataset.id), name: dataset.name };
      try {
        const done = await audited(services, { action: 'repairDataset', objectId: about.id }, () =>
          maintenance.repair(dataset.id, () => counter.step()),
        );
        const problem = done
          ? null
          : `Dataset '${about.id}' is ${dataset.status}; only a COMPLETED one has files to repair.`;
        results.push({ ...about, repaired: done?.repaired ?? [], problem });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        results.push({ ...about, repaired: [], problem: error.message });
      }
    }
    counter.end();
    return results;
  });
  if (flags.json) printJson(terminal, outcomes);
  else for (const outcome of outcomes) sayRepaired(outcome, terminal);
  const problems = outcomes.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  if (problems.length > 0) throw new CommandFailure(problems.join('\nsynth911: '));
  if (!flags.json && outcomes.every(({ repaired }) => repaired.length === 0))
    terminal.stdout.write(`Nothing to repair: ${thousands(outcomes.length)} datasets have all their files.\n`);
}

function sayRepaired({ name, repaired }: Outcome, { stdout }: Terminal): void {
  if (repaired.length > 0) stdout.write(`Made again for '${name}': ${repaired.join(', ')}.\n`);
}
