export const DAYS_OF_WEEK = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type DayOfWeek = (typeof DAYS_OF_WEEK)[number];

/** DAY is 06:00 to 17:59, NIGHT the rest. */
export const DAY_NIGHT = ['DAY', 'NIGHT'] as const;
export type DayNight = (typeof DAY_NIGHT)[number];
