import { type Command, InvalidArgumentError } from 'commander';
import type { AuditEntry, AuditFilter } from '../domain/audit.js';
import { globalId, keyIn } from '../domain/global-id.js';
import type { Services } from '../service/services.js';
import { configOf, type DataFlags, withServices } from './session.js';
import { printJson, printTable, type Terminal } from './terminal.js';

interface Flags extends DataFlags {
  readonly key?: string;
  readonly name?: string;
  readonly action?: string;
  readonly object?: string;
  readonly outcome?: string;
  readonly from?: Date;
  readonly to?: Date;
  readonly limit: number;
  readonly json?: boolean;
}

const PAGE = 500;

export function addAudit(program: Command, terminal: Terminal): void {
  program
    .command('audit')
    .description('show who changed and downloaded what, newest first')
    .option('--key <id>', 'only by this API key')
    .option('--name <name>', 'only by keys of this name')
    .option('--action <action>', 'only this, such as deleteDataset or downloadFile')
    .option('--object <id>', 'only what was done to this, or has made it')
    .option('--outcome <code>', 'only with this outcome: OK, or the code of an error')
    .option('--from <instant>', 'not before, such as 2026-01-31 or 2026-01-31T12:00:00Z', instantIn)
    .option('--to <instant>', 'before', instantIn)
    .option('--limit <count>', 'at most so many entries', countIn, 100)
    .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
    .option('--json', 'print JSON')
    .action((flags: Flags) => list(flags, terminal));
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;

function instantIn(text: string): Date {
  const instant = DAY.test(text) || INSTANT.test(text) ? new Date(text) : null;
  if (instant && !Number.isNaN(instant.getTime())) return instant;
  throw new InvalidArgumentError('It must be a day or an instant, such as 2026-01-31 or 2026-01-31T12:00:00Z.');
}

function countIn(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

async function list(flags: Flags, terminal: Terminal): Promise<void> {
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const entries = await newest(services, filterOf(flags), flags.limit);
    if (flags.json) return printJson(terminal, entries.map(summaryOf));
    const rows = entries.map(({ at, keyName, origin, address, action, objectId, outcome }) => [
      at.toISOString().slice(0, 19).replace('T', ' '),
      keyName ?? '',
      address ?? origin,
      action,
      objectId ?? '',
      outcome ?? '?',
    ]);
    printTable(terminal, ['when (UTC)', 'key', 'from', 'action', 'object', 'outcome'], rows);
  });
}

function filterOf({ key, name, action, object, outcome, from, to }: Flags): AuditFilter {
  return {
    ...(key !== undefined && { keyId: keyIn('ApiKey', key) ?? key }),
    ...(name !== undefined && { keyName: name }),
    ...(action !== undefined && { action }),
    ...(object !== undefined && { objectId: object }),
    ...(outcome !== undefined && { outcome }),
    ...(from && { from }),
    ...(to && { to }),
  };
}

async function newest({ audit }: Services, filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let after: string | null = null;
  for (;;) {
    const first = Math.min(PAGE, limit - entries.length);
    const page: Awaited<ReturnType<typeof audit.page>> = await audit.page({ first, after, filter });
    entries.push(...page.items);
    const last = page.items.at(-1);
    if (!page.hasNextPage || !last || entries.length >= limit) return entries;
    after = page.cursorOf(last);
  }
}

function summaryOf({ id: _, keyId, ...entry }: AuditEntry): object {
  return { ...entry, keyId: keyId === null ? null : globalId('ApiKey', keyId) };
}
