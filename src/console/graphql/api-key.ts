const STORED_AS = 'synth911.apiKey';

/** The key that this window sends, kept until the window is closed; and who asks for one when the service wants it. */
export class ApiKey {
  private asking: { readonly promise: Promise<void>; readonly answered: () => void } | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly storage: Storage) {}

  get value(): string | null {
    return this.storage.getItem(STORED_AS);
  }

  get header(): string | null {
    return this.value === null ? null : `Bearer ${this.value}`;
  }

  readonly isAsked = (): boolean => this.asking !== null;

  /** Has the person asked for a key, once however many operations need it; resolves when one was given. */
  ask(): Promise<void> {
    if (!this.asking) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.asking = { promise, answered: resolve };
      this.tell();
    }
    return this.asking.promise;
  }

  give(key: string): void {
    this.storage.setItem(STORED_AS, key.trim());
    const asked = this.asking;
    this.asking = null;
    this.tell();
    asked?.answered();
  }

  forget(): void {
    this.storage.removeItem(STORED_AS);
    this.tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
