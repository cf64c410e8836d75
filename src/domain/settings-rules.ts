import { z } from 'zod';
import { type InputIssue, InvalidInputError, type IssueCode } from './errors.js';
import { calendarDay, parseLocalDate } from './local-date.js';
import { type GenerationSettings, TIMING_MODELS } from './settings.js';
import { AGENCIES } from './vocabulary/agencies.js';
import { callTypeByName } from './vocabulary/call-types.js';
import { LOCALE_CODES } from './vocabulary/locales.js';
import { SHIFT_PATTERNS } from './vocabulary/shift-patterns.js';

export interface SettingsLimits {
  readonly maxRecordCount: number;
}

export const EARLIEST_DATE = '1970-01-01';
export const LATEST_DATE = '2069-12-31';
export const MAX_NAMES_PER_SHIFT = 500;
export const MAX_ADDRESS_POOL = 100_000;

/** Weights keep within bounds in which their sums and products stay numbers above 0. */
const MIN_WEIGHT = 1e-9;
const MAX_WEIGHT = 1e9;
const relativeWeight = z.number().min(MIN_WEIGHT).max(MAX_WEIGHT);
const relativeVolume = z.union([z.literal(0), z.number().min(MIN_WEIGHT).max(MAX_WEIGHT)]);

function wholeNumber(maximum: number) {
  return z.number().int().min(1).max(maximum);
}

function relativeVolumes(count: number) {
  return z.array(relativeVolume).length(count).nullable();
}

function shapeOf(limits: SettingsLimits) {
  return z.strictObject({
    recordCount: wholeNumber(limits.maxRecordCount),
    startDate: z.string(),
    endDate: z.string(),
    locale: z.enum(LOCALE_CODES),
    agencies: z
      .array(z.strictObject({ agency: z.enum(AGENCIES), weight: relativeWeight.nullish().transform((w) => w ?? null) }))
      .min(1),
    callTypes: z
      .array(z.strictObject({ name: z.string().trim().toUpperCase(), weight: relativeWeight.default(1) }))
      .min(1)
      .nullable(),
    namesPerShift: wholeNumber(MAX_NAMES_PER_SHIFT),
    addressPoolSize: wholeNumber(MAX_ADDRESS_POOL),
    timingModel: z.enum(TIMING_MODELS),
    shiftPattern: z.enum(SHIFT_PATTERNS),
    hourlyWeights: relativeVolumes(24),
    weekdayWeights: relativeVolumes(7),
    monthlyWeights: relativeVolumes(12),
  });
}

/** Checked settings, agencies in canonical order; throws InvalidInputError with every problem, paths under `settings`. */
export function checkSettings(settings: unknown, limits: SettingsLimits): GenerationSettings {
  const { settings: checked, issues } = inspectSettings(settings, limits);
  if (checked) return checked;
  throw new InvalidInputError(issues);
}

/** Checked settings, or every problem that they have. */
export function inspectSettings(
  settings: unknown,
  limits: SettingsLimits,
): { settings: GenerationSettings | null; issues: readonly InputIssue[] } {
  const parsed = shapeOf(limits).safeParse(settings);
  const shapeIssues = parsed.success ? [] : parsed.error.issues.map(toInputIssue);
  const wellFormed = withoutFaults(settings, shapeIssues);
  const issues = [...shapeIssues, ...RULES.flatMap((rule) => rule(wellFormed))];
  if (!parsed.success || issues.length > 0) return { settings: null, issues };
  const { agencies } = parsed.data;
  const ordered = AGENCIES.flatMap((agency) => agencies.filter((entry) => entry.agency === agency));
  return { settings: { ...parsed.data, agencies: ordered }, issues };
}

/** The members whose own shape is right: rules between members judge only those. */
function withoutFaults(settings: unknown, issues: readonly InputIssue[]): Partial<GenerationSettings> {
  const faulty = new Set(issues.map(({ path }) => path[1]));
  const entries = Object.entries(settings as Record<string, unknown>).filter(([key]) => !faulty.has(key));
  return Object.fromEntries(entries);
}

type Rule = (settings: Partial<GenerationSettings>) => InputIssue[];

const RULES: readonly Rule[] = [
  datesExist,
  rangeRunsForward,
  agenciesOnce,
  weightsForAllOrNone,
  callTypesFit,
  volumeExists,
];

function datesExist(settings: Partial<GenerationSettings>): InputIssue[] {
  return (['startDate', 'endDate'] as const).flatMap((key) => {
    const date = settings[key];
    if (date === undefined) return [];
    if (parseLocalDate(date) === undefined)
      return [issue([key], 'INVALID_VALUE', `${key} '${date}' is no date; write it as YYYY-MM-DD.`)];
    if (date < EARLIEST_DATE)
      return [issue([key], 'TOO_SMALL', `${key} ${date} is before ${EARLIEST_DATE}, the earliest day.`)];
    if (date > LATEST_DATE)
      return [issue([key], 'TOO_LARGE', `${key} ${date} is after ${LATEST_DATE}, the latest day.`)];
    return [];
  });
}

function rangeRunsForward({ startDate, endDate }: Partial<GenerationSettings>): InputIssue[] {
  if (startDate === undefined || endDate === undefined || endDate >= startDate) return [];
  if (parseLocalDate(startDate) === undefined || parseLocalDate(endDate) === undefined) return [];
  return [
    issue(
      ['endDate'],
      'TOO_SMALL',
      `endDate ${endDate} is before startDate ${startDate}; it must be the same day or later.`,
    ),
  ];
}

function agenciesOnce({ agencies = [] }: Partial<GenerationSettings>): InputIssue[] {
  return repeated(agencies.map((entry) => entry.agency)).map(({ value, index }) =>
    issue(['agencies', index, 'agency'], 'DUPLICATE', `Agency ${value} is named twice.`),
  );
}

function weightsForAllOrNone({ agencies = [] }: Partial<GenerationSettings>): InputIssue[] {
  const missing = agencies.flatMap((entry, index) => ((entry.weight ?? null) === null ? [index] : []));
  if (missing.length === 0 || missing.length === agencies.length) return [];
  return missing.map((index) =>
    issue(
      ['agencies', index, 'weight'],
      'REQUIRED',
      `Agency ${agencies[index]?.agency} has no weight; give a weight for every agency or for none.`,
    ),
  );
}

function callTypesFit({ callTypes, agencies }: Partial<GenerationSettings>): InputIssue[] {
  if (!callTypes) return [];
  const takesPart = agencies && new Set(agencies.map((entry) => entry.agency));
  const names = callTypes.map((entry) => entry.name.trim().toUpperCase());
  const unfit = names.flatMap((name, index) => {
    const type = callTypeByName(name);
    const path = ['callTypes', index, 'name'];
    if (!type)
      return [issue(path, 'UNKNOWN_VALUE', `There is no call type '${name}'; the query callTypes lists them.`)];
    if (takesPart && !takesPart.has(type.agency))
      return [issue(path, 'INVALID_VALUE', `Call type '${name}' belongs to ${type.agency}, which does not take part.`)];
    return [];
  });
  const twice = repeated(names).map(({ value, index }) =>
    issue(['callTypes', index, 'name'], 'DUPLICATE', `Call type '${value}' is named twice.`),
  );
  return [...unfit, ...twice];
}

function volumeExists(settings: Partial<GenerationSettings>): InputIssue[] {
  const silent = (['hourlyWeights', 'weekdayWeights', 'monthlyWeights'] as const).filter((key) => {
    const weights = settings[key];
    return weights && weights.every((weight) => weight === 0);
  });
  if (silent.length > 0)
    return silent.map((key) =>
      issue([key], 'INVALID_VALUE', `Every one of ${key} is 0; at least one must be above 0.`),
    );
  return rangeHasVolume(settings) ? [] : [rangeWithoutVolume(settings)];
}

function rangeHasVolume({ startDate, endDate, weekdayWeights, monthlyWeights }: Partial<GenerationSettings>): boolean {
  const first = startDate === undefined ? undefined : parseLocalDate(startDate);
  const last = endDate === undefined ? undefined : parseLocalDate(endDate);
  if (first === undefined || last === undefined || first > last || (!weekdayWeights && !monthlyWeights)) return true;
  for (let day = first; day <= last; day++) {
    const { weekday, month } = calendarDay(day);
    if ((weekdayWeights?.[weekday] ?? 1) > 0 && (monthlyWeights?.[month - 1] ?? 1) > 0) return true;
  }
  return false;
}

function rangeWithoutVolume({ startDate, endDate, weekdayWeights }: Partial<GenerationSettings>): InputIssue {
  const key = weekdayWeights ? 'weekdayWeights' : 'monthlyWeights';
  return issue(
    [key],
    'INVALID_VALUE',
    `From ${startDate} to ${endDate} every day has weight 0; give a day in that range a weight above 0.`,
  );
}

function repeated(values: readonly string[]): { value: string; index: number }[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [{ value, index }] : []));
}

function issue(path: readonly (string | number)[], code: IssueCode, message: string): InputIssue {
  return { path: ['settings', ...path], code, message };
}

function toInputIssue(found: z.core.$ZodIssue): InputIssue {
  const path = found.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  const subject = path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('')
    .slice(1);
  return issue(path, issueCode(found), `${subject}: ${found.message}.`);
}

function issueCode(found: z.core.$ZodIssue): IssueCode {
  if (found.code === 'too_small') return 'TOO_SMALL';
  if (found.code === 'too_big') return 'TOO_LARGE';
  if (found.code === 'unrecognized_keys' || (found.code === 'invalid_value' && found.values.length > 0))
    return 'UNKNOWN_VALUE';
  return 'INVALID_VALUE';
}
