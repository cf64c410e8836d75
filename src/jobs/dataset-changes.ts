import { setTimeout as sleep } from 'node:timers/promises';
import type { DatasetChangeRepository } from '../catalog/dataset-change-repository.js';
import type { DatasetChange, DatasetChangeKind } from '../domain/job.js';

/** One who watches. */
export interface DatasetWatch {
  /** What has happened since the last call, after a quarter of a second: of each dataset one change, maybe of none. */
  next(): Promise<readonly DatasetChange[]>;
  end(): void;
}

/** Tells who watches what happens to datasets, whichever process does it. */
export interface DatasetChanges {
  /** Watches from now on. */
  watch(): Promise<DatasetWatch>;
}

/** Milliseconds between two looks at the catalog while somebody watches. */
const LOOK = 250;

/** Finds changes in the catalog, and only looks while somebody watches. */
export class CatalogDatasetChanges implements DatasetChanges {
  private readonly watchers = new Set<PendingChanges>();
  private nextLook: Promise<void> | null = null;
  private seen = 0;

  constructor(private readonly changes: DatasetChangeRepository) {}

  async watch(): Promise<DatasetWatch> {
    if (this.watchers.size === 0) this.seen = await this.changes.last();
    const pending = new PendingChanges();
    this.watchers.add(pending);
    return {
      next: async () => {
        await this.look();
        return pending.take();
      },
      end: () => this.watchers.delete(pending),
    };
  }

  /** Waits for the next look, which all who watch share. */
  private look(): Promise<void> {
    this.nextLook ??= this.lookLater().finally(() => {
      this.nextLook = null;
    });
    return this.nextLook;
  }

  private async lookLater(): Promise<void> {
    await sleep(LOOK, undefined, { ref: false });
    if (this.watchers.size === 0) return; // the catalog may be closed by now
    const changes = await this.changes.after(this.seen);
    this.seen = changes.at(-1)?.sequence ?? this.seen;
    for (const watcher of this.watchers) watcher.add(changes);
  }
}

/** Changes that a watcher has not been told of: of each dataset, at most one of each kind. */
class PendingChanges {
  private readonly kinds = new Map<string, DatasetChangeKind[]>();

  add(changes: readonly DatasetChange[]): void {
    for (const { datasetId, kind } of changes) {
      const waiting = kind === 'DELETED' ? [] : (this.kinds.get(datasetId) ?? []);
      const kept = waiting.filter((other) => other !== 'PROGRESSED' && other !== kind);
      this.kinds.set(datasetId, [...kept, kind]);
    }
  }

  /** The next change of each dataset. */
  take(): DatasetChange[] {
    return [...this.kinds].map(([datasetId, [kind = 'PROGRESSED', ...later]]) => {
      if (later.length > 0) this.kinds.set(datasetId, later);
      else this.kinds.delete(datasetId);
      return { datasetId, kind };
    });
  }
}
