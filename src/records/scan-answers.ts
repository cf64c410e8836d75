import type { Sql } from './filter.js';
import type { QueryPool } from './query-pool.js';
import { type Read, ReadCache } from './read-cache.js';
import type { RecordParts } from './record-source.js';

/** Values of answers that are kept, at most. */
const MOST_VALUES = 200_000;

type Row = Readonly<Record<string, unknown>>;

interface Answer extends Read {
  readonly rows: readonly Row[];
}

/** Asks what takes a scan of a dataset, such as counts and sums, and keeps the answers: a page that is asked for again often asks the same. */
export class ScanAnswers {
  private readonly answers = new ReadCache<Answer>(MOST_VALUES);

  constructor(private readonly pool: QueryPool) {}

  /** The rows of a query over the records of the parts. */
  async rows({ stamp }: RecordParts, query: Sql): Promise<readonly Row[]> {
    const name = JSON.stringify([stamp, query.text, query.values.map(String)]);
    const { rows } = await this.answers.get(name, async () => {
      const read = await this.pool.rows<Row>(query);
      return { rows: read, size: 1 + read.length * Object.keys(read[0] ?? {}).length };
    });
    return rows;
  }
}
