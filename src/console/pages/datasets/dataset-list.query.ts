import { DatasetStateFields } from '../../components/dataset-state.js';
import { graphql } from '../../graphql/graphql.js';

/** What one may do with a dataset needs to know of it. */
export const DatasetToDelete = graphql(`
  fragment DatasetToDelete on Dataset {
    id
    name
    status
    recordCount
    recordsWritten
    seed
    generatorVersion
    createdBy
    files {
      id
      name
      format
      status
      byteSize
    }
  }
`);

export const DatasetList = graphql(
  `
    query DatasetList(
      $first: Int
      $after: String
      $last: Int
      $before: String
      $filter: DatasetFilter
      $orderBy: DatasetOrder
    ) {
      datasets(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
        totalCount
        nodes {
          createdAt
          ...DatasetStateFields
          ...DatasetToDelete
        }
        pageInfo {
          hasPreviousPage
          hasNextPage
          startCursor
          endCursor
        }
      }
    }
  `,
  [DatasetStateFields, DatasetToDelete],
);

export const DeleteDataset = graphql(`
  mutation DeleteDataset($datasetId: ID!) {
    deleteDataset(input: { datasetId: $datasetId }) {
      deletedDatasetId
    }
  }
`);

export const CancelGeneration = graphql(`
  mutation CancelGeneration($datasetId: ID!) {
    cancelGeneration(input: { datasetId: $datasetId }) {
      dataset {
        id
        status
        finishedAt
      }
    }
  }
`);
