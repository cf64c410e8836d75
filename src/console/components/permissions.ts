import { useState } from 'react';
import { useQuery } from 'urql';
import { includesRole, personOf } from '../../domain/caller.js';
import { graphql } from '../graphql/graphql.js';

const WhoLooks = graphql(`
  query WhoLooks {
    viewer {
      name
      role
    }
  }
`);

/** What one may do with one's key. The service holds to the same; here it decides what is offered. */
export interface Permissions {
  /** While it is not known who looks, nothing may be done. */
  readonly isKnown: boolean;
  /** Save profiles and generate. */
  readonly mayMake: boolean;
  /** Change or delete what somebody made. */
  readonly mayChange: (made: { readonly createdBy: string | null }) => boolean;
}

/** Whether it was answered once who looks, be it that it cannot be told. */
export function useIsViewerAnswered(): boolean {
  const [{ data, error }] = useQuery({ query: WhoLooks });
  const [isAnswered, setAnswered] = useState(false);
  if (!isAnswered && (data || error)) setAnswered(true);
  return isAnswered;
}

export function usePermissions(): Permissions {
  const [{ data }] = useQuery({ query: WhoLooks });
  const viewer = data?.viewer;
  const may = (role: 'USER' | 'MAINTAINER') => viewer !== undefined && includesRole(viewer.role, role);
  const isOwn = (owner: string | null) =>
    viewer !== undefined && owner !== null && personOf({ name: owner }) === personOf(viewer);
  return {
    isKnown: viewer !== undefined,
    mayMake: may('USER'),
    mayChange: ({ createdBy }) => may('MAINTAINER') || (may('USER') && isOwn(createdBy)),
  };
}
