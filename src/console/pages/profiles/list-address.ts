import { type ChangeAddress, oneOf, useListAddress } from '../../components/list-address.js';
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

/** What of the list is shown. */
export interface ProfileListAddress {
  readonly search: string;
  readonly tag: string;
  readonly order: OrderChoice;
}

const BLANK: ProfileListAddress = { search: '', tag: '', order: 'name' };

export function useProfileListAddress(): readonly [ProfileListAddress, ChangeAddress<ProfileListAddress>] {
  return useListAddress(BLANK, addressIn);
}

/** Whether some of all profiles are asked for. */
export function isNarrowed({ search, tag }: ProfileListAddress): boolean {
  return search.trim() !== '' || tag !== '';
}

export function variablesOf({ search, tag, order }: ProfileListAddress): Variables {
  const text = search.trim();
  return {
    first: PAGE_SIZE,
    filter: { ...(text !== '' && { name: { contains: text } }), ...(tag !== '' && { tag }) },
    orderBy: ORDERS[order],
  };
}

function addressIn(parameters: URLSearchParams): ProfileListAddress {
  return {
    search: parameters.get('search') ?? BLANK.search,
    tag: parameters.get('tag') ?? BLANK.tag,
    order: oneOf(ORDERS, parameters.get('order')) ?? BLANK.order,
  };
}
