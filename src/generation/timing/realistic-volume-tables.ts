import type { Agency } from '../../domain/vocabulary/agencies.js';

/**
 * Shares of an agency's calls. LAW, EMS, FIRE: centre A, agency_mix_full_log (.699, .203, .098); RESCUE, which no
 * source has, takes a tenth of FIRE's.
 */
export const REALISTIC_AGENCY_SHARE: Readonly<Record<Agency, number>> = {
  LAW: 0.7,
  EMS: 0.202,
  FIRE: 0.088,
  RESCUE: 0.01,
};

/**
 * Calls by hour of day, per mille. Source: centre A, temporal.by_agency (7,121 police, 2,561 EMS, 1,179 fire
 * incidents), smoothed only as far as the shares stay within a total variation distance of .022 of the counted ones
 * (chance alone moves such counts by .022, .037 and .055). Police keep half of the raw dip at 21 h and jump at 22 h: a
 * shift change. RESCUE: as FIRE.
 */
const FIRE_HOURS = [
  27.6, 23.6, 24.7, 20.8, 18.1, 18.4, 25.6, 37.4, 52.4, 50.0, 51.9, 53.5, 55.1, 51.2, 48.1, 52.7, 56.4, 65.4, 59.4,
  52.4, 47.8, 40.8, 35.7, 30.9,
];
export const HOURS: Readonly<Record<Agency, readonly number[]>> = {
  LAW: [
    30.2, 26.0, 22.2, 18.3, 17.1, 17.8, 23.2, 41.3, 57.2, 64.8, 62.2, 57.2, 55.2, 53.3, 56.6, 56.2, 51.9, 53.5, 44.3,
    41.4, 37.5, 34.1, 40.7, 37.6,
  ],
  EMS: [
    31.8, 30.1, 26.8, 27.4, 24.6, 24.0, 23.7, 29.1, 36.3, 49.1, 53.3, 54.5, 55.6, 56.1, 53.7, 52.6, 50.6, 53.3, 50.0,
    48.1, 46.1, 45.9, 40.3, 37.1,
  ],
  FIRE: FIRE_HOURS,
  RESCUE: FIRE_HOURS,
};

/**
 * An hour's share of a Saturday or Sunday over its share of the whole week. LAW: centre A (all agencies),
 * hour_share_weekend over hour_of_day_share, both smoothed with weights 1 2 1. The others: the mean of that and NYC
 * EMS 2010-2019.
 */
const CALMER_WEEKEND = [
  1.26, 1.33, 1.41, 1.44, 1.34, 1.13, 0.95, 0.86, 0.82, 0.83, 0.89, 0.91, 0.89, 0.89, 0.89, 0.89, 0.92, 0.93, 0.98,
  1.03, 1.05, 1.07, 1.13, 1.17,
];
export const WEEKEND_TILT: Readonly<Record<Agency, readonly number[]>> = {
  LAW: [
    1.31, 1.37, 1.49, 1.5, 1.28, 0.99, 0.84, 0.83, 0.81, 0.85, 0.93, 0.94, 0.89, 0.87, 0.86, 0.88, 0.9, 0.91, 0.98,
    1.07, 1.08, 1.11, 1.2, 1.27,
  ],
  EMS: CALMER_WEEKEND,
  FIRE: CALMER_WEEKEND,
  RESCUE: CALMER_WEEKEND,
};

/**
 * Calls by weekday from Monday, per mille. Source: centre A, temporal.by_agency; EMS and FIRE smoothed over
 * neighbouring days up to a distance of .008 (chance: .019 and .029).
 */
const FIRE_WEEK = [113.5, 147.1, 146.0, 160.2, 163.1, 141.1, 128.9];
export const WEEKDAYS: Readonly<Record<Agency, readonly number[]>> = {
  LAW: [142.3, 145.9, 155.3, 150.0, 155.5, 135.2, 115.8],
  EMS: [140.2, 143.2, 140.0, 150.2, 152.8, 138.9, 134.8],
  FIRE: FIRE_WEEK,
  RESCUE: FIRE_WEEK,
};

/**
 * Calls per hour by month, relative, for every agency. Source: NYC EMS 2010-2019 (13.9 million calls),
 * month_share_Jan_Dec_per_hour_rate.
 */
export const MONTHS: readonly number[] = [
  0.08145, 0.07979, 0.08052, 0.08127, 0.08577, 0.08772, 0.08716, 0.0847, 0.08465, 0.08332, 0.0806, 0.08305,
];

/**
 * Swings of whole days. Reno's daily counts (116 a day) have a variance of 1.9 times their mean, which is a relative
 * standard deviation of the rate of .088, with a correlation of .27 from day to day; New York's (4,200 a day) has
 * about .05.
 */
export const DAY_SWING = { logSd: 0.07, carriedOver: 0.3 } as const;

/**
 * Variance over mean of hourly counts, less 1, once the weekly cycle is taken out, that comes on top of the days'
 * swings. Source: centre A (POLICE 1.92, EMS .97, FIRE 1.16 at 7.2, 2.1 and 1.0 calls an hour). New York has 2.06 at
 * 175 an hour: the ratio, not the relative swing, is what centres of all sizes share. Police swings last: their
 * correlation from hour to hour is .41, which is .85 of the excess.
 */
export const HOURLY_EXCESS: Readonly<Record<Agency, number>> = { LAW: 0.85, EMS: 0, FIRE: 0.12, RESCUE: 0 };
export const HOUR_SWING = {
  /** How long a chance event is felt: .83 of the excess is left after an hour. */
  hours: 6,
  mostVariance: 0.3,
  /** Below so many calls an hour no such swing can be told from chance, and none is made. */
  leastCalls: 0.2,
} as const;
