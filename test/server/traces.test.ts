import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { generate, startTempApp } from '../support/temp-app.js';

interface Attribute {
  readonly key: string;
  readonly value: object;
}

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly status: { readonly code: number };
  readonly attributes: readonly Attribute[];
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

const SECRET = 'what only this client knows';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = 'b7ad6b7169203331';
const ERROR = 2;

/** Something that takes traces, as an OpenTelemetry collector does. */
async function collector() {
  const sent: Sent[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await json(request)) as Sent;
    if (request.url === '/v1/traces') sent.push(body);
    response.setHeader('content-type', 'application/json').end('{}');
  };
  const server = createServer((request, response) => void take(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const spans = () =>
    sent.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((each) => each.spans)),
    );
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, spans };
}

describe('traces', () => {
  it('tell what a request and a job did, as parts of each other and of whoever asked, and nothing that was sent', async () => {
    const { endpoint, sent, spans } = await collector();
    const temp = await startTempApp({ traceEndpoint: endpoint });
    const { id } = await generate(temp, { name: SECRET, settings: { recordCount: 100 }, formats: [] });
    const query = `query ($id: ID!) { dataset(id: $id) { records(first: 1, filter: { address: { eq: "${SECRET}" } }) { totalCount } } }`;
    await temp.app.http.inject({
      method: 'POST',
      url: '/graphql',
      headers: { traceparent: `00-${TRACE}-${CALLER}-01` },
      payload: { query, variables: { id } },
    });
    await temp.app.http.inject('/ready');
    await temp.close();

    const asked = spans().filter(({ traceId }) => traceId === TRACE);
    const [request] = asked.filter(({ name }) => name === 'POST /graphql');
    const [operation] = asked.filter(({ name }) => name === 'query dataset');
    expect(request?.parentSpanId).toBe(CALLER);
    expect(operation?.parentSpanId).toBe(request?.spanId);
    const within = asked.filter(({ parentSpanId }) => parentSpanId === operation?.spanId).map(({ name }) => name);
    expect(within).toContain('SQLite READ');
    expect(within).toContain('DuckDB SCANS');
    expect(request?.attributes).toContainEqual({ key: 'http.response.status_code', value: { intValue: 200 } });

    const [job] = spans().filter(({ name }) => name === 'job GENERATION');
    const parts = spans().filter(({ name, parentSpanId }) => name === 'task part' && parentSpanId === job?.spanId);
    expect(parts).toHaveLength(1);
    expect(job?.status.code).not.toBe(ERROR);
    expect(spans().map(({ name }) => name)).not.toContain('GET /ready');
    expect(JSON.stringify(sent)).not.toContain(SECRET);
    expect(sent[0]?.resourceSpans[0]?.resource.attributes).toContainEqual({
      key: 'service.name',
      value: { stringValue: 'synth911gen2' },
    });
  });

  it('keep nobody waiting where nothing takes them', async () => {
    const temp = await startTempApp({ traceEndpoint: 'http://127.0.0.1:1' });
    expect((await temp.graphql('{ serverInfo { version } }')).status).toBe(200);
    const begun = performance.now();
    await temp.close();
    expect(performance.now() - begun).toBeLessThan(4_000);
  });
});
