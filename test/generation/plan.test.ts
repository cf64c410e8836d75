import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDay, parseLocalDate, SECONDS_PER_DAY, SECONDS_PER_HOUR } from '../../src/domain/local-date.js';
import type { GenerationSettings, SettingsPatch } from '../../src/domain/settings.js';
import { AGENCIES, CLASSIC_AGENCY_WEIGHT } from '../../src/domain/vocabulary/agencies.js';
import { agencyShares } from '../../src/generation/mix.js';
import { type PartPlan, planParts, type Slot } from '../../src/generation/plan.js';
import { evenVolume } from '../../src/generation/volume.js';
import { someSettings } from '../domain/some-settings.js';
import { arbitrarySettings, aSeed } from './arbitrary-settings.js';

/** Records of a part, at most: DESIGN.md's 262,144. */
const PART_RECORDS = 262_144;

function plan(settings: GenerationSettings, seed = '911'): PartPlan[] {
  return planParts(settings, seed, evenVolume(settings, agencyShares(settings, CLASSIC_AGENCY_WEIGHT)));
}

function slotsOf(parts: readonly PartPlan[]): Slot[] {
  return parts.flatMap((part) => part.slots);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** A property of the plan of any settings, up to two million records: planning costs by slots, not by records. */
function forAnyPlan(rule: (parts: PartPlan[], settings: GenerationSettings) => void): void {
  const aSize = fc.oneof(arbitrarySettings(50), arbitrarySettings(5_000), arbitrarySettings(2_000_000));
  fc.assert(
    fc.property(aSize, aSeed, (settings, seed) => rule(plan(settings, seed), settings)),
    { numRuns: 40 },
  );
}

/** The first and last second of a slot, counted from 1970. */
function secondsOf({ day, start, seconds }: Slot): [number, number] {
  return [day * SECONDS_PER_DAY + start, day * SECONDS_PER_DAY + start + seconds - 1];
}

describe('planParts', () => {
  it('deals out exactly the records that were asked for', () => {
    forAnyPlan((parts, { recordCount }) => {
      expect(sum(parts.map((part) => part.recordCount))).toBe(recordCount);
      for (const part of parts) expect(part.recordCount).toBe(sum(part.slots.map((slot) => slot.recordCount)));
      expect(slotsOf(parts).filter((slot) => slot.recordCount !== sum(slot.counts))).toEqual([]);
    });
  });

  it('numbers parts from 0 and lets each begin where the one before ends', () => {
    forAnyPlan((parts) => {
      let next = 0;
      parts.forEach((part, index) => {
        expect(part).toMatchObject({ index, firstPosition: next });
        next += part.recordCount;
      });
    });
  });

  it('has no empty slot or part, and none below 0', () => {
    forAnyPlan((parts) => {
      expect(parts.filter((part) => part.slots.length === 0)).toEqual([]);
      expect(slotsOf(parts).filter((slot) => slot.recordCount < 1 || slot.counts.some((count) => count < 0))).toEqual(
        [],
      );
    });
  });

  it('keeps slots in order of time, apart, and inside the range and one day', () => {
    forAnyPlan((parts, { startDate, endDate }) => {
      const [firstDay, lastDay] = [parseLocalDate(startDate) as number, parseLocalDate(endDate) as number];
      let free = firstDay * SECONDS_PER_DAY;
      const misplaced = slotsOf(parts).filter((slot) => {
        const [first, last] = secondsOf(slot);
        const fits = first >= free && last < (slot.day + 1) * SECONDS_PER_DAY && slot.day <= lastDay;
        free = last + 1;
        return !fits || slot.year !== calendarDay(slot.day).year;
      });
      expect(misplaced).toEqual([]);
    });
  });

  it('gives a slot that is less than a day a stretch of one hour', () => {
    forAnyPlan((parts) => {
      const shorter = slotsOf(parts).filter(({ seconds }) => seconds < SECONDS_PER_DAY);
      const overTheHour = shorter.filter((slot) => {
        const [first, last] = secondsOf(slot);
        return Math.floor(first / SECONDS_PER_HOUR) !== Math.floor(last / SECONDS_PER_HOUR);
      });
      expect(overTheHour).toEqual([]);
    });
  });

  it('gives nothing to a day, hour or agency of weight 0', () => {
    forAnyPlan((parts, settings) => {
      const { hourlyWeights, weekdayWeights, monthlyWeights } = settings;
      const absent = agencyShares(settings, CLASSIC_AGENCY_WEIGHT).map((share) => share === 0);
      const unasked = slotsOf(parts).filter(({ day, start, seconds, counts }) => {
        const { weekday, month } = calendarDay(day);
        const silentHour = seconds < SECONDS_PER_DAY && hourlyWeights?.[Math.floor(start / SECONDS_PER_HOUR)] === 0;
        const silentDay = weekdayWeights?.[weekday] === 0 || monthlyWeights?.[month - 1] === 0;
        return silentHour || silentDay || counts.some((count, agency) => absent[agency] && count > 0);
      });
      expect(unasked).toEqual([]);
    });
  });

  it('takes each part’s first numbers from where the parts before it end', () => {
    forAnyPlan((parts) => {
      parts.slice(1).forEach((part, i) => {
        const before = parts[i] as PartPlan;
        const year = part.slots[0]?.year;
        const continued = before.slots.at(-1)?.year === year;
        const sameYear = before.slots.filter((slot) => slot.year === year);
        const startedBefore = before.slots[0]?.year === year;
        AGENCIES.forEach((_, agency) => {
          const start = startedBefore ? (before.firstSequences[agency] as number) : 1;
          const taken = sum(sameYear.map((slot) => slot.counts[agency] as number));
          expect(part.firstSequences[agency]).toBe(continued ? start + taken : 1);
        });
      });
    });
  });

  it('starts the numbers at 1 when the range begins on 1 January', () => {
    expect(plan(someSettings({ startDate: '2023-01-01', endDate: '2023-01-02' }))[0]?.firstSequences).toEqual([
      1, 1, 1, 1,
    ]);
  });

  it('starts the numbers anywhere from 1,000 to 100,000 when it begins later, each agency by itself', () => {
    const settings = someSettings({ startDate: '2023-01-02', endDate: '2023-03-01' });
    const firsts = Array.from({ length: 500 }, (_, seed) => plan(settings, `${seed}`)[0]?.firstSequences ?? []);
    expect(Math.min(...firsts.flat())).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...firsts.flat())).toBeLessThanOrEqual(100_000);
    // Of 2,000 numbers even over 99,001, the mean has a standard error of 28,579 / √2,000 = 639; the band is five of them.
    expect(Math.abs(sum(firsts.flat()) / 2_000 - 50_500)).toBeLessThan(5 * 639);
    // 2,000 draws of 99,001 coincide about 20 times.
    expect(new Set(firsts.flat()).size).toBeGreaterThan(1_900);
  });

  it('starts the numbers of a year after the first at 1, though no call falls in the first', () => {
    // One day of 2023 and all of 2024: 5 calls leave 2023 empty with a chance above 0.98.
    const settings = someSettings({ recordCount: 5, startDate: '2023-12-31', endDate: '2024-12-31' });
    const firsts = Array.from({ length: 20 }, (_, seed) => plan(settings, `${seed}`)[0] as PartPlan);
    const in2024 = firsts.filter((part) => part.slots[0]?.year === 2024);
    expect(in2024.length).toBeGreaterThan(10);
    for (const part of in2024) expect(part.firstSequences).toEqual([1, 1, 1, 1]);
  });

  it.each<[string, SettingsPatch, number]>([
    ['a year', { recordCount: 1_000_000 }, 4],
    ['a day', { recordCount: 1_000_000, startDate: '2024-03-01', endDate: '2024-03-01' }, 4],
    [
      'an hour',
      {
        recordCount: 1_000_000,
        startDate: '2024-03-01',
        endDate: '2024-03-01',
        hourlyWeights: Array.from({ length: 24 }, (_, hour) => (hour === 5 ? 1 : 0)),
      },
      4,
    ],
  ])('cuts a million records of %s into parts of at most 262,144, and few more than that takes', (_, patch, least) => {
    const parts = plan(someSettings(patch));
    expect(Math.max(...parts.map((part) => part.recordCount))).toBeLessThanOrEqual(PART_RECORDS);
    // Slots hold at most about an eighth of a part, so a part is at least about seven eighths full.
    expect(parts.length).toBeGreaterThanOrEqual(least);
    expect(parts.length).toBeLessThanOrEqual(least + 1);
  });

  it('plans a hundred million records in no more slots than hours', () => {
    const parts = plan(someSettings({ recordCount: 100_000_000 }));
    expect(slotsOf(parts).length).toBe(366 * 24);
    expect(sum(parts.map((part) => part.recordCount))).toBe(100_000_000);
  });

  it('follows the seed', () => {
    const settings = someSettings({ recordCount: 5_000 });
    expect(plan(settings, 'a')).toEqual(plan(settings, 'a'));
    expect(plan(settings, 'a')).not.toEqual(plan(settings, 'b'));
  });

  it('plans the smallest volumes that there may be', () => {
    const settings = someSettings({
      weekdayWeights: Array.from({ length: 7 }, () => 1e-9),
      monthlyWeights: Array.from({ length: 12 }, () => 1e-9),
    });
    expect(sum(plan(settings).map((part) => part.recordCount))).toBe(settings.recordCount);
  });
});

describe('agencyShares', () => {
  it("are the model's among the agencies that take part when none is given", () => {
    const settings = someSettings({
      agencies: [
        { agency: 'EMS', weight: null },
        { agency: 'RESCUE', weight: null },
      ],
    });
    expect(agencyShares(settings, CLASSIC_AGENCY_WEIGHT)).toEqual([0, 0.15, 0, 0.03]);
  });

  it('are those given, each by its agency and not by its place', () => {
    const settings = someSettings({
      agencies: [
        { agency: 'FIRE', weight: 9 },
        { agency: 'LAW', weight: 1 },
      ],
    });
    expect(agencyShares(settings, CLASSIC_AGENCY_WEIGHT)).toEqual([1, 0, 9, 0]);
  });

  it('are 0 for an agency that none of the chosen call types belongs to', () => {
    expect(agencyShares(someSettings({ callTypes: [{ name: 'HAZMAT', weight: 1 }] }), CLASSIC_AGENCY_WEIGHT)).toEqual([
      0, 0, 0.1, 0,
    ]);
  });
});
