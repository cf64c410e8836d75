import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { Answer } from '../../components/answer.js';
import { EmptyState } from '../../components/empty-state.js';
import { usePermissions } from '../../components/permissions.js';
import { ShowQuery } from '../../components/show-query.js';
import { formatNumber } from '../../format/format.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';
import { DatasetFinder } from './dataset-finder.js';
import { DatasetList } from './dataset-list.query.js';
import { DatasetTable } from './dataset-table.js';
import { type ChangeAddress, isNarrowed, useDatasetListAddress, variablesOf } from './list-address.js';

type Listed = ResultOf<typeof DatasetList>['datasets'];

export function DatasetsPage() {
  const [address, change] = useDatasetListAddress();
  const variables = variablesOf(address);
  const [answer, ask] = useQuery({ query: DatasetList, variables });
  const { mayMake } = usePermissions();
  const [timesCleared, setTimesCleared] = useState(0);
  const showAll = () => {
    setTimesCleared(timesCleared + 1);
    change({ search: '', state: 'all' });
  };
  const { title, intro } = texts.datasets;
  return (
    <Page
      title={title}
      intro={intro}
      actions={
        <>
          <ShowQuery query={DatasetList} variables={variables} />
          {mayMake && (
            <Button component={Link} to="/generate" size="xs">
              {texts.datasets.generate}
            </Button>
          )}
        </>
      }
    >
      <DatasetFinder key={timesCleared} address={address} change={change} />
      <Answer of={answer} retry={() => ask({ requestPolicy: 'network-only' })}>
        {({ datasets }) =>
          datasets.nodes.length === 0 ? (
            <NoDatasets narrowed={isNarrowed(address)} showAll={showAll} />
          ) : (
            <>
              <DatasetTable datasets={datasets.nodes} />
              <Pages datasets={datasets} change={change} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}

function NoDatasets({ narrowed, showAll }: { readonly narrowed: boolean; readonly showAll: () => void }) {
  const { empty, nothingFound } = texts.datasets;
  const { mayMake } = usePermissions();
  const { title, text, action } = narrowed ? nothingFound : empty;
  return (
    <EmptyState title={title} text={text}>
      {narrowed ? (
        <Button onClick={showAll}>{action}</Button>
      ) : (
        mayMake && (
          <Button component={Link} to="/generate">
            {action}
          </Button>
        )
      )}
    </EmptyState>
  );
}

function Pages({
  datasets: { pageInfo, totalCount },
  change,
}: {
  readonly datasets: Listed;
  readonly change: ChangeAddress;
}) {
  const { pages, count } = texts.datasets;
  return (
    <Group justify="space-between">
      <Text size="sm">{count(formatNumber(totalCount))}</Text>
      {(pageInfo.hasPreviousPage || pageInfo.hasNextPage) && (
        <Group component="nav" gap="xs" aria-label={pages.label}>
          <Button
            variant="default"
            size="xs"
            disabled={!pageInfo.hasPreviousPage}
            onClick={() => change({ before: pageInfo.startCursor })}
          >
            {pages.previous}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={!pageInfo.hasNextPage}
            onClick={() => change({ after: pageInfo.endCursor })}
          >
            {pages.next}
          </Button>
        </Group>
      )}
    </Group>
  );
}
