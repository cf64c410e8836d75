import type { Operation } from './operation.js';

/** The address of the Query page with this operation in it. */
export function queryAddress({ query, variables }: Operation): string {
  return `/query?${new URLSearchParams({ operation: query, variables }).toString()}`;
}
