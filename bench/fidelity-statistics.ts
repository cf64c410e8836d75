/** Half the sum of the differences of two mixes, each scaled to 1. */
export function totalVariation(ours: readonly number[], theirs: readonly number[]): number {
  const [a, b] = [scaled(ours), scaled(theirs)];
  return a.reduce((sum, share, i) => sum + Math.abs(share - (b[i] ?? 0)), 0) / 2;
}

function scaled(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** How often each key occurs, in the order of `keys`. */
export function counts<Item, Key>(items: readonly Item[], keys: readonly Key[], keyOf: (item: Item) => Key): number[] {
  const found = new Map<Key, number>();
  for (const item of items) found.set(keyOf(item), (found.get(keyOf(item)) ?? 0) + 1);
  return keys.map((key) => found.get(key) ?? 0);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).toSorted();
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function shareOf<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.filter(holds).length / items.length;
}

/** Spearman's rank correlation; equal values share their mean rank. */
export function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  return correlation(ranks(a), ranks(b));
}

export function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [both, ofA, ofB] = [0, 0, 0];
  a.forEach((value, i) => {
    const [x, y] = [value - meanA, (b[i] as number) - meanB];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  });
  return both / Math.sqrt(ofA * ofB);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).toSorted((i, j) => (values[i] as number) - (values[j] as number));
  const ranked = values.map(() => 0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++;
    for (let i = from; i < to; i++) ranked[order[i] as number] = (from + to - 1) / 2;
    from = to;
  }
  return ranked;
}

const HOURS_PER_WEEK = 168;

/** Counts of whole hours in a row, from a Monday's midnight on, less the mean of their hour of the week. */
export function weeklyResiduals(hourly: readonly number[]): number[] {
  const means = Array.from({ length: HOURS_PER_WEEK }, (_, cell) =>
    mean(hourly.filter((_count, i) => i % HOURS_PER_WEEK === cell)),
  );
  return hourly.map((count, i) => count - (means[i % HOURS_PER_WEEK] as number));
}

/** Variance of the residuals over the mean of the counts: 1 for calls that know nothing of each other. */
export function dispersion(hourly: readonly number[]): number {
  const residuals = weeklyResiduals(hourly);
  const squares = residuals.reduce((sum, value) => sum + value * value, 0);
  return squares / (hourly.length - HOURS_PER_WEEK) / mean(hourly);
}
