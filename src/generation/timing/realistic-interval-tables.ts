import type { Agency } from '../../domain/vocabulary/agencies.js';

/** The intervals that a model draws, in the order in which the tables and matrices of this folder list them. */
export const INTERVALS = ['queueTime', 'dispatchTime', 'phoneTime', 'ackTime', 'enrouteTime', 'onSceneTime'] as const;
export type IntervalName = (typeof INTERVALS)[number];

/**
 * The share of exact zeros, then the seconds at the 5, 10, 25, 50, 75, 90, 95 and 99 % quantiles of all, zeros
 * included.
 */
export type Quantiles = readonly [
  zeros: number,
  p5: number,
  p10: number,
  p25: number,
  p50: number,
  p75: number,
  p90: number,
  p95: number,
  p99: number,
];
export type IntervalTable = Readonly<Record<IntervalName, Quantiles>>;

/**
 * Public calls by agency and priority. Source: centre A (mid-size US city, joint police/fire/EMS, 10,861 incidents in
 * seven weeks of 2025), calibration.json intervals_seconds.public_calls_by_agency_priority: call_to_queue,
 * queue_to_dispatch, phone_time, turnout, travel, arrival_to_close. Cells of fewer than 100 calls are not published.
 */
export const PUBLIC_QUANTILES = {
  EMS: {
    // 1006 calls
    1: {
      queueTime: [0.0865, 0, 20.5, 34, 48, 66, 91, 114, 185.5],
      dispatchTime: [0, 2.2, 2.3, 2.6, 2.9, 3.2, 3.6, 4, 21.9],
      phoneTime: [0.0867, 0, 39.6, 149, 222, 326, 500.7, 612, 1139.7],
      ackTime: [0, 9.5, 15.5, 40.6, 58, 76.3, 99.3, 111.8, 133.8],
      enrouteTime: [0.001, 104.9, 127.9, 175.1, 233.3, 300.1, 361.9, 427.7, 661],
      onSceneTime: [0, 507.7, 955.4, 2224, 3479.1, 4484, 5499, 6336.7, 7993.7],
    },
    // 703 calls
    3: {
      queueTime: [0.0284, 23.1, 30, 41, 55, 77, 107, 140.9, 230],
      dispatchTime: [0, 2.1, 2.2, 2.4, 2.6, 2.9, 3.2, 3.7, 20.2],
      phoneTime: [0.0284, 69.3, 111.2, 149, 197, 285, 460, 739.9, 1800.9],
      ackTime: [0, 12.1, 24.1, 47.9, 67.1, 92.8, 121.1, 139.9, 192.6],
      enrouteTime: [0, 134.1, 161.9, 227.3, 320.6, 435.6, 545, 694.8, 1285.9],
      onSceneTime: [0, 574.9, 931.7, 2400.5, 3502.4, 4372.1, 5580.1, 6322.4, 7547.3],
    },
    // 130 calls
    4: {
      queueTime: [0, 18.4, 23.9, 32.8, 54, 72, 100.4, 131.6, 289.4],
      dispatchTime: [0, 2.2, 2.2, 2.4, 2.8, 3, 3.2, 3.6, 4],
      phoneTime: [0, 55.1, 63.9, 87, 131.5, 173.5, 240.2, 399.9, 977.7],
      ackTime: [0, 18.6, 42.2, 59.1, 80.8, 106, 124, 133.5, 167.1],
      enrouteTime: [0, 171.1, 188.9, 241.3, 324.4, 442.5, 622.7, 810.1, 1178.3],
      onSceneTime: [0, 178.1, 268.3, 374.1, 539.2, 875.2, 1550.2, 2187.5, 5827.2],
    },
  },
  FIRE: {
    // 137 calls
    1: {
      queueTime: [0.0292, 19.4, 26.6, 38, 50, 74, 110.8, 142.2, 172.9],
      dispatchTime: [0, 2, 2.1, 2.4, 2.8, 3.1, 3.7, 18.8, 21.9],
      phoneTime: [0.0296, 68.3, 93, 141.5, 195, 304, 417.6, 609.4, 782.3],
      ackTime: [0, 7.8, 11.4, 24.6, 44.9, 60.7, 76.7, 86.8, 103.2],
      enrouteTime: [0.0075, 103.7, 136.4, 183, 224.6, 285.3, 361.1, 390.9, 764.3],
      onSceneTime: [0, 485.1, 719, 1053.6, 1501.6, 2254.9, 3633.9, 4506, 5608.7],
    },
    // 155 calls
    2: {
      queueTime: [0.2323, 0, 0, 15, 37, 71, 103.4, 152.7, 197.8],
      dispatchTime: [0.0065, 1.9, 2, 2.3, 2.5, 2.9, 3.2, 3.4, 19.8],
      phoneTime: [0.2323, 0, 0, 16, 104, 176.5, 337.8, 466.5, 990.2],
      ackTime: [0.0066, 8.1, 16.2, 47, 69.6, 85.5, 103.8, 119.9, 171],
      enrouteTime: [0.0085, 101.3, 123.4, 178.5, 250.1, 334, 478.8, 665.3, 1057.7],
      onSceneTime: [0, 239.8, 288.1, 413.3, 1057.1, 2533.9, 4341.7, 5002.4, 5752.1],
    },
    // 470 calls
    3: {
      queueTime: [0.0085, 15.5, 18.9, 27, 39, 56, 89.1, 123.7, 213.1],
      dispatchTime: [0.0021, 1.6, 1.9, 2.2, 2.5, 2.8, 3, 3.3, 4.7],
      phoneTime: [0.0085, 36, 58, 80.2, 111.5, 168, 315.2, 439, 1172.8],
      ackTime: [0.0022, 13.7, 25.1, 56.4, 76, 92.7, 109.7, 121.8, 160.9],
      enrouteTime: [0.008, 95.3, 126.1, 170.5, 254.5, 416.7, 625.8, 720.4, 1168.1],
      onSceneTime: [0, 66.5, 173.8, 370.7, 639.8, 1046.1, 1822.8, 2561.1, 4242.2],
    },
  },
  LAW: {
    // 264 calls
    1: {
      queueTime: [0.1023, 0, 2.7, 32.8, 52, 75.2, 119.4, 150.5, 297],
      dispatchTime: [0, 13.2, 16.3, 26.1, 42.7, 70.2, 149.6, 235.8, 1426.7],
      phoneTime: [0.1023, 0, 6.9, 128.2, 229, 367.8, 641.9, 916.3, 1847.1],
      ackTime: [0.0114, 0, 1.7, 2.5, 4.5, 8.4, 19.6, 32.5, 56.4],
      enrouteTime: [0.0158, 21.1, 43.4, 88.7, 163, 248.4, 349.9, 435.3, 589.8],
      onSceneTime: [0, 305, 418.7, 1017.4, 4451.5, 10494.5, 20792, 24760.1, 31423],
    },
    // 3006 calls
    2: {
      queueTime: [0.0196, 17, 23, 38, 64, 106, 171, 228.2, 366.9],
      dispatchTime: [0.005, 25.9, 38.8, 80.9, 209, 637.7, 1654.5, 2931.2, 7237.2],
      phoneTime: [0.0196, 54.2, 77.5, 113, 184, 314, 554.5, 839.5, 1739.9],
      ackTime: [0.0272, 0, 0, 2.1, 3.6, 6.5, 15.1, 27.7, 122.6],
      enrouteTime: [0.0415, 0, 4.3, 150.4, 332.7, 562.4, 892, 1193.9, 2515.7],
      onSceneTime: [0, 145.7, 249.6, 553.5, 1465.9, 4072.3, 10735, 16782.9, 31477.7],
    },
    // 592 calls
    3: {
      queueTime: [0.0253, 16, 23, 40.8, 80, 142, 247.8, 328.4, 530.9],
      dispatchTime: [0, 61.6, 88.3, 237.3, 803.6, 2229.1, 5016.3, 7568, 28057.8],
      phoneTime: [0.0253, 42, 60.1, 99, 179.5, 350.2, 649.9, 961, 2217.6],
      ackTime: [0.1639, 0, 0, 0, 3, 7.5, 17.9, 33.6, 164.1],
      enrouteTime: [0.0455, 0, 0.1, 127.6, 399.2, 782.6, 1773.4, 3298.3, 12902.7],
      onSceneTime: [0, 11.8, 70.8, 437.7, 1504, 3286, 6935.4, 11697.7, 24269.3],
    },
    // 1382 calls
    4: {
      queueTime: [0.0101, 15, 19.1, 35, 66, 123, 212.9, 298.9, 522.6],
      dispatchTime: [0.0036, 29.9, 73.2, 299.1, 1304.6, 4187.5, 10305.4, 16908.2, 69563],
      phoneTime: [0.0101, 42, 54, 84, 144, 289, 592.9, 880.8, 1775],
      ackTime: [0.3323, 0, 0, 0, 1.8, 5, 14.1, 28.2, 191.2],
      enrouteTime: [0.0357, 0, 0.1, 136.9, 438, 922.6, 1754.2, 3117.3, 17313.1],
      onSceneTime: [0, 20.7, 111.9, 389.7, 1185.2, 4911.2, 11540.1, 16128.5, 25969],
    },
  },
} as const satisfies Readonly<Partial<Record<Agency, Readonly<Record<number, IntervalTable>>>>>;

/** Quantiles of the values above 0, and the share of zeros. */
export interface SpikeAndBody {
  readonly zeros: number;
  readonly above: readonly [
    p5: number,
    p10: number,
    p25: number,
    p50: number,
    p75: number,
    p90: number,
    p95: number,
    p99: number,
  ];
}

/**
 * Calls that a police officer asks others to take: centre A's officer-initiated calls (1,801) without those that the
 * officer is already at. Its values above 0; the zeros are what remains of each zero_share beyond that of
 * call_to_dispatch.
 */
export const FIELD_REQUEST_QUANTILES: Readonly<Record<Exclude<IntervalName, 'onSceneTime'>, SpikeAndBody>> = {
  queueTime: { zeros: 0.204, above: [9, 11, 14, 21, 36, 66, 102.3, 237.4] },
  dispatchTime: { zeros: 0, above: [2.4, 2.6, 5.2, 10.6, 68.4, 1039.1, 5763.5, 18907.5] },
  phoneTime: { zeros: 0.206, above: [16, 21, 30, 56, 98, 233, 388.5, 856.6] },
  ackTime: { zeros: 0.124, above: [0, 0, 0.1, 2.5, 18.2, 70.4, 99.7, 148.8] },
  enrouteTime: { zeros: 0.192, above: [0, 0, 1.3, 37.7, 329.2, 671.2, 1005.6, 2814.8] },
};

/**
 * Arrival to close of officer-initiated work of any kind. Source: centre A, by_origin.field_initiated (1,739 calls).
 */
export const FIELD_SCENE_QUANTILES: Quantiles = [0, 226.4, 280.8, 417.1, 894.8, 4765.6, 17295.1, 27106.4, 33600.4];

/**
 * Travel to calls that another centre passed on; mutual aid comes from farther away. Source: centre A,
 * by_origin.system_transfer (472 calls).
 */
export const TRANSFER_TRAVEL_QUANTILES: Quantiles = [0.0042, 204.8, 244.3, 302.2, 378, 519.6, 767.4, 1145.1, 2205.3];
/** Intake and queue of such calls: systems talk to each other in fractions of a second. Same source (714 calls). */
export const TRANSFER_QUEUE_QUANTILES: Quantiles = [0.0014, 0.1, 0.1, 0.1, 0.2, 0.3, 0.4, 0.6, 227.1];
export const TRANSFER_DISPATCH_QUANTILES: Quantiles = [0, 0, 0, 0, 0, 0.1, 0.1, 0.2, 20]; // its p99 is police (12,795 s); p99 of EMS instead

/** Scene times of calls whose way in was not captured. Source: centre A, by_origin.not_captured (304 calls). */
export const UNCAPTURED_SCENE_QUANTILES: Quantiles = [0, 134, 235.3, 535, 1772.9, 3470.4, 5087.9, 6840.7, 14442.4];

/** Zero in every call: of officers' own work, and of what systems do. */
export const NO_TIME: Quantiles = [1, 0, 0, 0, 0, 0, 0, 0, 0];

/**
 * Queue of police calls whose way in was not captured: by_origin.not_captured, queue_to_dispatch, less the 2.6 s of
 * EMS and FIRE (about 100 calls; coarse).
 */
export const UNCAPTURED_POLICE_DISPATCH: Quantiles = [0.36, 0, 0, 0, 15, 70, 170, 300, 591];

/**
 * Scene times of fires and accidents that were passed on: by_origin.system_transfer, arrival_to_close, less the long
 * ones of EMS; set so that FIRE as a whole has .80 and 3.0 thousand seconds.
 */
export const TRANSFER_FIRE_SCENE: Quantiles = [0, 60, 110, 280, 650, 1600, 3400, 4500, 5800];

/** Rescues take longer than fires: judgement, no source. */
export const RESCUE_SCENE_FACTOR = 1.5;

/** Whose tables a priority takes that has too few calls at centre A for tables of its own. */
export const PRIORITY_OF_TABLE: Readonly<Record<Agency, Readonly<Record<number, number>>>> = {
  LAW: { 1: 1, 2: 2, 3: 3, 4: 4, 5: 4 },
  EMS: { 1: 1, 2: 1, 3: 3, 4: 4, 5: 4 },
  FIRE: { 1: 1, 2: 2, 3: 3, 4: 3, 5: 3 },
  RESCUE: { 1: 1, 2: 2, 3: 3, 4: 3, 5: 3 },
};

/**
 * No interval is longer than this, in seconds: about the longest that centre A has, but for reopened calls and faulty
 * clocks.
 */
export const LONGEST: Readonly<Record<IntervalName, number>> = {
  queueTime: 1_800,
  dispatchTime: 129_600,
  phoneTime: 7_200,
  ackTime: 900,
  enrouteTime: 28_800,
  onSceneTime: 86_400,
};

/**
 * From the start of travel until a call is closed that nobody arrives at: log-normal. Judgement, such that with it
 * total_time has centre A's median and 90 % quantile.
 */
export const CLOSING: Readonly<Record<Agency, { readonly median: number; readonly logSd: number }>> = {
  LAW: { median: 1_100, logSd: 1.4 },
  EMS: { median: 280, logSd: 0.9 },
  FIRE: { median: 300, logSd: 0.9 },
  RESCUE: { median: 400, logSd: 0.9 },
};

/**
 * Medians by four-hour block from midnight, and the standard deviation of the logarithm by which a median's distance
 * from the usual one is told. Source: centre A, hour_effects_public_calls.median_by_4h_block. Intervals of other
 * agencies show no more than chance.
 */
export interface NightEffect {
  readonly medians: readonly [number, number, number, number, number, number];
  readonly logSd: number;
}
export const NIGHT_EFFECTS: Readonly<Record<Agency, Readonly<Partial<Record<IntervalName, NightEffect>>>>> = {
  LAW: {
    dispatchTime: { medians: [176, 195.1, 301.7, 412.9, 447.8, 302.5], logSd: 1.6 },
    enrouteTime: { medians: [201.2, 308.8, 382.1, 397.2, 404.3, 272.3], logSd: 1.1 },
    onSceneTime: { medians: [507, 649.6, 953, 1020.5, 1041.2, 684.3], logSd: 1.5 },
  },
  EMS: {
    ackTime: { medians: [100.2, 79.2, 50.3, 55.4, 57.4, 66.6], logSd: 0.42 },
    enrouteTime: { medians: [295.9, 277.5, 259.3, 249.1, 258.7, 270.1], logSd: 0.5 },
  },
  FIRE: { ackTime: { medians: [94.1, 75.4, 60.4, 64, 61.7, 75.2], logSd: 0.45 } },
  RESCUE: { ackTime: { medians: [94.1, 75.4, 60.4, 64, 61.7, 75.2], logSd: 0.45 } },
};

/**
 * Standard deviation of the logarithm of phone time. Source: centre A,
 * intervals_seconds.overall.phone_time.positive_only.
 */
export const PHONE_LOG_SD = 0.85;

/**
 * Correlations of the normal scores of the intervals within a call, in the order of INTERVALS, upper triangle by rows.
 * Source: centre A, interval_spearman_matrix_public_calls, as 2 sin(rho pi / 6), then adjusted for what the mixture
 * over priorities and hours adds by itself. The last column (scene) is set by the correlations with total time, since
 * centre A's on_scene ends with the first unit and ours with the call.
 */
export const SCORE_CORRELATIONS: Readonly<Record<Agency, readonly number[]>> = {
  LAW: [0.19, 0.59, 0.14, 0.12, 0.07, 0.09, -0.02, 0.15, -0.01, 0.13, 0.09, 0.16, 0.09, 0.14, 0.07],
  EMS: [-0.05, 0.52, 0.07, 0.04, 0.09, -0.03, 0.03, -0.06, -0.02, 0.04, 0.01, 0.17, 0.07, -0.03, 0.03],
  FIRE: [0.01, 0.57, -0.04, 0.15, -0.02, 0.02, -0.03, -0.25, 0.1, -0.03, 0.17, 0.18, 0.05, -0.03, -0.1],
  RESCUE: [0, 0.55, 0, 0.1, 0, 0, 0, -0.15, 0, 0, 0.05, 0.1, 0.1, 0, 0],
};
