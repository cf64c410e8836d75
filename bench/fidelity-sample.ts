import { calendarDay, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../src/domain/local-date.js';
import { defaultSettings, type GenerationSettings } from '../src/domain/settings.js';
import { AGENCIES, type Agency } from '../src/domain/vocabulary/agencies.js';
import { CALL_TYPES } from '../src/domain/vocabulary/call-types.js';
import { CALL_RECEPTIONS } from '../src/domain/vocabulary/outcomes.js';
import { drawEvents } from '../src/generation/columns/events.js';
import { type PartPlan, planParts } from '../src/generation/plan.js';
import { randomStream } from '../src/generation/sampling/random-stream.js';
import { realisticModel } from '../src/generation/timing/realistic.js';
import { type Origin, ORIGINS } from '../src/generation/timing/realistic-mix-tables.js';
import type { TimingModel } from '../src/generation/timing/timing-model.js';

/** The intervals that references know; null where a call has none. */
export const MEASURES = [
  'queueTime',
  'dispatchTime',
  'processTime',
  'phoneTime',
  'ackTime',
  'enrouteTime',
  'responseTime',
  'onSceneTime',
  'totalTime',
] as const;
export type Measure = (typeof MEASURES)[number];

export interface Call extends Readonly<
  Record<Exclude<Measure, 'enrouteTime' | 'responseTime' | 'onSceneTime'>, number>
> {
  readonly agency: Agency;
  readonly hour: number;
  readonly day: number;
  readonly weekday: number;
  readonly month: number;
  readonly problem: string;
  readonly priority: number;
  readonly reception: string;
  readonly origin: Origin;
  readonly enrouteTime: number | null;
  readonly responseTime: number | null;
  readonly onSceneTime: number | null;
}

export function realisticSettings(recordCount: number): GenerationSettings {
  return { ...defaultSettings('REALISTIC'), recordCount };
}

/** The calls of a run as objects, with their origins, which no file has. */
export function sampleCalls(settings: GenerationSettings, seed: string): Call[] {
  const model = realisticModel(settings, seed);
  return planParts(settings, seed, model.volume).flatMap((part) => callsOfPart(model, part, seed));
}

/** The part's draws: the same numbers as in its file, since each purpose has its own stream. */
function callsOfPart(model: TimingModel, part: PartPlan, seed: string): Call[] {
  const stream = (purpose: string) => randomStream(seed, part.index, purpose);
  const { seconds, agency } = drawEvents(part, model.volume, stream('eventTime'));
  const { columns, cancellation, origin } = model.drawCalls({ seconds, agency, stream });
  return Array.from(seconds, (second, row) => {
    const day = Math.floor(second / SECONDS_PER_DAY);
    const at = (values: ArrayLike<number>): number => values[row] as number;
    const arrived = !cancellation || at(cancellation.arrived) === 1;
    const processTime = at(columns.queueTime) + at(columns.dispatchTime);
    const responseTime = processTime + at(columns.ackTime) + at(columns.enrouteTime);
    const type = CALL_TYPES[at(columns.problem)] as (typeof CALL_TYPES)[number];
    const { weekday, month } = calendarDay(day);
    return {
      agency: AGENCIES[at(agency)] as Agency,
      hour: Math.floor((second - day * SECONDS_PER_DAY) / SECONDS_PER_HOUR),
      day,
      weekday,
      month,
      problem: type.name,
      priority: type.priority,
      reception: CALL_RECEPTIONS[at(columns.callReception)] as string,
      origin: ORIGINS[origin ? at(origin) : 0] as Origin,
      queueTime: at(columns.queueTime),
      dispatchTime: at(columns.dispatchTime),
      phoneTime: at(columns.phoneTime),
      ackTime: at(columns.ackTime),
      processTime,
      enrouteTime: arrived ? at(columns.enrouteTime) : null,
      responseTime: arrived ? responseTime : null,
      onSceneTime: arrived ? at(columns.onSceneTime) : null,
      totalTime: responseTime + at(columns.onSceneTime) + (cancellation ? at(cancellation.closingTime) : 0),
    };
  });
}
