/** Chances of the whole numbers 0 … n - 1, laid out so that a draw costs one step or two. */
export interface DiscreteDistribution {
  /** Chance of this value or a smaller one. */
  readonly cumulative: Float64Array;
  /** For each equal slice of [0, 1), the smallest value that it can give. */
  readonly guide: Uint32Array;
}

/** The distribution in which each value has the chance of its weight. Weights are at least 0, and one is above. */
export function discreteDistribution(weights: ArrayLike<number>): DiscreteDistribution {
  const cumulative = new Float64Array(weights.length);
  let sum = 0;
  let lastPossible = 0;
  for (let value = 0; value < weights.length; value++) {
    const weight = weights[value] as number;
    if (weight > 0) lastPossible = value;
    sum += weight;
    cumulative[value] = sum;
  }
  for (let value = 0; value < lastPossible; value++) cumulative[value] = (cumulative[value] as number) / sum;
  cumulative.fill(1, lastPossible); // every number below 1 finds a value, whatever was lost in rounding
  return { cumulative, guide: guideTo(cumulative) };
}

function guideTo(cumulative: Float64Array): Uint32Array {
  const guide = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(64, 4 * cumulative.length))));
  let value = 0;
  for (let slice = 0; slice < guide.length; slice++) {
    while (slice / guide.length >= (cumulative[value] as number)) value++;
    guide[slice] = value;
  }
  return guide;
}

/** The value at quantile `u` in [0, 1): small ones for small `u`. */
export function valueAt(distribution: DiscreteDistribution, u: number): number {
  const { cumulative, guide } = distribution;
  let value = guide[(u * guide.length) | 0] as number;
  while (u >= (cumulative[value] as number)) value++;
  return value;
}
