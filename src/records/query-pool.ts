import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
import { type QueryLane, type Telemetry, telling, UNTOLD } from '../telemetry/telemetry.js';
import type { Sql } from './filter.js';
import { interruptible, unlessUnwanted, wantedSignal } from './wanted.js';

/** What a pool does just now. */
export interface QueryLoad {
  readonly lane: QueryLane;
  readonly connections: number;
  readonly busy: number;
  /** Queries that wait for a connection. */
  readonly waiting: number;
}

/**
 * A few connections of one DuckDB, each for one query at a time; who comes while all are busy waits for its turn. A
 * running query holds one of Node's few I/O threads, so there must never be as many connections as those. A query that
 * nobody wants any more ends, whether it runs or waits.
 */
export class QueryPool {
  private readonly idle: DuckDBConnection[];
  private readonly waiting: ((connection: DuckDBConnection) => void)[] = [];

  private constructor(
    private readonly connections: readonly DuckDBConnection[],
    private readonly lane: QueryLane,
    private readonly telemetry: Telemetry,
  ) {
    this.idle = [...connections];
  }

  static async open(
    instance: DuckDBInstance,
    size: number,
    lane: QueryLane = 'PAGES',
    telemetry = UNTOLD,
  ): Promise<QueryPool> {
    const connections = await Promise.all(Array.from({ length: size }, () => instance.connect()));
    return new QueryPool(connections, lane, telemetry);
  }

  get load(): QueryLoad {
    const { idle, waiting, connections, lane } = this;
    return { lane, connections: connections.length, busy: connections.length - idle.length, waiting: waiting.length };
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
    const began = performance.now();
    wantedSignal()?.throwIfAborted();
    const connection = this.idle.pop() ?? (await this.turn());
    try {
      const facts = { lane: this.lane, waitSeconds: (performance.now() - began) / 1_000 };
      return await telling(this.telemetry, 'query', facts, () => interruptible(connection, () => work(connection)));
    } finally {
      this.handOn(connection);
    }
  }

  private async turn(): Promise<DuckDBConnection> {
    let take: (connection: DuckDBConnection) => void = doNothing;
    const turn = new Promise<DuckDBConnection>((resolve) => (take = resolve));
    this.waiting.push(take);
    try {
      return await unlessUnwanted(turn);
    } catch (error) {
      const place = this.waiting.indexOf(take);
      if (place >= 0) this.waiting.splice(place, 1);
      else void turn.then((connection) => this.handOn(connection)); // it came at the same moment
      throw error;
    }
  }

  private handOn(connection: DuckDBConnection): void {
    const next = this.waiting.shift();
    if (next) next(connection);
    else this.idle.push(connection);
  }
}

function doNothing(): void {}
