import { AGENCIES } from '../../domain/vocabulary/agencies.js';
import { CALL_TYPES } from '../../domain/vocabulary/call-types.js';
import { CALL_RECEPTIONS, type Disposition, DISPOSITIONS } from '../../domain/vocabulary/outcomes.js';
import { type DiscreteDistribution, discreteDistribution, valueAt } from '../sampling/discrete-distribution.js';
import type { Random } from '../sampling/random-stream.js';
import { cellOf, PRIORITIES } from './realistic-cells.js';
import { ORIGINS } from './realistic-mix-tables.js';
import {
  CANCELLED_SHARES,
  DISPOSITION_WEIGHTS,
  type DispositionWeights,
  MEDICAL_DISPOSITIONS,
  OWN_RECEPTION,
  PUBLIC_CANCELLED_SHARES,
  PUBLIC_RECEPTIONS,
  type ReceptionWeights,
  TRANSPORT_SECONDS,
} from './realistic-outcome-tables.js';
import type { ProfiledType } from './realistic-profiles.js';

/** Draws how each call reached the centre, by its cell. */
export function receptionDrawing(): (cells: Uint8Array, random: Random) => Uint8Array {
  const ofCells = forEachCell((agency, origin, priority) => {
    const only = OWN_RECEPTION[origin];
    const weights: ReceptionWeights = only ? { [only]: 1 } : (PUBLIC_RECEPTIONS[agency][priority] ?? {});
    return discreteDistribution(CALL_RECEPTIONS.map((name) => weights[name] ?? 0));
  });
  return (cells, random) => {
    const reception = new Uint8Array(cells.length);
    for (let row = 0; row < reception.length; row++)
      reception[row] = valueAt(ofCells[cells[row] as number] as DiscreteDistribution, random());
    return reception;
  };
}

/** Draws whether a unit arrives: 1, or 0 where the call is cancelled before. */
export function arrivalDrawing(): (cells: Uint8Array, random: Random) => Uint8Array {
  const cancelled = Float64Array.from(
    forEachCell((agency, origin, priority) =>
      origin === 'PUBLIC' ? (PUBLIC_CANCELLED_SHARES[agency][priority] ?? 0) : CANCELLED_SHARES[agency][origin],
    ),
  );
  return (cells, random) => {
    const arrived = new Uint8Array(cells.length);
    for (let row = 0; row < arrived.length; row++)
      arrived[row] = random() < (cancelled[cells[row] as number] as number) ? 0 : 1;
    return arrived;
  };
}

function forEachCell<Out>(
  make: (agency: (typeof AGENCIES)[number], origin: (typeof ORIGINS)[number], priority: number) => Out,
): Out[] {
  return AGENCIES.flatMap((agency) =>
    ORIGINS.flatMap((origin) => Array.from({ length: PRIORITIES }, (_, i) => make(agency, origin, i + 1))),
  );
}

/** The cell of each call: its agency, origin and priority. */
export function cellsOf(problem: Uint8Array, origin: Uint8Array): Uint8Array {
  const firstCells = CALL_TYPES.map(({ agency, priority }) =>
    ORIGINS.map((_, of) => cellOf(AGENCIES.indexOf(agency), of, priority)),
  );
  const lookup = Uint8Array.from(firstCells.flat());
  const cells = new Uint8Array(problem.length);
  for (let row = 0; row < cells.length; row++)
    cells[row] = lookup[(problem[row] as number) * ORIGINS.length + (origin[row] as number)] as number;
  return cells;
}

const CANCELLED = DISPOSITIONS.indexOf('CANCELLED');

/** Draws how each call ended: cancelled where nobody arrived; a medical call that took long at the hospital. */
export function dispositionDrawing(profiles: readonly ProfiledType[]) {
  const usual = profiles.map(({ outcome }) =>
    endings(outcome === 'MEDICAL' ? MEDICAL_DISPOSITIONS.short : DISPOSITION_WEIGHTS[outcome]),
  );
  const long = profiles.map(({ outcome }, i) =>
    outcome === 'MEDICAL' ? endings(MEDICAL_DISPOSITIONS.long) : usual[i],
  );
  return (problem: Uint8Array, arrived: Uint8Array, onSceneTime: Int32Array, random: Random): Uint8Array => {
    const disposition = new Uint8Array(problem.length);
    for (let row = 0; row < disposition.length; row++) {
      const u = random();
      const ofLength = (onSceneTime[row] as number) >= TRANSPORT_SECONDS ? long : usual;
      disposition[row] =
        arrived[row] === 0 ? CANCELLED : valueAt(ofLength[problem[row] as number] as DiscreteDistribution, u);
    }
    return disposition;
  };
}

function endings(weights: DispositionWeights): DiscreteDistribution {
  const all: Readonly<Partial<Record<Disposition, number>>> = weights;
  return discreteDistribution(DISPOSITIONS.map((name) => all[name] ?? 0));
}
