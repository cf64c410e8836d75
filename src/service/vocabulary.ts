import type { TimingModel } from '../domain/settings.js';
import { CALL_TYPES, type CallType } from '../domain/vocabulary/call-types.js';

/** Share of a call type inside its agency when nothing else is said. */
export function defaultCallTypeShare(type: CallType, timingModel: TimingModel): number {
  const alike = CALL_TYPES.filter((candidate) => candidate.agency === type.agency).length;
  return { CLASSIC: 1 / alike }[timingModel];
}
