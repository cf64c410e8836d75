import { Group, Paper, SegmentedControl, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { texts } from '../../../texts/texts.js';

interface ChartCardProps {
  readonly title: string;
  /** What gives the query behind the chart, and whatever else the chart is steered by. */
  readonly actions: ReactNode;
  readonly chart: ReactNode;
  /** The same numbers as text, for those who want them or see no chart. */
  readonly table?: ReactNode;
}

/** A chart with its name, its query, and its numbers as a table. */
export function ChartCard({ title, actions, chart, table }: ChartCardProps) {
  const [shown, setShown] = useState('chart');
  const { label, chart: chartLabel, table: tableLabel } = texts.charts.show;
  return (
    <Paper component="section" withBorder p="md" aria-label={title} style={{ minWidth: 0 }}>
      <Group justify="space-between" mb="sm" gap="xs">
        <Title order={2} size="h5">
          {title}
        </Title>
        <Group gap="xs">
          {table !== undefined && (
            <SegmentedControl
              size="xs"
              aria-label={`${title}: ${label}`}
              value={shown}
              onChange={setShown}
              data={[
                { value: 'chart', label: chartLabel },
                { value: 'table', label: tableLabel },
              ]}
            />
          )}
          {actions}
        </Group>
      </Group>
      {shown === 'chart' || table === undefined ? chart : table}
    </Paper>
  );
}
