import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { JOB_KINDS, JOB_OUTCOMES } from '../domain/job.js';
import type { Telemetry, Work, WorkFacts, WorkKind } from '../telemetry/telemetry.js';

const PREFIX = 'synth911_';
/** Seconds: from a row read from memory to a scan of everything. */
const QUICK = [0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];
const ANSWER = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const TASK = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];
/** Milliseconds between two looks at how late the event loop is. */
const LAG_RESOLUTION = 20;

/** What clients may be told, and so what may be counted. Anything else counts as OTHER. */
const CODES: ReadonlySet<string> = new Set([
  'OK',
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'CONFLICT',
  'IDEMPOTENCY_MISMATCH',
  'QUOTA_EXCEEDED',
  'RATE_LIMITED',
  'OPERATION_TOO_COMPLEX',
  'TIMEOUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'INTERNAL_SERVER_ERROR',
]);

/** How each kind of work that ended counts; seconds is how long it took. */
type Tallies = { readonly [Kind in WorkKind]: (facts: WorkFacts[Kind], seconds: number) => void };

/** Counts and times what the service does, in a registry of its own. */
export class Metrics implements Telemetry {
  readonly registry = new Registry();
  private readonly tallies: Tallies;
  private readonly open: Readonly<Partial<Record<WorkKind, Gauge>>>;
  private readonly records: Counter;

  constructor() {
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: LAG_RESOLUTION });
    this.records = this.counter('records_generated_total', 'Records that this process has generated and stored.', []);
    this.open = {
      request: this.gauge('http_requests_open', 'HTTP requests that are being answered.'),
      socket: this.gauge('websocket_connections', 'WebSocket connections.'),
      subscription: this.gauge('graphql_subscriptions', 'Subscriptions that stream.'),
    };
    this.tallies = {
      ...this.talliesOfRequests(),
      ...this.talliesOfJobs(),
      ...this.talliesOfData(),
      socket: () => undefined,
      subscription: () => undefined,
    };
  }

  begin<Kind extends WorkKind>(kind: Kind): Work<Kind> {
    const began = performance.now();
    this.open[kind]?.inc();
    return {
      inside: (part) => part(),
      end: (facts) => {
        this.open[kind]?.dec();
        this.tallies[kind](facts, (performance.now() - began) / 1_000);
      },
    };
  }

  recordsGenerated(count: number): void {
    this.records.inc(count);
  }

  /** A figure that is read when it is asked for. */
  gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
    return new Gauge({ name: PREFIX + name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  private counter(name: string, help: string, labelNames: readonly string[]): Counter {
    return new Counter({ name: PREFIX + name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  private histogram(name: string, help: string, buckets: number[], labelNames: readonly string[] = []): Histogram {
    const registers = [this.registry];
    return new Histogram({ name: PREFIX + name, help, buckets, labelNames: [...labelNames], registers });
  }

  private talliesOfRequests(): Pick<Tallies, 'request' | 'operation'> {
    const requests = this.histogram(
      'http_request_duration_seconds',
      'Time to answer HTTP requests, until the last byte is sent.',
      ANSWER,
      ['method', 'route', 'status'],
    );
    const operations = this.counter(
      'graphql_operations_total',
      'GraphQL operations, by root field, and by the gravest error that was told; OK: none was.',
      ['transport', 'type', 'operation', 'code'],
    );
    const durations = this.histogram(
      'graphql_operation_duration_seconds',
      'Time to answer GraphQL operations; of subscriptions, until they stream.',
      ANSWER,
      ['type', 'operation'],
    );
    return {
      request: ({ method, route, status }, seconds) => requests.labels(method, route, status).observe(seconds),
      operation: ({ transport, type, name, code }, seconds) => {
        operations.labels(transport, type, name, CODES.has(code) ? code : 'OTHER').inc();
        durations.labels(type, name).observe(seconds);
      },
    };
  }

  private talliesOfJobs(): Pick<Tallies, 'job' | 'task'> {
    const jobs = this.counter('jobs_ended_total', "Jobs that this process's work on has ended, and how.", [
      'kind',
      'outcome',
    ]);
    // From nothing to one is no increase: what alerts look at is there from the beginning.
    for (const kind of JOB_KINDS) for (const outcome of JOB_OUTCOMES) jobs.labels(kind, outcome).inc(0);
    const jobDurations = this.histogram('job_duration_seconds', 'Time that this process worked on jobs.', TASK, [
      'kind',
    ]);
    const tasks = this.histogram(
      'worker_task_duration_seconds',
      'Time to do tasks on the worker threads, the wait for one included.',
      TASK,
      ['task'],
    );
    const failed = this.counter('worker_task_errors_total', 'Tasks of worker threads that ended with an error.', [
      'task',
    ]);
    return {
      job: ({ kind, outcome }, seconds) => {
        jobs.labels(kind, outcome).inc();
        jobDurations.labels(kind).observe(seconds);
      },
      task: (facts, seconds) => {
        tasks.labels(facts.task).observe(seconds);
        if (facts.failed) failed.labels(facts.task).inc();
      },
    };
  }

  private talliesOfData(): Pick<Tallies, 'query' | 'statement' | 'transaction'> {
    const queries = this.histogram('duckdb_query_duration_seconds', 'Time of DuckDB queries.', QUICK, ['lane']);
    const waits = this.histogram('duckdb_wait_seconds', 'Time that queries waited for a DuckDB connection.', QUICK, [
      'lane',
    ]);
    const failedQueries = this.counter('duckdb_query_errors_total', 'DuckDB queries that failed.', ['lane']);
    const statements = this.histogram('sqlite_statement_duration_seconds', 'Time of SQLite statements.', QUICK, [
      'connection',
    ]);
    const failedStatements = this.counter('sqlite_statement_errors_total', 'SQLite statements that failed.', [
      'connection',
    ]);
    const transactions = this.histogram(
      'sqlite_transaction_duration_seconds',
      'Time of catalog transactions, the wait for those before them included.',
      QUICK,
    );
    const failedTransactions = this.counter('sqlite_transaction_errors_total', 'Catalog transactions that failed.', []);
    return {
      query: ({ lane, waitSeconds, failed }, seconds) => {
        queries.labels(lane).observe(seconds);
        waits.labels(lane).observe(waitSeconds);
        if (failed) failedQueries.labels(lane).inc();
      },
      statement: ({ connection, failed }, seconds) => {
        statements.labels(connection).observe(seconds);
        if (failed) failedStatements.labels(connection).inc();
      },
      transaction: ({ failed }, seconds) => {
        transactions.observe(seconds);
        if (failed) failedTransactions.inc();
      },
    };
  }
}
