import { defaultSettings, type GenerationSettings } from '../../domain/settings.js';
import { AGENCIES, type Agency } from '../../domain/vocabulary/agencies.js';
import { callTypeByName } from '../../domain/vocabulary/call-types.js';

/** What stands in a field for a number: text while it is none. */
export type NumberText = number | string;

/** Settings as a form holds them while they are worked on; null is the timing model's own, as in the settings. */
export interface SettingsDraft extends Omit<
  GenerationSettings,
  | 'recordCount'
  | 'namesPerShift'
  | 'addressPoolSize'
  | 'agencies'
  | 'callTypes'
  | 'hourlyWeights'
  | 'weekdayWeights'
  | 'monthlyWeights'
> {
  readonly recordCount: NumberText;
  readonly namesPerShift: NumberText;
  readonly addressPoolSize: NumberText;
  readonly agencies: readonly Agency[];
  readonly agencyWeights: Readonly<Record<Agency, NumberText>> | null;
  /** Weights of those that were chosen, by name. */
  readonly callTypes: Readonly<Record<string, NumberText>> | null;
  readonly hourlyWeights: readonly NumberText[] | null;
  readonly weekdayWeights: readonly NumberText[] | null;
  readonly monthlyWeights: readonly NumberText[] | null;
}

const EQUAL_SHARES = { LAW: 1, EMS: 1, FIRE: 1, RESCUE: 1 } as const;

export function draftOf(settings: GenerationSettings): SettingsDraft {
  const { agencies, callTypes, ...rest } = settings;
  const weighted = agencies.some(({ weight }) => weight !== null);
  const weights = Object.fromEntries(agencies.map(({ agency, weight }) => [agency, weight ?? 1]));
  return {
    ...rest,
    agencies: agencies.map(({ agency }) => agency),
    agencyWeights: weighted ? { ...EQUAL_SHARES, ...weights } : null,
    callTypes: callTypes && Object.fromEntries(callTypes.map(({ name, weight }) => [name, weight])),
  };
}

/** The settings that the draft stands for; not yet checked. Call types of agencies that take no part are left out. */
export function settingsOf(draft: SettingsDraft): Record<keyof GenerationSettings, unknown> {
  const { agencies, agencyWeights, callTypes, ...rest } = draft;
  return {
    ...rest,
    agencies: AGENCIES.filter((agency) => agencies.includes(agency)).map((agency) => ({
      agency,
      weight: agencyWeights ? agencyWeights[agency] : null,
    })),
    callTypes: callTypes && chosenCallTypes(callTypes, agencies),
  };
}

function chosenCallTypes(callTypes: Readonly<Record<string, NumberText>>, agencies: readonly Agency[]) {
  return Object.entries(callTypes)
    .filter(([name]) => takesPart(name, agencies))
    .map(([name, weight]) => ({ name, weight }));
}

/** Whether the call type belongs to an agency that takes part; what is no call type is left for the rules to refuse. */
function takesPart(name: string, agencies: readonly Agency[]): boolean {
  const type = callTypeByName(name);
  return !type || agencies.includes(type.agency);
}

/** Names of chosen call types whose agency takes no part. */
export function leftOutCallTypes({ callTypes, agencies }: SettingsDraft): string[] {
  return Object.keys(callTypes ?? {}).filter((name) => !takesPart(name, agencies));
}

/** The draft with another timing model; a shift pattern that was the old model's default becomes the new one's. */
export function withTimingModel(draft: SettingsDraft, timingModel: GenerationSettings['timingModel']): SettingsDraft {
  const isDefault = draft.shiftPattern === defaultSettings(draft.timingModel).shiftPattern;
  const shiftPattern = isDefault ? defaultSettings(timingModel).shiftPattern : draft.shiftPattern;
  return { ...draft, timingModel, shiftPattern };
}

/** What differs in the settings, as a patch over `base`: null where the timing model's own is wanted again. */
export function changedSettings(base: GenerationSettings, settings: GenerationSettings): Partial<GenerationSettings> {
  const keys = Object.keys(settings) as (keyof GenerationSettings)[];
  const changed = keys.filter((key) => !sameValue(base[key], settings[key]));
  return Object.fromEntries(changed.map((key) => [key, settings[key]]));
}

/** Whether two values are alike, in whatever order their members and their call types come. */
export function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(ordered);
    return typeof value[0] === 'object'
      ? items.toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b)))
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, member]) => [key, ordered(member)] as const)
    .toSorted(([a], [b]) => compare(a, b));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
