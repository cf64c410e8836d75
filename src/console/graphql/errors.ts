import type { CombinedError } from '@urql/core';

/** A rule that a value broke, as `extensions.issues` tells it. */
interface Issue {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** The service's code of what went wrong; null when it could not be reached at all. */
export function codeOf(error: CombinedError): string | null {
  return (error.graphQLErrors[0]?.extensions['code'] as string | undefined) ?? null;
}

export function issuesOf(error: CombinedError): readonly Issue[] {
  return error.graphQLErrors.flatMap(({ extensions }) => (extensions['issues'] as Issue[] | undefined) ?? []);
}

/** What one reads of the error: the service's own words where there are some. */
export function messageOf(error: CombinedError, unreachable: string): string {
  if (error.graphQLErrors.length === 0) return unreachable;
  return error.graphQLErrors.map(({ message }) => message).join(' ');
}
