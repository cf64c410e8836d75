import { readFileSync } from 'node:fs';
import type { Measure } from './fidelity-sample.js';

export interface Quantiles {
  readonly n: number;
  readonly p50: number;
  readonly p90: number;
  readonly zeros: number;
}
export type Intervals = Readonly<Record<Measure, Quantiles>>;
export interface AgencyReference {
  readonly incidents: number;
  readonly share: number;
  readonly hours: readonly number[];
  readonly weekdays: readonly number[];
  readonly priorities: Readonly<Record<string, number>>;
  readonly prioritiesFullLog: Readonly<Record<string, number>>;
  readonly receptions: Readonly<Record<string, number>>;
  readonly origins: Readonly<Record<string, number>>;
  readonly arrivalMissing: number;
  readonly dispersion: number;
  readonly hourToHour: number;
  readonly intervals: Intervals;
  readonly publicByPriority: Readonly<Record<string, Intervals>>;
  readonly stillTalkingAtDispatch: Readonly<Record<string, number>>;
  readonly rankCorrelations: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
export interface Reference {
  readonly source: string;
  readonly monthSource: string;
  readonly agencies: Readonly<Record<'LAW' | 'EMS' | 'FIRE', AgencyReference>>;
  readonly weekendHours: readonly number[];
  readonly weekdayHours: readonly number[];
  readonly months: readonly number[];
  readonly fieldInitiated: Readonly<
    Record<Measure, { readonly zeros: number; readonly p50: number; readonly p90: number }>
  >;
  readonly callsPerDay: number;
  readonly turnoutByBlock: Readonly<Record<string, readonly number[]>>;
  readonly queueByBlock: Readonly<Record<string, readonly number[]>>;
}

/** The statistics of centre A that the bench compares with, cut from reference/calibration.json. */
export const REFERENCE = JSON.parse(
  readFileSync(new URL('reference/centre-a.json', import.meta.url), 'utf8'),
) as Reference;
