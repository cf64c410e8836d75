import { NativeSelect, Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { Answer } from '../../../components/answer.js';
import { ScrollTable } from '../../../components/scroll-table.js';
import { ShowQuery } from '../../../components/show-query.js';
import { formatNumber, formatSeconds } from '../../../format/format.js';
import { texts } from '../../../texts/texts.js';
import type { FoundRecords } from '../filtered-records.js';
import { chosenIn, filterOf, toggled, withoutColumns } from '../record-view.js';
import { ChartCard } from './chart-card.js';
import { timeTicks } from './time-ticks.js';
import { ValueButton } from './value-button.js';
import { type Interval, type IntervalGroup, INTERVALS, intervalsByPriority } from './groups.query.js';

/** How an interval of the calls is distributed, for each priority. */
export function IntervalChart({ found }: { readonly found: FoundRecords }) {
  const { datasetId, view } = found;
  const [interval, choose] = useInterval();
  const query = useMemo(() => intervalsByPriority(interval), [interval]);
  const variables = { id: datasetId, filter: filterOf(withoutColumns(view.conditions, ['priorityNumber'])) };
  const [answer, ask] = useQuery({ query, variables });
  const { title, choose: chooseLabel, names } = texts.charts.intervals;
  const show = (Shown: typeof Boxes) => (
    <Answer of={answer} retry={() => ask({ requestPolicy: 'network-only' })}>
      {({ dataset }) => <Shown groups={dataset?.groups ?? []} found={found} />}
    </Answer>
  );
  return (
    <ChartCard
      title={title}
      actions={
        <>
          <NativeSelect
            size="xs"
            aria-label={chooseLabel}
            value={interval}
            onChange={({ currentTarget }) => choose(currentTarget.value)}
            data={INTERVALS.map((value) => ({ value, label: names[value] }))}
          />
          <ShowQuery query={query} variables={variables} />
        </>
      }
      chart={show(Boxes)}
      table={show(IntervalTable)}
    />
  );
}

interface ShownProps {
  readonly groups: readonly IntervalGroup[];
  readonly found: FoundRecords;
}

function Boxes({ groups, found: { view, change } }: ShownProps) {
  const { summary, none, legend } = texts.charts.intervals;
  const most = Math.max(1, ...groups.map(({ stats }) => stats.interval.p90 ?? 0));
  const chosen = chosenIn(view.conditions, 'priorityNumber');
  const at = (value: number | null) => `${(100 * (value ?? 0)) / most}%`;
  return (
    <>
      <div className="chart-bars">
        {groups.map(({ keys: [key], stats: { interval } }) => {
          const priority = key?.value ?? '';
          const { p10, p25, median, p75, p90 } = interval;
          return (
            <ValueButton
              key={priority}
              className="interval-row"
              label={texts.charts.priority(priority)}
              value={priority}
              chosen={chosen}
              choose={(value) => change({ conditions: toggled(view.conditions, 'priorityNumber', value) })}
            >
              <span className="interval-track" aria-hidden>
                <span className="interval-line" style={{ left: at(p10), right: `calc(100% - ${at(p90)})` }} />
                <span className="interval-box" style={{ left: at(p25), right: `calc(100% - ${at(p75)})` }} />
                <span className="interval-median" style={{ left: at(median) }} />
              </span>
              <span className="interval-numbers">
                {median === null || p90 === null ? none : summary(formatSeconds(median), formatSeconds(p90))}
              </span>
            </ValueButton>
          );
        })}
        <div className="interval-axis" aria-hidden>
          <span className="interval-ticks">
            {timeTicks(most).map((tick) => (
              <span key={tick} style={{ left: at(tick) }}>
                {formatSeconds(tick)}
              </span>
            ))}
          </span>
        </div>
      </div>
      <Text size="xs" mt="xs">
        {legend}
      </Text>
    </>
  );
}

function IntervalTable({ groups }: ShownProps) {
  const { columns, title } = texts.charts.intervals;
  const { priority, ...numbers } = columns;
  return (
    <ScrollTable
      label={title}
      minWidth={520}
      columns={[priority, ...Object.values(numbers).map((label) => ({ label, isNumber: true }) as const)]}
    >
      {groups.map(({ keys: [key], count, stats: { interval } }) => (
        <Table.Tr key={key?.value}>
          <Table.Th scope="row">{key?.value}</Table.Th>
          <Table.Td ta="right">{formatNumber(count)}</Table.Td>
          <Table.Td ta="right">{seconds(interval.p10)}</Table.Td>
          <Table.Td ta="right">{seconds(interval.p25)}</Table.Td>
          <Table.Td ta="right">{seconds(interval.median)}</Table.Td>
          <Table.Td ta="right">{seconds(interval.p75)}</Table.Td>
          <Table.Td ta="right">{seconds(interval.p90)}</Table.Td>
        </Table.Tr>
      ))}
    </ScrollTable>
  );
}

function seconds(value: number | null): string {
  return value === null ? texts.records.none : formatSeconds(value);
}

/** The interval that is shown; it stands in the address. */
function useInterval(): readonly [Interval, (name: string) => void] {
  const [parameters, setParameters] = useSearchParams();
  const interval = INTERVALS.find((each) => each === parameters.get('interval')) ?? 'totalTime';
  const choose = (name: string) => {
    const next = new URLSearchParams(parameters);
    next.set('interval', name);
    setParameters(next, { preventScrollReset: true });
  };
  return [interval, choose];
}
