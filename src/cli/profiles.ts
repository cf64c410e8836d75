import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { parse, stringify } from 'yaml';
import { COMMAND_LINE } from '../domain/caller.js';
import { globalId } from '../domain/global-id.js';
import type { Profile } from '../domain/profile.js';
import { fileContentOf, fileFormOf, profilesInFile, type ProfileInFile } from '../domain/profile-file.js';
import type { SettingsPatch } from '../domain/settings.js';
import type { Services } from '../service/services.js';
import { STANDARD_OUTPUT } from './output-file.js';
import { addRunFlags, readRunFlags, type RunFlags } from './run-flags.js';
import { audited } from './audited.js';
import { configOf, type DataFlags, withServices } from './session.js';
import { CommandFailure, printJson, printTable, type Terminal, thousands, UsageError } from './terminal.js';

interface Flags extends DataFlags {
  readonly json?: boolean;
}

interface SaveFlags extends Flags, RunFlags {
  readonly description?: string;
  readonly tag?: string[];
  readonly replace?: boolean;
}

interface ExportFlags extends Flags {
  readonly output?: string;
}

interface ImportFlags extends Flags {
  readonly replace?: boolean;
}

const PAGE = 500;

export function addProfiles(program: Command, terminal: Terminal): void {
  const profiles = program.command('profiles').description('list, show, save and share profiles');
  const add = (name: string, description: string) =>
    profiles
      .command(name)
      .description(description)
      .option('--data-dir <folder>', 'folder of catalog and datasets (default ./data; SYNTH911_DATA_DIR)')
      .option('--json', 'print JSON');
  add('list', 'list the profiles').action((flags: Flags) => list(flags, terminal));
  add('show <name>', 'show a profile').action((name: string, flags: Flags) => show(name, flags, terminal));
  addRunFlags(add('save <name>', 'save a profile with the settings that the flags say'))
    .option('--description <text>', 'what it is for')
    .option('--tag <text...>', 'tags')
    .option('--replace', 'change the profile of that name, if there is one')
    .action((name: string, flags: SaveFlags) => save(name, flags, terminal));
  add('export <names...>', 'write profiles as YAML, or JSON with --json or a .json file')
    .option('-o, --output <file>', 'file to write; without it, standard output')
    .action((names: string[], flags: ExportFlags) => exportProfiles(names, flags, terminal));
  add('import <files...>', 'read profiles from YAML or JSON files')
    .option('--replace', 'change profiles of the same name')
    .action((files: string[], flags: ImportFlags) => importProfiles(files, flags, terminal));
}

async function list(flags: Flags, terminal: Terminal): Promise<void> {
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const profiles = await allProfiles(services);
    if (flags.json) return printJson(terminal, profiles.map(summaryOf));
    const rows = profiles.map(({ name, settings, revision, description }) => [
      name,
      thousands(settings.recordCount),
      revision,
      firstLine(description),
    ]);
    printTable(terminal, ['name', 'records', 'revision', 'description'], rows);
  });
}

async function allProfiles({ profiles }: Services): Promise<Profile[]> {
  const all: Profile[] = [];
  let after: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof profiles.page>> = await profiles.page({ first: PAGE, after });
    all.push(...page.items);
    const last = page.items.at(-1);
    if (!page.hasNextPage || !last) return all;
    after = page.cursorOf(last);
  }
}

function summaryOf({ id, ...profile }: Profile): object {
  return { id: globalId('Profile', id), ...profile };
}

function firstLine(text: string | null): string {
  const [line = ''] = (text ?? '').split('\n');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

async function show(name: string, flags: Flags, terminal: Terminal): Promise<void> {
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const profile = await existing(services, name);
    if (flags.json) return printJson(terminal, summaryOf(profile));
    terminal.stdout.write(stringify({ ...fileFormOf(profile), revision: profile.revision, builtIn: profile.builtIn }));
  });
}

async function existing({ profiles }: Services, name: string): Promise<Profile> {
  const profile = await profiles.findByName(name);
  if (!profile) throw new CommandFailure(`There is no profile named '${name}'; 'profiles list' says which there are.`);
  return profile;
}

async function save(name: string, flags: SaveFlags, terminal: Terminal): Promise<void> {
  const config = configOf(terminal, flags);
  const { patch, problems } = readRunFlags(flags, config.maxRecordCount);
  if (problems.length > 0) throw new UsageError(problems);
  await withServices(config, async ({ services }) => {
    const base = flags.profile === undefined ? {} : (await existing(services, flags.profile)).settings;
    const { description, tag, replace = false } = flags;
    const wanted = { name, description, tags: tag, settings: { ...base, ...patch } };
    const saved = await store(services, wanted, replace);
    if (flags.json) return printJson(terminal, summaryOf(saved));
    terminal.stdout.write(`Saved '${saved.name}', revision ${saved.revision}.\n`);
  });
}

type Wanted = {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  readonly settings: SettingsPatch;
};

function idOf({ id }: Profile): string {
  return globalId('Profile', id);
}

/** Creates the profile, or changes the one of its name when that is allowed. */
async function store(services: Services, wanted: Wanted, replace: boolean): Promise<Profile> {
  const { profiles } = services;
  const { name, description, tags, settings } = wanted;
  const texts = { ...(description === undefined ? {} : { description }), ...(tags === undefined ? {} : { tags }) };
  const old = replace ? await profiles.findByName(name) : null;
  if (!old) {
    const create = () => profiles.create({ name, ...texts, settings }, COMMAND_LINE);
    return audited(services, { action: 'createProfile' }, create, idOf);
  }
  const change = { id: old.id, expectedRevision: old.revision, name, ...texts, settings };
  return audited(services, { action: 'updateProfile', objectId: idOf(old) }, () =>
    profiles.update(change, COMMAND_LINE),
  );
}

async function exportProfiles(names: string[], flags: ExportFlags, terminal: Terminal): Promise<void> {
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const found: ProfileInFile[] = [];
    for (const name of names) found.push(fileFormOf(await existing(services, name)));
    const content = fileContentOf(found);
    const asJson = flags.json === true || flags.output?.toLowerCase().endsWith('.json') === true;
    const text = asJson ? `${JSON.stringify(content, null, 2)}\n` : stringify(content);
    if (flags.output === undefined || flags.output === STANDARD_OUTPUT) terminal.stdout.write(text);
    else await writeFile(flags.output, text);
  });
}

async function importProfiles(files: string[], flags: ImportFlags, terminal: Terminal): Promise<void> {
  const problems: string[] = [];
  const wanted: ProfileInFile[] = [];
  for (const file of files) wanted.push(...(await profilesIn(file, problems)));
  if (problems.length > 0) throw new UsageError(problems);
  await withServices(configOf(terminal, flags), async ({ services }) => {
    const saved: Profile[] = [];
    for (const { settings, ...texts } of wanted)
      saved.push(await store(services, { ...texts, settings: settings ?? {} }, flags.replace === true));
    if (flags.json) return printJson(terminal, saved.map(summaryOf));
    for (const { name, revision } of saved) terminal.stdout.write(`Saved '${name}', revision ${revision}.\n`);
  });
}

/** The profiles in a file: one, or a list of them. JSON is YAML too. */
async function profilesIn(file: string, problems: string[]): Promise<ProfileInFile[]> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) problems.push(`${file}: cannot be read.`);
  const content = profilesInFile(text === null ? [] : parsed(file, text, problems));
  problems.push(...content.problems.map((problem) => `${file}: ${problem}`));
  return content.profiles;
}

function parsed(file: string, text: string, problems: string[]): unknown {
  try {
    return parse(text);
  } catch (error) {
    problems.push(`${file}: is neither YAML nor JSON: ${error instanceof Error ? error.message.split('\n')[0] : ''}`);
    return [];
  }
}
