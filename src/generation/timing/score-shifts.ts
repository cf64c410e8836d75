import { AGENCIES, type Agency } from '../../domain/vocabulary/agencies.js';
import { CALL_TYPES } from '../../domain/vocabulary/call-types.js';
import { cellOf, PRIORITIES } from './realistic-cells.js';
import {
  INTERVALS,
  type IntervalName,
  NIGHT_EFFECTS,
  PHONE_LOG_SD,
  PRIORITY_OF_TABLE,
  PUBLIC_QUANTILES,
} from './realistic-interval-tables.js';
import { type Origin, ORIGINS } from './realistic-mix-tables.js';
import type { ProfiledType } from './realistic-profiles.js';
import { HOURS } from './realistic-volume-tables.js';

/** What call type and hour of day add to the normal scores of intervals, and what remains to chance. */
export interface ScoreShifts {
  /** (field-initiated or not × call types + type) × intervals + interval. */
  readonly byType: Float64Array;
  /** (agency × 24 + hour) × intervals + interval. */
  readonly byHour: Float64Array;
  /** Standard deviation of the part that chance adds: cell × intervals + interval. */
  readonly chance: Float64Array;
}

const COUNT = INTERVALS.length;
/** Of a score's variance, chance keeps this much at least. */
const LEAST_CHANCE = 0.25;

export function isFieldInitiated(origin: Origin): boolean {
  return origin === 'ON_VIEW' || origin === 'FIELD_REQUEST';
}

/** Shifts of mean 0 within each group of calls that share a distribution, so that the distribution stays what it is. */
export function scoreShifts(profiles: readonly ProfiledType[]): ScoreShifts {
  const byType = new Float64Array(2 * CALL_TYPES.length * COUNT);
  const byHour = new Float64Array(AGENCIES.length * 24 * COUNT);
  const chance = new Float64Array(AGENCIES.length * ORIGINS.length * PRIORITIES * COUNT);
  AGENCIES.forEach((agency, a) =>
    INTERVALS.forEach((interval, i) => {
      const hours = hourShifts(agency, interval);
      hours.shifts.forEach((shift, hour) => (byHour[(a * 24 + hour) * COUNT + i] = shift));
      for (const group of groupsOf(agency)) {
        const types = typeShifts(profiles, group, interval);
        types.shifts.forEach(
          (shift, type) => (byType[((group.field ? CALL_TYPES.length : 0) + type) * COUNT + i] = shift),
        );
        const rest = Math.sqrt(Math.max(LEAST_CHANCE, 1 - hours.variance - types.variance));
        for (const priority of group.priorities)
          for (const origin of ORIGINS.filter((name) => isFieldInitiated(name) === group.field))
            chance[cellOf(a, ORIGINS.indexOf(origin), priority) * COUNT + i] = rest;
      }
    }),
  );
  return { byType, byHour, chance };
}

/** Calls that share a distribution of the time on scene: the public's of one priority, an officer's of any. */
interface Group {
  readonly agency: Agency;
  readonly field: boolean;
  readonly priorities: readonly number[];
}

function groupsOf(agency: Agency): Group[] {
  const priorities = Array.from({ length: PRIORITIES }, (_, i) => i + 1);
  return [
    { agency, field: true, priorities },
    ...priorities.map((priority) => ({ agency, field: false, priorities: [priority] })),
  ];
}

interface Shifts<Key> {
  readonly shifts: ReadonlyMap<Key, number>;
  readonly variance: number;
}

function typeShifts(profiles: readonly ProfiledType[], group: Group, interval: IntervalName): Shifts<number> {
  if (interval !== 'phoneTime' && interval !== 'onSceneTime') return { shifts: new Map(), variance: 0 };
  const members = profiles
    .map((profile, type) => ({ profile, type }))
    .filter(({ profile }) => profile.type.agency === group.agency && group.priorities.includes(profile.type.priority));
  return centred(
    members.map(({ profile, type }) => ({
      key: type,
      shift: rawShift(profile, interval),
      weight: weightIn(profile, group),
    })),
  );
}

function weightIn({ weight, originShares }: ProfiledType, { field }: Group): number {
  const share = ORIGINS.filter((origin) => isFieldInitiated(origin) === field).reduce(
    (sum, origin) => sum + originShares[origin],
    0,
  );
  return weight * share;
}

function rawShift({ type, phoneMedian, longer }: ProfiledType, interval: 'phoneTime' | 'onSceneTime'): number {
  if (interval === 'onSceneTime') return longer ?? 0;
  if (phoneMedian === undefined) return 0;
  const tables: Readonly<Record<number, { readonly phoneTime: readonly number[] }>> =
    PUBLIC_QUANTILES[type.agency === 'RESCUE' ? 'FIRE' : type.agency];
  const usual = tables[PRIORITY_OF_TABLE[type.agency][type.priority] as number]?.phoneTime[MEDIAN] ?? phoneMedian;
  return Math.log(phoneMedian / usual) / PHONE_LOG_SD;
}

/** Place of the median in Quantiles. */
const MEDIAN = 4;

/** Between the middles of the four-hour blocks, effects change evenly. */
function hourShifts(agency: Agency, interval: IntervalName): Shifts<number> {
  const effect = NIGHT_EFFECTS[agency][interval];
  if (!effect) return { shifts: new Map(), variance: 0 };
  const logs = effect.medians.map((median) => Math.log(median) / effect.logSd);
  return centred(
    HOURS[agency].map((weight, hour) => {
      const place = (hour + 0.5) / 4 - 0.5 + logs.length;
      const [before, after] = [Math.floor(place) % logs.length, Math.ceil(place) % logs.length];
      const part = place - Math.floor(place);
      return { key: hour, weight, shift: (1 - part) * (logs[before] as number) + part * (logs[after] as number) };
    }),
  );
}

function centred<Key>(
  members: readonly { readonly key: Key; readonly shift: number; readonly weight: number }[],
): Shifts<Key> {
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return { shifts: new Map(), variance: 0 };
  const mean = members.reduce((sum, { weight, shift }) => sum + weight * shift, 0) / total;
  const variance = members.reduce((sum, { weight, shift }) => sum + weight * (shift - mean) ** 2, 0) / total;
  return { shifts: new Map(members.map(({ key, shift }) => [key, shift - mean])), variance };
}
