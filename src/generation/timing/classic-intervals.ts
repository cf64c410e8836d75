import { type Density, exponential, gamma, logNormal, wholeSeconds } from '../sampling/density.js';

/** A mixture of densities, cut to whole seconds and kept within bounds by drawing again. */
export interface Interval {
  readonly arms: readonly { readonly share: number; readonly density: Density }[];
  readonly minimum: number;
  readonly maximum: number;
}

/** Where an interval without an upper bound of its own ends: the chance of more is below 1e-13. */
const UNBOUNDED = 7_200;

/** Synth911Gen2's intervals in seconds (its README's parameters and bounds). */
export const CLASSIC_INTERVALS = {
  queueTime: { arms: [{ share: 1, density: logNormal(3.5, 1.2) }], minimum: 0, maximum: 90 },
  dispatchTime: { arms: [{ share: 1, density: gamma(5 / 2, 2 * 2) }], minimum: 5, maximum: 600 },
  phoneTime: {
    arms: [
      { share: 0.8, density: exponential(80) },
      { share: 0.2, density: gamma(2, 200) },
    ],
    minimum: 0,
    maximum: UNBOUNDED,
  },
  ackTime: { arms: [{ share: 1, density: gamma(2, 30) }], minimum: 2, maximum: 40 },
  enrouteTime: { arms: [{ share: 1, density: gamma(6, 70) }], minimum: 300, maximum: 900 },
  onSceneTime: { arms: [{ share: 1, density: gamma(3, 800) }], minimum: 300, maximum: 7_200 },
} as const satisfies Record<string, Interval>;

/** Chances of the whole seconds 0 … maximum. */
export function secondsOf({ arms, minimum, maximum }: Interval): Float64Array {
  const chances = new Float64Array(maximum + 1);
  for (const { share, density } of arms)
    wholeSeconds(density, minimum, maximum).forEach((chance, i) => {
      chances[minimum + i] = (chances[minimum + i] as number) + share * chance;
    });
  return chances;
}
