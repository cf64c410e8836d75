/** Who is on duty when. */
export const SHIFT_PATTERNS = [
  'ISO_WEEK_PARITY',
  'ROTATION_14_DAY',
  'TWO_BY_12H',
  'THREE_BY_8H',
  'FOUR_BY_10H',
] as const;
export type ShiftPattern = (typeof SHIFT_PATTERNS)[number];

export const SHIFT_PATTERN_DESCRIPTION: Readonly<Record<ShiftPattern, string>> = {
  ISO_WEEK_PARITY: "Synth911Gen2's A to D by ISO week parity, day or night, and weekday group.",
  ROTATION_14_DAY:
    'Days A and B, nights C and D (06-18, 18-06); A and C, B and D work together in a 14-day rotation by duty date.',
  TWO_BY_12H: 'A 06-18, B 18-06.',
  THREE_BY_8H: 'A 06-14, B 14-22, C 22-06.',
  FOUR_BY_10H: 'A 06-16, B 10-20, C 16-02, D 20-06; where two overlap, calls are shared equally.',
};

/** The shifts of each pattern, in order. */
export const SHIFTS: Readonly<Record<ShiftPattern, readonly string[]>> = {
  ISO_WEEK_PARITY: ['A', 'B', 'C', 'D'],
  ROTATION_14_DAY: ['A', 'B', 'C', 'D'],
  TWO_BY_12H: ['A', 'B'],
  THREE_BY_8H: ['A', 'B', 'C'],
  FOUR_BY_10H: ['A', 'B', 'C', 'D'],
};

export const SHIFT_PARTS = ['EARLY', 'MIDS', 'LATE'] as const;
export type ShiftPart = (typeof SHIFT_PARTS)[number];

export const SHIFT_PART_DESCRIPTION: Readonly<Record<ShiftPart, string>> = {
  EARLY: 'First third.',
  MIDS: 'Middle third.',
  LATE: 'Last third.',
};
