/** What a caller may do; each role may also do what those before it may. */
export const ROLES = ['READER', 'USER', 'MAINTAINER'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks for something, and from where. */
export interface Caller {
  /** Id of the API key that was shown; null in open mode and on the command line. */
  readonly keyId: string | null;
  /** Name of that key; null without one. */
  readonly name: string | null;
  readonly role: Role;
  /** Network address that the request came from; null on the command line. */
  readonly address: string | null;
}

/** Anybody who comes in while the service is open: there are no keys to tell callers apart by. */
export function openCaller(address: string): Caller {
  return { keyId: null, name: null, role: 'MAINTAINER', address };
}
