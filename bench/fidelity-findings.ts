import { parseLocalDate, weekdayOf } from '../src/domain/local-date.js';
import { type Intervals, REFERENCE } from './fidelity-reference.js';
import { type Call, type Measure, MEASURES, realisticSettings } from './fidelity-sample.js';
import {
  correlation,
  counts,
  dispersion,
  quantile,
  rankCorrelation,
  shareOf,
  totalVariation,
  weeklyResiduals,
} from './fidelity-statistics.js';

/** A statistic of the reference beside ours. */
export interface Finding {
  readonly statistic: string;
  readonly reference: string;
  readonly ours: string;
  readonly distance: number;
  /** null: shown only. */
  readonly limit: number | null;
  readonly note: string;
}

const AGENCIES = ['LAW', 'EMS', 'FIRE'] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const WEEKDAYS = Array.from({ length: 7 }, (_, day) => day);
const PRIORITIES = ['1', '2', '3', '4', '5'];
const RECEPTIONS = ['E-911', 'PHONE', 'OFFICER', 'TEXT', 'C2C'];
const SECOND_LIMIT = 3;
const SHARE_LIMIT = 0.15;

export const shown = (value: number): string => (Math.abs(value) < 10 ? value.toFixed(3) : value.toFixed(1));

const sharesShown = (mix: readonly number[]) => {
  const sum = mix.reduce((a, b) => a + b, 0);
  return mix.length > 7 ? `${mix.length} shares` : mix.map((share) => (share / sum).toFixed(3).slice(1)).join(' ');
};

function mixFinding(
  statistic: string,
  ours: readonly number[],
  theirs: readonly number[],
  limit: number | null,
  note = '',
): Finding {
  return {
    statistic,
    reference: sharesShown(theirs),
    ours: sharesShown(ours),
    distance: totalVariation(ours, theirs),
    limit,
    note,
  };
}

function valueFinding(statistic: string, ours: number, theirs: number, limit: number | null, note = ''): Finding {
  return { statistic, reference: shown(theirs), ours: shown(ours), distance: Math.abs(ours - theirs), limit, note };
}

/** What counts of so few incidents differ from their own long-run shares, on average. */
function chanceDistance(shares: readonly number[], incidents: number): string {
  const sum = shares.reduce((total, share) => total + share * (1 - share), 0);
  const perShare = Math.sqrt(sum / shares.length / incidents);
  return `chance alone: ${(0.4 * shares.length * perShare).toFixed(3)}`;
}

export function mixes(calls: readonly Call[]): Finding[] {
  const months = counts(
    calls,
    Array.from({ length: 12 }, (_, i) => i + 1),
    (call) => call.month,
  );
  const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const weekend = calls.filter((call) => call.weekday >= 5);
  return [
    mixFinding(
      'agency mix (LAW EMS FIRE)',
      counts(calls, AGENCIES, (call) => call.agency as 'LAW'),
      AGENCIES.map((a) => REFERENCE.agencies[a].share),
      null,
    ),
    mixFinding(
      'hours of weekends',
      counts(weekend, HOURS, (call) => call.hour),
      REFERENCE.weekendHours,
      0.05,
      'weekends are 2,796 incidents: chance alone .036',
    ),
    mixFinding(
      'months, per day (NYC EMS)',
      months.map((count, i) => count / (days[i] ?? 30)),
      REFERENCE.months,
      0.02,
    ),
    ...AGENCIES.flatMap((agency) =>
      mixesOf(
        agency,
        calls.filter((call) => call.agency === agency),
      ),
    ),
  ];
}

function mixesOf(agency: (typeof AGENCIES)[number], calls: readonly Call[]): Finding[] {
  const theirs = REFERENCE.agencies[agency];
  const priorities = counts(calls, PRIORITIES, (call) => String(call.priority));
  const weekdays = counts(calls, WEEKDAYS, (call) => call.weekday).map((count, day) => count / daysOfWeekday(day));
  const field = shareOf(calls, (call) => call.origin === 'ON_VIEW' || call.origin === 'FIELD_REQUEST');
  return [
    mixFinding(
      `${agency} hours`,
      counts(calls, HOURS, (call) => call.hour),
      theirs.hours,
      0.03,
      chanceDistance(theirs.hours, theirs.incidents),
    ),
    mixFinding(
      `${agency} weekdays`,
      weekdays,
      theirs.weekdays,
      0.02,
      chanceDistance(theirs.weekdays, theirs.incidents),
    ),
    mixFinding(
      `${agency} priorities, all weeks`,
      priorities,
      PRIORITIES.map((p) => theirs.priorities[p] ?? 0),
      0.05,
    ),
    mixFinding(
      `${agency} priorities, full log`,
      priorities,
      PRIORITIES.map((p) => theirs.prioritiesFullLog[p] ?? 0),
      0.05,
    ),
    mixFinding(
      `${agency} receptions`,
      counts(calls, RECEPTIONS, (call) => call.reception),
      RECEPTIONS.map((r) => theirs.receptions[r] ?? 0),
      0.05,
    ),
    valueFinding(
      `${agency} field-initiated share`,
      field,
      theirs.origins['field_initiated'] ?? 0,
      null,
      'full log; all weeks have fewer, and receptions and intervals are theirs',
    ),
    valueFinding(
      `${agency} transferred share`,
      shareOf(calls, (call) => call.origin === 'TRANSFERRED'),
      theirs.origins['system_transfer'] ?? 0,
      null,
    ),
    valueFinding(
      `${agency} no arrival`,
      shareOf(calls, (call) => call.onSceneTime === null),
      theirs.arrivalMissing,
      null,
    ),
  ];
}

function daysOfWeekday(weekday: number): number {
  const { startDate, endDate } = realisticSettings(1);
  const [first, last] = [parseLocalDate(startDate) ?? 0, parseLocalDate(endDate) ?? 0];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((day) => weekdayOf(day) === weekday)
    .length;
}

function intervalFindings(
  label: string,
  calls: readonly Call[],
  theirs: Intervals,
  judged: (measure: Measure) => string | null,
): Finding[] {
  return MEASURES.flatMap((measure) => {
    const note = judged(measure);
    const values = calls.flatMap((call) => call[measure] ?? []);
    return (
      [
        ['p50', 0.5],
        ['p90', 0.9],
      ] as const
    ).map(([name, share]) => {
      const reference = theirs[measure][name];
      const finding = valueFinding(
        `${label} ${measure} ${name}`,
        quantile(values, share),
        reference,
        Math.max(SECOND_LIMIT, SHARE_LIMIT * reference),
      );
      return note === null ? finding : { ...finding, note };
    });
  });
}

export function intervals(calls: readonly Call[]): Finding[] {
  return AGENCIES.flatMap((agency) => {
    const own = calls.filter((call) => call.agency === agency);
    const theirs = REFERENCE.agencies[agency];
    const phones = own.filter((call) => call.origin !== 'TRANSFERRED' || agency === 'LAW');
    const ofAll = [
      ...intervalFindings(agency, own, theirs.intervals, () => null).filter(
        ({ statistic }) => !statistic.includes('phoneTime'),
      ),
      ...intervalFindings(
        agency,
        phones,
        theirs.intervals,
        () => 'without transfers, of which the reference has no phone times',
      ).filter(({ statistic }) => statistic.includes('phoneTime')),
    ];
    const ofPriorities = Object.entries(theirs.publicByPriority).flatMap(([priority, reference]) => {
      const cell = own.filter((call) => call.origin === 'PUBLIC' && String(call.priority) === priority);
      const few = reference.queueTime.n < 200 ? `reference: ${reference.queueTime.n} calls` : null;
      return [
        ...intervalFindings(`${agency} P${priority} public`, cell, reference, () => few),
        ...stillTalking(`${agency} P${priority} public`, cell, theirs.stillTalkingAtDispatch[priority]),
      ];
    });
    return [...ofAll, ...ofPriorities];
  });
}

function stillTalking(label: string, calls: readonly Call[], theirs: number | undefined): Finding[] {
  if (theirs === undefined) return [];
  return [
    valueFinding(
      `${label} still talking at dispatch`,
      shareOf(calls, (call) => call.phoneTime > call.processTime),
      theirs,
      0.05,
    ),
  ];
}

export function fieldWork(calls: readonly Call[]): Finding[] {
  const own = calls.filter((call) => call.origin === 'ON_VIEW' || call.origin === 'FIELD_REQUEST');
  const zeros = (['queueTime', 'dispatchTime', 'phoneTime', 'ackTime', 'enrouteTime'] as const).map((measure) => {
    const values = own.flatMap((call) => call[measure] ?? []);
    return valueFinding(
      `field-initiated ${measure} zeros`,
      shareOf(values, (value) => value === 0),
      REFERENCE.fieldInitiated[measure].zeros,
      0.1,
    );
  });
  const long = (['onSceneTime', 'totalTime'] as const).flatMap((measure) =>
    (
      [
        ['p50', 0.5],
        ['p90', 0.9],
      ] as const
    ).map(([name, share]) =>
      valueFinding(
        `field-initiated ${measure} ${name}`,
        quantile(
          own.flatMap((call) => call[measure] ?? []),
          share,
        ),
        REFERENCE.fieldInitiated[measure][name],
        null,
      ),
    ),
  );
  return [...zeros, ...long];
}

const CORRELATED = ['queueTime', 'dispatchTime', 'phoneTime', 'ackTime', 'enrouteTime', 'totalTime'] as const;
const MOST_RANKED = 60_000;

export function correlations(calls: readonly Call[]): Finding[] {
  return AGENCIES.flatMap((agency) => {
    const own = calls
      .filter((call) => call.agency === agency && call.origin === 'PUBLIC' && call.enrouteTime !== null)
      .slice(0, MOST_RANKED);
    const theirs = REFERENCE.agencies[agency].rankCorrelations;
    return CORRELATED.flatMap((a, i) =>
      CORRELATED.slice(i + 1).map((b) => {
        const ours = rankCorrelation(
          own.map((call) => call[a] ?? 0),
          own.map((call) => call[b] ?? 0),
        );
        return valueFinding(`${agency} rank correlation ${a} ${b}`, ours, theirs[a]?.[b] ?? 0, 0.1);
      }),
    );
  });
}

export function dispersions(calls: readonly Call[], label: string, judged: boolean): Finding[] {
  return AGENCIES.flatMap((agency) => {
    const hourly = hourlyCounts(calls.filter((call) => call.agency === agency));
    const residuals = weeklyResiduals(hourly);
    const theirs = REFERENCE.agencies[agency];
    const limit = judged ? 0.25 * theirs.dispersion : null;
    return [
      valueFinding(
        `${agency} variance/mean of hours${label}`,
        dispersion(hourly),
        theirs.dispersion,
        limit,
        'reference: four weeks',
      ),
      valueFinding(
        `${agency} hour-to-hour correlation${label}`,
        correlation(residuals.slice(1), residuals.slice(0, -1)),
        theirs.hourToHour,
        null,
      ),
    ];
  });
}

function hourlyCounts(calls: readonly Call[]): number[] {
  const first = calls[0]?.day ?? 0;
  const weeks = Math.floor(((calls.at(-1)?.day ?? 0) - first + 1) / 7);
  const hourly = Array.from({ length: weeks * 7 * 24 }, () => 0);
  for (const call of calls) {
    const hour = (call.day - first) * 24 + call.hour;
    if (hour < hourly.length) hourly[hour] = (hourly[hour] ?? 0) + 1;
  }
  return hourly;
}

export function nights(calls: readonly Call[]): Finding[] {
  const block = (agency: string, measure: 'ackTime' | 'dispatchTime', from: number) =>
    quantile(
      calls
        .filter((call) => call.agency === agency && call.origin === 'PUBLIC' && Math.floor(call.hour / 4) === from)
        .map((call) => call[measure]),
      0.5,
    );
  const ofBlocks = (agency: string, measure: 'ackTime' | 'dispatchTime', theirs: readonly number[]) =>
    theirs.map((reference, i) =>
      valueFinding(`${agency} ${measure} p50 ${4 * i}-${4 * i + 3} h`, block(agency, measure, i), reference, null),
    );
  return [
    ...ofBlocks('EMS', 'ackTime', REFERENCE.turnoutByBlock['EMS'] ?? []),
    ...ofBlocks('LAW', 'dispatchTime', REFERENCE.queueByBlock['LAW'] ?? []),
  ];
}

export function pileUps(calls: readonly Call[]): Finding[] {
  return MEASURES.map((measure) => {
    const values = calls.flatMap((call) => call[measure] ?? []);
    const longest = values.reduce((a, b) => Math.max(a, b), 0);
    return valueFinding(
      `records at the upper bound of ${measure}`,
      shareOf(values, (value) => value === longest),
      0,
      0.01,
      `longest: ${longest} s`,
    );
  });
}
