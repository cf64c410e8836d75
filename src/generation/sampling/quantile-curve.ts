import { normalQuantile } from './normal.js';

/** Standard scores from -REACH to REACH in steps of 1 / STEPS: beyond are 7 calls in a million. */
const REACH = 4.5;
const STEPS = 32;
/** Numbers of a curve. */
export const CURVE_LENGTH = 2 * REACH * STEPS + 1;
const LAST_CELL = CURVE_LENGTH - 2;

/** A quantile known: below `value` lie this share of all draws. */
export interface Quantile {
  readonly share: number;
  readonly value: number;
}

/** The smallest value of a curve above its zeros; what is below half a second is 0 in whole seconds. */
const SMALLEST = 0.05;
/**
 * The curve leaves the last known quantile at this part of the slope with which it came, so that its tail stays
 * shorter than a log-normal's.
 */
const TAIL_SLOPE = 0.6;

/**
 * A distribution as its values at equal steps of a standard normal score: a share of zeros, then a curve through the
 * known quantiles that is log-normal between them (in score and logarithm: monotone cubic), and ends at `longest`.
 */
export function quantileCurve(zeros: number, known: readonly Quantile[], longest: number): Float32Array {
  const anchors = known.filter(({ share, value }) => share > zeros && value > 0);
  if (zeros >= 1 || anchors.length < 2) return new Float32Array(CURVE_LENGTH);
  const firstScore = zeros > 0 ? Math.max(-REACH, normalQuantile(zeros)) : -REACH;
  const inside = anchors.map(({ share, value }) => ({
    x: normalQuantile(share),
    y: Math.log(Math.max(value, SMALLEST)),
  }));
  const points = withEnds(inside, firstScore, longest);
  const slopes = monotoneSlopes(points);
  return Float32Array.from({ length: CURVE_LENGTH }, (_, i) => {
    const score = i / STEPS - REACH;
    return score < firstScore ? 0 : Math.exp(interpolated(points, slopes, score));
  });
}

/** The whole seconds at a score on the curve that begins at `offset`. */
export function secondsAt(curves: Float32Array, offset: number, score: number): number {
  const x = (score + REACH) * STEPS;
  const cell = x <= 0 ? 0 : x >= LAST_CELL ? LAST_CELL : x | 0;
  const low = curves[offset + cell] as number;
  if (low === 0) return 0;
  const part = x - cell;
  const within = part <= 0 ? 0 : part >= 1 ? 1 : part;
  return (low + ((curves[offset + cell + 1] as number) - low) * within + 0.5) | 0;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Points with both ends: below by the first slope, above by a part of the last, neither beyond what is possible. */
function withEnds(points: readonly Point[], firstScore: number, longest: number): Point[] {
  const [first, second] = points as [Point, Point];
  const [previous, last] = points.slice(-2) as [Point, Point];
  const lowest = Math.max(Math.log(SMALLEST), first.y - slopeOf(first, second) * (first.x - firstScore));
  const highest = Math.min(Math.log(longest), last.y + TAIL_SLOPE * slopeOf(previous, last) * (REACH - last.x));
  const start = first.x > firstScore ? [{ x: firstScore, y: Math.min(lowest, first.y) }] : [];
  return [...start, ...points, { x: REACH, y: Math.max(highest, last.y) }];
}

function slopeOf(a: Point, b: Point): number {
  return (b.y - a.y) / (b.x - a.x);
}

/**
 * Fritsch-Carlson slopes in Butland's form: the harmonic mean of the neighbouring secants, weighted, so that the curve
 * never turns.
 */
function monotoneSlopes(points: readonly Point[]): number[] {
  const secants = points.slice(1).map((point, i) => slopeOf(points[i] as Point, point));
  return points.map((point, i) => {
    const before = secants[i - 1];
    const after = secants[i];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    if (before * after <= 0) return 0;
    const left = point.x - (points[i - 1] as Point).x;
    const right = (points[i + 1] as Point).x - point.x;
    const [weightBefore, weightAfter] = [2 * right + left, right + 2 * left];
    return (weightBefore + weightAfter) / (weightBefore / before + weightAfter / after);
  });
}

function interpolated(points: readonly Point[], slopes: readonly number[], x: number): number {
  let i = 0;
  while (i < points.length - 2 && x > (points[i + 1] as Point).x) i++;
  const [a, b] = [points[i] as Point, points[i + 1] as Point];
  const width = b.x - a.x;
  const t = Math.min(1, Math.max(0, (x - a.x) / width));
  const [slopeA, slopeB] = [slopes[i] as number, slopes[i + 1] as number];
  const hermite = (1 + 2 * t) * (1 - t) ** 2 * a.y + t * t * (3 - 2 * t) * b.y;
  return hermite + t * (1 - t) ** 2 * width * slopeA + t * t * (t - 1) * width * slopeB;
}
