import type { RecordBlock } from './record-block.js';

/** Values that are kept, at most: about 40 bytes each. */
const MAX_VALUES = 1_500_000;

/** Blocks of records read last. Parts never change, so a block stays true as long as it is kept. */
export class BlockCache {
  /** The least recently used first; blocks that are still being read are here as well, so that nobody reads one twice. */
  private readonly blocks = new Map<string, { readonly block: Promise<RecordBlock>; readonly values: number }>();
  private values = 0;

  /** The block of a name, read unless it is kept; `values` says how many values it has. */
  get(name: string, values: number, read: () => Promise<RecordBlock>): Promise<RecordBlock> {
    const kept = this.blocks.get(name);
    const entry = kept ?? { block: read(), values };
    if (!kept) {
      this.values += values;
      entry.block.catch(() => this.drop(name));
    }
    this.blocks.delete(name);
    this.blocks.set(name, entry);
    for (const [oldest] of this.blocks) {
      if (this.values <= MAX_VALUES) break;
      this.drop(oldest);
    }
    return entry.block;
  }

  private drop(name: string): void {
    this.values -= this.blocks.get(name)?.values ?? 0;
    this.blocks.delete(name);
  }
}
