import type { Caller } from '../domain/caller.js';
import type { ProgressService } from '../service/progress.js';

/** What belongs to one operation, over HTTP and WebSocket alike. */
export interface RequestContext {
  readonly caller: Caller;
  /** For subscriptions: type-graphql hands no resolver to the function that starts one. */
  readonly progress: ProgressService;
}
