import { Group, Stack, Text } from '@mantine/core';
import { type ComponentType, type ReactNode, useEffect } from 'react';
import { useQuery } from 'urql';
import { Answer } from '../../components/answer.js';
import { formatLocalDateTime, formatNumber, formatSeconds } from '../../format/format.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { PageLoading } from '../../shell/page-loading.js';
import { texts } from '../../texts/texts.js';
import type { ShownDataset } from './dataset-page.js';
import { FilterBar } from './filter-bar.js';
import { filterOf, type RecordView } from './record-view.js';
import { RecordTotals } from './records.query.js';
import { useRecordView } from './use-record-view.js';

type Totals = NonNullable<NonNullable<ResultOf<typeof RecordTotals>['dataset']>['stats']>;

/** The records that the filter in the address leaves, for whatever shows them. */
export interface FoundRecords {
  readonly datasetId: string;
  readonly count: number;
  /** From the earliest to the latest event; null: there is none. */
  readonly span: { readonly first: string; readonly last: string } | null;
  readonly view: RecordView;
  readonly change: (change: Partial<RecordView>) => void;
  /** Has the service asked how the dataset is now: called when its records are there no more. */
  readonly refresh: () => void;
}

export type RecordToolsProps = Pick<FoundRecords, 'datasetId' | 'view' | 'change'>;

interface FilteredRecordsProps extends Pick<FoundRecords, 'refresh'> {
  readonly dataset: ShownDataset;
  /** What stands beside the filter. */
  readonly tools?: ComponentType<RecordToolsProps>;
  readonly children: (found: FoundRecords) => ReactNode;
}

/** The filter, what it finds in all, and below it a table or charts of just that. */
export function FilteredRecords({ dataset, refresh, tools: Tools, children }: FilteredRecordsProps) {
  const { id, recordCount } = dataset;
  const [view, change] = useRecordView();
  const [answer, ask] = useQuery({ query: RecordTotals, variables: { id, filter: filterOf(view.conditions) } });
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <FilterBar conditions={view.conditions} filter={(conditions) => change({ conditions })} />
        {Tools && (
          <Group gap="xs">
            <Tools datasetId={id} view={view} change={change} />
          </Group>
        )}
      </Group>
      <Answer of={answer} retry={() => ask({ requestPolicy: 'network-only' })}>
        {({ dataset: found }) => {
          const stats = found?.stats;
          if (!stats) return <AreGone refresh={refresh} />;
          const records = { datasetId: id, count: stats.count, span: spanOf(stats), view, change, refresh };
          return (
            <>
              <TotalsLine totals={stats} of={recordCount} />
              {children(records)}
            </>
          );
        }}
      </Answer>
    </Stack>
  );
}

/** Files may have been lost since the page was opened: then the dataset itself says so. */
function AreGone({ refresh }: Pick<FoundRecords, 'refresh'>) {
  useEffect(refresh, [refresh]);
  return <PageLoading />;
}

function TotalsLine({ totals: { count, totalTime, ...totals }, of }: { readonly totals: Totals; readonly of: number }) {
  const { matching, all, from, duration } = texts.records.totals;
  const span = spanOf(totals);
  return (
    <Group component="output" gap="md" data-testid="totals">
      <Text size="sm" fw={600}>
        {count === of ? all(formatNumber(of)) : matching(formatNumber(count), formatNumber(of))}
      </Text>
      {span && <Text size="sm">{from(formatLocalDateTime(span.first), formatLocalDateTime(span.last))}</Text>}
      {totalTime.median !== null && totalTime.p90 !== null && (
        <Text size="sm">{duration(formatSeconds(totalTime.median), formatSeconds(totalTime.p90))}</Text>
      )}
    </Group>
  );
}

function spanOf({ firstEventTime, lastEventTime }: Pick<Totals, 'firstEventTime' | 'lastEventTime'>) {
  return firstEventTime === null || lastEventTime === null ? null : { first: firstEventTime, last: lastEventTime };
}
