import { describe, expect, it } from 'vitest';
import {
  barHeight,
  isStuck,
  ROW_HEIGHT,
  scrolledTo,
  scrolledToTop,
} from '../../src/console/pages/dataset/tall-scroll.js';
import { timeTicks } from '../../src/console/pages/dataset/charts/time-ticks.js';
import { filterOf, parametersOf, viewIn } from '../../src/console/pages/dataset/record-view.js';

const TEN_MILLION = { content: 10_000_000 * ROW_HEIGHT, viewport: 600 };
const LAST_TOP = TEN_MILLION.content - TEN_MILLION.viewport;
const LAST_BAR = barHeight(TEN_MILLION) - TEN_MILLION.viewport;

describe('a table taller than browsers can show', () => {
  it('keeps the element below what browsers cap, and short tables as they are', () => {
    expect(barHeight(TEN_MILLION)).toBeLessThan(30_000_000);
    expect(barHeight({ content: 3_400, viewport: 600 })).toBe(3_400);
  });

  it('moves by as many pixels as the wheel does, and along the whole when the bar is dragged', () => {
    const start = { top: 1_000_000, bar: 23_529 };
    expect(scrolledTo(23_629, start, TEN_MILLION).top).toBe(1_000_100);
    expect(scrolledTo(LAST_BAR, start, TEN_MILLION).top).toBe(LAST_TOP);
    expect(scrolledTo(LAST_BAR / 2, start, TEN_MILLION).top).toBeCloseTo(LAST_TOP / 2, 3);
    expect(scrolledTo(400, { top: 0, bar: 0 }, { content: 3_400, viewport: 600 }).top).toBe(400);
  });

  it('stays within its rows, and knows when the bar is at an end that the rows are not at', () => {
    expect(scrolledToTop(-5, TEN_MILLION)).toEqual({ top: 0, bar: 0 });
    expect(scrolledToTop(LAST_TOP + 5, TEN_MILLION)).toEqual({ top: LAST_TOP, bar: LAST_BAR });
    expect(isStuck({ top: 4_000, bar: 0 }, TEN_MILLION)).toBe(true);
    expect(isStuck({ top: 0, bar: 0 }, TEN_MILLION)).toBe(false);
    expect(isStuck({ top: LAST_TOP - 40, bar: LAST_BAR }, TEN_MILLION)).toBe(true);
  });
});

describe('the view in the address', () => {
  const address =
    'agency=EMS&agency=FIRE&hour.not=3&totalTime.gte=600&enrouteTime.isNull=false&callTaker=Doe%2C+Jo&sort=-totalTime%2ChourX%2Chour&part=charts';

  it('is the filter of the API, and what it does not know is nothing to it', () => {
    expect(filterOf(viewIn(new URLSearchParams(`${address}&hour=noon&agency.like=E&dow.gte=`)).conditions)).toEqual({
      agency: { in: ['EMS', 'FIRE'] },
      hour: { ne: 3 },
      totalTime: { gte: 600 },
      enrouteTime: { isNull: false },
      callTaker: { eq: 'Doe, Jo' },
    });
    expect(viewIn(new URLSearchParams('hour=noon&totalTime.gte=9999999999')).conditions).toEqual([]);
  });

  it('is written as it was read, beside what others keep in the address', () => {
    const before = new URLSearchParams(address);
    const written = parametersOf(viewIn(before), before);
    expect(viewIn(written)).toEqual(viewIn(before));
    expect(written.get('sort')).toBe('-totalTime,hour');
    expect(written.get('part')).toBe('charts');
  });
});

describe('an axis of time', () => {
  it('is marked from 0 on, few times, by steps that people count by', () => {
    expect(timeTicks(1)).toEqual([0, 1]);
    expect(timeTicks(95)).toEqual([0, 20, 40, 60, 80]);
    expect(timeTicks(27_900)).toEqual([0, 7_200, 14_400, 21_600]);
    expect(timeTicks(2_000_000).length).toBeLessThanOrEqual(5);
    expect(Math.max(...timeTicks(2_000_000))).toBeLessThanOrEqual(2_000_000);
  });
});
