import { DatasetStateFields } from '../../components/dataset-state.js';
import { graphql } from '../../graphql/graphql.js';

export const ProfileNames = graphql(`
  query ProfileNames {
    profiles(first: 500, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
  }
`);

export const GenerateDataset = graphql(`
  mutation GenerateDataset($input: GenerateDatasetInput!) {
    generateDataset(input: $input) {
      dataset {
        id
        name
        status
      }
    }
  }
`);

/** What is waited for, newest first. */
export const UnderWay = graphql(`
  query UnderWay {
    datasets(
      first: 20
      filter: { status: { in: [QUEUED, RUNNING] } }
      orderBy: { field: CREATED_AT, direction: DESC }
    ) {
      nodes {
        id
      }
    }
  }
`);

export const GenerationById = graphql(
  `
    query GenerationById($id: ID!) {
      dataset(id: $id) {
        id
        seed
        createdBy
        ...DatasetStateFields
      }
    }
  `,
  [DatasetStateFields],
);
