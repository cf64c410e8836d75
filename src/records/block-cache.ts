import type { RecordValues } from './record-reader.js';

type Rows = readonly RecordValues[];

/** Values that are kept, at most: about 50 MB. */
const MAX_VALUES = 1_000_000;

/** Blocks of records read last. Parts that are made again have another stamp in their blocks' names, so a block stays true as long as it is kept. */
export class BlockCache {
  /** The least recently used first; blocks that are still being read are here as well, so that nobody reads one twice. */
  private readonly blocks = new Map<string, { readonly rows: Promise<Rows>; readonly values: number }>();
  private values = 0;

  /** The block of a name, read unless it is kept; `values` says how many values it has. */
  get(name: string, values: number, read: () => Promise<Rows>): Promise<Rows> {
    const kept = this.blocks.get(name);
    const block = kept ?? { rows: read(), values };
    if (!kept) {
      this.values += values;
      block.rows.catch(() => this.drop(name));
    }
    this.blocks.delete(name);
    this.blocks.set(name, block);
    for (const [oldest] of this.blocks) {
      if (this.values <= MAX_VALUES) break;
      this.drop(oldest);
    }
    return block.rows;
  }

  private drop(name: string): void {
    this.values -= this.blocks.get(name)?.values ?? 0;
    this.blocks.delete(name);
  }
}
