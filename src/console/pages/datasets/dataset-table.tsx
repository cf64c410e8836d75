import { Anchor, Group, Table } from '@mantine/core';
import { Link } from 'react-router';
import { DatasetState } from '../../components/dataset-state.js';
import { ScrollTable } from '../../components/scroll-table.js';
import { formatInstant, formatNumber } from '../../format/format.js';
import type { ResultOf } from '../../graphql/graphql.js';
import { texts } from '../../texts/texts.js';
import { DatasetActions } from './dataset-actions.js';
import type { DatasetList } from './dataset-list.query.js';

type ListedDataset = ResultOf<typeof DatasetList>['datasets']['nodes'][number];

/** A page of the list, with the state of each as it is now. */
export function DatasetTable({ datasets }: { readonly datasets: readonly ListedDataset[] }) {
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
      <Table.Td ta="right">{hasNone(dataset) ? texts.records.none : formatNumber(dataset.recordCount)}</Table.Td>
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

/** Whether none of its records will come. */
function hasNone({ status }: ListedDataset): boolean {
  return status === 'CANCELLED' || status === 'FAILED';
}

function readyFilesOf({ files }: ListedDataset): number {
  return files.filter(({ status }) => status === 'COMPLETED').length;
}
