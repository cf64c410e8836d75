import { type CodeArray, codeArray } from '../../domain/record-columns.js';
import type { Roster } from '../run.js';
import { discreteDistribution, valueAt } from '../sampling/discrete-distribution.js';
import type { Random } from '../sampling/random-stream.js';
import type { TimingModel } from '../timing/timing-model.js';

/** Draws who of the shift on duty takes each call. */
export function drawPeople(
  roster: Roster,
  shift: Uint8Array,
  workload: TimingModel['workload'],
  random: Random,
): CodeArray {
  const people = codeArray(shift.length, roster.dictionarySize);
  if (workload) return drawUnequally(people, roster, shift, workload, random);
  for (let row = 0; row < people.length; row++) {
    const onShift = roster.codes[shift[row] as number] as Uint32Array;
    people[row] = onShift[Math.floor(random() * onShift.length)] as number;
  }
  return people;
}

function drawUnequally(
  people: CodeArray,
  { codes }: Roster,
  shift: Uint8Array,
  workload: (rank: number) => number,
  random: Random,
): CodeArray {
  const ranks = codes.map((onShift) => discreteDistribution(Array.from(onShift, (_, rank) => workload(rank))));
  for (let row = 0; row < people.length; row++) {
    const ofShift = shift[row] as number;
    const rank = valueAt(ranks[ofShift] as (typeof ranks)[number], random());
    people[row] = (codes[ofShift] as Uint32Array)[rank] as number;
  }
  return people;
}
