import { config } from 'zod';
import type { InputIssue } from '../../domain/errors.js';
import type { GenerationSettings } from '../../domain/settings.js';
import {
  inspectSettings,
  MAX_ADDRESS_POOL,
  MAX_NAMES_PER_SHIFT,
  type SettingsLimits,
} from '../../domain/settings-rules.js';
import { formatNumber } from '../format/format.js';
import { texts } from '../texts/texts.js';
import { type SettingsDraft, settingsOf } from './settings-draft.js';

config({ jitless: true }); // else zod tries to compile its checks, which the Content-Security-Policy forbids

/** What is wrong with fields, by their name: a setting's, with `.LAW`, `.FALL BLS` or `.3` behind it for one of many. */
export type Problems = Readonly<Record<string, string>>;

export interface CheckedDraft {
  /** null when there are problems. */
  readonly settings: GenerationSettings | null;
  readonly problems: Problems;
}

/** Judges the draft by the rules of the service. */
export function checkDraft(draft: SettingsDraft, limits: SettingsLimits): CheckedDraft {
  const { settings, issues } = inspectSettings(settingsOf(draft), limits);
  return { settings, problems: problemsOf(issues, draft, limits) };
}

type FoundIssue = Pick<InputIssue, 'path' | 'message'> & { readonly code: string };

/** The issues as problems of fields, in words for people; issues of other fields keep their own words. */
export function problemsOf(
  issues: readonly FoundIssue[],
  draft: SettingsDraft,
  limits: SettingsLimits,
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const issue of issues) {
    const path = issue.path.filter((key) => key !== 'input' && key !== 'settings');
    problems[fieldOf(path, draft)] ??= wordsFor(issue, path, draft, limits);
  }
  return problems;
}

function fieldOf([setting, index]: FoundIssue['path'], draft: SettingsDraft): string {
  if (typeof index !== 'number') return String(setting);
  const { agencies, callTypes } = settingsOf(draft) as Pick<GenerationSettings, 'agencies' | 'callTypes'>;
  if (setting === 'agencies') return `agencies.${agencies[index]?.agency ?? ''}`;
  if (setting === 'callTypes') return `callTypes.${callTypes?.[index]?.name ?? ''}`;
  return `${setting}.${index}`;
}

function wordsFor(
  { code, message }: FoundIssue,
  path: FoundIssue['path'],
  { startDate, endDate }: SettingsDraft,
  limits: SettingsLimits,
): string {
  const [setting, index] = path;
  const words = texts.settings.problems;
  const isOne = typeof index === 'number';
  switch (setting) {
    case 'recordCount':
      return words.wholeNumber(formatNumber(limits.maxRecordCount));
    case 'namesPerShift':
      return words.wholeNumber(formatNumber(MAX_NAMES_PER_SHIFT));
    case 'addressPoolSize':
      return words.wholeNumber(formatNumber(MAX_ADDRESS_POOL));
    case 'startDate':
    case 'endDate':
      return code === 'TOO_SMALL' && endDate < startDate && setting === 'endDate'
        ? words.endsBeforeStart
        : dateWords(code);
    case 'agencies':
      return isOne ? words.weight : words.noAgency;
    case 'callTypes':
      return !isOne ? words.noCallType : path[2] === 'weight' ? words.weight : message;
    case 'hourlyWeights':
    case 'weekdayWeights':
    case 'monthlyWeights':
      return isOne ? words.volume : words.noVolume;
    default:
      return message;
  }
}

function dateWords(code: string): string {
  const { date, tooEarly, tooLate } = texts.settings.problems;
  if (code === 'TOO_LARGE') return tooLate;
  return code === 'TOO_SMALL' ? tooEarly : date;
}

/** A problem goes away with the first change of its field. */
export function withoutChanged(problems: Problems, patch: object): Problems {
  const changed = new Set(Object.keys(patch).map((key) => (key === 'agencyWeights' ? 'agencies' : key)));
  return Object.fromEntries(Object.entries(problems).filter(([field]) => !changed.has(field.split('.')[0] ?? '')));
}
