import { AsyncLocalStorage } from 'node:async_hooks';
import type { OperationName } from '../graphql/operation-name.js';
import type { Work } from '../telemetry/telemetry.js';

/** An operation as it was answered. */
export interface AnsweredOperation extends OperationName {
  /** Codes of the errors that were told, in order. */
  readonly codes: readonly string[];
}

/** What is known of the request that is being answered. */
export interface RequestScope {
  readonly requestId: string;
  /** The GraphQL operation, from its beginning. */
  work: Work<'operation'> | null;
  /** The same, once it is answered. */
  operation: AnsweredOperation | null;
}

/** The request that is being answered, for code that is not handed it. */
export const requestScope = new AsyncLocalStorage<RequestScope>();
