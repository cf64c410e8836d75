import type { Command } from 'commander';
import type { CopyProgress } from '../service/backup.js';
import { audited } from './audited.js';
import { Counter } from './progress.js';
import { configOf, type DataFlags, withServices } from './session.js';
import { CommandFailure, printJson, type Terminal, thousands } from './terminal.js';

interface Flags extends DataFlags {
  readonly json?: boolean;
}

export function addBackup(program: Command, terminal: Terminal): void {
  const add = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
      .option('--json', 'print JSON');
  add('backup <folder>', 'copy catalog and datasets to an empty folder; the service may run meanwhile').action(
    (target: string, flags: Flags) => backUp(target, flags, terminal),
  );
  add('restore <folder>', 'put a backup into the empty data folder').action((source: string, flags: Flags) =>
    restore(source, flags, terminal),
  );
}

async function backUp(target: string, flags: Flags, terminal: Terminal): Promise<void> {
  const made = await withServices(configOf(terminal, flags), ({ services }) =>
    audited(services, { action: 'backup' }, () =>
      counted(terminal, flags, (report) => services.backup.make(target, report)),
    ),
  );
  const { datasets, files, bytes, damaged } = made;
  if (flags.json) printJson(terminal, { folder: target, ...made });
  else
    terminal.stdout.write(
      `Backed up ${thousands(datasets)} datasets, ${thousands(files)} files, ${thousands(bytes)} bytes to ${target}.\n`,
    );
  if (damaged.length > 0)
    throw new CommandFailure(
      `Lost or damaged here, and so not in the backup: ${damaged.join(', ')}; run 'synth911 repair'.`,
    );
}

async function restore(source: string, flags: Flags, terminal: Terminal): Promise<void> {
  const config = configOf(terminal, flags);
  const { restoreDataFolder } = await import('../open-services.js');
  const { files } = await counted(terminal, flags, (report) => restoreDataFolder(config, source, report));
  if (flags.json) return printJson(terminal, { dataDir: config.dataDir, files });
  terminal.stdout.write(`Restored ${thousands(files)} files to ${config.dataDir}.\n`);
}

async function counted<Result>(
  terminal: Terminal,
  { json }: Flags,
  work: (report: (progress: CopyProgress) => void) => Promise<Result>,
): Promise<Result> {
  const counter = new Counter(terminal, json === true, 0, 'files');
  const result = await work(({ files, done }) => counter.show(done, files));
  counter.end();
  return result;
}
