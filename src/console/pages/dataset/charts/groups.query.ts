import { gql, type TypedDocumentNode } from 'urql';
import { graphql, type ResultOf } from '../../../graphql/graphql.js';
import type { RecordFilter } from '../record-columns.js';

/** How many records there are of each kind. */
export const RecordGroups = graphql(`
  query RecordGroups($id: ID!, $filter: CallRecordFilter, $by: [CallRecordGroupField!]!, $largestFirst: Boolean!) {
    dataset(id: $id) {
      id
      groups(filter: $filter, by: $by, largestFirst: $largestFirst) {
        keys {
          value
          label
        }
        count
      }
    }
  }
`);

export type RecordGroup = NonNullable<NonNullable<ResultOf<typeof RecordGroups>['dataset']>['groups']>[number];

export const INTERVALS = [
  'queueTime',
  'dispatchTime',
  'processTime',
  'phoneTime',
  'ackTime',
  'enrouteTime',
  'onSceneTime',
  'totalTime',
] as const;
export type Interval = (typeof INTERVALS)[number];

export interface IntervalGroup {
  readonly keys: readonly { readonly value: string }[];
  readonly count: number;
  readonly stats: {
    readonly interval: Readonly<Record<'p10' | 'p25' | 'median' | 'p75' | 'p90', number | null>>;
  };
}

interface IntervalResult {
  readonly dataset: { readonly id: string; readonly groups: readonly IntervalGroup[] | null } | null;
}

/** The distribution of one interval by priority: of the others nothing is read. */
export function intervalsByPriority(
  interval: Interval,
): TypedDocumentNode<IntervalResult, { readonly id: string; readonly filter: RecordFilter | null }> {
  return gql(`
    query IntervalsByPriority($id: ID!, $filter: CallRecordFilter) {
      dataset(id: $id) {
        id
        groups(filter: $filter, by: [PRIORITY_NUMBER]) {
          keys {
            value
          }
          count
          stats {
            interval: ${interval} {
              p10
              p25
              median
              p75
              p90
            }
          }
        }
      }
    }
  `);
}
