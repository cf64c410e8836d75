import type { FastifyInstance } from 'fastify';
import { DATASET_STATUSES } from '../domain/dataset.js';
import { JOB_KINDS, JOB_STATES } from '../domain/job.js';
import type { ServerFacts } from '../service/server-facts.js';
import type { VitalSigns, VitalSignsService } from '../service/vital-signs.js';
import type { Metrics } from './metrics.js';

/** `/metrics`, as Prometheus reads it. */
export function serveMetrics(
  app: FastifyInstance,
  metrics: Metrics,
  vitalSigns: VitalSignsService,
  { version, generatorVersion }: ServerFacts,
): void {
  const info = metrics.gauge('info', 'Always 1; its labels say what runs.', ['version', 'generator_version']);
  info.labels(version, generatorVersion).set(1);
  const show = vitalGauges(metrics);
  app.get('/metrics', { config: { access: 'KEY_OR_LOOPBACK', quiet: true } }, async (_request, reply) => {
    show(await vitalSigns.read());
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

/** Gauges of what can only be told at a moment. What cannot be read is left out. */
function vitalGauges(metrics: Metrics): (signs: VitalSigns) => void {
  const shows = [workGauges(metrics), stallGauges(metrics), diskGauges(metrics), loadGauges(metrics)];
  return (signs) => {
    for (const show of shows) show(signs);
  };
}

function workGauges(metrics: Metrics) {
  const jobs = metrics.gauge('jobs', 'Jobs of all processes on the data folder.', ['kind', 'state']);
  const queue = metrics.gauge('job_queue_length', 'Generations and exports that wait.');
  const wait = metrics.gauge('job_longest_wait_seconds', 'How long the oldest job has waited that none has taken up.');
  const datasets = metrics.gauge('datasets', 'Datasets that there are.', ['status']);
  return ({ work }: VitalSigns) => {
    for (const gauge of [jobs, datasets]) gauge.reset();
    for (const gauge of [queue, wait]) gauge.remove();
    if (!work) return;
    for (const kind of JOB_KINDS) for (const state of JOB_STATES) jobs.labels(kind, state).set(0);
    for (const { kind, state, count } of work.jobs) jobs.labels(kind, state).inc(count);
    const waiting = work.jobs.filter(({ kind, state }) => state === 'WAITING' && kind !== 'REMOVAL');
    queue.set(waiting.reduce((sum, { count }) => sum + count, 0));
    wait.set(work.longestWaitSeconds);
    for (const status of DATASET_STATUSES) datasets.labels(status).set(work.datasets[status]);
  };
}

function stallGauges(metrics: Metrics) {
  const help = 'How long the job of this process that has not got further for longest has not; 0: none runs.';
  const stalls = metrics.gauge('job_stalled_seconds', help, ['kind']);
  return (signs: VitalSigns) => {
    for (const kind of JOB_KINDS) stalls.labels(kind).set(signs.stalls.get(kind) ?? 0);
  };
}

function diskGauges(metrics: Metrics) {
  const free = metrics.gauge('disk_free_bytes', 'Free bytes of the disk of the data folder.');
  const size = metrics.gauge('disk_size_bytes', 'Bytes of the disk of the data folder.');
  return ({ disk }: VitalSigns) => {
    for (const gauge of [free, size]) gauge.remove();
    if (!disk) return;
    free.set(disk.freeBytes);
    size.set(disk.sizeBytes);
  };
}

function loadGauges(metrics: Metrics) {
  const most = metrics.gauge('worker_threads_max', 'Worker threads that there may be.');
  const threads = metrics.gauge('worker_threads', 'Worker threads that there are.');
  const busy = metrics.gauge('worker_threads_busy', 'Worker threads that do a task.');
  const tasks = metrics.gauge('worker_tasks_waiting', 'Tasks that wait for a worker thread.');
  const connections = metrics.gauge('duckdb_connections', 'DuckDB connections for queries.', ['lane']);
  const queries = metrics.gauge('duckdb_connections_busy', 'DuckDB connections that run a query.', ['lane']);
  const waiting = metrics.gauge('duckdb_queries_waiting', 'Queries that wait for a DuckDB connection.', ['lane']);
  return (signs: VitalSigns) => {
    most.set(signs.workers.most);
    threads.set(signs.workers.threads);
    busy.set(signs.workers.busy);
    tasks.set(signs.workers.waiting);
    for (const load of signs.queries) {
      connections.labels(load.lane).set(load.connections);
      queries.labels(load.lane).set(load.busy);
      waiting.labels(load.lane).set(load.waiting);
    }
  };
}
