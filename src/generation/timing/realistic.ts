import type { GenerationSettings } from '../../domain/settings.js';
import { agencyShares } from '../mix.js';
import { intervalDrawing } from './realistic-intervals.js';
import { callMix, momentsOf } from './realistic-mix.js';
import { WORKLOAD_EXPONENT } from './realistic-outcome-tables.js';
import { arrivalDrawing, cellsOf, dispositionDrawing, receptionDrawing } from './realistic-outcomes.js';
import { profiledTypes } from './realistic-profiles.js';
import { realisticVolume } from './realistic-volume.js';
import { REALISTIC_AGENCY_SHARE } from './realistic-volume-tables.js';
import type { CallFacts, SettledRows, TimingModel } from './timing-model.js';

/** What no settings change: its tables are made once, when a thread first needs them. */
let drawings: ReturnType<typeof allDrawings> | undefined;

function allDrawings() {
  const profiles = profiledTypes();
  return {
    profiles,
    drawReceptions: receptionDrawing(),
    drawArrivals: arrivalDrawing(),
    drawIntervals: intervalDrawing(profiles),
    drawDispositions: dispositionDrawing(profiles),
  };
}

/**
 * A joint police, fire and ambulance centre of a mid-size city in the United States. Agency, season and hour decide
 * what a call is about; call type and hour how it came about; both how it came in, how long each step takes and how it
 * ends.
 */
export function realisticModel(settings: GenerationSettings, seed: string): TimingModel {
  drawings ??= allDrawings();
  const { profiles, drawReceptions, drawArrivals, drawIntervals, drawDispositions } = drawings;
  const mix = callMix(settings, profiles);
  const drawCalls = ({ seconds, agency, stream }: SettledRows): CallFacts => {
    const moments = momentsOf(seconds);
    const problem = mix.drawProblems(agency, moments, stream('problem'));
    const origin = mix.drawOrigins(problem, moments, stream('origin'));
    const cells = cellsOf(problem, origin);
    const callReception = drawReceptions(cells, stream('callReception'));
    const arrived = drawArrivals(cells, stream('arrival'));
    const { closingTime, ...intervals } = drawIntervals({ cells, problem, hour: moments.hour, arrived, stream });
    const disposition = drawDispositions(problem, arrived, intervals.onSceneTime, stream('disposition'));
    return {
      columns: { problem, callReception, disposition, ...intervals },
      cancellation: { arrived, closingTime },
      origin,
    };
  };
  return {
    volume: realisticVolume(settings, seed, agencyShares(settings, REALISTIC_AGENCY_SHARE)),
    workload: (rank) => (rank + 1) ** WORKLOAD_EXPONENT,
    drawCalls,
  };
}
