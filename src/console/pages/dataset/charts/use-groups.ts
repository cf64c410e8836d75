import { useQuery } from 'urql';
import type { VariablesOf } from '../../../graphql/graphql.js';
import type { FoundRecords } from '../filtered-records.js';
import type { ColumnName } from '../record-columns.js';
import { filterOf, withoutColumns } from '../record-view.js';
import { RecordGroups } from './groups.query.js';

type Variables = VariablesOf<typeof RecordGroups>;
export type GroupField = Variables['by'][number];

interface Wanted {
  readonly by: readonly GroupField[];
  /** What the chart itself filters by: it shows the rest, too, so that one can choose further. */
  readonly own: readonly ColumnName[];
  readonly largestFirst?: boolean;
}

/** The groups that a chart shows, and the variables behind them. */
export function useGroups({ datasetId, view }: FoundRecords, { by, own, largestFirst = false }: Wanted) {
  const variables: Variables = {
    id: datasetId,
    filter: filterOf(withoutColumns(view.conditions, own)),
    by: [...by],
    largestFirst,
  };
  const [answer, ask] = useQuery({ query: RecordGroups, variables });
  return { answer, variables, retry: () => ask({ requestPolicy: 'network-only' }) };
}
