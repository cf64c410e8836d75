import { type Command, Option } from 'commander';
import { type ApiKey, statusOfKey } from '../domain/api-key.js';
import { COMMAND_LINE, type Role, ROLES } from '../domain/caller.js';
import { globalId, keyIn } from '../domain/global-id.js';
import type { Services } from '../service/services.js';
import { audited } from './audited.js';
import { configOf, type DataFlags, withServices } from './session.js';
import { printJson, printTable, type Terminal, UsageError } from './terminal.js';

interface Flags extends DataFlags {
  readonly json?: boolean;
}

interface CreateFlags extends Flags {
  readonly name: string;
  readonly role: Role;
  readonly expires?: string;
}

const PAGE = 500;
const DAY = 24 * 60 * 60 * 1000;

export function addKeys(program: Command, terminal: Terminal): void {
  const keys = program.command('keys').description('make, list and revoke API keys');
  const add = (name: string, description: string) =>
    keys
      .command(name)
      .description(description)
      .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
      .option('--json', 'print JSON');
  add('create', 'make a key and print it, this once; from the first one on, the service wants keys')
    .requiredOption('--name <name>', 'whose it is; keys of the same name own the same profiles and datasets')
    .addOption(
      new Option('--role <role>', 'READER: queries and downloads; USER: also generates; MAINTAINER: everything')
        .choices(ROLES)
        .makeOptionMandatory(),
    )
    .option('--expires <when>', 'a number of days such as 90d, or an instant such as 2027-01-31T12:00:00Z')
    .action((flags: CreateFlags) => create(flags, terminal));
  add('list', 'list all keys, newest first').action((flags: Flags) => list(flags, terminal));
  add('revoke <ids...>', 'revoke keys, at once and for good').action((ids: string[], flags: Flags) =>
    revoke(ids, flags, terminal),
  );
}

async function create(flags: CreateFlags, terminal: Terminal): Promise<void> {
  const { name, role, expires } = flags;
  const expiresAt = expires === undefined ? null : instantIn(expires, new Date());
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const { apiKey, key } = await audited(
      services,
      { action: 'createApiKey' },
      () => services.apiKeys.create({ name, role, expiresAt }, COMMAND_LINE),
      (created) => globalId('ApiKey', created.apiKey.id),
    );
    if (flags.json) return printJson(terminal, { ...summaryOf(apiKey), key });
    const until = apiKey.expiresAt ? ` until ${apiKey.expiresAt.toISOString()}` : '';
    terminal.stderr.write(`The key of '${apiKey.name}', ${apiKey.role}${until}; it is not shown again:\n`);
    terminal.stdout.write(`${key}\n`);
  });
}

/** When a key ends; throws UsageError. */
function instantIn(text: string, now: Date): Date {
  const [, days] = /^(\d{1,5})d$/.exec(text) ?? [];
  if (days !== undefined) return new Date(now.getTime() + Number(days) * DAY);
  const instant = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : null;
  if (instant && !Number.isNaN(instant.getTime())) return instant;
  throw new UsageError([
    `--expires: '${text}' is neither a number of days such as 90d nor an instant such as 2027-01-31T12:00:00Z.`,
  ]);
}

async function list(flags: Flags, terminal: Terminal): Promise<void> {
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const keys = await allKeys(services);
    if (flags.json) return printJson(terminal, keys.map(summaryOf));
    const rows = keys.map((key) => [
      globalId('ApiKey', key.id),
      key.name,
      key.role,
      statusOfKey(key, new Date()),
      minute(key.createdAt),
      minute(key.expiresAt),
      minute(key.revokedAt),
    ]);
    printTable(terminal, ['id', 'name', 'role', 'status', 'made (UTC)', 'ends', 'revoked'], rows);
  });
}

async function allKeys({ apiKeys }: Services): Promise<ApiKey[]> {
  const all: ApiKey[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof apiKeys.page>> = await apiKeys.page({ first: PAGE, after });
    all.push(...page.items);
    const last = page.items.at(-1);
    if (!page.hasNextPage || !last) return all;
    after = page.cursorOf(last);
  }
}

function minute(instant: Date | null): string {
  return instant?.toISOString().slice(0, 16).replace('T', ' ') ?? '';
}

/** By global id, or by the part of a key's text between its underscores. */
async function revoke(ids: string[], flags: Flags, terminal: Terminal): Promise<void> {
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const revoked: ApiKey[] = [];
    for (const text of ids) {
      const id = keyIn('ApiKey', text) ?? text;
      const objectId = (await services.apiKeys.find(id)) && globalId('ApiKey', id);
      revoked.push(await audited(services, { action: 'revokeApiKey', objectId }, () => services.apiKeys.revoke(id)));
    }
    if (flags.json) return printJson(terminal, revoked.map(summaryOf));
    for (const { name, role } of revoked) terminal.stdout.write(`Revoked a key of '${name}', ${role}.\n`);
  });
}

function summaryOf({ id, ...key }: ApiKey): object {
  return { id: globalId('ApiKey', id), ...key, status: statusOfKey({ id, ...key }, new Date()) };
}
