import type { TimingModel } from '../domain/settings.js';
import { CALL_TYPES, type CallType } from '../domain/vocabulary/call-types.js';
import { profiledTypes } from '../generation/timing/realistic-profiles.js';

/** Share of a call type inside its agency when nothing else is said. */
export function defaultCallTypeShare(type: CallType, timingModel: TimingModel): number {
  const weights = WEIGHTS[timingModel]();
  const ofAgency = CALL_TYPES.filter((candidate) => candidate.agency === type.agency);
  const total = ofAgency.reduce((sum, candidate) => sum + (weights.get(candidate.name) ?? 0), 0);
  return (weights.get(type.name) ?? 0) / total;
}

type Weights = ReadonlyMap<string, number>;

const WEIGHTS: Readonly<Record<TimingModel, () => Weights>> = {
  CLASSIC: () => new Map(CALL_TYPES.map((type) => [type.name, 1])),
  REALISTIC: () => new Map(profiledTypes().map(({ type, weight }) => [type.name, weight])),
};
