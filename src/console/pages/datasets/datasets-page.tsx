import { Anchor, Button, Group, NativeSelect, Table, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { Answer } from '../../components/answer.js';
import { DatasetState } from '../../components/dataset-state.js';
import { EmptyState } from '../../components/empty-state.js';
import { usePermissions } from '../../components/permissions.js';
import { ScrollTable } from '../../components/scroll-table.js';
import { ShowQuery } from '../../components/show-query.js';
import { formatInstant, formatNumber } from '../../format/format.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';
import { DatasetActions } from './dataset-actions.js';
import { DatasetList } from './dataset-list.query.js';
import {
  isNarrowed,
  type ListAddress,
  type OrderChoice,
  type StateChoice,
  useListAddress,
  variablesOf,
} from './list-address.js';

type Listed = ResultOf<typeof DatasetList>['datasets'];
type ListedDataset = Listed['nodes'][number];
type Change = (change: Partial<ListAddress>) => void;

export function DatasetsPage() {
  const [address, change] = useListAddress();
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
      <Finder key={timesCleared} address={address} change={change} />
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

function Finder({ address, change }: { readonly address: ListAddress; readonly change: Change }) {
  const { find, states, orders } = texts.datasets;
  return (
    <Group align="flex-end" gap="sm">
      <SearchInput search={address.search} change={change} />
      <NativeSelect
        label={find.state}
        value={address.state}
        onChange={({ currentTarget }) => change({ state: currentTarget.value as StateChoice })}
        data={Object.entries(states).map(([value, label]) => ({ value, label }))}
      />
      <NativeSelect
        label={find.order}
        value={address.order}
        onChange={({ currentTarget }) => change({ order: currentTarget.value as OrderChoice })}
        data={Object.entries(orders).map(([value, label]) => ({ value, label }))}
      />
    </Group>
  );
}

/** Has its own state, since the address follows a moment later than one types. */
function SearchInput({ search, change }: { readonly search: string; readonly change: Change }) {
  const [text, setText] = useState(search);
  return (
    <TextInput
      type="search"
      label={texts.datasets.find.search}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        change({ search: value });
      }}
    />
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

function DatasetTable({ datasets }: { readonly datasets: readonly ListedDataset[] }) {
  const { columns, title } = texts.datasets;
  return (
    <ScrollTable
      label={title}
      minWidth={720}
      columns={[
        columns.name,
        columns.status,
        { label: columns.records, isNumber: true },
        { label: columns.files, isNumber: true },
        columns.created,
        columns.actions,
      ]}
    >
      {datasets.map((dataset) => (
        <DatasetRow key={dataset.id} dataset={dataset} />
      ))}
    </ScrollTable>
  );
}

function DatasetRow({ dataset }: { readonly dataset: ListedDataset }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={600}>
        <Anchor component={Link} to={`/datasets/${dataset.id}`} underline="always" inherit>
          {dataset.name}
        </Anchor>
      </Table.Th>
      <Table.Td>
        <DatasetState dataset={dataset} />
      </Table.Td>
      <Table.Td ta="right">{formatNumber(dataset.recordCount)}</Table.Td>
      <Table.Td ta="right">{formatNumber(readyFilesOf(dataset))}</Table.Td>
      <Table.Td>{formatInstant(dataset.createdAt)}</Table.Td>
      <Table.Td>
        <Group gap="xs" wrap="nowrap">
          <DatasetActions dataset={dataset} />
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

function readyFilesOf({ files }: ListedDataset): number {
  return files.filter(({ status }) => status === 'COMPLETED').length;
}

function Pages({ datasets: { pageInfo, totalCount }, change }: { readonly datasets: Listed; readonly change: Change }) {
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
