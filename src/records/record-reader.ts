import type { ColumnName } from '../domain/record-schema.js';
import { BlockCache } from './block-cache.js';
import type { DataFolder } from './data-folder.js';
import type { QueryPool } from './query-pool.js';
import { partsWithin, type RecordParts, selectionOf, tableOf } from './record-source.js';

/** A record as far as it was asked for. Stamps are 'YYYY-MM-DDTHH:mm:ss'. */
export type RecordValues = { readonly position: number } & { readonly [Name in ColumnName]?: string | number | null };

/** Records that are read at once where fewer are asked for, so that a client that walks on finds its next pages read. */
const BLOCK_RECORDS = 256;

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
    if (to <= from) return [];
    if (to - from > BLOCK_RECORDS) return this.read(source, from, to, columns);
    const first = Math.floor(from / BLOCK_RECORDS);
    const last = Math.floor((to - 1) / BLOCK_RECORDS);
    const blocks = [...new Set([first, last])].map((index) => {
      const start = index * BLOCK_RECORDS;
      const read = () => this.read(source, start, start + BLOCK_RECORDS, columns);
      const name = [source.datasetId, source.stamp, index, ...columns].join();
      return this.blocks.get(name, BLOCK_RECORDS * (1 + columns.length), read);
    });
    const records = (await Promise.all(blocks)).flat();
    return records.filter(({ position }) => position >= from && position < to);
  }

  private async read(
    source: RecordParts,
    from: number,
    to: number,
    columns: readonly ColumnName[],
  ): Promise<RecordValues[]> {
    const touched = partsWithin(source, from, to).parts.map((part) => {
      // A prepared statement keeps the file open that it was made for: the stamp keeps it from being used for another.
      const text = `SELECT ${selectionOf(columns)} FROM ${tableOf(this.folder, { ...source, parts: [part] })}
        WHERE file_row_number >= ? AND file_row_number < ? -- ${source.stamp}`;
      const values = [Math.max(0, from - part.firstPosition), Math.min(part.recordCount, to - part.firstPosition)];
      return this.pool.preparedRows<RecordValues>({ text, values });
    });
    return inOrder((await Promise.all(touched)).flat());
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
