// Peter Acklam's rational approximation of the inverse of the standard normal distribution function; its relative error
// is below 1.15e-9. https://web.archive.org/web/20151030215612/http://home.online.no/~pjacklam/notes/invnorm/
const A = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const B = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1,
];
const C = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const D = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];
const TAIL = 0.02425;
/** Half the distance between two of the numbers that a random source gives, which stands for a chance of 0. */
const SMALLEST = 2 ** -33;

/** The value that a standard normal number stays below with this chance. */
export function normalQuantile(chance: number): number {
  const p = Math.max(chance, SMALLEST);
  if (p > 1 - TAIL) return -normalQuantile(1 - p);
  if (p < TAIL) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(C, q) / polynomial(D, q);
  }
  const q = p - 0.5;
  return (polynomial(A, q * q) * q) / polynomial(B, q * q);
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/** Standard normal numbers at the middle of `count` equally likely slices, in order: a draw is a look-up. */
export function normalScores(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, slice) => normalQuantile((slice + 0.5) / count));
}
