import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
import type { Sql } from './filter.js';

/**
 * A few connections of one DuckDB, each for one query at a time; who comes while all are busy waits for its turn. A
 * running query holds one of Node's few I/O threads, so there must never be as many connections as those.
 */
export class QueryPool {
  private readonly idle: DuckDBConnection[];
  private readonly waiting: ((connection: DuckDBConnection) => void)[] = [];

  private constructor(private readonly connections: readonly DuckDBConnection[]) {
    this.idle = [...connections];
  }

  static async open(instance: DuckDBInstance, size: number): Promise<QueryPool> {
    return new QueryPool(await Promise.all(Array.from({ length: size }, () => instance.connect())));
  }

  /** The rows of a query. */
  rows<Row>({ text, values }: Sql): Promise<Row[]> {
    return this.withConnection(async (connection) => {
      const result = await connection.runAndReadAll(text, [...values]);
      return result.getRowObjectsJS() as unknown as Row[];
    });
  }

  /** The rows of a query as DuckDB has them, to be decoded by whoever looks at them. */
  chunks({ text, values }: Sql): Promise<readonly DuckDBDataChunk[]> {
    return this.withConnection(async (connection) => (await connection.run(text, [...values])).fetchAllChunks());
  }

  close(): void {
    for (const connection of this.connections) connection.closeSync();
  }

  private async withConnection<Result>(work: (connection: DuckDBConnection) => Promise<Result>): Promise<Result> {
    const connection =
      this.idle.pop() ?? (await new Promise<DuckDBConnection>((resolve) => this.waiting.push(resolve)));
    try {
      return await work(connection);
    } finally {
      const next = this.waiting.shift();
      if (next) next(connection);
      else this.idle.push(connection);
    }
  }
}
