import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../domain/local-date.js';
import { AGENCIES } from '../../domain/vocabulary/agencies.js';
import type { PartPlan, Slot } from '../plan.js';
import { type DiscreteDistribution, discreteDistribution, valueAt } from '../sampling/discrete-distribution.js';
import type { Random } from '../sampling/random-stream.js';
import type { Volume } from '../volume.js';

/** Seconds since 1970 of each event, in order, and the agency that it is for. */
export interface Events {
  readonly seconds: Uint32Array;
  /** Index among AGENCIES. */
  readonly agency: Uint8Array;
}

const AGENCY_BITS = Math.ceil(Math.log2(AGENCIES.length));

/** Draws the moments of a part's calls: each agency's by its own hours, then all in order of time. */
export function drawEvents(part: PartPlan, volume: Volume, random: Random): Events {
  const seconds = new Uint32Array(part.recordCount);
  const agency = new Uint8Array(part.recordCount);
  const hours = hourDistributions(volume);
  let row = 0;
  for (const slot of part.slots) {
    const keys = seconds.subarray(row, row + slot.recordCount);
    drawKeys(keys, slot, hours, random);
    keys.sort();
    const midnight = slot.day * SECONDS_PER_DAY;
    for (let i = 0; i < keys.length; i++, row++) {
      const key = keys[i] as number;
      agency[row] = key & (2 ** AGENCY_BITS - 1);
      keys[i] = midnight + (key >>> AGENCY_BITS);
    }
  }
  return { seconds, agency };
}

type HourDistributions = (agency: number, day: number) => DiscreteDistribution;

/** Distributions of the hour of day, each made once. */
function hourDistributions(volume: Volume): HourDistributions {
  const made = new WeakMap<readonly number[], DiscreteDistribution>(); // a model lets go of the weights of days gone by
  return (agency, day) => {
    const weights = volume.hourWeights(agency, day);
    const distribution = made.get(weights) ?? discreteDistribution(weights);
    made.set(weights, distribution);
    return distribution;
  };
}

/** Fills in seconds after midnight with the agency in the lowest bits, so that sorting the keys sorts the calls. */
function drawKeys(keys: Uint32Array, slot: Slot, hours: HourDistributions, random: Random): void {
  let row = 0;
  slot.counts.forEach((count, agency) => {
    if (count === 0) return;
    const wholeDay = slot.seconds === SECONDS_PER_DAY ? hours(agency, slot.day) : null;
    for (const end = row + count; row < end; row++) {
      const second = wholeDay
        ? valueAt(wholeDay, random()) * SECONDS_PER_HOUR + Math.floor(random() * SECONDS_PER_HOUR)
        : slot.start + Math.floor(random() * slot.seconds);
      keys[row] = (second << AGENCY_BITS) | agency;
    }
  });
}
