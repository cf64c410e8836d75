import type { Agency } from './vocabulary/agencies.js';
import type { Locale } from './vocabulary/locales.js';
import type { ShiftPattern } from './vocabulary/shift-patterns.js';
import { AGENCIES } from './vocabulary/agencies.js';

/** How the intervals of a call and the volume over time are drawn. */
export const TIMING_MODELS = ['CLASSIC', 'REALISTIC'] as const;
export type TimingModel = (typeof TIMING_MODELS)[number];

export interface AgencyWeight {
  readonly agency: Agency;
  /** Relative weight, above 0; null: the timing model's own share. */
  readonly weight: number | null;
}

export interface CallTypeWeight {
  readonly name: string;
  /** Relative weight inside its agency, above 0. */
  readonly weight: number;
}

/** Everything that a run depends on besides its seed. Dates are 'YYYY-MM-DD', both inclusive. */
export interface GenerationSettings {
  readonly recordCount: number;
  readonly startDate: string;
  readonly endDate: string;
  readonly locale: Locale;
  readonly agencies: readonly AgencyWeight[];
  /** null: all, with the timing model's own weights. */
  readonly callTypes: readonly CallTypeWeight[] | null;
  readonly namesPerShift: number;
  readonly addressPoolSize: number;
  readonly timingModel: TimingModel;
  readonly shiftPattern: ShiftPattern;
  /** 24 relative volumes, from midnight; null: the timing model's own. */
  readonly hourlyWeights: readonly number[] | null;
  /** 7 relative volumes, from Monday; null: the timing model's own. */
  readonly weekdayWeights: readonly number[] | null;
  /** 12 relative volumes, from January; null: the timing model's own. */
  readonly monthlyWeights: readonly number[] | null;
}

/** Settings to set: what is left out keeps its value, null takes the default again. */
export type SettingsPatch = {
  readonly [Key in keyof GenerationSettings]?: GenerationSettings[Key] | null;
};

const DEFAULT_SHIFT_PATTERN: Readonly<Record<TimingModel, ShiftPattern>> = {
  CLASSIC: 'ISO_WEEK_PARITY',
  REALISTIC: 'ROTATION_14_DAY',
};

export const DEFAULT_TIMING_MODEL: TimingModel = 'REALISTIC';

/** Settings of a run when none are given. */
export function defaultSettings(timingModel: TimingModel = DEFAULT_TIMING_MODEL): GenerationSettings {
  return {
    recordCount: 10_000,
    startDate: '2024-01-01',
    endDate: '2024-12-31',
    locale: 'EN_US',
    agencies: AGENCIES.map((agency) => ({ agency, weight: null })),
    callTypes: null,
    namesPerShift: 8,
    addressPoolSize: 2_500,
    timingModel,
    shiftPattern: DEFAULT_SHIFT_PATTERN[timingModel],
    hourlyWeights: null,
    weekdayWeights: null,
    monthlyWeights: null,
  };
}

/** The settings with a patch laid over them; not yet checked. */
export function applyPatch(base: GenerationSettings, patch: SettingsPatch): GenerationSettings {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  const timingModel = patch.timingModel ?? (patch.timingModel === null ? DEFAULT_TIMING_MODEL : base.timingModel);
  const defaults: GenerationSettings = defaultSettings(timingModel);
  const cleared = Object.fromEntries(
    given.filter(([, value]) => value === null).map(([key]) => [key, defaults[key as keyof GenerationSettings]]),
  );
  return { ...base, ...Object.fromEntries(given), ...cleared };
}

/** The settings from a patch alone: what it leaves out takes its default. */
export function settingsFrom(patch: SettingsPatch): GenerationSettings {
  return applyPatch(defaultSettings(patch.timingModel ?? DEFAULT_TIMING_MODEL), patch);
}
