import { graphql } from '../../graphql/graphql.js';

/** The dataset that examples ask of. */
export const NewestDataset = graphql(`
  query NewestDataset {
    datasets(first: 1, filter: { status: { eq: COMPLETED } }, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        id
      }
    }
  }
`);
