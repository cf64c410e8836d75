/** Seconds between ticks that people count by. */
const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];

const MOST_TICKS = 5;

/** Seconds at which an axis from 0 to `most` is marked: few, and each said in one word. */
export function timeTicks(most: number): number[] {
  const fits = (step: number) => most / step < MOST_TICKS;
  const day = STEPS.at(-1) ?? 1;
  const step = STEPS.find(fits) ?? day * Math.ceil(most / (day * (MOST_TICKS - 1)));
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
}
