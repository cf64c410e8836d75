import { Anchor, Button, Table } from '@mantine/core';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { Answer } from '../../../components/answer.js';
import { ScrollTable } from '../../../components/scroll-table.js';
import { ShowQuery } from '../../../components/show-query.js';
import { formatNumber } from '../../../format/format.js';
import { texts } from '../../../texts/texts.js';
import type { FoundRecords } from '../filtered-records.js';
import { withoutColumns } from '../record-view.js';
import { ChartCard } from './chart-card.js';
import { type RecordGroup, RecordGroups } from './groups.query.js';
import { useGroups } from './use-groups.js';
import { type Period, periodOf, withinPeriod } from './volume-period.js';

interface VolumeChartProps {
  readonly found: FoundRecords;
  readonly span: NonNullable<FoundRecords['span']>;
}

/** How many calls there were when. A bar is gone into: from a year to a month, a day, an hour. */
export function VolumeChart({ found, span }: VolumeChartProps) {
  const period = periodOf(span);
  const { answer, variables, retry } = useGroups(found, { by: [period], own: [] });
  const { title, by, widen } = texts.charts.volume;
  const { view, change } = found;
  const isNarrowed = view.conditions.some(({ column }) => column === 'eventTime');
  const goInto = (value: string) => change({ conditions: withinPeriod(view.conditions, period, value) });
  const show = (Shown: typeof Bars) => (
    <Answer of={answer} retry={retry}>
      {({ dataset }) => <Shown groups={dataset?.groups ?? []} period={period} goInto={goInto} />}
    </Answer>
  );
  return (
    <ChartCard
      title={`${title}, ${by[period]}`}
      actions={
        <>
          {isNarrowed && (
            <Button
              variant="default"
              size="xs"
              onClick={() => change({ conditions: withoutColumns(view.conditions, ['eventTime']) })}
            >
              {widen}
            </Button>
          )}
          <ShowQuery query={RecordGroups} variables={variables} />
        </>
      }
      chart={show(Bars)}
      table={show(VolumeTable)}
    />
  );
}

interface ShownProps {
  readonly groups: readonly RecordGroup[];
  readonly period: Period;
  readonly goInto: (value: string) => void;
}

function Bars({ groups, period, goInto }: ShownProps) {
  const data = groups.map(({ keys: [key], count }) => ({ value: key?.value ?? '', count }));
  return (
    <ResponsiveContainer width="100%" height={260}>
      <BarChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} title={texts.charts.volume.title}>
        <CartesianGrid vertical={false} stroke="var(--mantine-color-default-border)" />
        <XAxis
          dataKey="value"
          fontSize={12}
          stroke="currentColor"
          tickFormatter={(value: string) => nameOf(period, value)}
          minTickGap={24}
        />
        <YAxis
          fontSize={12}
          stroke="currentColor"
          tickFormatter={(value: number) => formatNumber(value)}
          width={84}
          allowDecimals={false}
          label={{
            value: texts.charts.calls,
            angle: -90,
            position: 'insideLeft',
            fill: 'currentColor',
            fontSize: 12,
            offset: 8,
          }}
        />
        <Tooltip
          cursor={{ fill: 'var(--mantine-color-default-hover)' }}
          contentStyle={{ background: 'var(--mantine-color-body)', borderColor: 'var(--mantine-color-default-border)' }}
          labelFormatter={(value) => (typeof value === 'string' ? nameOf(period, value) : '')}
          formatter={(value) => [formatNumber(Number(value)), texts.charts.calls]}
        />
        <Bar
          dataKey="count"
          fill="var(--mantine-primary-color-filled)"
          isAnimationActive={false}
          cursor="pointer"
          onClick={(_entry, index) => {
            const bar = data[index];
            if (bar) goInto(bar.value);
          }}
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

function VolumeTable({ groups, period, goInto }: ShownProps) {
  const { title, time } = texts.charts.volume;
  return (
    <ScrollTable
      label={title}
      minWidth={200}
      maxHeight={320}
      columns={[time, { label: texts.charts.calls, isNumber: true }]}
    >
      {groups.map(({ keys: [key], count }) => (
        <Table.Tr key={key?.value}>
          <Table.Th scope="row">
            <Anchor component="button" underline="always" inherit onClick={() => goInto(key?.value ?? '')}>
              {nameOf(period, key?.value ?? '')}
            </Anchor>
          </Table.Th>
          <Table.Td ta="right">{formatNumber(count)}</Table.Td>
        </Table.Tr>
      ))}
    </ScrollTable>
  );
}

function nameOf(period: Period, value: string): string {
  return period === 'HOUR' ? texts.charts.heat.hour(value) : value;
}
