import type { PartFile } from '../domain/dataset.js';
import type { ColumnName } from '../domain/record-schema.js';
import { BlockCache } from './block-cache.js';
import type { DataFolder } from './data-folder.js';
import type { QueryPool } from './query-pool.js';
import { RecordBlock } from './record-block.js';
import { partsWithin, type RecordParts, selectionOf, tableOf } from './record-source.js';
import type { RecordValues } from './record-values.js';

/** Rows of a part that are read at once: what DuckDB decodes in one go, so that a client that walks on finds its next pages read. */
const BLOCK_ROWS = 2_048;

/** Reads records whose positions are known: only the files and rows asked for, and only the named columns. */
export class RecordReader {
  private readonly blocks = new BlockCache();

  constructor(
    private readonly pool: QueryPool,
    private readonly folder: DataFolder,
  ) {}

  /** The records from one position up to another, that one not included, in order. */
  async readRange(
    source: RecordParts,
    from: number,
    to: number,
    columns: readonly ColumnName[],
  ): Promise<RecordValues[]> {
    const blocks = partsWithin(source, from, to).parts.flatMap((part) => {
      const first = Math.floor(Math.max(0, from - part.firstPosition) / BLOCK_ROWS);
      const last = Math.floor((Math.min(part.recordCount, to - part.firstPosition) - 1) / BLOCK_ROWS);
      return Array.from({ length: last - first + 1 }, (_, i) => this.block(source, part, first + i, columns));
    });
    return (await Promise.all(blocks)).flatMap((block) => block.records(from, to));
  }

  private block(
    source: RecordParts,
    part: PartFile,
    index: number,
    columns: readonly ColumnName[],
  ): Promise<RecordBlock> {
    const name = [source.datasetId, part.index, index, ...columns].join();
    return this.blocks.get(name, BLOCK_ROWS * (1 + columns.length), async () => {
      const first = index * BLOCK_ROWS;
      const text = `SELECT ${selectionOf(columns)} FROM ${tableOf(this.folder, { ...source, parts: [part] })}
        WHERE file_row_number >= ${first} AND file_row_number < ${first + BLOCK_ROWS}`;
      return new RecordBlock(columns, await this.pool.chunks({ text, values: [] }));
    });
  }

  /** The records at the positions, in order of position; positions that do not exist give nothing. */
  async readPositions(
    source: RecordParts,
    positions: readonly number[],
    columns: readonly ColumnName[],
  ): Promise<RecordValues[]> {
    const touched = source.parts.map(async (part) => {
      const rows = positions
        .map((position) => position - part.firstPosition)
        .filter((row) => row >= 0 && row < part.recordCount);
      if (rows.length === 0) return [];
      // Rows are numbers of ours. As a list of literals they prune row groups.
      const text = `SELECT ${selectionOf(columns)} FROM ${tableOf(this.folder, { ...source, parts: [part] })}
        WHERE file_row_number IN (${rows.join(', ')})`;
      return this.pool.rows<RecordValues>({ text, values: [] });
    });
    return inOrder((await Promise.all(touched)).flat());
  }
}

function inOrder(records: RecordValues[]): RecordValues[] {
  return records.toSorted((a, b) => a.position - b.position);
}
