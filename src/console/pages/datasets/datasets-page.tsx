import { Badge, Button, Progress, Stack, Table } from '@mantine/core';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { Answer } from '../../components/answer.js';
import { EmptyState } from '../../components/empty-state.js';
import { ShowQuery } from '../../components/show-query.js';
import { formatInstant, formatNumber, formatShare } from '../../format/format.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { Page } from '../../shell/page.js';
import { texts } from '../../texts/texts.js';
import { DatasetList } from './dataset-list.query.js';

type ListedDataset = ResultOf<typeof DatasetList>['datasets']['nodes'][number];

const variables = { first: 100 };

export function DatasetsPage() {
  const [answer, ask] = useQuery({ query: DatasetList, variables });
  const { title, intro } = texts.datasets;
  return (
    <Page title={title} intro={intro} actions={<ShowQuery query={DatasetList} variables={variables} />}>
      <Answer of={answer} retry={() => ask({ requestPolicy: 'network-only' })}>
        {({ datasets: { nodes } }) => (nodes.length === 0 ? <NoDatasets /> : <DatasetTable datasets={nodes} />)}
      </Answer>
    </Page>
  );
}

function NoDatasets() {
  const { title, text, action } = texts.datasets.empty;
  return (
    <EmptyState title={title} text={text}>
      <Button component={Link} to="/generate">
        {action}
      </Button>
    </EmptyState>
  );
}

function DatasetTable({ datasets }: { readonly datasets: readonly ListedDataset[] }) {
  const { columns, title } = texts.datasets;
  return (
    <Table.ScrollContainer
      minWidth={480}
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': title } }}
    >
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.name}</Table.Th>
            <Table.Th>{columns.status}</Table.Th>
            <Table.Th ta="right">{columns.records}</Table.Th>
            <Table.Th>{columns.created}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {datasets.map((dataset) => (
            <Table.Tr key={dataset.id}>
              <Table.Th scope="row" fw={600}>
                {dataset.name}
              </Table.Th>
              <Table.Td>
                <DatasetState dataset={dataset} />
              </Table.Td>
              <Table.Td ta="right">{formatNumber(dataset.recordCount)}</Table.Td>
              <Table.Td>{formatInstant(dataset.createdAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function DatasetState({ dataset: { status, progress, name } }: { readonly dataset: ListedDataset }) {
  return (
    <Stack gap={4} align="flex-start">
      <Badge variant="default" tt="none">
        {texts.datasets.status[status]}
      </Badge>
      {status === 'RUNNING' && (
        <Progress.Root w={140}>
          <Progress.Section
            value={progress * 100}
            aria-label={name}
            aria-valuetext={texts.datasets.progress(formatShare(progress))}
          />
        </Progress.Root>
      )}
    </Stack>
  );
}
