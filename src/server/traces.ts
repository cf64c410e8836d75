import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Attributes,
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { ServerFacts } from '../service/server-facts.js';
import type { Telemetry, Work, WorkFacts, WorkKind, WorkOrigin } from '../telemetry/telemetry.js';

/** Milliseconds that the last traces may take to be sent when the service ends. */
const FAREWELL = 2_000;

/** Work that is traced for its own sake; all other kinds only as part of it. */
const ROOTS: ReadonlySet<WorkKind> = new Set<WorkKind>(['request', 'operation', 'socket', 'subscription', 'job']);
const SERVED: ReadonlySet<WorkKind> = new Set<WorkKind>(['request', 'socket']);
const CLIENTS_FAULT = /^[1-4]/;

/** What a span says of work that has ended. */
interface Told {
  readonly name: string;
  readonly attributes: Attributes;
  readonly failed: boolean;
}

const TELL: { readonly [Kind in WorkKind]: (facts: WorkFacts[Kind]) => Told } = {
  request: ({ method, route, status }) => ({
    name: `${method} ${route}`,
    attributes: {
      'http.request.method': method,
      'http.route': route,
      ...(Number(status) ? { 'http.response.status_code': Number(status) } : { 'synth911.aborted': true }),
    },
    failed: !CLIENTS_FAULT.test(status),
  }),
  operation: ({ transport, type, name, code }) => ({
    name: `${type} ${name}`,
    attributes: { 'graphql.operation.type': type, 'synth911.transport': transport, 'synth911.code': code },
    failed: code === 'INTERNAL_SERVER_ERROR' || code === 'TIMEOUT',
  }),
  socket: () => ({ name: 'WebSocket', attributes: {}, failed: false }),
  subscription: () => ({ name: 'subscription stream', attributes: {}, failed: false }),
  job: ({ kind, outcome }) => ({
    name: `job ${kind}`,
    attributes: { 'synth911.outcome': outcome },
    failed: outcome === 'FAILED' || outcome === 'INTERRUPTED',
  }),
  task: ({ task, failed }) => ({ name: `task ${task}`, attributes: {}, failed }),
  query: ({ lane, waitSeconds, failed }) => ({
    name: `DuckDB ${lane}`,
    attributes: { 'db.system.name': 'duckdb', 'synth911.wait_seconds': waitSeconds },
    failed,
  }),
  statement: ({ connection, failed }) => ({
    name: `SQLite ${connection}`,
    attributes: { 'db.system.name': 'sqlite' },
    failed,
  }),
  transaction: ({ failed }) => ({ name: 'SQLite transaction', attributes: { 'db.system.name': 'sqlite' }, failed }),
};

/** What is done for nobody that traces are kept of. */
const UNTRACED = { inside: <Result>(part: () => Result): Result => part(), end: () => undefined };

/**
 * Sends what the service does as OpenTelemetry traces to a collector, in the background; when that is away, the oldest are
 * dropped. Names and attributes are ours alone: nothing that a client has sent is in them but the id of its trace.
 */
export class Traces implements Telemetry {
  private readonly provider: BasicTracerProvider;
  private readonly tracer: Tracer;
  private readonly propagator = new W3CTraceContextPropagator();
  private readonly current = new AsyncLocalStorage<Context | null>();

  /** `endpoint`: of OTLP over HTTP, without /v1/traces. `complain` is told what could not be sent. */
  constructor(endpoint: string, { version, generatorVersion }: ServerFacts, complain: (error: unknown) => void) {
    setGlobalErrorHandler(complain);
    const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
    const facts = { 'service.name': 'synth911gen2', 'service.version': version };
    this.provider = new BasicTracerProvider({
      resource: defaultResource()
        .merge(resourceFromAttributes({ ...facts, 'synth911.generator_version': generatorVersion }))
        .merge(detectResources({ detectors: [envDetector] })),
      spanProcessors: [new BatchSpanProcessor(exporter)],
    });
    this.tracer = this.provider.getTracer('synth911gen2', version);
  }

  begin<Kind extends WorkKind>(kind: Kind, origin?: WorkOrigin): Work<Kind> {
    const around = this.current.getStore();
    if (origin?.quiet === true) return { ...UNTRACED, inside: (part) => this.current.run(null, part) };
    if (around === null || (around === undefined && !ROOTS.has(kind))) return UNTRACED;
    const parent = around ?? this.contextOf(origin);
    const span = this.tracer.startSpan(kind, { kind: SERVED.has(kind) ? SpanKind.SERVER : SpanKind.INTERNAL }, parent);
    const context = trace.setSpan(parent, span);
    return {
      inside: (part) => this.current.run(context, part),
      end: (facts) => {
        const { name, attributes, failed } = TELL[kind](facts);
        span.updateName(name).setAttributes(attributes);
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      },
    };
  }

  recordsGenerated(): void {}

  /** Sends what has not been sent, as far as that is quickly done. */
  async close(): Promise<void> {
    await Promise.race([this.provider.shutdown().catch(() => undefined), sleep(FAREWELL, undefined, { ref: false })]);
  }

  /** The work of somebody else that a request is part of. */
  private contextOf({ traceparent }: WorkOrigin = {}): Context {
    return traceparent === undefined
      ? ROOT_CONTEXT
      : this.propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
  }
}
