import { type ChangeAddress as Change, oneOf, useListAddress } from '../../components/list-address.js';
import type { VariablesOf } from '../../graphql/graphql.js';
import type { DatasetList } from './dataset-list.query.js';

type Variables = VariablesOf<typeof DatasetList>;

const PAGE_SIZE = 50;

const STATES = {
  all: undefined,
  active: { in: ['QUEUED', 'RUNNING'] },
  ready: { eq: 'COMPLETED' },
  failed: { eq: 'FAILED' },
  cancelled: { eq: 'CANCELLED' },
} as const;

const ORDERS = {
  newest: { field: 'CREATED_AT', direction: 'DESC' },
  oldest: { field: 'CREATED_AT', direction: 'ASC' },
  name: { field: 'NAME', direction: 'ASC' },
  largest: { field: 'RECORD_COUNT', direction: 'DESC' },
} as const;

export type StateChoice = keyof typeof STATES;
export type OrderChoice = keyof typeof ORDERS;

/** What of the list is shown. */
export interface DatasetListAddress {
  readonly search: string;
  readonly state: StateChoice;
  readonly order: OrderChoice;
  readonly after: string | null;
  readonly before: string | null;
}

const BLANK: DatasetListAddress = { search: '', state: 'all', order: 'newest', after: null, before: null };

export type ChangeAddress = Change<DatasetListAddress>;

export function useDatasetListAddress(): readonly [DatasetListAddress, ChangeAddress] {
  const [address, change] = useListAddress(BLANK, addressIn);
  return [address, (changed) => change({ after: null, before: null, ...changed })]; // another list begins at its first page
}

/** Whether some of all datasets are asked for, be it a page that was there once. */
export function isNarrowed({ search, state, after, before }: DatasetListAddress): boolean {
  return search.trim() !== '' || state !== 'all' || after !== null || before !== null;
}

export function variablesOf({ search, state, order, after, before }: DatasetListAddress): Variables {
  const name = search.trim() === '' ? undefined : { contains: search.trim() };
  const filter = { ...(name && { name }), ...(STATES[state] && { status: STATES[state] }) };
  const page = before === null ? { first: PAGE_SIZE, ...(after !== null && { after }) } : { last: PAGE_SIZE, before };
  return { ...page, ...(Object.keys(filter).length > 0 && { filter }), orderBy: ORDERS[order] } as Variables;
}

function addressIn(parameters: URLSearchParams): DatasetListAddress {
  return {
    search: parameters.get('search') ?? BLANK.search,
    state: oneOf(STATES, parameters.get('state')) ?? BLANK.state,
    order: oneOf(ORDERS, parameters.get('order')) ?? BLANK.order,
    after: parameters.get('after'),
    before: parameters.get('before'),
  };
}
