import type { DuckDBConnection, DuckDBInstance, DuckDBPreparedStatement, DuckDBValue } from '@duckdb/node-api';
import type { Sql } from './filter.js';

/** Statements that a connection keeps prepared. Each holds a file open. */
const MAX_PREPARED = 64;

interface Lane {
  readonly connection: DuckDBConnection;
  /** By SQL text, the least recently used first. */
  readonly prepared: Map<string, DuckDBPreparedStatement>;
}

/**
 * A few connections of one DuckDB, each for one query at a time; who comes while all are busy waits for its turn. A
 * running query holds one of Node's few I/O threads, so there must never be as many lanes as those.
 */
export class QueryPool {
  private readonly idle: Lane[] = [];
  private readonly waiting: ((lane: Lane) => void)[] = [];

  private constructor(private readonly lanes: readonly Lane[]) {
    this.idle.push(...lanes);
  }

  static async open(instance: DuckDBInstance, size: number): Promise<QueryPool> {
    const connections = await Promise.all(Array.from({ length: size }, () => instance.connect()));
    return new QueryPool(connections.map((connection) => ({ connection, prepared: new Map() })));
  }

  /** The rows of a query. */
  rows<Row>({ text, values }: Sql): Promise<Row[]> {
    return this.withLane(async ({ connection }) => {
      const result = await connection.runAndReadAll(text, [...values]);
      return result.getRowObjectsJS() as unknown as Row[];
    });
  }

  /** The rows of a query whose text comes again and again with other values. */
  preparedRows<Row>({ text, values }: Sql): Promise<Row[]> {
    return this.withLane(async (lane) => {
      const statement = await prepared(lane, text);
      statement.bind(values as DuckDBValue[]);
      const result = await statement.runAndReadAll();
      return result.getRowObjectsJS() as unknown as Row[];
    });
  }

  close(): void {
    for (const { connection, prepared: statements } of this.lanes) {
      for (const statement of statements.values()) statement.destroySync();
      connection.closeSync();
    }
  }

  private async withLane<Result>(work: (lane: Lane) => Promise<Result>): Promise<Result> {
    const lane = this.idle.pop() ?? (await new Promise<Lane>((resolve) => this.waiting.push(resolve)));
    try {
      return await work(lane);
    } finally {
      const next = this.waiting.shift();
      if (next) next(lane);
      else this.idle.push(lane);
    }
  }
}

async function prepared(lane: Lane, text: string): Promise<DuckDBPreparedStatement> {
  const known = lane.prepared.get(text);
  const statement = known ?? (await lane.connection.prepare(text));
  lane.prepared.delete(text);
  lane.prepared.set(text, statement);
  const [oldest] = lane.prepared;
  if (oldest && lane.prepared.size > MAX_PREPARED) {
    lane.prepared.delete(oldest[0]);
    oldest[1].destroySync();
  }
  return statement;
}
