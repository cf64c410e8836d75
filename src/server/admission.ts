import type { Caller } from '../domain/caller.js';
import type { Admission } from '../graphql/limits/operations.js';
import type { ClientLimits } from './client-limits.js';

/** What one operation takes of its client's share, as far as it comes, until it is released. */
export class OperationAdmission implements Admission {
  private readonly held: (() => void)[] = [];
  private isOver = false;

  constructor(
    private readonly clients: ClientLimits,
    private readonly caller: Caller,
  ) {}

  tokens(count: number): void {
    this.clients.countTokens(this.caller, count);
  }

  objects(count: number): void {
    this.clients.countObjects(this.caller, count);
    this.hold(this.clients.objects.take(this.caller, count));
  }

  /** Holds something until the operation is over. */
  hold(release: () => void): void {
    if (this.isOver) release();
    else this.held.push(release);
  }

  /** Its answer is sent, or its client gone. */
  release(): void {
    this.isOver = true;
    for (const release of this.held.splice(0)) release();
  }
}
