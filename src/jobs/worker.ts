import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { workerData } from 'node:worker_threads';
import { expectedVolume } from '../generation/expected-volume.js';
import { keepingLast } from '../generation/keeping-last.js';
import { makePools, type Pools, type PoolSettings } from '../generation/pools.js';
import { firstColumns, partSlices, prepareRun, type Run } from '../generation/run.js';
import { DataFolder, partName } from '../records/data-folder.js';
import { confinedDuckDb } from '../records/duckdb.js';
import { conditionFor } from '../records/record-condition.js';
import { type FileFacts, finishFile, inspectFile, publishFile } from '../records/durable-file.js';
import { EXPORT_THREADS, exportRecords } from '../records/export.js';
import { PartWriter } from '../records/part-writer.js';
import type { RecordValues } from '../records/record-values.js';
import { firstRows } from '../records/record-rows.js';
import { giveWay } from './give-way.js';
import { PartGate } from './part-gate.js';
import { endIfStopped, type StopFlag, withStopSignal } from './stop-flag.js';
import type {
  EstimateTask,
  ExportFacts,
  ExportTask,
  PartTask,
  PlanSummary,
  PlanTask,
  PreviewTask,
  RemakeExportTask,
  RemakePartTask,
  RunExpectation,
  RunRequest,
  SharedPools,
  StoppableTask,
  WorkerResults,
  WorkerSetup,
  WorkerTask,
} from './worker-tasks.js';

const KEPT_POOLS = 8;

/** One worker thread: plans datasets, makes their parts, writes their exports. Keeps what the parts of one dataset share. */
class Worker {
  private readonly folder: DataFolder;
  private readonly gate: PartGate;
  private prepared: { readonly datasetId: string; readonly run: Run } | null = null;
  private writer: Promise<PartWriter> | null = null;

  /** People and places of the last previews, by their settings and seed: the next one often differs in nothing of that. */
  private readonly previewPools = keepingLast(KEPT_POOLS, (key: string) => {
    const [settings, seed] = JSON.parse(key) as [PoolSettings, string];
    return makePools(settings, seed);
  });

  constructor({ dataFolder, gate }: WorkerSetup) {
    this.folder = new DataFolder(dataFolder);
    this.gate = new PartGate(gate);
  }

  async perform(task: StoppableTask): Promise<WorkerResults[WorkerTask['kind']]> {
    endIfStopped(task.stop);
    switch (task.kind) {
      case 'plan':
        return this.gate.pass(() => this.plan(task));
      case 'part':
        return this.gate.pass(() => this.makePart(task));
      case 'remakePart':
        return this.gate.pass(() => this.remakePart(task));
      case 'preview':
        return this.preview(task);
      case 'estimate':
        return this.estimate(task);
      case 'export':
        return this.export(task);
      case 'remakeExport':
        return this.remakeExport(task);
      case 'hash':
        return inspectFile(task.file);
    }
  }

  private async plan(task: PlanTask): Promise<PlanSummary> {
    const pools = await makePools(task.settings, task.seed);
    const run = await this.prepare(task, () => pools);
    const parts = run.parts.map(({ index, firstPosition, recordCount }) => ({ index, firstPosition, recordCount }));
    return { parts, adjustments: run.adjustments, pools: sharedPools(pools) };
  }

  private async makePart(task: PartTask & StoppableTask): Promise<FileFacts> {
    const run = await this.prepare(task, () => readPools(task.pools));
    const staged = await stagedFile(task.staging, partName(task.index));
    await this.writePart(run, task, staged);
    endIfStopped(task.stop);
    return publishFile(staged, this.folder.part(task.datasetId, task.index));
  }

  private async remakePart(task: RemakePartTask & StoppableTask): Promise<FileFacts> {
    const run = await this.prepare(task, () => makePools(task.settings, task.seed));
    await mkdir(dirname(task.file), { recursive: true });
    await this.writePart(run, task, task.file);
    return finishFile(task.file);
  }

  private async writePart(
    run: Run,
    { index, stop }: (PartTask | RemakePartTask) & StoppableTask,
    file: string,
  ): Promise<void> {
    this.writer ??= PartWriter.inside(this.folder.root);
    const slices = this.gate.whileOpen(untilStopped(partSlices(run, index), stop));
    await (await this.writer).write(slices, run.dictionaries, file);
  }

  private async preview({ count, ...task }: PreviewTask): Promise<RecordValues[]> {
    const run = await this.triedRun(task);
    return firstRows(firstColumns(run, count), run.dictionaries, count);
  }

  private async estimate(task: EstimateTask): Promise<RunExpectation> {
    const { settings, model, adjustments } = await this.triedRun(task);
    return { ...expectedVolume(settings, model.volume), adjustments };
  }

  /** A run of which nothing is stored. */
  private async triedRun({ settings, seed }: Omit<EstimateTask, 'kind'>): Promise<Run> {
    const { locale, namesPerShift, addressPoolSize, shiftPattern } = settings;
    const key = JSON.stringify([{ locale, namesPerShift, addressPoolSize, shiftPattern }, seed]);
    return prepareRun(settings, seed, await this.previewPools(key));
  }

  private async export(task: ExportTask & StoppableTask): Promise<ExportFacts> {
    const { staging, datasetId, fileId, name, stop } = task;
    const file = await stagedFile(staging, fileId);
    const recordCount = await this.writeExport(task, file);
    endIfStopped(stop);
    return { recordCount, ...(await publishFile(file, join(this.folder.exports(datasetId), name))) };
  }

  private async remakeExport(task: RemakeExportTask & StoppableTask): Promise<FileFacts> {
    await mkdir(dirname(task.file), { recursive: true });
    await this.writeExport(task, task.file);
    return finishFile(task.file);
  }

  /** Writes the file and answers how many records it has. */
  private async writeExport(
    { datasetId, format, filter, partCount, stop }: (ExportTask | RemakeExportTask) & StoppableTask,
    file: string,
  ): Promise<number> {
    const instance = await confinedDuckDb(this.folder.root, EXPORT_THREADS);
    try {
      const parts = Array.from({ length: partCount }, (_, index) => this.folder.part(datasetId, index));
      const condition = conditionFor(filter);
      return await withStopSignal(stop, (signal) =>
        exportRecords(instance, format, { parts, condition, file, signal }),
      );
    } finally {
      instance.closeSync();
    }
  }

  private async prepare(
    { datasetId, settings, seed }: RunRequest,
    poolsOf: () => Pools | Promise<Pools>,
  ): Promise<Run> {
    if (this.prepared?.datasetId === datasetId) return this.prepared.run;
    const run = prepareRun(settings, seed, await poolsOf());
    this.prepared = { datasetId, run };
    return run;
  }
}

async function stagedFile(staging: string, name: string): Promise<string> {
  await mkdir(staging, { recursive: true });
  return join(staging, name);
}

function* untilStopped<Item>(items: Iterable<Item>, stop: StopFlag): Generator<Item> {
  for (const item of items) {
    endIfStopped(stop);
    yield item;
  }
}

function sharedPools(pools: Pools): SharedPools {
  const json = Buffer.from(JSON.stringify(pools));
  const shared = new Uint8Array(new SharedArrayBuffer(json.byteLength));
  shared.set(json);
  return shared;
}

function readPools(shared: SharedPools): Pools {
  return JSON.parse(Buffer.from(shared.buffer).toString()) as Pools;
}

giveWay();
const worker = new Worker(workerData as WorkerSetup);

// The only default export: the worker pool calls it for each task.
export default (task: StoppableTask): Promise<WorkerResults[WorkerTask['kind']]> => worker.perform(task);
