import { DatasetStateFields } from '../../components/dataset-state.js';
import { graphql } from '../../graphql/graphql.js';
import { DatasetToDelete } from '../datasets/dataset-list.query.js';

export const ExportedFile = graphql(`
  fragment ExportedFile on OutputFile {
    id
    name
    format
    status
    filter
    recordCount
    byteSize
    sha256
    createdAt
  }
`);

export const FrozenSettings = graphql(`
  fragment FrozenSettings on GenerationSettings {
    recordCount
    startDate
    endDate
    timingModel
    shiftPattern
    locale
    namesPerShift
    addressPoolSize
    agencies {
      agency
      weight
    }
    callTypes {
      name
      weight
    }
    hourlyWeights
    weekdayWeights
    monthlyWeights
  }
`);

export const DatasetDetails = graphql(
  `
    query DatasetDetails($id: ID!) {
      dataset(id: $id) {
        createdAt
        createdBy
        startedAt
        finishedAt
        adjustments
        profileRevision
        profile {
          id
          name
          revision
        }
        settings {
          ...FrozenSettings
        }
        files {
          ...ExportedFile
        }
        ...DatasetStateFields
        ...DatasetToDelete
      }
    }
  `,
  [DatasetStateFields, DatasetToDelete, ExportedFile, FrozenSettings],
);

export const ExportDataset = graphql(
  `
    mutation ExportDataset($input: ExportDatasetInput!) {
      exportDataset(input: $input) {
        file {
          ...ExportedFile
        }
      }
    }
  `,
  [ExportedFile],
);

export const DeleteFile = graphql(`
  mutation DeleteFile($fileId: ID!) {
    deleteFile(input: { fileId: $fileId }) {
      deletedFileId
    }
  }
`);

/** Asked for at the moment of a download, since a link may be good for a short time only. */
export const FileLink = graphql(`
  query FileLink($id: ID!) {
    node(id: $id) {
      __typename
      ... on OutputFile {
        id
        url
      }
    }
  }
`);
