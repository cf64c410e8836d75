import { useSearchParams } from 'react-router';
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

/** What of the list is shown; it stands in the address, so that it can be shared and gone back to. */
export interface ListAddress {
  readonly search: string;
  readonly state: StateChoice;
  readonly order: OrderChoice;
  readonly after: string | null;
  readonly before: string | null;
}

const BLANK: ListAddress = { search: '', state: 'all', order: 'newest', after: null, before: null };

export type ChangeAddress = (change: Partial<ListAddress>) => void;

export function useListAddress(): readonly [ListAddress, ChangeAddress] {
  const [parameters, setParameters] = useSearchParams();
  const address = addressIn(parameters);
  const change = (changed: Partial<ListAddress>) =>
    setParameters(parametersOf({ ...address, after: null, before: null, ...changed }), {
      replace: changed.search !== undefined, // not a step back for each letter
      preventScrollReset: true,
    });
  return [address, change];
}

/** Whether some of all datasets are asked for, be it a page that was there once. */
export function isNarrowed({ search, state, after, before }: ListAddress): boolean {
  return search.trim() !== '' || state !== 'all' || after !== null || before !== null;
}

export function variablesOf({ search, state, order, after, before }: ListAddress): Variables {
  const name = search.trim() === '' ? undefined : { contains: search.trim() };
  const filter = { ...(name && { name }), ...(STATES[state] && { status: STATES[state] }) };
  const page = before === null ? { first: PAGE_SIZE, ...(after !== null && { after }) } : { last: PAGE_SIZE, before };
  return { ...page, ...(Object.keys(filter).length > 0 && { filter }), orderBy: ORDERS[order] } as Variables;
}

function addressIn(parameters: URLSearchParams): ListAddress {
  return {
    search: parameters.get('search') ?? BLANK.search,
    state: oneOf(STATES, parameters.get('state')) ?? BLANK.state,
    order: oneOf(ORDERS, parameters.get('order')) ?? BLANK.order,
    after: parameters.get('after'),
    before: parameters.get('before'),
  };
}

function parametersOf(address: ListAddress): URLSearchParams {
  const given = Object.entries(address).filter(([name, value]) => value !== BLANK[name as keyof ListAddress]);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}

function oneOf<Choice extends string>(choices: Readonly<Record<Choice, unknown>>, name: string | null): Choice | null {
  return name !== null && Object.hasOwn(choices, name) ? (name as Choice) : null;
}
