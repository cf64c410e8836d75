import { cpus, totalmem } from 'node:os';

/** What the figures were measured on. */
export function machineFacts(): string {
  const [first] = cpus();
  const gibibytes = (totalmem() / 2 ** 30).toFixed(0);
  return `${cpus().length} × ${first?.model ?? 'unknown processor'}, ${gibibytes} GiB, Node ${process.version}, ${process.platform}`;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
