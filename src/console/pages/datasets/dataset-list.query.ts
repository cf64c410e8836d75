import { graphql } from '../../graphql/graphql.js';

export const DatasetList = graphql(`
  query DatasetList($first: Int!) {
    datasets(first: $first, orderBy: { field: CREATED_AT, direction: DESC }) {
      totalCount
      nodes {
        id
        name
        status
        progress
        recordCount
        createdAt
      }
    }
  }
`);
