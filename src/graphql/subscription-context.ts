import type { ProgressService } from '../service/progress.js';

/** What subscriptions are executed with: type-graphql hands no resolver to the function that starts one. */
export interface SubscriptionContext {
  readonly progress: ProgressService;
}
