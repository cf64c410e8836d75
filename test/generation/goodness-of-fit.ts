// Tests of fit at fixed seeds. ALPHA is the chance that a right generator fails one of them; since the seeds are fixed,
// it does so always or never.
export const ALPHA = 1e-4;

/** The standard normal deviate that is exceeded with chance ALPHA: Φ(3.719016) = 1 - 1e-4. */
const Z = 3.719016;

/** The deviate that is exceeded on either side with chance ALPHA: Φ(3.890592) = 1 - 5e-5. */
export const Z_TWO_SIDED = 3.890592;

/** Kolmogorov's limit: P(√n D > λ) ≈ 2 exp(-2λ²), so λ = √(ln(2 / ALPHA) / 2) = 2.2253; on whole seconds the chance is smaller. */
export const KOLMOGOROV_LAMBDA = Math.sqrt(Math.log(2 / ALPHA) / 2);

/**
 * The value that a chi-square with so many degrees of freedom exceeds with chance ALPHA, by Wilson and Hilferty: its
 * cube root is nearly normal. Within 1 % of the tables from 3 degrees on (3: 21.11, 7: 29.88, 23: 58.6).
 */
export function chiSquareCritical(degrees: number): number {
  const spread = 2 / (9 * degrees);
  return degrees * (1 - spread + Z * Math.sqrt(spread)) ** 3;
}

/** Pearson's statistic of observed counts against chances that sum to 1, and its critical value. Cells of chance 0 must be empty. */
export function chiSquare(
  observed: ArrayLike<number>,
  chances: ArrayLike<number>,
): { statistic: number; critical: number } {
  const counts = Array.from(observed);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let statistic = 0;
  let cells = 0;
  counts.forEach((count, i) => {
    const expected = total * (chances[i] ?? 0);
    if (expected === 0 && count === 0) return;
    cells++;
    statistic += expected === 0 ? Infinity : (count - expected) ** 2 / expected;
  });
  return { statistic, critical: chiSquareCritical(cells - 1) };
}

/** The largest distance between the shares of whole numbers in a sample and their distribution function, and its critical value. */
export function kolmogorov(
  sample: ArrayLike<number>,
  chanceUpTo: (k: number) => number,
): { distance: number; critical: number } {
  const counts = tally(sample);
  let [seen, distance] = [0, 0];
  counts.forEach((count, k) => {
    seen += count;
    distance = Math.max(distance, Math.abs(seen / sample.length - chanceUpTo(k)));
  });
  return { distance, critical: KOLMOGOROV_LAMBDA / Math.sqrt(sample.length) };
}

/** How often each whole number from 0 to the largest occurs. */
export function tally(sample: ArrayLike<number>, atLeast = 0): number[] {
  const counts = Array.from({ length: atLeast }, () => 0);
  for (let i = 0; i < sample.length; i++) {
    const value = sample[i] as number;
    while (counts.length <= value) counts.push(0);
    counts[value] = (counts[value] as number) + 1;
  }
  return counts;
}

export function even(count: number): number[] {
  return Array.from({ length: count }, () => 1 / count);
}
