import { graphql } from '../graphql/graphql.js';

/** What is shown of a file: a list of files and the events of its dataset tell the same. */
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
    failure {
      code
      message
    }
  }
`);
