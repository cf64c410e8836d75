import { graphql } from '../../graphql/graphql.js';

/** What a profile is, without its settings. */
export const ProfileHead = graphql(`
  fragment ProfileHead on Profile {
    id
    name
    description
    tags
    builtIn
    createdBy
    revision
    updatedAt
  }
`);

export const ProfileList = graphql(
  `
    query ProfileList($first: Int!, $after: String, $filter: ProfileFilter, $orderBy: ProfileOrder!) {
      profiles(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...ProfileHead
          settings {
            recordCount
            startDate
            endDate
          }
        }
      }
    }
  `,
  [ProfileHead],
);

/** Whether there are profiles besides those that come with the service, and the tags of as many as one page has. */
export const ProfileOverview = graphql(`
  query ProfileOverview {
    own: profiles(first: 0, filter: { builtIn: false }) {
      totalCount
    }
    profiles(first: 500, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes {
        id
        tags
      }
    }
  }
`);
