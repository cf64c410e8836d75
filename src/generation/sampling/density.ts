/** A probability density, up to a constant factor. */
export type Density = (x: number) => number;

export function logNormal(mu: number, sigma: number): Density {
  return (x) => (x <= 0 ? 0 : Math.exp(-((Math.log(x) - mu) ** 2) / (2 * sigma * sigma)) / x);
}

/** Gamma with a mean of shape × scale; a chi-square with k degrees of freedom is gamma(k / 2, 2). */
export function gamma(shape: number, scale: number): Density {
  return (x) => (x / scale) ** (shape - 1) * Math.exp(-x / scale);
}

export function exponential(mean: number): Density {
  return (x) => Math.exp(-x / mean);
}

/**
 * Chances of the whole seconds minimum … maximum when a draw from the density is cut to whole seconds and drawn again
 * until it lies within those bounds. They sum to 1.
 */
export function wholeSeconds(density: Density, minimum: number, maximum: number): Float64Array {
  const chances = Float64Array.from({ length: maximum - minimum + 1 }, (_, i) => areaOfSecond(density, minimum + i));
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return chances.map((chance) => chance / total);
}

// Gauss-Legendre quadrature with five nodes. The densities bend most in the first seconds, which are cut into pieces so
// that the relative error stays below 1e-9 there too.
const NODES = [-0.906179845938664, -0.538469310105683, 0, 0.538469310105683, 0.906179845938664];
const NODE_WEIGHTS = [0.236926885056189, 0.478628670499366, 0.568888888888889, 0.478628670499366, 0.236926885056189];
const BENT_SECONDS = 10;
const PIECES_OF_BENT_SECOND = 4;

function areaOfSecond(density: Density, start: number): number {
  const pieces = start < BENT_SECONDS ? PIECES_OF_BENT_SECOND : 1;
  let area = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const middle = start + (piece + 0.5) / pieces;
    for (let i = 0; i < NODES.length; i++)
      area += density(middle + (NODES[i] as number) / (2 * pieces)) * (NODE_WEIGHTS[i] as number);
  }
  return area / (2 * pieces);
}
