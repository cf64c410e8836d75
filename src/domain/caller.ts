import { nameKey } from './name-key.js';

/** What a caller may do; each role may also do what those before it may. */
export const ROLES = ['READER', 'USER', 'MAINTAINER'] as const;
export type Role = (typeof ROLES)[number];

/** Whether somebody with this role may do what needs that one. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

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

/** Whoever works on the data folder itself. */
export const COMMAND_LINE: Caller = { keyId: null, name: null, role: 'MAINTAINER', address: null };

/** Anybody who comes in while the service is open: there are no keys to tell callers apart by. */
export function openCaller(address: string): Caller {
  return { keyId: null, name: null, role: 'MAINTAINER', address };
}

/** Who asks for what is anybody's, and is not asked who it is. */
export function stranger(address: string): Caller {
  return { keyId: null, name: null, role: 'READER', address };
}

/** As whom a caller counts: keys of the same name are the same person's. Empty for all who have none. */
export function personOf({ name }: Pick<Caller, 'name'>): string {
  return name === null ? '' : nameKey(name);
}
