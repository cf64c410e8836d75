import type { AuditOrigin } from '../domain/audit.js';
import type { Caller } from '../domain/caller.js';
import type { ProgressService } from '../service/progress.js';

/** What belongs to one operation, over HTTP and WebSocket alike. */
export interface RequestContext {
  readonly caller: Caller;
  /** How it came in. */
  readonly origin: AuditOrigin;
  /** Id of the request, or of the one that opened the WebSocket, as in the log. */
  readonly requestId: string;
  /** For subscriptions: type-graphql hands no resolver to the function that starts one. */
  readonly progress: ProgressService;
}
