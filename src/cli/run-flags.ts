import type { Command } from 'commander';
import type { InputIssue } from '../domain/errors.js';
import { settingsFrom, type SettingsPatch, TIMING_MODELS } from '../domain/settings.js';
import { inspectSettings } from '../domain/settings-rules.js';
import { AGENCIES, type Agency } from '../domain/vocabulary/agencies.js';
import { LOCALES } from '../domain/vocabulary/locales.js';
import type { Terminal } from './terminal.js';

/** Flags that say what to generate, as they were typed. */
export interface RunFlags {
  readonly numRecords?: string;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly numNames?: string;
  readonly locale?: string;
  readonly agencies?: string;
  readonly agencyProbabilities?: string;
  readonly model?: string;
  readonly profile?: string;
}

export interface ReadFlags {
  readonly patch: SettingsPatch;
  readonly problems: readonly string[];
}

/** Probabilities that a person wrote rarely add up exactly. */
const PROBABILITY_SLACK = 0.01;

export function addRunFlags(command: Command): Command {
  return command
    .option('-n, --num-records <count>', 'records to generate (default 10000; SYNTH911_NUM_RECORDS)')
    .option('-s, --start-date <date>', 'first day, YYYY-MM-DD (default 2024-01-01)')
    .option('-e, --end-date <date>', 'last day, YYYY-MM-DD, inclusive (default 2024-12-31)')
    .option('--num-names <count>', 'call takers, and dispatchers, on each shift (default 8)')
    .option('-l, --locale <locale>', 'language of names and addresses, such as en_US (SYNTH911_LOCALE)')
    .option('-a, --agencies <list>', `agencies, separated by commas, of ${AGENCIES.join(', ')} (default all)`)
    .option('--agency-probabilities <list>', 'their shares, in the order of --agencies, adding up to 1')
    .option('--model <model>', 'timing model, classic or realistic (default realistic)')
    .option('--profile <name>', 'profile to start from; other flags change its settings');
}

/** Defaults that the environment gives; a profile knows better. */
export function withEnvironment<Flags extends RunFlags>(flags: Flags, { env }: Terminal): Flags {
  if (flags.profile !== undefined) return flags;
  const { SYNTH911_LOCALE: locale, SYNTH911_NUM_RECORDS: numRecords } = env;
  return { ...(locale ? { locale } : {}), ...(numRecords ? { numRecords } : {}), ...flags };
}

/** The settings that the flags change, and everything that is wrong with the flags, in plain words. */
export function readRunFlags(flags: RunFlags, maxRecordCount: number): ReadFlags {
  const problems: string[] = [];
  const numRecords = wholeNumber('--num-records', flags.numRecords, problems);
  const numNames = wholeNumber('--num-names', flags.numNames, problems);
  const locale = localeOf(flags.locale, problems);
  const agencies = agenciesOf(flags, problems);
  const model = modelOf(flags.model, problems);
  const patch: SettingsPatch = {
    ...(numRecords === undefined ? {} : { recordCount: numRecords }),
    ...(numNames === undefined ? {} : { namesPerShift: numNames }),
    ...(flags.startDate === undefined ? {} : { startDate: flags.startDate }),
    ...(flags.endDate === undefined ? {} : { endDate: flags.endDate }),
    ...(locale === undefined ? {} : { locale }),
    ...(agencies === undefined ? {} : { agencies }),
    ...(model === undefined ? {} : { timingModel: model }),
  };
  // With a profile, only the service can judge the whole.
  if (flags.profile === undefined)
    problems.push(...inspectSettings(settingsFrom(patch), { maxRecordCount }).issues.map(inWords));
  return { patch, problems };
}

const FLAG_OF: Readonly<Record<string, string>> = {
  recordCount: '--num-records',
  startDate: '--start-date',
  endDate: '--end-date',
  namesPerShift: '--num-names',
  locale: '--locale',
  agencies: '--agencies',
  timingModel: '--model',
  profileName: '--profile',
  seed: '--seed',
  formats: '--format',
  format: '--format',
  count: '--count',
};

/** A problem that the service found, under the name of the flag that it comes from. */
export function inWords({ path, message }: InputIssue): string {
  const [first, second] = path[0] === 'settings' ? path.slice(1) : path;
  const flag = FLAG_OF[String(first)] ?? (second === undefined ? undefined : FLAG_OF[String(second)]);
  return flag === undefined ? message : `${flag}: ${message}`;
}

function wholeNumber(flag: string, text: string | undefined, problems: string[]): number | undefined {
  if (text === undefined) return undefined;
  if (/^[+-]?\d+$/.test(text.trim())) return Number(text);
  problems.push(`${flag}: '${text}' is no whole number.`);
  return undefined;
}

function localeOf(text: string | undefined, problems: string[]) {
  if (text === undefined) return undefined;
  const code = text.trim().toUpperCase().replace('-', '_');
  const locale = LOCALES.find((candidate) => candidate.code === code);
  if (!locale) problems.push(`--locale: there is no locale '${text}'; --list-locales says which there are.`);
  return locale?.code;
}

function modelOf(text: string | undefined, problems: string[]) {
  if (text === undefined) return undefined;
  const model = TIMING_MODELS.find((candidate) => candidate === text.trim().toUpperCase());
  if (!model) problems.push(`--model: '${text}' is neither classic nor realistic.`);
  return model;
}

function agenciesOf({ agencies: list, agencyProbabilities }: RunFlags, problems: string[]) {
  if (list === undefined && agencyProbabilities === undefined) return undefined;
  const names = list === undefined || list.trim().toLowerCase() === 'all' ? [...AGENCIES] : itemsOf(list);
  const known = names.map((name) => AGENCIES.find((agency) => agency === name.toUpperCase()));
  const unknown = names.filter((_, i) => known[i] === undefined);
  if (unknown.length > 0)
    problems.push(
      `--agencies: there is no agency ${unknown.map((name) => `'${name}'`).join(' or ')}; there are ${AGENCIES.join(', ')}.`,
    );
  const weights = probabilitiesOf(agencyProbabilities, names.length, problems);
  if (unknown.length > 0 || weights === undefined) return undefined;
  return (known as Agency[]).map((agency, i) => ({ agency, weight: weights?.[i] ?? null }));
}

/** null: none given; undefined: none that can be used. */
function probabilitiesOf(list: string | undefined, count: number, problems: string[]): number[] | null | undefined {
  if (list === undefined) return null;
  const flag = '--agency-probabilities';
  const numbers = itemsOf(list).map(Number);
  const before = problems.length;
  if (numbers.some((number) => !Number.isFinite(number) || number <= 0))
    problems.push(`${flag}: '${list}' must be numbers above 0, separated by commas.`);
  else if (Math.abs(numbers.reduce((sum, number) => sum + number, 0) - 1) > PROBABILITY_SLACK)
    problems.push(`${flag}: ${list} must add up to 1.`);
  if (numbers.length !== count)
    problems.push(`${flag}: there are ${numbers.length} for ${count} agencies; give one for each.`);
  return problems.length > before ? undefined : numbers;
}

function itemsOf(list: string): string[] {
  return list.split(',').map((item) => item.trim());
}
