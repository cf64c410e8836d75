import { AGENCIES, type Agency } from '../../domain/vocabulary/agencies.js';
import { CURVE_LENGTH, quantileCurve } from '../sampling/quantile-curve.js';
import {
  FIELD_REQUEST_QUANTILES,
  FIELD_SCENE_QUANTILES,
  type IntervalName,
  INTERVALS,
  type IntervalTable,
  LONGEST,
  NO_TIME,
  PRIORITY_OF_TABLE,
  PUBLIC_QUANTILES,
  type Quantiles,
  RESCUE_SCENE_FACTOR,
  type SpikeAndBody,
  TRANSFER_DISPATCH_QUANTILES,
  TRANSFER_FIRE_SCENE,
  TRANSFER_QUEUE_QUANTILES,
  TRANSFER_TRAVEL_QUANTILES,
  UNCAPTURED_POLICE_DISPATCH,
  UNCAPTURED_SCENE_QUANTILES,
} from './realistic-interval-tables.js';
import { type Origin, ORIGINS } from './realistic-mix-tables.js';

export const PRIORITIES = 5;
const SHARES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99] as const;

/** Number of a cell: calls of one agency, origin and priority share their distributions. */
export function cellOf(agency: number, origin: number, priority: number): number {
  return (agency * ORIGINS.length + origin) * PRIORITIES + priority - 1;
}

/** The curves of all cells' intervals: equal ones lie there once. */
export interface CellCurves {
  /** The first curve is that of NO_TIME: zeros. */
  readonly curves: Float32Array;
  /** Where the curve of an interval begins: cell × number of intervals + interval. */
  readonly offsets: Uint32Array;
}

type Distribution = Quantiles | SpikeAndBody;

export function cellCurves(): CellCurves {
  const made = new Map<Distribution, number>();
  const curves: Float32Array[] = [];
  const offsetOf = (distribution: Distribution, interval: IntervalName): number => {
    const known = made.get(distribution);
    if (known !== undefined) return known;
    const offset = curves.length * CURVE_LENGTH;
    curves.push(curveOf(distribution, LONGEST[interval]));
    made.set(distribution, offset);
    return offset;
  };
  offsetOf(NO_TIME, 'queueTime');
  const offsets = AGENCIES.flatMap((agency) =>
    ORIGINS.flatMap((origin) =>
      Array.from({ length: PRIORITIES }, (_, i) => cellTable(agency, origin, i + 1)).flatMap((table) =>
        INTERVALS.map((interval) => offsetOf(table[interval], interval)),
      ),
    ),
  );
  const all = new Float32Array(curves.length * CURVE_LENGTH);
  curves.forEach((curve, i) => all.set(curve, i * CURVE_LENGTH));
  return { curves: all, offsets: Uint32Array.from(offsets) };
}

function curveOf(distribution: Distribution, longest: number): Float32Array {
  const { zeros, above } = 'zeros' in distribution ? distribution : { zeros: distribution[0], above: null };
  const known = above
    ? above.map((value, i) => ({ share: zeros + (1 - zeros) * (SHARES[i] as number), value }))
    : (distribution as Quantiles).slice(1).map((value, i) => ({ share: SHARES[i] as number, value }));
  return quantileCurve(zeros, known, longest);
}

type CellTable = Readonly<Record<IntervalName, Distribution>>;

function cellTable(agency: Agency, origin: Origin, priority: number): CellTable {
  const ofPublic = publicTable(agency, priority);
  if (origin === 'ON_VIEW')
    return { ...ON_VIEW, onSceneTime: agency === 'LAW' ? FIELD_SCENE_QUANTILES : ofPublic.onSceneTime };
  if (origin === 'FIELD_REQUEST') return fieldRequestTable(agency, ofPublic);
  if (origin === 'TRANSFERRED') return transferTable(agency, ofPublic);
  if (origin === 'UNCAPTURED') return uncapturedTable(agency, ofPublic);
  return ofPublic;
}

const ON_VIEW = {
  queueTime: NO_TIME,
  dispatchTime: NO_TIME,
  phoneTime: NO_TIME,
  ackTime: NO_TIME,
  enrouteTime: NO_TIME,
};

function publicTable(agency: Agency, priority: number): IntervalTable {
  const own: Readonly<Record<number, IntervalTable>> = PUBLIC_QUANTILES[agency === 'RESCUE' ? 'FIRE' : agency];
  const table = own[PRIORITY_OF_TABLE[agency][priority] as number] as IntervalTable;
  return agency === 'RESCUE' ? { ...table, onSceneTime: longer(table.onSceneTime, RESCUE_SCENE_FACTOR) } : table;
}

function longer([zeros, ...seconds]: Quantiles, factor: number): Quantiles {
  return [zeros, ...seconds.map((value) => value * factor)] as unknown as Quantiles;
}

/** Only police ask for others to come; of EMS and FIRE a crew reports what it has met, and rolls as usual. */
function fieldRequestTable(agency: Agency, ofPublic: IntervalTable): CellTable {
  if (agency === 'LAW') return { ...FIELD_REQUEST_QUANTILES, onSceneTime: FIELD_SCENE_QUANTILES };
  const { queueTime, phoneTime } = FIELD_REQUEST_QUANTILES;
  return { ...ofPublic, queueTime, phoneTime };
}

/** Nobody talks: one system tells the other. */
function transferTable(agency: Agency, ofPublic: IntervalTable): CellTable {
  return {
    ...ofPublic,
    queueTime: TRANSFER_QUEUE_QUANTILES,
    dispatchTime: agency === 'LAW' ? ofPublic.dispatchTime : TRANSFER_DISPATCH_QUANTILES,
    phoneTime: NO_TIME,
    enrouteTime: TRANSFER_TRAVEL_QUANTILES,
    onSceneTime: agency === 'FIRE' ? TRANSFER_FIRE_SCENE : ofPublic.onSceneTime,
  };
}

function uncapturedTable(agency: Agency, ofPublic: IntervalTable): CellTable {
  return {
    ...ofPublic,
    queueTime: NO_TIME,
    dispatchTime: agency === 'LAW' ? UNCAPTURED_POLICE_DISPATCH : ofPublic.dispatchTime,
    phoneTime: NO_TIME,
    onSceneTime: UNCAPTURED_SCENE_QUANTILES,
  };
}
