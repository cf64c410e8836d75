import type { Agency } from './agencies.js';

/** How a call reached the centre, as files write it. */
export const CALL_RECEPTIONS = ['E-911', 'PHONE', 'OFFICER', 'TEXT', 'C2C'] as const;
export type CallReception = (typeof CALL_RECEPTIONS)[number];

/** Synth911Gen2's shares of the ways a call comes in. */
export const CLASSIC_RECEPTION_WEIGHT: Readonly<Record<CallReception, number>> = {
  'E-911': 0.55,
  PHONE: 0.2,
  OFFICER: 0.1,
  TEXT: 0.1,
  C2C: 0.05,
};

/** How a call ended, as files write it. */
export const DISPOSITIONS = [
  'CANCELLED',
  'NO ACTION TAKEN',
  'REFERRED TO OTHER AGENCY',
  'REPORT TAKEN',
  'ARREST MADE',
  'CITATION ISSUED',
  'UNIT CLEARED',
  'TAKEN TO HOSPITAL',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** The dispositions that an agency's calls can end with: only law enforcement arrests. */
export function dispositionsOf(agency: Agency): readonly Disposition[] {
  return agency === 'LAW' ? DISPOSITIONS : DISPOSITIONS.filter((disposition) => disposition !== 'ARREST MADE');
}
