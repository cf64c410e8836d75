import { rename, statfs } from 'node:fs/promises';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { Figures } from '../support/figures.js';
import { startTempApp, type TempApp } from '../support/temp-app.js';

const VERSION = 'query ChosenByTheClient { serverInfo { version } }';
const GENERATE = 'mutation ($input: GenerateDatasetInput!) { generateDataset(input: $input) { dataset { id } } }';
const STATUS = 'query ($id: ID!) { dataset(id: $id) { status } }';
const PAGE = 'query ($id: ID!) { dataset(id: $id) { records(first: 10) { nodes { callId } } } }';
const CHANGES = 'subscription { datasetsChanged { kind } }';

let temp: TempApp;
let url: string;
beforeAll(async () => {
  temp = await startTempApp();
  url = `${(await temp.app.http.listen({ port: 0 })).replace('http', 'ws')}/graphql`;
});
afterAll(() => temp.close());

/** The labels of operations over HTTP. */
function http(type: string, operation: string, code: string): string {
  return `transport="HTTP",type="${type}",operation="${operation}",code="${code}"`;
}

/** Makes a dataset of 5,000 records and answers its id, and how often it was asked for until it was there. */
async function dataset(): Promise<{ id: string; asked: number }> {
  const { data } = await temp.graphql(GENERATE, { input: { settings: { recordCount: 5_000 }, formats: ['CSV'] } });
  const { id } = data.generateDataset.dataset;
  for (let asked = 1; ; asked += 1) {
    if ((await temp.graphql(STATUS, { id })).data.dataset.status === 'COMPLETED') return { id, asked };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('GET /metrics', () => {
  let id: string;

  it('counts exactly what was asked, and under no name that a client has chosen', async () => {
    for (let i = 0; i < 3; i += 1) await temp.graphql(VERSION);
    await temp.graphql(GENERATE, { input: { settings: { recordCount: 0 } } });
    await temp.graphql('{ dataset(id: "none") { id } a: viewer { role } }');
    await temp.graphql('{ nonsense }');
    await temp.graphql('{ serverInfo {');
    await temp.graphql('{ __schema { queryType { name } } }');
    await temp.app.http.inject('/none/such?query=secret');
    await temp.app.http.inject('/health');
    expect((await temp.app.http.inject('/metrics')).headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    const made = await dataset();
    ({ id } = made);
    const figures = await Figures.of(temp);
    expect(figures.of('graphql_operations_total')).toEqual({
      [http('query', 'serverInfo', 'OK')]: 3,
      [http('mutation', 'generateDataset', 'BAD_USER_INPUT')]: 1,
      [http('query', 'several', 'OK')]: 1,
      [http('query', 'unknown', 'GRAPHQL_VALIDATION_FAILED')]: 1,
      [http('unknown', 'unknown', 'GRAPHQL_PARSE_FAILED')]: 1,
      [http('query', 'introspection', 'OK')]: 1,
      [http('mutation', 'generateDataset', 'OK')]: 1,
      [http('query', 'dataset', 'OK')]: made.asked,
    });
    expect(figures.of('graphql_operation_duration_seconds_count')).toMatchObject({
      'type="query",operation="serverInfo"': 3,
      'type="mutation",operation="generateDataset"': 2,
    });
    expect(figures.of('http_request_duration_seconds_count')).toEqual({
      'method="POST",route="/graphql",status="200"': 7 + made.asked,
      'method="POST",route="/graphql",status="400"': 2,
      'method="GET",route="none",status="404"': 1,
      'method="GET",route="/health",status="200"': 1,
      'method="GET",route="/metrics",status="200"': 1,
    });
    expect(figures.get('http_requests_open')).toBe(1); // the one that asks
  });

  it('counts jobs, records and the work of the threads', async () => {
    const figures = await vi.waitFor(async () => {
      const now = await Figures.of(temp);
      expect(now.of('jobs_ended_total')).toEqual({ 'kind="GENERATION",outcome="COMPLETED"': 1 }); // after the dataset is
      return now;
    });
    expect(figures.get('records_generated_total')).toBe(5_000);
    expect(figures.of('job_duration_seconds_count')).toEqual({ 'kind="GENERATION"': 1 });
    expect(figures.of('worker_task_duration_seconds_count')).toEqual({
      'task="plan"': 1,
      'task="part"': 1,
      'task="export"': 1,
    });
    expect(figures.of('datasets')).toEqual({ 'status="COMPLETED"': 1 });
    expect(figures.of('jobs')).toEqual({});
    expect(figures.get('jobs{kind="GENERATION",state="WAITING"}')).toBe(0);
    expect(figures.get('job_queue_length')).toBe(0);
    expect(figures.get('job_stalled_seconds{kind="GENERATION"}')).toBe(0);
    expect([figures.get('worker_threads_max'), figures.get('worker_threads_busy')]).toEqual([2, 0]);
  });

  it('shows jobs that wait and run, and how one that is cancelled ended', async () => {
    const asked = await Promise.all(
      Array.from({ length: 4 }, () =>
        temp.graphql(GENERATE, { input: { settings: { recordCount: 20_000_000 }, formats: [] } }),
      ),
    );
    const { runningJobs } = temp.config;
    const running = 'jobs{kind="GENERATION",state="RUNNING"}';
    await vi.waitUntil(async () => (await Figures.of(temp)).get(running) === runningJobs, { timeout: 20_000 });
    const figures = await Figures.of(temp);
    expect(figures.get('job_queue_length')).toBe(4 - runningJobs);
    expect(figures.get('job_longest_wait_seconds')).toBeGreaterThan(0);
    expect(figures.get('job_stalled_seconds{kind="GENERATION"}')).toBeGreaterThan(0);
    expect(figures.get('worker_threads_busy')).toBeGreaterThan(0);
    for (const { data } of asked)
      await temp.graphql(
        'mutation ($input: CancelGenerationInput!) { cancelGeneration(input: $input) { dataset { id } } }',
        {
          input: { datasetId: data.generateDataset.dataset.id },
        },
      );
    const ended = 'jobs_ended_total{kind="GENERATION",outcome="CANCELLED"}';
    await vi.waitUntil(async () => (await Figures.of(temp)).get(ended) === 4, { timeout: 20_000 });
    expect((await Figures.of(temp)).get('job_queue_length')).toBe(0);
  });

  it('times queries of DuckDB, which a page read before needs none of, and of SQLite', async () => {
    const queries = 'duckdb_query_duration_seconds_count{lane="PAGES"}';
    const before = await Figures.of(temp);
    await temp.graphql(PAGE, { id });
    await temp.graphql(PAGE, { id });
    const after = await Figures.of(temp);
    expect([before.get(queries) ?? 0, after.get(queries)]).toEqual([0, 1]);
    expect(after.get('duckdb_connections{lane="PAGES"}')).toBe(2);
    const reads = 'sqlite_statement_duration_seconds_count{connection="READ"}';
    expect(after.get(reads)).toBeGreaterThan(before.get(reads) ?? Infinity);
    expect(after.get('sqlite_transaction_duration_seconds_count')).toBeGreaterThan(0);
    expect(after.get('duckdb_query_errors_total{lane="PAGES"}')).toBeUndefined();
  });

  it('counts sockets, what streams over them, and operations as over HTTP', async () => {
    const open = async () => {
      const figures = await Figures.of(temp);
      return [figures.get('websocket_connections'), figures.get('graphql_subscriptions')];
    };
    expect(await open()).toEqual([0, 0]);
    const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
    onTestFinished(() => client.dispose());
    for await (const { data } of client.iterate({ query: VERSION })) expect(data).toBeTruthy();
    await expect(client.iterate({ query: '{ nonsense }' }).next()).rejects.toBeTruthy();
    const streams = [client.iterate({ query: CHANGES }), client.iterate({ query: CHANGES })];
    for (const stream of streams) void stream.next();
    await vi.waitUntil(async () => (await open())[1] === 2);
    await streams[0]?.return?.();
    await vi.waitUntil(async () => (await open())[1] === 1);
    expect(await open()).toEqual([1, 1]);
    void client.dispose();
    await vi.waitUntil(async () => (await open())[0] === 0);
    expect(await open()).toEqual([0, 0]);
    const operations = Object.entries((await Figures.of(temp)).of('graphql_operations_total'));
    expect(Object.fromEntries(operations.filter(([labels]) => labels.includes('WEBSOCKET')))).toEqual({
      'transport="WEBSOCKET",type="query",operation="serverInfo",code="OK"': 1,
      'transport="WEBSOCKET",type="query",operation="unknown",code="GRAPHQL_VALIDATION_FAILED"': 1,
      'transport="WEBSOCKET",type="subscription",operation="datasetsChanged",code="OK"': 2,
    });
  });

  it('says how much room the disk has, and leaves out what cannot be read', async () => {
    const { blocks, bsize } = await statfs(temp.folder);
    expect((await Figures.of(temp)).get('disk_size_bytes')).toBe(blocks * bsize);
    await rename(temp.folder, `${temp.folder}-away`);
    const away = await Figures.of(temp);
    await rename(`${temp.folder}-away`, temp.folder);
    expect(away.get('disk_free_bytes')).toBeUndefined();
    expect(away.get('worker_threads_max')).toBe(2);
    expect((await Figures.of(temp)).get('disk_free_bytes')).toBeGreaterThan(0);
  });

  it('tells nothing of another service in the same process', async () => {
    const other = await startTempApp();
    onTestFinished(() => other.close());
    const figures = await Figures.of(other);
    expect(figures.get('records_generated_total')).toBe(0);
    expect(figures.of('graphql_operations_total')).toEqual({});
  });
});
