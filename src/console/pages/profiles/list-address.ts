import { useSearchParams } from 'react-router';
import type { VariablesOf } from '../../graphql/graphql.js';
import type { ProfileList } from './profile-list.query.js';

type Variables = VariablesOf<typeof ProfileList>;

const PAGE_SIZE = 25;

const ORDERS = {
  name: { field: 'NAME', direction: 'ASC' },
  changed: { field: 'UPDATED_AT', direction: 'DESC' },
  newest: { field: 'CREATED_AT', direction: 'DESC' },
} as const;

export type OrderChoice = keyof typeof ORDERS;

/** What of the list is shown; it stands in the address, so that it can be shared and gone back to. */
export interface ListAddress {
  readonly search: string;
  readonly tag: string;
  readonly order: OrderChoice;
}

const BLANK: ListAddress = { search: '', tag: '', order: 'name' };

export function useListAddress(): readonly [ListAddress, (change: Partial<ListAddress>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const address = addressIn(parameters);
  const change = (changed: Partial<ListAddress>) => {
    const given = Object.entries({ ...address, ...changed }).filter(
      ([name, value]) => value !== BLANK[name as keyof ListAddress],
    );
    setParameters(new URLSearchParams(given), {
      replace: changed.search !== undefined, // not a step back for each letter
      preventScrollReset: true,
    });
  };
  return [address, change];
}

/** Whether some of all profiles are asked for. */
export function isNarrowed({ search, tag }: ListAddress): boolean {
  return search.trim() !== '' || tag !== '';
}

export function variablesOf({ search, tag, order }: ListAddress): Variables {
  const text = search.trim();
  return {
    first: PAGE_SIZE,
    filter: { ...(text !== '' && { name: { contains: text } }), ...(tag !== '' && { tag }) },
    orderBy: ORDERS[order],
  };
}

function addressIn(parameters: URLSearchParams): ListAddress {
  const order = parameters.get('order') ?? '';
  return {
    search: parameters.get('search') ?? BLANK.search,
    tag: parameters.get('tag') ?? BLANK.tag,
    order: Object.hasOwn(ORDERS, order) ? (order as OrderChoice) : BLANK.order,
  };
}
