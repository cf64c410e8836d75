import { AsyncLocalStorage } from 'node:async_hooks';

/** The id of the request that is being answered, for code that is not handed the request. */
export const requestScope = new AsyncLocalStorage<string>();
