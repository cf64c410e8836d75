import type { Command } from 'commander';
import { globalId } from '../domain/global-id.js';
import type { RebuiltFolder } from '../service/catalog-rebuild.js';
import type { Services } from '../service/services.js';
import { audited } from './audited.js';
import { Counter } from './progress.js';
import { configOf, type DataFlags, withServices } from './session.js';
import { CommandFailure, printJson, printTable, type Terminal } from './terminal.js';

interface Flags extends DataFlags {
  readonly json?: boolean;
}

export function addCatalog(program: Command, terminal: Terminal): void {
  const catalog = program.command('catalog').description('look after the catalog');
  catalog
    .command('rebuild')
    .description('enter the datasets that only the manifests beside their files know; stop the service first')
    .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
    .option('--json', 'print JSON')
    .action((flags: Flags) => rebuild(flags, terminal));
}

async function rebuild(flags: Flags, terminal: Terminal): Promise<void> {
  const work = async ({ services }: { services: Services }) => {
    const { catalogRebuild } = services;
    const folders = await catalogRebuild.unknown();
    const counter = new Counter(terminal, flags.json === true, folders.length, 'datasets');
    const results: RebuiltFolder[] = [];
    for (const folder of folders) {
      const enter = () => catalogRebuild.rebuild(folder);
      results.push(
        await audited(services, { action: 'rebuildCatalog' }, enter, ({ dataset }) =>
          dataset ? globalId('Dataset', dataset.id) : null,
        ),
      );
      counter.step();
    }
    counter.end();
    return results;
  };
  const rebuilt = await withServices(configOf(terminal, flags), work, 'TO_BE_REBUILT');
  const entered = rebuilt.flatMap(({ dataset }) => dataset ?? []);
  if (flags.json) printJson(terminal, rebuilt.map(summaryOf));
  else if (entered.length === 0) terminal.stdout.write('No dataset was entered into the catalog.\n');
  else {
    const rows = entered.map(({ id, name, status }) => [globalId('Dataset', id), name, status]);
    printTable(terminal, ['entered', 'name', 'status'], rows);
  }
  const problems = rebuilt.flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) throw new CommandFailure(problems.join('\nsynth911: '));
}

function summaryOf({ folder, dataset, problem }: RebuiltFolder): object {
  const { name, status } = dataset ?? { name: null, status: null };
  return { folder, id: dataset ? globalId('Dataset', dataset.id) : null, name, status, problem };
}
