import type { Caller } from './caller.js';
import { DomainError } from './errors.js';

/** How a request came in. */
export const AUDIT_ORIGINS = ['HTTP', 'WEBSOCKET', 'COMMAND_LINE'] as const;
export type AuditOrigin = (typeof AUDIT_ORIGINS)[number];

/** What somebody is about to do: a mutation, a download, a command. No value that they gave is in it but an id. */
export interface Deed {
  /** Name of the mutation or of the download. */
  readonly action: string;
  /** Global id of what it is done to; null: of nothing that is there already. */
  readonly objectId: string | null;
  readonly caller: Pick<Caller, 'keyId' | 'name' | 'address'>;
  readonly origin: AuditOrigin;
  /** As the log has it; null where there is no request. */
  readonly requestId: string | null;
}

/** A deed as it is kept. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly keyId: string | null;
  readonly keyName: string | null;
  readonly origin: AuditOrigin;
  readonly address: string | null;
  readonly requestId: string | null;
  readonly action: string;
  readonly objectId: string | null;
  /** OK or the code of the error; null: it goes on, or its process ended before it did. */
  readonly outcome: string | null;
}

/** How a deed ended, and what it made. */
export interface DeedEnd {
  readonly id: string;
  readonly outcome: string;
  readonly objectId: string | null;
}

/** Conditions on entries; all that are given must hold. */
export interface AuditFilter {
  readonly keyId?: string;
  readonly keyName?: string;
  readonly action?: string;
  readonly objectId?: string;
  readonly outcome?: string;
  /** Not before. */
  readonly from?: Date;
  /** Before. */
  readonly to?: Date;
}

export const DONE = 'OK';
/** Of a download whose client went away. */
export const ABORTED = 'ABORTED';

/** What the trail says of a deed that ended with an error. */
export function outcomeOf(error: unknown): string {
  return error instanceof DomainError ? error.code : 'INTERNAL_SERVER_ERROR';
}
