import { DatasetStateFields } from '../../components/dataset-state.js';
import { ExportedFile } from '../../components/exported-file.js';
import { graphql } from '../../graphql/graphql.js';
import { AllSettings } from '../../settings/all-settings.query.js';
import { DatasetToDelete } from '../datasets/dataset-list.query.js';

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
          ...AllSettings
        }
        files {
          ...ExportedFile
        }
        ...DatasetStateFields
        ...DatasetToDelete
      }
    }
  `,
  [DatasetStateFields, DatasetToDelete, ExportedFile, AllSettings],
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
