// Distribution functions in closed form: an independent way to what the generator integrates numerically.

/** The error function by its series of positive terms, erf x = 2/√π e^(-x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!; exact to rounding. */
export function erf(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17 && n < 2_000; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return Math.abs(x) > 6 ? Math.sign(x) : (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

export function exponentialUpTo(mean: number): (x: number) => number {
  return (x) => -Math.expm1(-x / mean);
}

export function logNormalUpTo(mu: number, sigma: number): (x: number) => number {
  return (x) => (x <= 0 ? 0 : (1 + erf((Math.log(x) - mu) / (sigma * Math.SQRT2))) / 2);
}

/** Gamma of whole shape (Erlang): 1 - e^(-x) Σ xⁿ/n! for n below the shape. */
export function erlangUpTo(shape: number, scale: number): (x: number) => number {
  return (x) => {
    let [term, sum] = [1, 1];
    for (let n = 1; n < shape; n++) {
      term *= x / scale / n;
      sum += term;
    }
    return 1 - Math.exp(-x / scale) * sum;
  };
}

/** Gamma of shape 5/2, that is, a chi-square with 5 degrees of freedom: erf √x - 2/√π √x e^(-x) (1 + 2x/3). */
export function gammaFiveHalvesUpTo(scale: number): (x: number) => number {
  return (t) => {
    const x = t / scale;
    return erf(Math.sqrt(x)) - (2 / Math.sqrt(Math.PI)) * Math.sqrt(x) * Math.exp(-x) * (1 + (2 * x) / 3);
  };
}

/** Of the whole seconds up to k, when draws are cut to whole seconds and repeated until these lie in [minimum, maximum]. */
export function wholeSecondsUpTo(upTo: (x: number) => number, minimum: number, maximum: number): (k: number) => number {
  const [below, all] = [upTo(minimum), upTo(maximum + 1)];
  return (k) => {
    if (k < minimum) return 0;
    return k >= maximum ? 1 : (upTo(k + 1) - below) / (all - below);
  };
}
