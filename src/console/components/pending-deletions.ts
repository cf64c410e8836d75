import { createContext, useContext, useSyncExternalStore } from 'react';

/** What is about to be deleted: until it is, one can still change one's mind. */
export class PendingDeletions {
  private ids: ReadonlySet<string> = new Set();
  private readonly listeners = new Set<() => void>();

  has(id: string): boolean {
    return this.ids.has(id);
  }

  add(id: string): void {
    this.become(new Set([...this.ids, id]));
  }

  remove(id: string): void {
    this.become(new Set([...this.ids].filter((other) => other !== id)));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private become(ids: ReadonlySet<string>): void {
    this.ids = ids;
    for (const listener of this.listeners) listener();
  }
}

export const PendingDeletionsContext = createContext<PendingDeletions | null>(null);

export function usePendingDeletions(): PendingDeletions {
  const pending = useContext(PendingDeletionsContext);
  if (!pending) throw new Error('usePendingDeletions needs a PendingDeletionsContext around it.');
  return pending;
}

/** Whether it is about to be deleted, and is not to be shown. */
export function useIsBeingDeleted(id: string): boolean {
  const pending = usePendingDeletions();
  return useSyncExternalStore(pending.subscribe, () => pending.has(id));
}
