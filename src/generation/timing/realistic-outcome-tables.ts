import type { Agency } from '../../domain/vocabulary/agencies.js';
import type { CallReception, Disposition } from '../../domain/vocabulary/outcomes.js';
import type { Origin, Outcome } from './realistic-mix-tables.js';

export type ReceptionWeights = Readonly<Partial<Record<CallReception, number>>>;

/**
 * How calls of the public reach the centre, by agency and priority; calls that came by a way nobody noted are shared
 * out in the same way. Source: centre A, reception_mix_by_agency (EMS 911 .81 of public calls, FIRE .39, POLICE .285;
 * text: POLICE .016, FIRE .031), spread over priorities by judgement: the more urgent, the more often by 911.
 */
export const PUBLIC_RECEPTIONS: Readonly<Record<Agency, Readonly<Record<number, ReceptionWeights>>>> = {
  LAW: {
    1: { 'E-911': 0.7, PHONE: 0.285, TEXT: 0.015 },
    2: { 'E-911': 0.33, PHONE: 0.65, TEXT: 0.02 },
    3: { 'E-911': 0.22, PHONE: 0.755, TEXT: 0.025 },
    4: { 'E-911': 0.09, PHONE: 0.88, TEXT: 0.03 },
    5: { 'E-911': 0.06, PHONE: 0.91, TEXT: 0.03 },
  },
  EMS: {
    1: { 'E-911': 0.86, PHONE: 0.138, TEXT: 0.002 },
    2: { 'E-911': 0.86, PHONE: 0.138, TEXT: 0.002 },
    3: { 'E-911': 0.77, PHONE: 0.228, TEXT: 0.002 },
    4: { 'E-911': 0.55, PHONE: 0.448, TEXT: 0.002 },
    5: { 'E-911': 0.3, PHONE: 0.698, TEXT: 0.002 },
  },
  FIRE: {
    1: { 'E-911': 0.72, PHONE: 0.27, TEXT: 0.01 },
    2: { 'E-911': 0.73, PHONE: 0.255, TEXT: 0.015 },
    3: { 'E-911': 0.2, PHONE: 0.74, TEXT: 0.06 },
    4: { 'E-911': 0.2, PHONE: 0.78, TEXT: 0.02 },
    5: { 'E-911': 0.02, PHONE: 0.97, TEXT: 0.01 },
  },
  RESCUE: {
    1: { 'E-911': 0.8, PHONE: 0.19, TEXT: 0.01 },
    2: { 'E-911': 0.65, PHONE: 0.34, TEXT: 0.01 },
    3: { 'E-911': 0.2, PHONE: 0.79, TEXT: 0.01 },
    4: { PHONE: 1 },
    5: { PHONE: 1 },
  },
};

/** Calls that do not come from the public come in one way: over the radio, or from system to system. */
export const OWN_RECEPTION: Readonly<Partial<Record<Origin, CallReception>>> = {
  ON_VIEW: 'OFFICER',
  FIELD_REQUEST: 'OFFICER',
  TRANSFERRED: 'C2C',
};

/**
 * Shares of calls at which no unit arrives. Source: centre A, rows without travel: public calls by agency and
 * priority; by_origin for the rest (system_transfer .34, not_captured .15; field-initiated .03), split so that EMS has
 * .09, FIRE .24 and police .10 in all.
 */
export const CANCELLED_SHARES: Readonly<Record<Agency, Readonly<Record<Exclude<Origin, 'PUBLIC'>, number>>>> = {
  LAW: { ON_VIEW: 0.005, FIELD_REQUEST: 0.12, TRANSFERRED: 0.2, UNCAPTURED: 0.15 },
  EMS: { ON_VIEW: 0.005, FIELD_REQUEST: 0.08, TRANSFERRED: 0.31, UNCAPTURED: 0.15 },
  FIRE: { ON_VIEW: 0.005, FIELD_REQUEST: 0.1, TRANSFERRED: 0.47, UNCAPTURED: 0.15 },
  RESCUE: { ON_VIEW: 0.005, FIELD_REQUEST: 0.08, TRANSFERRED: 0.35, UNCAPTURED: 0.15 },
};
const FIRE_CANCELLED = { 1: 0.022, 2: 0.245, 3: 0.204, 4: 0.1, 5: 0.1 };
export const PUBLIC_CANCELLED_SHARES: Readonly<Record<Agency, Readonly<Record<number, number>>>> = {
  LAW: { 1: 0.042, 2: 0.087, 3: 0.294, 4: 0.169, 5: 0.17 },
  EMS: { 1: 0.027, 2: 0.027, 3: 0.047, 4: 0.054, 5: 0.1 },
  FIRE: FIRE_CANCELLED,
  RESCUE: FIRE_CANCELLED,
};

export type DispositionWeights = Readonly<Partial<Record<Exclude<Disposition, 'CANCELLED'>, number>>>;

/**
 * How a call ends at which a unit arrived, by kind. Police: set so that about .10 end in a citation and .15 to .2 in a
 * report or an arrest (centre A, disposition_mix_by_agency: No Report .66, Report .16, Citation .10, ...); the two 'no
 * report' values of ours share the rest. The other agencies' dispositions are not recorded at centre A (UNDEFINED
 * .91): judgement.
 */
export const DISPOSITION_WEIGHTS: Readonly<Record<Exclude<Outcome, 'MEDICAL'>, DispositionWeights>> = {
  STOP: {
    'CITATION ISSUED': 0.6,
    'NO ACTION TAKEN': 0.26,
    'UNIT CLEARED': 0.1,
    'ARREST MADE': 0.03,
    'REPORT TAKEN': 0.01,
  },
  PARKING: { 'CITATION ISSUED': 0.35, 'NO ACTION TAKEN': 0.38, 'UNIT CLEARED': 0.27 },
  CRIME: {
    'REPORT TAKEN': 0.4,
    'NO ACTION TAKEN': 0.27,
    'UNIT CLEARED': 0.2,
    'ARREST MADE': 0.12,
    'REFERRED TO OTHER AGENCY': 0.01,
  },
  DRUNK_DRIVER: {
    'ARREST MADE': 0.3,
    'NO ACTION TAKEN': 0.3,
    'UNIT CLEARED': 0.22,
    'CITATION ISSUED': 0.13,
    'REPORT TAKEN': 0.05,
  },
  DISORDER: {
    'NO ACTION TAKEN': 0.5,
    'UNIT CLEARED': 0.35,
    'REPORT TAKEN': 0.09,
    'ARREST MADE': 0.045,
    'REFERRED TO OTHER AGENCY': 0.01,
    'CITATION ISSUED': 0.005,
  },
  REPORT: { 'REPORT TAKEN': 0.85, 'NO ACTION TAKEN': 0.1, 'UNIT CLEARED': 0.05 },
  CRASH: {
    'UNIT CLEARED': 0.4,
    'REPORT TAKEN': 0.4,
    'NO ACTION TAKEN': 0.18,
    'REFERRED TO OTHER AGENCY': 0.02,
  },
  CRISIS: {
    'TAKEN TO HOSPITAL': 0.35,
    'UNIT CLEARED': 0.25,
    'NO ACTION TAKEN': 0.15,
    'REPORT TAKEN': 0.17,
    'REFERRED TO OTHER AGENCY': 0.08,
  },
  SERVICE: { 'NO ACTION TAKEN': 0.53, 'UNIT CLEARED': 0.41, 'REPORT TAKEN': 0.04, 'REFERRED TO OTHER AGENCY': 0.02 },
  TRANSPORT: { 'TAKEN TO HOSPITAL': 0.95, 'UNIT CLEARED': 0.05 },
  ASSIST: { 'UNIT CLEARED': 0.72, 'NO ACTION TAKEN': 0.25, 'REFERRED TO OTHER AGENCY': 0.03 },
  FIRE: { 'UNIT CLEARED': 0.55, 'REPORT TAKEN': 0.33, 'NO ACTION TAKEN': 0.1, 'REFERRED TO OTHER AGENCY': 0.02 },
  ALARM: { 'NO ACTION TAKEN': 0.57, 'UNIT CLEARED': 0.38, 'REPORT TAKEN': 0.04, 'REFERRED TO OTHER AGENCY': 0.01 },
  RESCUE: { 'UNIT CLEARED': 0.5, 'TAKEN TO HOSPITAL': 0.27, 'NO ACTION TAKEN': 0.13, 'REPORT TAKEN': 0.1 },
  DESK: { 'UNIT CLEARED': 0.8, 'NO ACTION TAKEN': 0.15, 'REPORT TAKEN': 0.05 },
};

/**
 * Medical calls end at the hospital when they are long: of San Francisco's .784 do (transported_share_medical_calls),
 * and the drive there, the handing over and the way back take most of an hour (scene to transport 1,080 s, transport
 * 940 s, hospital to available 1,905 s at the median).
 */
export const TRANSPORT_SECONDS = 1_500;
export const MEDICAL_DISPOSITIONS: Readonly<Record<'long' | 'short', DispositionWeights>> = {
  long: { 'TAKEN TO HOSPITAL': 0.93, 'UNIT CLEARED': 0.05, 'REFERRED TO OTHER AGENCY': 0.02 },
  short: { 'UNIT CLEARED': 0.53, 'NO ACTION TAKEN': 0.37, 'REFERRED TO OTHER AGENCY': 0.05, 'TAKEN TO HOSPITAL': 0.05 },
};

/**
 * Share of the k-th person on a shift: k to this power, so that of eight the busiest takes three times as many calls
 * as the least busy. SynthCCD has -1, eight times.
 */
export const WORKLOAD_EXPONENT = -0.5;
