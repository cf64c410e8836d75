// The clients of bench/query.ts: sends the queries and tells how long the answers took.
import { Agent, request } from 'node:http';
import { quantile } from './machine.js';
import type { Served } from './query-service.js';

interface Client {
  readonly graphql: <Data>(query: string, variables?: object) => Promise<Data>;
  readonly close: () => void;
}

/** One kept-alive connection. */
function openClient(base: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = (body: string) =>
    new Promise<string>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
      const sent = request(`${base}/graphql`, { method: 'POST', agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => resolve(Buffer.concat(chunks).toString()));
      });
      sent.on('error', reject).end(body);
    });
  return {
    graphql: async <Data>(query: string, variables: object = {}) => {
      const { data, errors } = JSON.parse(await send(JSON.stringify({ query, variables }))) as {
        data: Data;
        errors?: unknown;
      };
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    close: () => agent.destroy(),
  };
}

const COLUMNS = 'callId agency eventTime problem priorityNumber queueTime totalTime disposition';
const PAGE = `query ($id: ID!, $after: String, $offset: Int, $filter: CallRecordFilter, $orderBy: [CallRecordOrder!]) {
  dataset(id: $id) { records(first: 50, after: $after, offset: $offset, filter: $filter, orderBy: $orderBy) {
    nodes { ${COLUMNS} } pageInfo { hasNextPage endCursor } } } }`;
const TOTAL = `query ($id: ID!, $filter: CallRecordFilter) { dataset(id: $id) { records(first: 0, filter: $filter) { totalCount } } }`;
const GROUPS = `query ($id: ID!, $filter: CallRecordFilter, $limit: Int! = 1000) { dataset(id: $id) { groups(by: [HOUR, AGENCY], filter: $filter, limit: $limit) { keys { value } count } } }`;
const GROUPS_P90 = `query ($id: ID!, $limit: Int! = 1000) { dataset(id: $id) { groups(by: [HOUR, AGENCY], limit: $limit) { keys { value } count stats { totalTime { p90 } } } } }`;
const STATS = `query ($id: ID!, $filter: CallRecordFilter) { dataset(id: $id) { stats(filter: $filter) { count totalTime { mean median p90 } } } }`;

interface PageAnswer {
  readonly dataset: {
    readonly records: {
      readonly nodes: readonly unknown[];
      readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
    };
  };
}

const CLIENTS = 8;
const SECONDS = 8;

/** Milliseconds of each run, after a few that do not count. */
async function timed(runs: number, work: (run: number) => Promise<unknown>): Promise<number[]> {
  const measured: number[] = [];
  for (let run = -Math.ceil(runs / 5); run < runs; run++) {
    const start = performance.now();
    await work(run);
    if (run >= 0) measured.push(performance.now() - start);
  }
  return measured;
}

function report(what: string, measured: readonly number[]): void {
  const figures = [0.5, 0.9, 0.99].map((share) => `${quantile(measured, share).toFixed(1)} ms`);
  console.log(`  ${what.padEnd(56)} p50 ${figures[0]}, p90 ${figures[1]}, p99 ${figures[2]} (${measured.length} runs)`);
}

/** Times every kind of query and prints what it took. */
export async function measure({ base, id, recordCount }: Served): Promise<void> {
  const client = openClient(base);
  const page = async (variables: object) =>
    (await client.graphql<PageAnswer>(PAGE, { id, ...variables })).dataset.records;
  const cursorAt = async (offset: number, filter?: object) => (await page({ offset, filter })).pageInfo.endCursor;
  /** Pages that follow one another from a place on, as a client walks. */
  const walk = async (from: number, filter?: object) => {
    let after = await cursorAt(from, filter);
    return timed(200, async () => {
      const { pageInfo } = await page({ after, filter });
      after = pageInfo.endCursor;
    });
  };
  // A service that has just started is slower, until its code is compiled for what it meets.
  for (const share of [0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9]) await walk(Math.floor(recordCount * share));
  report('page of 50, 8 columns, at the start', await walk(0));
  report('page of 50, 8 columns, in the middle', await walk(Math.floor(recordCount / 2)));
  report('page of 50, 8 columns, at the end', await walk(Math.max(0, recordCount - 20_000)));
  const places = Array.from({ length: 240 }, (_, i) => Math.floor((((i * 0.618_034) % 1) * recordCount) / 50) * 50);
  report('page of 50, 8 columns, by offset, anywhere', await timed(200, (run) => page({ offset: places[run + 40] })));
  const some = { agency: { eq: 'FIRE' }, priorityNumber: { lte: 2 } };
  report('filtered page (agency and priority)', await walk(0, some));
  const another = (run: number) => page({ filter: { ...some, totalTime: { gte: run + 100 } } });
  report('filtered page, each time by a filter not seen before', await timed(100, another));
  const nearlyAll = (run: number) => ({ id, filter: { totalTime: { gte: -run - 100 } } }); // all, and not asked for yet
  const rare = { agency: { eq: 'RESCUE' }, hour: { eq: 4 }, totalTime: { gt: 20_000 } };
  report('filtered page (rare: fewer than 1 in 10,000)', await timed(40, () => page({ filter: rare })));
  const longest = [{ field: 'TOTAL_TIME', direction: 'DESC' }];
  report('page ordered by totalTime, longest first', await timed(20, () => page({ orderBy: longest })));
  report('totalCount', await timed(100, () => client.graphql(TOTAL, { id })));
  const anew = (run: number) => ({ id, filter: { ...some, totalTime: { gte: run + 100 } } }); // answers are kept
  report('totalCount with a filter not seen before', await timed(40, (run) => client.graphql(TOTAL, anew(run))));
  report('totalCount with the same filter again', await timed(40, () => client.graphql(TOTAL, { id, filter: some })));
  const firstTime = (run: number) => ({ id, limit: 200 + run }); // what there is, 96 groups, and not asked for yet
  report('groups by hour and agency', await timed(40, (run) => client.graphql(GROUPS, firstTime(run))));
  report('the same, with the p90 of totalTime', await timed(40, (run) => client.graphql(GROUPS_P90, firstTime(run))));
  report('the same again', await timed(40, () => client.graphql(GROUPS_P90, { id })));
  report(
    'groups by hour and agency, filter not seen before',
    await timed(20, (run) => client.graphql(GROUPS, nearlyAll(run))),
  );
  report('stats: mean, median, p90 of totalTime', await timed(20, (run) => client.graphql(STATS, nearlyAll(run))));
  client.close();
  await throughput({ base, id, recordCount });
}

/** Every client walks on from a place of its own. */
async function throughput({ base, id, recordCount }: Omit<Served, 'seconds' | 'bytes'>): Promise<void> {
  const until = performance.now() + SECONDS * 1000;
  const measured: number[] = [];
  const walkOn = async (_: unknown, index: number) => {
    const client = openClient(base);
    let variables: object = { offset: Math.floor((index * recordCount) / CLIENTS) };
    while (performance.now() < until) {
      const start = performance.now();
      const answer = await client.graphql<PageAnswer>(PAGE, { id, ...variables });
      measured.push(performance.now() - start);
      variables = { after: answer.dataset.records.pageInfo.endCursor };
    }
    client.close();
  };
  await Promise.all(Array.from({ length: CLIENTS }, walkOn));
  report(`the same, ${CLIENTS} clients: ${Math.round(measured.length / SECONDS)} pages a second`, measured);
}
