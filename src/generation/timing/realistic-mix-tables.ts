import type { Agency } from '../../domain/vocabulary/agencies.js';

/** How a call came about: it decides who waits for whom. Not recorded. */
export const ORIGINS = ['PUBLIC', 'ON_VIEW', 'FIELD_REQUEST', 'TRANSFERRED', 'UNCAPTURED'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Shares of the ways in which calls of a type come about; the rest is the public's. */
export interface OriginShares {
  /** Begun by an officer or a crew. */
  readonly field: number;
  /** Passed on by another centre's system. */
  readonly transferred: number;
  /** By a way that nobody noted: no call taking. */
  readonly uncaptured: number;
}

/** What the ends of a call depend on. */
export const OUTCOMES = [
  'STOP',
  'PARKING',
  'CRIME',
  'DRUNK_DRIVER',
  'DISORDER',
  'REPORT',
  'CRASH',
  'CRISIS',
  'SERVICE',
  'MEDICAL',
  'TRANSPORT',
  'ASSIST',
  'FIRE',
  'ALARM',
  'RESCUE',
  'DESK',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface CallTypeProfile {
  readonly name: string;
  /** Calls of this type per thousand of its agency's. */
  readonly weight: number;
  readonly outcome: Outcome;
  readonly origins?: Partial<OriginShares>;
  /** Share of its field-initiated calls that the officer is already at, if unlike others'. */
  readonly onView?: number;
  /** Median seconds on the telephone, where a reference has it. */
  readonly phoneMedian?: number;
  /** How much longer, in standard deviations, its calls take on scene than others of their agency and priority. */
  readonly longer?: number;
}

/**
 * The call types by agency and priority, in the order of CALL_TYPES. Weights: centre A, problem_types (280 types of
 * its own), mapped to the nearest of ours, then scaled so that each agency has the priority mix of centre A's full log
 * (EMS P1 .585 P3 .327, FIRE P3 .424 P1 .354 P2 .166, POLICE P2 .594 P4 .225 P3 .084). Priority follows from the type
 * here and TRAFFIC STOP is of priority 4, not 2 as at centre A; so police types of priority 2 are heavier than at
 * centre A and P2 gives way a little to P4, and EMS P1 to P2 (chest pain, breathing). Types unknown there, and all of
 * RESCUE, by judgement: rare when dramatic. Origins: origin_mix_full_log_by_agency, spread over the types by
 * judgement. phoneMedian: median_phone_time_by_problem_public_calls. longer: judgement.
 */
export const CALL_TYPE_PROFILES: Readonly<Record<Agency, readonly CallTypeProfile[]>> = {
  LAW: [
    // priority 1: 42
    { name: 'WEAPON VIOL GUN IN PROG', weight: 7, outcome: 'CRIME', longer: 0.3 },
    { name: 'ALARM RESIDENTIAL NIGHTTIME', weight: 7, outcome: 'SERVICE', phoneMedian: 114, longer: -0.9 },
    { name: 'ROBBERY IN PROGRESS', weight: 5, outcome: 'CRIME', longer: 0.4 },
    { name: 'SHOOTING', weight: 2, outcome: 'CRIME', longer: 1.2 },
    { name: 'STABBING', weight: 2, outcome: 'CRIME', longer: 1 },
    { name: 'OFFICER NEEDS ASSISTANCE', weight: 1.5, outcome: 'CRIME', origins: { field: 0.95 }, onView: 0 },
    { name: 'HOSTAGE SITUATION', weight: 0.1, outcome: 'CRIME', longer: 1.8 },
    { name: 'SUICIDAL SUBJECT', weight: 17.4, outcome: 'CRISIS' },
    // priority 2: 562
    {
      name: 'DOMESTIC VIOL NO INJ',
      weight: 95,
      outcome: 'DISORDER',
      origins: { field: 0.02 },
      phoneMedian: 288,
      longer: 0.2,
    },
    {
      name: 'DOMESTIC VIOL WITH INJ',
      weight: 25,
      outcome: 'CRIME',
      origins: { field: 0.02 },
      phoneMedian: 288,
      longer: 0.6,
    },
    {
      name: 'DWI - DRUNK/INTOX DRIVER',
      weight: 40,
      outcome: 'DRUNK_DRIVER',
      origins: { field: 0.7 },
      onView: 0.95,
      longer: 0.5,
    },
    {
      name: 'DISORDERLY CONDUCT',
      weight: 212,
      outcome: 'DISORDER',
      origins: { field: 0.31 },
      phoneMedian: 184,
      longer: -0.1,
    },
    { name: '911 HANG UP', weight: 70, outcome: 'SERVICE', origins: { field: 0 }, phoneMedian: 89, longer: -0.6 },
    { name: 'ASSAULT', weight: 60, outcome: 'CRIME', origins: { field: 0.1 }, longer: 0.4 },
    {
      name: 'BURGLARY IN PROGRESS',
      weight: 40,
      outcome: 'CRIME',
      origins: { field: 0.03 },
      phoneMedian: 176,
      longer: 0.1,
    },
    {
      name: 'SUSPICIOUS PERSON WITH WEAPON',
      weight: 20,
      outcome: 'DISORDER',
      origins: { field: 0.05 },
      phoneMedian: 230,
    },
    // priority 3: 96
    { name: 'SUSPICIOUS EVENT', weight: 26, outcome: 'SERVICE', origins: { field: 0.08 }, phoneMedian: 230 },
    {
      name: 'SUSPICIOUS PERSON',
      weight: 8,
      outcome: 'SERVICE',
      origins: { field: 0.25 },
      phoneMedian: 230,
      longer: -0.2,
    },
    {
      name: 'SUSPICIOUS VEHICLE',
      weight: 6,
      outcome: 'SERVICE',
      origins: { field: 0.35 },
      phoneMedian: 180,
      longer: -0.3,
    },
    { name: 'TRESPASSING', weight: 13, outcome: 'DISORDER', origins: { field: 0.1 }, phoneMedian: 171 },
    {
      name: 'LARCENY IN PROGRESS',
      weight: 7,
      outcome: 'CRIME',
      origins: { field: 0.02 },
      phoneMedian: 176,
      longer: 0.2,
    },
    {
      name: 'TRAFFIC ACCIDENT NO INJURY',
      weight: 18,
      outcome: 'CRASH',
      origins: { field: 0.06 },
      phoneMedian: 183,
      longer: 0.3,
    },
    { name: 'ALARM COMMERCIAL', weight: 18, outcome: 'SERVICE', origins: { field: 0 }, phoneMedian: 102, longer: -0.4 },
    // priority 4: 252
    {
      name: 'NOISE COMPLAINT IN PROG',
      weight: 18,
      outcome: 'DISORDER',
      origins: { field: 0.02 },
      phoneMedian: 84,
      longer: -0.4,
    },
    {
      name: 'NOISE COMPLAINT DELAY',
      weight: 13,
      outcome: 'DISORDER',
      origins: { field: 0 },
      phoneMedian: 98,
      longer: -0.4,
    },
    {
      name: 'PARKING COMPLAINT',
      weight: 76,
      outcome: 'PARKING',
      origins: { field: 0.06 },
      phoneMedian: 100,
      longer: -0.1,
    },
    {
      name: 'TRAFFIC STOP',
      weight: 104,
      outcome: 'STOP',
      origins: { field: 0.98, uncaptured: 0.002, transferred: 0 },
      onView: 0.96,
      longer: -0.8,
    },
    {
      name: 'DISABLED MOTORIST',
      weight: 7,
      outcome: 'ASSIST',
      origins: { field: 0.4 },
      phoneMedian: 120,
      longer: -0.2,
    },
    {
      name: 'PUBLIC SERVICE - LAW',
      weight: 16,
      outcome: 'SERVICE',
      origins: { field: 0.35 },
      phoneMedian: 346,
      longer: 0.7,
    },
    { name: 'ASSIST CITIZEN', weight: 18, outcome: 'ASSIST', origins: { field: 0.06 }, phoneMedian: 265, longer: 0.1 },
    // priority 5: 48
    { name: 'PROPERTY LOST TRU', weight: 4, outcome: 'REPORT', origins: { field: 0 }, phoneMedian: 188 },
    {
      name: 'POLICE INFORMATION',
      weight: 11,
      outcome: 'SERVICE',
      origins: { field: 0.55 },
      phoneMedian: 188,
      longer: 0.9,
    },
    { name: 'FOLLOW UP', weight: 9, outcome: 'SERVICE', origins: { field: 0.9 }, phoneMedian: 196, longer: 1 },
    { name: 'LARCENY REPORT', weight: 7, outcome: 'REPORT', origins: { field: 0.02 }, phoneMedian: 243 },
    { name: 'FRAUD REPORT', weight: 3, outcome: 'REPORT', origins: { field: 0 }, phoneMedian: 243 },
    { name: 'VANDALISM REPORT', weight: 4, outcome: 'REPORT', origins: { field: 0.03 }, phoneMedian: 243 },
    { name: 'MENTAL HEALTH', weight: 2, outcome: 'CRISIS', origins: { field: 0.1 }, phoneMedian: 252, longer: 0.3 },
    { name: 'DRUG COMPLAINT', weight: 1.5, outcome: 'DISORDER', origins: { field: 0.3 }, phoneMedian: 180 },
    {
      name: 'FLAG DOWN',
      weight: 5,
      outcome: 'ASSIST',
      origins: { field: 0.99, uncaptured: 0, transferred: 0 },
      onView: 0.97,
      longer: -0.5,
    },
    { name: 'GLA', weight: 2, outcome: 'REPORT', origins: { field: 0.03 }, phoneMedian: 243 },
  ],
  EMS: [
    // priority 1: 565
    { name: 'CARDIAC ARREST ALS', weight: 30, outcome: 'MEDICAL', longer: 0.1 },
    { name: 'UNCONSCIOUS ALS', weight: 125, outcome: 'MEDICAL', phoneMedian: 247 },
    { name: 'ALTERED LOC ALS', weight: 87, outcome: 'MEDICAL', phoneMedian: 222 },
    { name: 'STROKE ALS', weight: 52, outcome: 'MEDICAL', longer: 0.2 },
    {
      name: 'MUTUAL ALS',
      weight: 160,
      outcome: 'MEDICAL',
      origins: { transferred: 0.97, uncaptured: 0.02, field: 0.005 },
      longer: -0.4,
    },
    { name: 'ALLERGIC REACTION ALS', weight: 20, outcome: 'MEDICAL', longer: -0.1 },
    { name: 'OVERDOSE ALS', weight: 46, outcome: 'MEDICAL', longer: -0.1 },
    { name: 'TRAUMATIC INJURY ALS', weight: 44, outcome: 'MEDICAL' },
    { name: 'DROWNING', weight: 0.6, outcome: 'MEDICAL' },
    // priority 2: 60
    { name: 'TROUBLE BREATHING ALS', weight: 21, outcome: 'MEDICAL', phoneMedian: 211 },
    { name: 'CHEST PAIN ALS', weight: 11, outcome: 'MEDICAL' },
    { name: 'HEART PROBLEMS ALS', weight: 4, outcome: 'MEDICAL' },
    { name: 'SEIZURE ALS', weight: 8, outcome: 'MEDICAL' },
    { name: 'DIABETIC EMERGENCY ALS', weight: 4, outcome: 'MEDICAL', longer: -0.2 },
    { name: 'ASSAULT ALS', weight: 4, outcome: 'MEDICAL', longer: -0.2 },
    { name: 'PSYCHIATRIC EMERGENCY ALS', weight: 3, outcome: 'MEDICAL', phoneMedian: 252 },
    { name: 'ALS EMERGENCY', weight: 5, outcome: 'MEDICAL' },
    // priority 3: 320
    { name: 'BLS EMERGENCY', weight: 130, outcome: 'MEDICAL', phoneMedian: 202 },
    { name: 'FALL BLS', weight: 72, outcome: 'MEDICAL', phoneMedian: 207, longer: -0.1 },
    { name: 'INJURED PERSON BLS', weight: 20, outcome: 'MEDICAL' },
    { name: 'BACK PAIN BLS', weight: 18, outcome: 'MEDICAL', longer: 0.1 },
    { name: 'HEADACHE BLS', weight: 8, outcome: 'MEDICAL' },
    { name: 'SICK PERSON BLS', weight: 72, outcome: 'MEDICAL', phoneMedian: 217, longer: 0.1 },
    // priority 4: 51
    { name: 'PUBLIC SERVICE - EMS', weight: 40, outcome: 'ASSIST', phoneMedian: 132 },
    { name: 'MINOR MEDICAL', weight: 7, outcome: 'MEDICAL', longer: 0.4 },
    { name: 'ASSIST CITIZEN - EMS', weight: 4, outcome: 'ASSIST' },
    // priority 5: 4
    { name: 'MEDICAL ALARM', weight: 1.6, outcome: 'MEDICAL', phoneMedian: 110, longer: -0.2 },
    { name: 'ROUTINE TRANSPORT', weight: 0.6, outcome: 'TRANSPORT', longer: 1.2 },
    { name: 'MENTAL HEALTH ALS', weight: 0.6, outcome: 'MEDICAL', phoneMedian: 252 },
    { name: 'WELFARE CHECK', weight: 1.2, outcome: 'ASSIST' },
  ],
  FIRE: [
    // priority 1: 358
    { name: 'RESIDENTIAL BUILDING FIRE', weight: 160, outcome: 'FIRE', longer: 0.2 },
    { name: 'HIGHRISE BUILDING FIRE', weight: 45, outcome: 'FIRE', longer: 0.2 },
    { name: 'COMMERCIAL BUILDING FIRE', weight: 95, outcome: 'FIRE', longer: 0.1 },
    { name: 'ENTRAPMENT', weight: 40, outcome: 'CRASH', longer: -0.4 },
    { name: 'MVC SCHOOL BUS', weight: 8, outcome: 'CRASH', longer: -0.2 },
    { name: 'HAZMAT MAJOR', weight: 9, outcome: 'FIRE', longer: 0.8 },
    { name: 'STRUCTURE COLLAPSE', weight: 1, outcome: 'FIRE', longer: 1.2 },
    // priority 2: 168
    { name: 'MVC AUTO', weight: 72, outcome: 'CRASH', phoneMedian: 70 },
    { name: 'GAS LEAK', weight: 30, outcome: 'SERVICE', phoneMedian: 130 },
    { name: 'CO ALARM', weight: 25, outcome: 'ALARM', phoneMedian: 130, longer: -0.1 },
    { name: 'OUTSIDE FIRE', weight: 18, outcome: 'FIRE' },
    { name: 'APPLIANCE FIRE', weight: 8, outcome: 'FIRE' },
    { name: 'MVC MOTORCYCLE', weight: 5, outcome: 'CRASH', phoneMedian: 90 },
    { name: 'WIRES DOWN', weight: 7, outcome: 'SERVICE', longer: 0.5 },
    { name: 'HAZMAT', weight: 3, outcome: 'SERVICE', longer: 0.7 },
    // priority 3: 418
    { name: 'FIRE ALARM', weight: 282, outcome: 'ALARM', phoneMedian: 104 },
    { name: 'ELEVATOR', weight: 67, outcome: 'ASSIST', phoneMedian: 116 },
    { name: 'ODOR OF SMOKE', weight: 32, outcome: 'SERVICE', phoneMedian: 150, longer: 0.1 },
    { name: 'WATER LEAK', weight: 20, outcome: 'SERVICE', phoneMedian: 140, longer: 0.4 },
    { name: 'SMOKE DETECTOR', weight: 17, outcome: 'ALARM', phoneMedian: 110, longer: -0.3 },
    // priority 4: 52
    { name: 'PUBLIC SERVICE - FIRE', weight: 34, outcome: 'ASSIST' },
    { name: 'LOCKOUT', weight: 8, outcome: 'ASSIST', longer: -0.3 },
    { name: 'ASSIST CITIZEN - FIRE', weight: 8, outcome: 'ASSIST' },
    { name: 'ANIMAL RESCUE', weight: 2, outcome: 'ASSIST', longer: 0.3 },
    // priority 5: 4
    { name: 'FIRE INSPECTION', weight: 2, outcome: 'DESK', origins: { field: 0.9 }, longer: 0.8 },
    { name: 'FIRE PREVENTION', weight: 0.8, outcome: 'DESK', origins: { field: 0.8 }, longer: 0.8 },
    { name: 'FIRE EDUCATION', weight: 0.5, outcome: 'DESK', origins: { field: 0.8 }, longer: 0.8 },
    { name: 'SMOKE DETECTOR INSTALLATION', weight: 0.7, outcome: 'DESK' },
  ],
  RESCUE: [
    { name: 'WATER RESCUE IN PROGRESS', weight: 60, outcome: 'RESCUE' },
    { name: 'MOUNTAIN RESCUE IN PROGRESS', weight: 15, outcome: 'RESCUE', longer: 0.8 },
    { name: 'VEHICLE EXTRICATION WITH ENTRAPMENT', weight: 150, outcome: 'RESCUE', longer: -0.3 },
    { name: 'CONFINED SPACE RESCUE', weight: 10, outcome: 'RESCUE', longer: 0.5 },
    { name: 'HIGH ANGLE RESCUE', weight: 12, outcome: 'RESCUE', longer: 0.5 },
    { name: 'SEARCH AND RESCUE - MISSING PERSON', weight: 60, outcome: 'RESCUE', longer: 1 },
    { name: 'TECHNICAL RESCUE - STRUCTURE COLLAPSE', weight: 3, outcome: 'RESCUE', longer: 1 },
    { name: 'WATER RESCUE STANDBY', weight: 40, outcome: 'ASSIST' },
    { name: 'MOUNTAIN RESCUE STANDBY', weight: 10, outcome: 'ASSIST' },
    { name: 'VEHICLE EXTRICATION NO ENTRAPMENT', weight: 140, outcome: 'RESCUE', longer: -0.2 },
    { name: 'SEARCH AND RESCUE - NON-CRITICAL', weight: 50, outcome: 'RESCUE', longer: 0.6 },
    { name: 'ANIMAL RESCUE - DANGEROUS SITUATION', weight: 40, outcome: 'ASSIST' },
    { name: 'ANIMAL RESCUE - NON-URGENT', weight: 110, outcome: 'ASSIST' },
    { name: 'PUBLIC ASSIST RESCUE', weight: 140, outcome: 'ASSIST' },
    { name: 'STANDBY FOR EVENT', weight: 60, outcome: 'DESK', origins: { field: 0.8 }, longer: 1.2 },
    { name: 'EQUIPMENT CHECK RESCUE', weight: 30, outcome: 'DESK', origins: { field: 0.98 } },
    { name: 'TRAINING EXERCISE RESCUE', weight: 30, outcome: 'DESK', origins: { field: 0.98 }, longer: 1 },
    { name: 'PUBLIC EDUCATION RESCUE', weight: 10, outcome: 'DESK', origins: { field: 0.98 }, longer: 0.5 },
    { name: 'RESCUE REPORT ONLY', weight: 10, outcome: 'REPORT' },
    { name: 'RESCUE INFORMATION', weight: 10, outcome: 'DESK' },
    { name: 'FOLLOW UP RESCUE', weight: 10, outcome: 'DESK', origins: { field: 0.7 } },
  ],
};

const NEVER: OriginShares = { field: 0, transferred: 0, uncaptured: 0 };

/**
 * Origins of the call types that name none, by agency and priority. Source: centre A, origin_mix_full_log_by_agency
 * (EMS .021 field, .169 transferred, .077 not captured; FIRE .025, .226, .047; POLICE .287, .004, .014) and the counts
 * of all and of public calls by priority: transfers are of priority 1.
 */
export const ORIGIN_SHARES: Readonly<Record<Agency, Readonly<Record<number, OriginShares>>>> = {
  LAW: {
    1: { field: 0.03, transferred: 0.005, uncaptured: 0.01 },
    2: { field: 0.05, transferred: 0.005, uncaptured: 0.02 },
    3: { field: 0.05, transferred: 0.005, uncaptured: 0.015 },
    4: { field: 0.1, transferred: 0.005, uncaptured: 0.01 },
    5: { field: 0.1, transferred: 0.005, uncaptured: 0.01 },
  },
  EMS: {
    1: { field: 0.025, transferred: 0.02, uncaptured: 0.085 },
    2: { field: 0.025, transferred: 0.005, uncaptured: 0.085 },
    3: { field: 0.025, transferred: 0.005, uncaptured: 0.11 },
    4: { field: 0.02, transferred: 0, uncaptured: 0.01 },
    5: { field: 0.02, transferred: 0.02, uncaptured: 0.02 },
  },
  FIRE: {
    1: { field: 0.03, transferred: 0.6, uncaptured: 0.055 },
    2: { field: 0.05, transferred: 0.02, uncaptured: 0.13 },
    3: { field: 0.01, transferred: 0.005, uncaptured: 0.008 },
    4: { field: 0.06, transferred: 0.02, uncaptured: 0.02 },
    5: { field: 0.3, transferred: 0, uncaptured: 0 },
  },
  RESCUE: {
    1: { field: 0.03, transferred: 0.25, uncaptured: 0.03 },
    2: { field: 0.05, transferred: 0.15, uncaptured: 0.03 },
    3: { field: 0.1, transferred: 0.05, uncaptured: 0.02 },
    4: { ...NEVER, field: 0.5 },
    5: { ...NEVER, field: 0.3 },
  },
};

/**
 * Hours of day by origin, per mille. Source: centre A, temporal.by_origin (1,801 field-initiated, 714 transferred, 359
 * not captured, 7,987 public incidents), smoothed: weights 1 2 1, halfway to the raw counts for the two large ones; 1
 * 4 6 4 1 for the small ones.
 */
export const ORIGIN_HOURS: Readonly<Record<'public' | keyof OriginShares, readonly number[]>> = {
  public: [
    28.9, 25.2, 22.8, 21.0, 19.9, 19.0, 23.7, 36.1, 45.8, 57.0, 58.2, 57.3, 58.2, 54.8, 54.2, 54.5, 51.0, 57.0, 50.5,
    47.2, 44.5, 40.6, 36.9, 35.7,
  ],
  field: [
    32.9, 30.4, 23.3, 20.7, 15.6, 21.9, 25.5, 49.6, 84.8, 81.0, 66.8, 53.3, 44.9, 47.3, 53.7, 52.4, 48.1, 43.5, 29.8,
    28.1, 21.9, 24.6, 54.6, 45.4,
  ],
  transferred: [
    18.1, 17.7, 16.1, 13.2, 11.8, 13.9, 20.7, 31.9, 44.5, 55.7, 63.1, 65.7, 66.6, 67.9, 68.7, 68.0, 65.5, 61.5, 56.1,
    49.1, 41.6, 34.6, 27.2, 20.8,
  ],
  uncaptured: [
    62.0, 57.8, 48.7, 38.5, 28.5, 20.7, 19.1, 24.0, 28.9, 29.2, 27.2, 26.6, 29.9, 36.9, 44.2, 50.7, 56.9, 57.5, 50.5,
    46.0, 48.2, 52.1, 55.7, 60.1,
  ],
};

/** Winter, spring, summer and autumn, each of three months, winter beginning in December. */
export type Seasons = readonly [winter: number, spring: number, summer: number, autumn: number];

/**
 * How often a type occurs in a season, relative to its other seasons. Source: vocabulary.json,
 * realistic.seasonalMultipliers (SynthCCD), mapped to our types.
 */
export const SEASON_MULTIPLIERS: Readonly<Record<string, Seasons>> = {
  'SICK PERSON BLS': [1.2, 1, 0.9, 1.1],
  'FALL BLS': [1.3, 0.9, 0.8, 1.1],
  'CARDIAC ARREST ALS': [1.1, 1, 0.9, 1],
  'ALLERGIC REACTION ALS': [0.8, 1.2, 1.3, 1], // as animal bites
  DROWNING: [0.1, 0.5, 3, 0.5], // as heat exhaustion
  'WELFARE CHECK': [1.2, 1, 0.9, 1.1],
  'MVC AUTO': [1.2, 1, 1.1, 1.1],
  'MVC MOTORCYCLE': [0.1, 0.5, 3, 0.5], // as heat exhaustion: the season of motorcycles
  'RESIDENTIAL BUILDING FIRE': [1.3, 0.9, 0.8, 1.1],
  'HIGHRISE BUILDING FIRE': [1.3, 0.9, 0.8, 1.1],
  'COMMERCIAL BUILDING FIRE': [1.3, 0.9, 0.8, 1.1],
  'OUTSIDE FIRE': [0.3, 1.2, 2, 1.5],
  'APPLIANCE FIRE': [1.2, 1, 0.9, 1.3],
  'CO ALARM': [2.5, 0.5, 0.1, 1.5], // as chimney fires
  'ANIMAL RESCUE': [0.8, 1.2, 1.3, 1.1],
  'DWI - DRUNK/INTOX DRIVER': [1.3, 1, 1.2, 1.1],
  'DOMESTIC VIOL NO INJ': [1.1, 1, 1, 1.1],
  'DOMESTIC VIOL WITH INJ': [1.1, 1, 1, 1.1],
  'BURGLARY IN PROGRESS': [1.1, 0.9, 1, 1.1],
  GLA: [1.1, 1, 1.1, 1],
  'DISORDERLY CONDUCT': [1, 1.1, 1.2, 1],
  'NOISE COMPLAINT IN PROG': [0.8, 1, 1.3, 1.1],
  'NOISE COMPLAINT DELAY': [0.8, 1, 1.3, 1.1],
  'SUSPICIOUS PERSON': [1, 1, 1.1, 1],
  SHOOTING: [1.1, 1, 1.2, 1.1],
  'LARCENY IN PROGRESS': [1.3, 0.9, 0.9, 1.2],
  'LARCENY REPORT': [1.3, 0.9, 0.9, 1.2],
  'VANDALISM REPORT': [0.9, 1.1, 1.2, 1.1],
  TRESPASSING: [0.9, 1, 1.1, 1.2],
  'TRAFFIC ACCIDENT NO INJURY': [1.2, 1, 1.1, 1.1],
  'WATER RESCUE IN PROGRESS': [0.1, 0.5, 3, 0.5], // as heat exhaustion
  'WATER RESCUE STANDBY': [0.1, 0.5, 3, 0.5],
  'MOUNTAIN RESCUE IN PROGRESS': [0.8, 1.2, 1.3, 1.1], // as animal complaints: people are outdoors
  'MOUNTAIN RESCUE STANDBY': [0.8, 1.2, 1.3, 1.1],
  'SEARCH AND RESCUE - MISSING PERSON': [1.1, 1, 1.1, 1],
  'ANIMAL RESCUE - DANGEROUS SITUATION': [0.8, 1.2, 1.3, 1.1],
  'ANIMAL RESCUE - NON-URGENT': [0.8, 1.2, 1.3, 1.1],
};

/**
 * On-view shares of field-initiated calls, where the type names none. Only police come upon calls: of its own kind EMS
 * and FIRE show no zeros (centre A, zero_share by agency).
 */
export const ON_VIEW_SHARES: Readonly<Record<Agency, number>> = { LAW: 0.62, EMS: 0, FIRE: 0, RESCUE: 0.5 };
