import type { JobKind, JobOutcome } from '../domain/job.js';

/** What is told of each kind of work when it ends. All texts are few and ours, never a client's: they become labels. */
export interface WorkFacts {
  /** Answering an HTTP request. */
  readonly request: { readonly method: string; readonly route: string; readonly status: string };
  /** Answering a GraphQL operation; of a subscription, until it streams. */
  readonly operation: OperationFacts;
  readonly socket: object;
  /** The stream of a subscription. */
  readonly subscription: object;
  readonly job: { readonly kind: JobKind; readonly outcome: JobOutcome };
  /** Work that a thread of the pool was asked to do, its wait for one included. */
  readonly task: { readonly task: string; readonly failed: boolean };
  /** A query of DuckDB, after its wait for a connection. */
  readonly query: { readonly lane: QueryLane; readonly waitSeconds: number; readonly failed: boolean };
  /** A statement of SQLite, which holds the thread that answers requests for as long. */
  readonly statement: { readonly connection: 'READ' | 'WRITE'; readonly failed: boolean };
  /** A transaction of the catalog, its wait for those before it included. */
  readonly transaction: { readonly failed: boolean };
}

export type WorkKind = keyof WorkFacts;

/** Who asks DuckDB: pages, scans of whole datasets, and records that are sent as they are read. */
export type QueryLane = 'PAGES' | 'SCANS' | 'LINES';

export interface OperationFacts {
  readonly transport: 'HTTP' | 'WEBSOCKET';
  readonly type: 'query' | 'mutation' | 'subscription' | 'unknown';
  /** After the root field: see operationNameOf. */
  readonly name: string;
  /** OK, or the code of the gravest error that was told. */
  readonly code: string;
}

/** Work that has begun. */
export interface Work<Kind extends WorkKind> {
  /** Does something that is part of it: work that begins there is told of as inside this. */
  inside<Result>(part: () => Result): Result;
  end(facts: WorkFacts[Kind]): void;
}

/** Who work is done for. */
export interface WorkOrigin {
  /** Their header of that name, as W3C Trace Context has it. */
  readonly traceparent?: string | undefined;
  /** Whether they ask again and again, and no single answer is worth a trace. */
  readonly quiet?: boolean;
}

/** Is told what the service does, to count, to time and to trace it. */
export interface Telemetry {
  begin<Kind extends WorkKind>(kind: Kind, origin?: WorkOrigin): Work<Kind>;
  /** Says that so many records more are stored. */
  recordsGenerated(count: number): void;
}

/** Tells nobody. */
export const UNTOLD: Telemetry = {
  begin: () => ({ inside: (part) => part(), end: () => undefined }),
  recordsGenerated: () => undefined,
};

/** Tells both. */
export function tellingBoth(one: Telemetry, other: Telemetry): Telemetry {
  return {
    begin: (kind, origin) => {
      const [first, second] = [one.begin(kind, origin), other.begin(kind, origin)];
      return {
        inside: (part) => first.inside(() => second.inside(part)),
        end: (facts) => {
          first.end(facts);
          second.end(facts);
        },
      };
    },
    recordsGenerated: (count) => {
      one.recordsGenerated(count);
      other.recordsGenerated(count);
    },
  };
}

/** Does the work, and tells of it. */
export async function telling<Kind extends 'task' | 'query' | 'statement' | 'transaction', Result>(
  telemetry: Telemetry,
  kind: Kind,
  facts: Omit<WorkFacts[Kind], 'failed'>,
  part: () => Promise<Result>,
): Promise<Result> {
  const work = telemetry.begin(kind);
  let failed = true;
  try {
    const result = await work.inside(part);
    failed = false;
    return result;
  } finally {
    work.end({ ...facts, failed } as WorkFacts[Kind]);
  }
}
