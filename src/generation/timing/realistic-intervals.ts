import { AGENCIES } from '../../domain/vocabulary/agencies.js';
import { CALL_TYPES } from '../../domain/vocabulary/call-types.js';
import { normalScores } from '../sampling/normal.js';
import { CURVE_LENGTH, quantileCurve, secondsAt } from '../sampling/quantile-curve.js';
import type { Random } from '../sampling/random-stream.js';
import { cellCurves, PRIORITIES } from './realistic-cells.js';
import { CLOSING, INTERVALS, type IntervalName, LONGEST, SCORE_CORRELATIONS } from './realistic-interval-tables.js';
import { ORIGINS } from './realistic-mix-tables.js';
import type { ProfiledType } from './realistic-profiles.js';
import { isFieldInitiated, scoreShifts } from './score-shifts.js';

export type DrawnIntervals = Readonly<Record<IntervalName, Int32Array>> & { readonly closingTime: Int32Array };

export interface IntervalRows {
  readonly cells: Uint8Array;
  readonly problem: Uint8Array;
  readonly hour: Uint8Array;
  readonly arrived: Uint8Array;
  readonly stream: (purpose: string) => Random;
}

const COUNT = INTERVALS.length;
const TRAVEL = INTERVALS.indexOf('enrouteTime');
const SCENE = INTERVALS.indexOf('onSceneTime');
/** Normal scores at hand: a power of two, so that a random number picks one without a remainder. */
const SCORES = 2 ** 13;
const CELLS_PER_AGENCY = ORIGINS.length * PRIORITIES;
const HOURS_PER_DAY = 24;

/**
 * Draws the intervals of each call from the distributions of its agency, origin and priority. Correlated normal scores
 * tie the intervals of a call together; call type and hour of day shift the scores, and what they explain is taken
 * from chance, so that the distribution over all calls of a cell stays what its table says.
 */
export function intervalDrawing(profiles: readonly ProfiledType[]): (rows: IntervalRows) => DrawnIntervals {
  const scores = normalScores(SCORES);
  const closing = closingCurves();
  const tables = intervalTables(profiles);
  return (rows) => {
    const chances = independentScores(scores, rows);
    const byName = Object.fromEntries(
      INTERVALS.map((name, i) => [
        name,
        drawInterval(tables[i] as IntervalTables, chances, rows, i < TRAVEL ? null : rows.arrived),
      ]),
    ) as Record<IntervalName, Int32Array>;
    const intervals = { ...byName, closingTime: drawClosing(closing, chances, rows) };
    hangUpInTime(intervals, rows.stream('hang up'));
    return intervals;
  };
}

/** What one interval is drawn from. */
interface IntervalTables {
  readonly curves: Float32Array;
  /** Where the curve of each cell begins. */
  readonly offsets: Uint32Array;
  /** How many of the independent scores it depends on, and by how much in each cell: cell × width + score. */
  readonly width: number;
  readonly factors: Float64Array;
  /** Shifts by call type: first of the cell + type. */
  readonly byType: Float64Array;
  readonly firstOfCell: Uint32Array;
  /** Shifts by hour: agency × 24 + hour. */
  readonly byHour: Float64Array;
}

function intervalTables(profiles: readonly ProfiledType[]): IntervalTables[] {
  const { curves, offsets } = cellCurves();
  const { byType, byHour, chance } = scoreShifts(profiles);
  const firstOfCell = firstTypeShifts();
  const triangles = AGENCIES.map((agency) => choleskyFactor(SCORE_CORRELATIONS[agency], COUNT));
  return INTERVALS.map((_, interval) => {
    const ofInterval = (_value: number, at: number) => at % COUNT === interval;
    const width = interval + 1;
    const own = chance.filter(ofInterval);
    const factors = Float64Array.from({ length: own.length * width }, (_factor, at) => {
      const cell = Math.floor(at / width);
      const triangle = triangles[Math.floor(cell / CELLS_PER_AGENCY)] as Float64Array;
      return (own[cell] as number) * (triangle[(interval * width) / 2 + (at % width)] as number);
    });
    return {
      curves,
      offsets: offsets.filter(ofInterval),
      width,
      factors,
      byType: byType.filter(ofInterval),
      firstOfCell,
      byHour: byHour.filter(ofInterval),
    };
  });
}

/** Normal scores that know nothing of each other: interval × rows + row, since they are drawn and used by the interval. */
function independentScores(scores: Float64Array, { cells, stream }: IntervalRows): Float64Array {
  const chances = new Float64Array(cells.length * COUNT);
  INTERVALS.forEach((name, i) => {
    const random = stream(name);
    const first = i * cells.length;
    for (let row = 0; row < cells.length; row++) chances[first + row] = scores[(random() * SCORES) | 0] as number;
  });
  return chances;
}

/** Draws one interval of every row; 0 where nobody arrives, if it depends on that. */
function drawInterval(
  { curves, offsets, width, factors, byType, firstOfCell, byHour }: IntervalTables,
  chances: Float64Array,
  { cells, problem, hour }: IntervalRows,
  arrived: Uint8Array | null,
): Int32Array {
  const rows = cells.length;
  const drawn = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const cell = cells[row] as number;
    const offset = offsets[cell] as number;
    if (offset === 0 || (arrived !== null && arrived[row] === 0)) continue; // the first curve is zeros
    const ofHour = ((cell / CELLS_PER_AGENCY) | 0) * HOURS_PER_DAY + (hour[row] as number);
    let score =
      (byType[(firstOfCell[cell] as number) + (problem[row] as number)] as number) + (byHour[ofHour] as number);
    const first = cell * width;
    for (let j = 0, at = row; j < width; j++, at += rows)
      score += (factors[first + j] as number) * (chances[at] as number);
    drawn[row] = secondsAt(curves, offset, score);
  }
  return drawn;
}

function drawClosing(closing: Float32Array, chances: Float64Array, { cells, arrived }: IntervalRows): Int32Array {
  const drawn = new Int32Array(cells.length);
  for (let row = 0; row < drawn.length; row++) {
    if (arrived[row] === 1) continue;
    const agency = ((cells[row] as number) / CELLS_PER_AGENCY) | 0;
    drawn[row] = secondsAt(closing, agency * CURVE_LENGTH, chances[SCENE * cells.length + row] as number);
  }
  return drawn;
}

/** Where the shifts of a cell's call types begin: officers' own work has its own. */
function firstTypeShifts(): Uint32Array {
  const ofOrigin = ORIGINS.map((origin) => (isFieldInitiated(origin) ? CALL_TYPES.length : 0));
  return Uint32Array.from(
    AGENCIES.flatMap(() => ofOrigin.flatMap((first) => Array.from({ length: PRIORITIES }, () => first))),
  );
}

/** One curve for each agency. */
function closingCurves(): Float32Array {
  const curves = AGENCIES.map((agency) => {
    const { median, logSd } = CLOSING[agency];
    const known = LOG_NORMAL_SCORES.map(({ share, score }) => ({ share, value: median * Math.exp(score * logSd) }));
    return [...quantileCurve(0, known, LONGEST.onSceneTime)];
  });
  return Float32Array.from(curves.flat());
}

/** Points of the normal distribution that fix a log-normal curve. */
const LOG_NORMAL_SCORES = [
  { share: 0.022750131948179, score: -2 },
  { share: 0.5, score: 0 },
  { share: 0.977249868051821, score: 2 },
] as const;

/** A caller who would talk on after the call is closed hangs up at some moment before instead. */
function hangUpInTime(intervals: DrawnIntervals, random: Random): void {
  const { queueTime, dispatchTime, phoneTime, ackTime, enrouteTime, onSceneTime, closingTime } = intervals;
  for (let row = 0; row < phoneTime.length; row++) {
    const total =
      (queueTime[row] as number) +
      (dispatchTime[row] as number) +
      (ackTime[row] as number) +
      (enrouteTime[row] as number) +
      (onSceneTime[row] as number) +
      (closingTime[row] as number);
    if ((phoneTime[row] as number) > total) phoneTime[row] = Math.floor(random() * (total + 1));
  }
}

/**
 * The lower triangle, by rows, that turns independent normal scores into ones with these correlations (an upper
 * triangle, by rows).
 */
function choleskyFactor(correlations: readonly number[], size: number): Float64Array {
  const full = fullMatrix(correlations, size);
  const lower = new Float64Array((size * (size + 1)) / 2);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let rest = full[i * size + j] as number;
      for (let k = 0; k < j; k++) rest -= (lower[inTriangle(i, k)] as number) * (lower[inTriangle(j, k)] as number);
      lower[inTriangle(i, j)] = i === j ? Math.sqrt(rest) : rest / (lower[inTriangle(j, j)] as number);
    }
  return lower;
}

/** Place in a lower triangle that is laid out by rows. */
function inTriangle(row: number, column: number): number {
  return (row * (row + 1)) / 2 + column;
}

function fullMatrix(correlations: readonly number[], size: number): Float64Array {
  const full = new Float64Array(size * size);
  let next = 0;
  for (let i = 0; i < size; i++) {
    full[i * size + i] = 1;
    for (let j = i + 1; j < size; j++) {
      full[i * size + j] = full[j * size + i] = correlations[next] as number;
      next++;
    }
  }
  return full;
}
