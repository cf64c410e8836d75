import { describe, expect, it } from 'vitest';
import type { ColumnName } from '../../../src/domain/record-schema.js';
import { AGENCIES } from '../../../src/domain/vocabulary/agencies.js';
import { CALL_TYPES } from '../../../src/domain/vocabulary/call-types.js';
import { DISPOSITIONS } from '../../../src/domain/vocabulary/outcomes.js';
import { someSettings } from '../../domain/some-settings.js';
import { erlangUpTo, exponentialUpTo, gammaFiveHalvesUpTo, logNormalUpTo, wholeSecondsUpTo } from '../closed-forms.js';
import { chiSquare, even, kolmogorov, tally, Z_TWO_SIDED } from '../goodness-of-fit.js';
import { makeRun, numbersOf } from '../made-run.js';

const RECORDS = 100_000;
const year = makeRun(someSettings({ recordCount: RECORDS }), '911');
const agencyOf = numbersOf(year, 'agency');

/** Expects counts in proportion to the weights. */
function expectShares(counts: readonly number[], weights: readonly number[]): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const { statistic, critical } = chiSquare(
    counts,
    weights.map((weight) => weight / total),
  );
  expect(statistic).toBeLessThan(critical);
}

/** The values of a column in the rows of one agency. */
function ofAgency(name: ColumnName, agency: number): number[] {
  return numbersOf(year, name).filter((_, row) => agencyOf[row] === agency);
}

describe('the CLASSIC model', () => {
  it('shares the calls .72 .15 .10 .03 among the agencies', () => {
    expectShares(tally(agencyOf, 4), [0.72, 0.15, 0.1, 0.03]);
  });

  it('spreads the calls evenly over the days, weekdays and hours', () => {
    expectShares(
      tally(
        numbersOf(year, 'dayOfYear').map((day) => day - 1),
        366,
      ),
      even(366),
    );
    expectShares(tally(numbersOf(year, 'hour'), 24), even(24));
    // 2024 begins on a Monday and has 366 days: 53 Mondays and Tuesdays, 52 of the rest.
    expectShares(tally(numbersOf(year, 'dow'), 7), [53, 53, 52, 52, 52, 52, 52]);
  });

  it('brings calls in .55 E-911, .20 PHONE, .10 OFFICER, .10 TEXT, .05 C2C', () => {
    expectShares(tally(numbersOf(year, 'callReception'), 5), [0.55, 0.2, 0.1, 0.1, 0.05]);
  });

  it.each(AGENCIES.map((agency, code) => [agency, code] as const))(
    'gives every call type of %s the same chance, and none of another agency',
    (agency, code) => {
      expectShares(
        tally(ofAgency('problem', code), CALL_TYPES.length),
        CALL_TYPES.map((type) => (type.agency === agency ? 1 : 0)),
      );
    },
  );

  it.each(AGENCIES.map((agency, code) => [agency, code] as const))(
    'gives every disposition of %s the same chance; only LAW arrests',
    (agency, code) => {
      expectShares(
        tally(ofAgency('disposition', code), DISPOSITIONS.length),
        DISPOSITIONS.map((name) => (name === 'ARREST MADE' && agency !== 'LAW' ? 0 : 1)),
      );
    },
  );

  it('gives every address and every person of a shift the same chance', () => {
    expectShares(tally(numbersOf(year, 'address'), 20), even(20));
    const shifts = numbersOf(year, 'shift');
    for (const shift of [0, 1, 2, 3])
      for (const [name, roster] of [
        ['callTaker', year.run.callTakers],
        ['dispatcher', year.run.dispatchers],
      ] as const) {
        const drawn = tally(numbersOf(year, name).filter((_, row) => shifts[row] === shift));
        expectShares(
          Array.from(roster.codes[shift] ?? [], (code) => drawn[code] ?? 0),
          even(2),
        );
        expect(drawn.filter((count) => count > 0)).toHaveLength(2);
      }
  });
});

const phone = [exponentialUpTo(80), erlangUpTo(2, 200)] as const;

/** domain.md 2.6, cut to whole seconds and redrawn until within the bounds. The chance that phoneTime exceeds 7,200 s is below 1e-13. */
const INTERVALS = {
  queueTime: wholeSecondsUpTo(logNormalUpTo(3.5, 1.2), 0, 90),
  dispatchTime: wholeSecondsUpTo(gammaFiveHalvesUpTo(4), 5, 600),
  phoneTime: (k: number) => 0.8 * phone[0](k + 1) + 0.2 * phone[1](k + 1),
  ackTime: wholeSecondsUpTo(erlangUpTo(2, 30), 2, 40),
  enrouteTime: wholeSecondsUpTo(erlangUpTo(6, 70), 300, 900),
  onSceneTime: wholeSecondsUpTo(erlangUpTo(3, 800), 300, 7_200),
} as const;
const BOUNDS = {
  queueTime: [0, 90],
  dispatchTime: [5, 600],
  phoneTime: [0, 7_200],
  ackTime: [2, 40],
  enrouteTime: [300, 900],
  onSceneTime: [300, 7_200],
} as const;
const NAMES = Object.keys(INTERVALS) as (keyof typeof INTERVALS)[];

describe.each(NAMES)('%s in the CLASSIC model', (name) => {
  const seconds = numbersOf(year, name);

  it('has its distribution', () => {
    const { distance, critical } = kolmogorov(seconds, INTERVALS[name]);
    expect(distance).toBeLessThan(critical);
  });

  it('keeps its bounds', () => {
    const [minimum, maximum] = BOUNDS[name];
    expect(seconds.filter((value) => value < minimum || value > maximum)).toEqual([]);
  });

  it.each(AGENCIES.map((agency, code) => [agency, code] as const))('has that distribution in %s too', (_, code) => {
    const { distance, critical } = kolmogorov(ofAgency(name, code), INTERVALS[name]);
    expect(distance).toBeLessThan(critical);
  });
});

describe('the intervals of the CLASSIC model', () => {
  it('have nothing to do with each other, the hour, the priority or the address', () => {
    const columns = [...NAMES, 'hour', 'priorityNumber', 'callReception', 'address', 'disposition'] as const;
    const samples = columns.map((name) => numbersOf(year, name));
    const correlations = samples.flatMap((one, i) =>
      samples.slice(i + 1).map((other, j) => ({ of: [columns[i], columns[i + 1 + j]], r: correlation(one, other) })),
    );
    // Without a link r √n is nearly a standard normal deviate. There are 55 pairs: ALPHA holds for each.
    const linked = correlations.filter(
      ({ of, r }) =>
        Math.abs(r) * Math.sqrt(RECORDS) > Z_TWO_SIDED && !of.every((name) => ofTheAgency.has(name as string)),
    );
    expect(linked).toEqual([]);
  });
});

/** Columns that depend on the agency, and so on each other. */
const ofTheAgency = new Set(['priorityNumber', 'disposition']);

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const [m, n] = [mean(one), mean(other)];
  const covariance = mean(one.map((value, i) => (value - m) * ((other[i] as number) - n)));
  const variance = (numbers: readonly number[], of: number) => mean(numbers.map((value) => (value - of) ** 2));
  return covariance / Math.sqrt(variance(one, m) * variance(other, n));
}

describe('the CLASSIC model with settings of its own', () => {
  const RANGE = { startDate: '2023-03-01', endDate: '2023-04-30' } as const;

  it('follows hourly, weekday and monthly weights', () => {
    const hourlyWeights = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 0 : hour));
    const weekdayWeights = [1, 2, 3, 4, 5, 0, 2];
    const monthlyWeights = [0, 0, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    const made = makeRun(
      someSettings({ ...RANGE, recordCount: 20_000, hourlyWeights, weekdayWeights, monthlyWeights }),
      'volume',
    );
    expectShares(tally(numbersOf(made, 'hour'), 24), hourlyWeights);
    // Day 60 of 2023 is Wednesday 1 March, day 91 is 1 April.
    const days = Array.from({ length: 120 }, (_, i) => i + 1);
    const dayWeights = days.map((day) =>
      day < 60 ? 0 : (weekdayWeights[(day - 60 + 2) % 7] as number) * (day < 91 ? 3 : 1),
    );
    expectShares(
      tally(
        numbersOf(made, 'dayOfYear').map((day) => day - 1),
        120,
      ),
      dayWeights,
    );
  });

  it('spreads the calls of a crowded day over its hours by the same weights', () => {
    const hourlyWeights = Array.from({ length: 24 }, (_, hour) => (hour % 2 === 0 ? 1 : 3));
    const day = { startDate: '2024-02-29', endDate: '2024-02-29' };
    const made = makeRun(someSettings({ ...day, recordCount: 60_000, hourlyWeights }), 'crowd');
    expect(made.run.parts[0]?.slots.length).toBeGreaterThanOrEqual(24);
    expectShares(tally(numbersOf(made, 'hour'), 24), hourlyWeights);
  });

  it('weighs agencies and call types as told', () => {
    const agencies = [
      { agency: 'FIRE', weight: 9 },
      { agency: 'LAW', weight: 1 },
    ] as const;
    const callTypes = [
      { name: 'GLA', weight: 2 },
      { name: 'HAZMAT', weight: 5 },
      { name: 'GAS LEAK', weight: 1 },
    ];
    const made = makeRun(someSettings({ ...RANGE, recordCount: 20_000, agencies, callTypes }), 'mix');
    expectShares(tally(numbersOf(made, 'agency'), 4), [1, 0, 9, 0]);
    const weights: Record<string, number> = { GLA: 0.1, HAZMAT: (0.9 * 5) / 6, 'GAS LEAK': 0.9 / 6 };
    expectShares(
      tally(numbersOf(made, 'problem'), CALL_TYPES.length),
      CALL_TYPES.map((type) => weights[type.name] ?? 0),
    );
  });

  it('renormalises the shares of the agencies that take part', () => {
    const agencies = [
      { agency: 'EMS', weight: null },
      { agency: 'RESCUE', weight: null },
    ] as const;
    const made = makeRun(someSettings({ ...RANGE, recordCount: 20_000, agencies }), 'subset');
    expectShares(tally(numbersOf(made, 'agency'), 4), [0, 0.15, 0, 0.03]);
  });
});
