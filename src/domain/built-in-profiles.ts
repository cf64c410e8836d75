import { type SettingsPatch } from './settings.js';

/** A profile that comes with the service. */
export interface BuiltInProfile {
  /** The same in every installation. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly settings: SettingsPatch;
}

export const BUILT_IN_PROFILES: readonly BuiltInProfile[] = [
  {
    id: '01930000-0000-7000-8000-000000000001',
    name: "Original's defaults",
    description: 'What Synth911Gen2 makes when it is given no options: 10,000 calls of all four agencies over 2024.',
    tags: ['built-in', 'classic'],
    settings: { timingModel: 'CLASSIC' },
  },
  {
    id: '01930000-0000-7000-8000-000000000002',
    name: 'Small town',
    description: 'A year of a small centre: three people a shift on two twelve-hour shifts, few addresses.',
    tags: ['built-in'],
    settings: {
      recordCount: 8_000,
      namesPerShift: 3,
      addressPoolSize: 600,
      shiftPattern: 'TWO_BY_12H',
    },
  },
  {
    id: '01930000-0000-7000-8000-000000000003',
    name: 'Mid-size county',
    description: 'A year of a county centre that dispatches police, fire, ambulances and rescue on a 14-day rotation.',
    tags: ['built-in'],
    settings: {
      recordCount: 90_000,
      namesPerShift: 8,
      addressPoolSize: 10_000,
      shiftPattern: 'ROTATION_14_DAY',
    },
  },
  {
    id: '01930000-0000-7000-8000-000000000004',
    name: 'Large city',
    description: 'A year of a big-city centre: a million calls, forty people a shift, fifty thousand addresses.',
    tags: ['built-in'],
    settings: {
      recordCount: 1_000_000,
      namesPerShift: 40,
      addressPoolSize: 50_000,
      shiftPattern: 'FOUR_BY_10H',
    },
  },
  {
    id: '01930000-0000-7000-8000-000000000005',
    name: 'Fire and EMS only',
    description: 'A fire and ambulance dispatch centre without police, three eight-hour shifts.',
    tags: ['built-in'],
    settings: {
      recordCount: 40_000,
      agencies: [
        { agency: 'EMS', weight: 74 },
        { agency: 'FIRE', weight: 26 },
      ],
      shiftPattern: 'THREE_BY_8H',
    },
  },
  {
    id: '01930000-0000-7000-8000-000000000006',
    name: 'Storm week',
    description:
      'One week in which the weather brings down wires, floods cellars and closes roads: three times the usual calls, most of them at midweek.',
    tags: ['built-in', 'exercise'],
    settings: {
      recordCount: 15_000,
      startDate: '2024-09-23',
      endDate: '2024-09-29',
      agencies: [
        { agency: 'LAW', weight: 45 },
        { agency: 'EMS', weight: 20 },
        { agency: 'FIRE', weight: 28 },
        { agency: 'RESCUE', weight: 7 },
      ],
      callTypes: [
        { name: 'TRAFFIC ACCIDENT NO INJURY', weight: 6 },
        { name: 'DISABLED MOTORIST', weight: 6 },
        { name: 'ALARM COMMERCIAL', weight: 4 },
        { name: 'ALARM RESIDENTIAL NIGHTTIME', weight: 3 },
        { name: '911 HANG UP', weight: 3 },
        { name: 'ASSIST CITIZEN', weight: 4 },
        { name: 'SUSPICIOUS EVENT', weight: 1 },
        { name: 'TROUBLE BREATHING ALS', weight: 3 },
        { name: 'TRAUMATIC INJURY ALS', weight: 3 },
        { name: 'FALL BLS', weight: 5 },
        { name: 'SICK PERSON BLS', weight: 3 },
        { name: 'DROWNING', weight: 0.2 },
        { name: 'WIRES DOWN', weight: 10 },
        { name: 'FIRE ALARM', weight: 6 },
        { name: 'WATER LEAK', weight: 5 },
        { name: 'GAS LEAK', weight: 2 },
        { name: 'RESIDENTIAL BUILDING FIRE', weight: 1 },
        { name: 'STRUCTURE COLLAPSE', weight: 0.3 },
        { name: 'WATER RESCUE IN PROGRESS', weight: 5 },
        { name: 'WATER RESCUE STANDBY', weight: 3 },
        { name: 'VEHICLE EXTRICATION WITH ENTRAPMENT', weight: 2 },
        { name: 'PUBLIC ASSIST RESCUE', weight: 2 },
      ],
      weekdayWeights: [1, 2, 5, 4, 2, 1, 0.8],
    },
  },
];
