import { graphql } from '../../graphql/graphql.js';

export const ProfileList = graphql(`
  query ProfileList($first: Int!) {
    profiles(first: $first, orderBy: { field: NAME }) {
      totalCount
      nodes {
        id
        name
        description
        tags
        builtIn
        updatedAt
        settings {
          recordCount
          startDate
          endDate
        }
      }
    }
  }
`);
