import type { OperationAdmission } from './admission.js';

/** What the operations of one WebSocket hold of their client's share, by the ids that the client gives them. */
export class SocketShares {
  private readonly held = new Map<string, OperationAdmission[]>();

  hold(id: string, admission: OperationAdmission): void {
    this.held.set(id, [...(this.held.get(id) ?? []), admission]); // a client may give up one and use its id again
  }

  /** An operation is done, and its answer taken or no longer wanted. */
  release(id: string): void {
    const [first, ...others] = this.held.get(id) ?? [];
    first?.release();
    if (others.length > 0) this.held.set(id, others);
    else this.held.delete(id);
  }

  /** The socket is closed. */
  releaseAll(): void {
    for (const id of this.held.keys()) while (this.held.has(id)) this.release(id);
  }
}
