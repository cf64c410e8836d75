import { gql, type TypedDocumentNode } from 'urql';
import { graphql } from '../../graphql/graphql.js';
import type { ColumnName, RecordFilter, RecordOrder } from './record-columns.js';

export type RecordValue = string | number | null;
export type RecordRow = Readonly<Record<string, RecordValue>> & { readonly position: number };

export interface RecordPageVariables {
  readonly id: string;
  readonly filter: RecordFilter | null;
  readonly orderBy: readonly RecordOrder[] | null;
  readonly first?: number;
  readonly last?: number;
  readonly after?: string;
  readonly before?: string;
  readonly offset?: number;
}

export interface RecordPageResult {
  readonly dataset: {
    readonly records: {
      readonly nodes: readonly RecordRow[];
      readonly pageInfo: { readonly startCursor: string | null; readonly endCursor: string | null };
    } | null;
  } | null;
}

/** A page of records with just the columns that are shown: others are not even read. */
export function recordPage(columns: readonly ColumnName[]): TypedDocumentNode<RecordPageResult, RecordPageVariables> {
  return gql(`
    query RecordPage(
      $id: ID!
      $filter: CallRecordFilter
      $orderBy: [CallRecordOrder!]
      $first: Int
      $last: Int
      $after: String
      $before: String
      $offset: Int
    ) {
      dataset(id: $id) {
        records(
          filter: $filter
          orderBy: $orderBy
          first: $first
          last: $last
          after: $after
          before: $before
          offset: $offset
        ) {
          nodes {
            position
            ${columns.join('\n            ')}
          }
          pageInfo {
            startCursor
            endCursor
          }
        }
      }
    }
  `);
}

/** How many records match, and what they are like as a whole. */
export const RecordTotals = graphql(`
  query RecordTotals($id: ID!, $filter: CallRecordFilter) {
    dataset(id: $id) {
      id
      stats(filter: $filter) {
        count
        firstEventTime
        lastEventTime
        totalTime {
          median
          p90
        }
      }
    }
  }
`);
