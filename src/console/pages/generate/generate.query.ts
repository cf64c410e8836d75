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
