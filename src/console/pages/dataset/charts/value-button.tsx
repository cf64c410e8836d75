import type { ReactNode } from 'react';
import { texts } from '../../../texts/texts.js';

interface ValueButtonProps {
  readonly label: string;
  readonly value: string;
  /** The values that the records are filtered by; none: all of them. */
  readonly chosen: readonly string[];
  readonly choose: (value: string) => void;
  /** How its parts are laid out. */
  readonly className: 'chart-bar' | 'interval-row';
  /** What is drawn and said of it, beside its name. */
  readonly children: ReactNode;
}

/** A row of a chart: it takes its value into the filter, or out of it. */
export function ValueButton({ label, value, chosen, choose, className, children }: ValueButtonProps) {
  return (
    <button
      type="button"
      className={`value-button ${className}`}
      aria-pressed={chosen.includes(value)}
      data-left-out={(chosen.length > 0 && !chosen.includes(value)) || undefined}
      title={texts.charts.hint}
      onClick={() => choose(value)}
    >
      <span className="value-button-label">{label}</span>
      {children}
    </button>
  );
}
