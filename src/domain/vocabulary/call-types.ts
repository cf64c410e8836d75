import { type Agency, AGENCIES } from './agencies.js';

/** A call type (problem nature): the agency that handles it and its dispatch priority, 1 (most urgent) to 5. */
export interface CallType {
  readonly name: string;
  readonly agency: Agency;
  readonly priority: number;
}

/** Synth911Gen2's 119 call types by agency and priority, two of them with their spelling repaired. */
const NAMES: Readonly<Record<Agency, Readonly<Record<1 | 2 | 3 | 4 | 5, readonly string[]>>>> = {
  LAW: {
    1: [
      'WEAPON VIOL GUN IN PROG',
      'ALARM RESIDENTIAL NIGHTTIME',
      'ROBBERY IN PROGRESS',
      'SHOOTING',
      'STABBING',
      'OFFICER NEEDS ASSISTANCE',
      'HOSTAGE SITUATION',
      'SUICIDAL SUBJECT',
    ],
    2: [
      'DOMESTIC VIOL NO INJ',
      'DOMESTIC VIOL WITH INJ',
      'DWI - DRUNK/INTOX DRIVER',
      'DISORDERLY CONDUCT',
      '911 HANG UP',
      'ASSAULT',
      'BURGLARY IN PROGRESS',
      'SUSPICIOUS PERSON WITH WEAPON',
    ],
    3: [
      'SUSPICIOUS EVENT',
      'SUSPICIOUS PERSON',
      'SUSPICIOUS VEHICLE',
      'TRESPASSING',
      'LARCENY IN PROGRESS',
      'TRAFFIC ACCIDENT NO INJURY',
      'ALARM COMMERCIAL',
    ],
    4: [
      'NOISE COMPLAINT IN PROG',
      'NOISE COMPLAINT DELAY',
      'PARKING COMPLAINT',
      'TRAFFIC STOP',
      'DISABLED MOTORIST',
      'PUBLIC SERVICE - LAW',
      'ASSIST CITIZEN',
    ],
    5: [
      'PROPERTY LOST TRU',
      'POLICE INFORMATION',
      'FOLLOW UP',
      'LARCENY REPORT',
      'FRAUD REPORT',
      'VANDALISM REPORT',
      'MENTAL HEALTH',
      'DRUG COMPLAINT',
      'FLAG DOWN',
      'GLA',
    ],
  },
  EMS: {
    1: [
      'CARDIAC ARREST ALS',
      'UNCONSCIOUS ALS',
      'ALTERED LOC ALS',
      'STROKE ALS',
      'MUTUAL ALS',
      'ALLERGIC REACTION ALS',
      'OVERDOSE ALS',
      'TRAUMATIC INJURY ALS',
      'DROWNING',
    ],
    2: [
      'TROUBLE BREATHING ALS',
      'CHEST PAIN ALS',
      'HEART PROBLEMS ALS',
      'SEIZURE ALS',
      'DIABETIC EMERGENCY ALS',
      'ASSAULT ALS',
      'PSYCHIATRIC EMERGENCY ALS',
      'ALS EMERGENCY',
    ],
    3: ['BLS EMERGENCY', 'FALL BLS', 'INJURED PERSON BLS', 'BACK PAIN BLS', 'HEADACHE BLS', 'SICK PERSON BLS'],
    4: ['PUBLIC SERVICE - EMS', 'MINOR MEDICAL', 'ASSIST CITIZEN - EMS'],
    5: ['MEDICAL ALARM', 'ROUTINE TRANSPORT', 'MENTAL HEALTH ALS', 'WELFARE CHECK'],
  },
  FIRE: {
    1: [
      'RESIDENTIAL BUILDING FIRE',
      'HIGHRISE BUILDING FIRE',
      'COMMERCIAL BUILDING FIRE',
      'ENTRAPMENT',
      'MVC SCHOOL BUS',
      'HAZMAT MAJOR',
      'STRUCTURE COLLAPSE',
    ],
    2: ['MVC AUTO', 'GAS LEAK', 'CO ALARM', 'OUTSIDE FIRE', 'APPLIANCE FIRE', 'MVC MOTORCYCLE', 'WIRES DOWN', 'HAZMAT'],
    3: ['FIRE ALARM', 'ELEVATOR', 'ODOR OF SMOKE', 'WATER LEAK', 'SMOKE DETECTOR'],
    4: ['PUBLIC SERVICE - FIRE', 'LOCKOUT', 'ASSIST CITIZEN - FIRE', 'ANIMAL RESCUE'],
    5: ['FIRE INSPECTION', 'FIRE PREVENTION', 'FIRE EDUCATION', 'SMOKE DETECTOR INSTALLATION'],
  },
  RESCUE: {
    1: [
      'WATER RESCUE IN PROGRESS',
      'MOUNTAIN RESCUE IN PROGRESS',
      'VEHICLE EXTRICATION WITH ENTRAPMENT',
      'CONFINED SPACE RESCUE',
      'HIGH ANGLE RESCUE',
      'SEARCH AND RESCUE - MISSING PERSON',
      'TECHNICAL RESCUE - STRUCTURE COLLAPSE',
    ],
    2: [
      'WATER RESCUE STANDBY',
      'MOUNTAIN RESCUE STANDBY',
      'VEHICLE EXTRICATION NO ENTRAPMENT',
      'SEARCH AND RESCUE - NON-CRITICAL',
      'ANIMAL RESCUE - DANGEROUS SITUATION',
    ],
    3: ['ANIMAL RESCUE - NON-URGENT', 'PUBLIC ASSIST RESCUE', 'STANDBY FOR EVENT'],
    4: ['EQUIPMENT CHECK RESCUE', 'TRAINING EXERCISE RESCUE', 'PUBLIC EDUCATION RESCUE'],
    5: ['RESCUE REPORT ONLY', 'RESCUE INFORMATION', 'FOLLOW UP RESCUE'],
  },
};

export const CALL_TYPES: readonly CallType[] = AGENCIES.flatMap((agency) =>
  ([1, 2, 3, 4, 5] as const).flatMap((priority) => NAMES[agency][priority].map((name) => ({ name, agency, priority }))),
);

const BY_NAME: ReadonlyMap<string, CallType> = new Map(CALL_TYPES.map((type) => [type.name, type]));

export function callTypeByName(name: string): CallType | undefined {
  return BY_NAME.get(name);
}
