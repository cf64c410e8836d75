import {
  CLASSIC_RECEPTION_WEIGHT,
  CALL_RECEPTIONS,
  DISPOSITIONS,
  dispositionsOf,
} from '../../domain/vocabulary/outcomes.js';
import { AGENCIES, CLASSIC_AGENCY_WEIGHT } from '../../domain/vocabulary/agencies.js';
import type { GenerationSettings } from '../../domain/settings.js';
import { agencyShares, callTypeWeights } from '../mix.js';
import { type DiscreteDistribution, discreteDistribution, valueAt } from '../sampling/discrete-distribution.js';
import type { Random } from '../sampling/random-stream.js';
import { CLASSIC_INTERVALS, secondsOf } from './classic-intervals.js';
import { evenVolume } from '../volume.js';
import type { CallFacts, SettledRows, TimingModel } from './timing-model.js';

/**
 * Synth911Gen2's model: events even over time, every call type of an agency alike, intervals independent of
 * everything.
 */
export function classicModel(settings: GenerationSettings): TimingModel {
  const problems = AGENCIES.map((agency) => distributionOrNull(callTypeWeights(settings, agency, () => 1)));
  const reception = discreteDistribution(CALL_RECEPTIONS.map((name) => CLASSIC_RECEPTION_WEIGHT[name]));
  const dispositions = AGENCIES.map((agency) => {
    const possible = dispositionsOf(agency);
    return discreteDistribution(DISPOSITIONS.map((name) => (possible.includes(name) ? 1 : 0)));
  });
  const intervals = {
    queueTime: interval('queueTime'),
    dispatchTime: interval('dispatchTime'),
    phoneTime: interval('phoneTime'),
    ackTime: interval('ackTime'),
    enrouteTime: interval('enrouteTime'),
    onSceneTime: interval('onSceneTime'),
  };
  const drawCalls = ({ agency, stream }: SettledRows): CallFacts => {
    const seconds = (name: keyof typeof intervals) =>
      drawAlike(intervals[name], stream(name), new Int32Array(agency.length));
    const columns = {
      problem: drawByAgency(problems, agency, stream('problem')),
      callReception: drawAlike(reception, stream('callReception'), new Uint8Array(agency.length)),
      disposition: drawByAgency(dispositions, agency, stream('disposition')),
      queueTime: seconds('queueTime'),
      dispatchTime: seconds('dispatchTime'),
      phoneTime: seconds('phoneTime'),
      ackTime: seconds('ackTime'),
      enrouteTime: seconds('enrouteTime'),
      onSceneTime: seconds('onSceneTime'),
    };
    return { columns, cancellation: null, origin: null };
  };
  return {
    volume: evenVolume(settings, agencyShares(settings, CLASSIC_AGENCY_WEIGHT)),
    workload: null,
    drawCalls,
  };
}

function interval(name: keyof typeof CLASSIC_INTERVALS): DiscreteDistribution {
  return discreteDistribution(secondsOf(CLASSIC_INTERVALS[name]));
}

/** An agency without call types takes no part, so its distribution is never asked. */
function distributionOrNull(weights: readonly number[]): DiscreteDistribution | null {
  return weights.some((weight) => weight > 0) ? discreteDistribution(weights) : null;
}

function drawAlike<Out extends Uint8Array | Int32Array>(
  distribution: DiscreteDistribution,
  random: Random,
  out: Out,
): Out {
  for (let row = 0; row < out.length; row++) out[row] = valueAt(distribution, random());
  return out;
}

function drawByAgency(
  distributions: readonly (DiscreteDistribution | null)[],
  agency: Uint8Array,
  random: Random,
): Uint8Array {
  const out = new Uint8Array(agency.length);
  for (let row = 0; row < out.length; row++)
    out[row] = valueAt(distributions[agency[row] as number] as DiscreteDistribution, random());
  return out;
}
