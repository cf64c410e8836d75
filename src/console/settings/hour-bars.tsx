import { Text, Title } from '@mantine/core';
import { formatNumber } from '../format/format.js';
import { texts } from '../texts/texts.js';

interface HourBarsProps {
  readonly title: string;
  /** 24, from midnight. */
  readonly records: readonly number[];
}

/** How many records each hour of the day has: bars, and in words which are busiest and quietest. */
export function HourBars({ title, records }: HourBarsProps) {
  const { hour, preview } = texts.settings;
  const most = Math.max(...records);
  const least = Math.min(...records);
  const nameOf = (value: number) => hour(records.indexOf(value));
  return (
    <figure className="hour-figure">
      <Title order={3} size="h6">
        {title}
      </Title>
      <div className="hour-bars" aria-hidden>
        {records.map((value, i) => (
          <span
            key={hour(i)}
            title={`${hour(i)}: ${callsOf(value)}`}
            style={{ height: `${most === 0 ? 0 : (value / most) * 100}%` }}
          />
        ))}
      </div>
      <div className="hour-axis" aria-hidden>
        {[0, 6, 12, 18, 24].map((at) => (
          <Text key={at} size="xs">
            {at} h
          </Text>
        ))}
      </div>
      <Text component="figcaption" size="sm">
        {preview.hoursSummary(nameOf(most), callsOf(most), nameOf(least), callsOf(least))}
      </Text>
    </figure>
  );
}

function callsOf(records: number): string {
  return formatNumber(Math.round(records));
}
