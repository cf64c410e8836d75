import type { RecordBlock } from './record-block.js';

/** Values that are kept, at most: about 40 bytes each. */
const MAX_VALUES = 1_500_000;

/** Blocks of records read last. Parts that are made again have another stamp in their blocks' names, so a block stays true as long as it is kept. */
export class BlockCache {
  /** The least recently used first; blocks that are still being read are here as well, so that nobody reads one twice. */
  private readonly blocks = new Map<string, Promise<RecordBlock>>();
  private readonly sizes = new Map<Promise<RecordBlock>, number>();
  private values = 0;

  /** The block of a name, read unless it is kept. */
  get(name: string, read: () => Promise<RecordBlock>): Promise<RecordBlock> {
    const block = this.blocks.get(name) ?? this.reading(name, read());
    this.blocks.delete(name);
    this.blocks.set(name, block);
    return block;
  }

  private reading(name: string, block: Promise<RecordBlock>): Promise<RecordBlock> {
    const isKept = () => this.blocks.get(name) === block; // it may have been let go of while it was read
    block.then(
      ({ size }) => isKept() && this.weigh(block, size),
      () => isKept() && this.blocks.delete(name),
    );
    return block;
  }

  /** Counts a block that has been read, and lets go of the oldest until all that are left fit. */
  private weigh(block: Promise<RecordBlock>, size: number): void {
    this.sizes.set(block, size);
    this.values += size;
    for (const [name, oldest] of this.blocks) {
      if (this.values <= MAX_VALUES) break;
      this.blocks.delete(name);
      this.values -= this.sizes.get(oldest) ?? 0;
      this.sizes.delete(oldest);
    }
  }
}
