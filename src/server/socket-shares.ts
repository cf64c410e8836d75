import type { OperationAdmission } from './admission.js';

/** What the operations of one WebSocket hold of their client's share, by the ids that the client gives them. */
export class SocketShares {
  private readonly held = new Map<string, OperationAdmission | null>();

  /** An operation is asked for; false: another one goes on under its id. */
  begin(id: string): boolean {
    if (this.held.has(id)) return false;
    this.held.set(id, null);
    return true;
  }

  hold(id: string, admission: OperationAdmission): void {
    this.held.set(id, admission);
  }

  /** An operation is done, and its answer taken or no longer wanted. */
  release(id: string): void {
    this.held.get(id)?.release();
    this.held.delete(id);
  }

  /** The socket is closed. */
  releaseAll(): void {
    for (const id of this.held.keys()) this.release(id);
  }
}
