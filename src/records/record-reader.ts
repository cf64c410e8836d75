import type { ColumnName } from '../domain/record-schema.js';
import type { DataFolder } from './data-folder.js';
import { EVERYTHING, type Sql } from './filter.js';
import type { QueryPool } from './query-pool.js';
import { ReadCache } from './read-cache.js';
import { RecordBlock } from './record-block.js';
import { partsWithin, type RecordParts, selectionOf, tableOf } from './record-source.js';
import type { RecordValues } from './record-values.js';
import type { Span } from './spans.js';

/** Rows of a part that are read at once: what DuckDB decodes in one go, so that a client that walks on finds its next pages read. */
const BLOCK_ROWS = 2_048;

/** Values of blocks that are kept, at most. */
const MOST_VALUES = 1_500_000;

/** Reads records whose positions are known: only the files and rows asked for, and only the named columns. */
export class RecordReader {
  private readonly blocks = new ReadCache<RecordBlock>(MOST_VALUES);

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
    const blocks = partsWithin(source, from, to).parts.flatMap((part) => {
      const first = Math.floor(Math.max(0, from - part.firstPosition) / BLOCK_ROWS);
      const last = Math.floor((Math.min(part.recordCount, to - part.firstPosition) - 1) / BLOCK_ROWS);
      return Array.from({ length: last - first + 1 }, (_, i) => {
        const rows = { from: (first + i) * BLOCK_ROWS, to: (first + i + 1) * BLOCK_ROWS };
        return this.readMatching({ ...source, parts: [part] }, rows, EVERYTHING, columns);
      });
    });
    const range = { from, to, skip: 0, limit: Number.MAX_SAFE_INTEGER, backward: false };
    return (await Promise.all(blocks)).flatMap((block) => block.take(range).records);
  }

  /** The records among consecutive rows of one part that meet a condition; kept, so that pages that follow are there already. */
  readMatching(
    part: RecordParts,
    rows: Span,
    { text, values }: Sql,
    columns: readonly ColumnName[],
  ): Promise<RecordBlock> {
    const condition = `file_row_number >= ${rows.from} AND file_row_number < ${rows.to} AND ${text}`;
    const query = `SELECT ${selectionOf(columns)} FROM ${tableOf(this.folder, part)} WHERE ${condition}`;
    return this.blocks.get(JSON.stringify([part.stamp, query, values.map(String)]), async () => {
      return new RecordBlock(columns, await this.pool.chunks({ text: query, values }));
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
