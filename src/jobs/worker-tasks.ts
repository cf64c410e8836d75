import type { FileFormat } from '../domain/dataset.js';
import type { CallRecordFilter } from '../domain/record-filter.js';
import type { GenerationSettings } from '../domain/settings.js';
import type { ExpectedVolume } from '../generation/expected-volume.js';
import type { FileFacts, FoundFile } from '../records/durable-file.js';
import type { RecordValues } from '../records/record-values.js';
import type { StopFlag } from './stop-flag.js';

/** What a dataset is made from: enough for any worker to make any part of it. */
export interface RunRequest {
  readonly datasetId: string;
  readonly settings: GenerationSettings;
  readonly seed: string;
}

export interface PlanTask extends RunRequest {
  readonly kind: 'plan';
}

/** A task that writes: where its unfinished file is kept. */
interface WritingTask {
  readonly staging: string;
}

/** What the queue needs to know of a run. */
export interface PlanSummary {
  readonly parts: readonly { readonly index: number; readonly firstPosition: number; readonly recordCount: number }[];
  readonly adjustments: readonly string[];
  readonly pools: SharedPools;
}

/** The run's people and places as JSON in memory that all threads share: faster to read than to make anew in each worker. */
export type SharedPools = Uint8Array<SharedArrayBuffer>;

export interface PartTask extends RunRequest, WritingTask {
  readonly kind: 'part';
  readonly pools: SharedPools;
  readonly index: number;
}

/** A part that is made once more, to be compared or put in the place of a lost one; it is published nowhere. */
export interface RemakePartTask extends RunRequest {
  readonly kind: 'remakePart';
  readonly index: number;
  /** The new file. */
  readonly file: string;
}

/** The first records of a run, made on the spot and stored nowhere. */
export interface PreviewTask {
  readonly kind: 'preview';
  readonly settings: GenerationSettings;
  readonly seed: string;
  readonly count: number;
}

/** What a run is expected to be, without making it. */
export interface EstimateTask {
  readonly kind: 'estimate';
  readonly settings: GenerationSettings;
  readonly seed: string;
}

export interface RunExpectation extends ExpectedVolume {
  /** What the settings ask for and cannot be had, in words. */
  readonly adjustments: readonly string[];
}

export interface ExportTask extends WritingTask {
  readonly kind: 'export';
  readonly datasetId: string;
  readonly fileId: string;
  readonly name: string;
  readonly format: FileFormat;
  /** null: all records. */
  readonly filter: CallRecordFilter | null;
  readonly partCount: number;
}

/** As RemakePartTask, of an exported file. */
export interface RemakeExportTask extends Pick<ExportTask, 'datasetId' | 'format' | 'filter' | 'partCount'> {
  readonly kind: 'remakeExport';
  /** The new file. */
  readonly file: string;
}

/** Reads a file through; the answer is null when it is not there. */
export interface HashTask {
  readonly kind: 'hash';
  readonly file: string;
}

export interface ExportFacts extends FileFacts {
  readonly recordCount: number;
}

export type WorkerTask =
  | PlanTask
  | PartTask
  | RemakePartTask
  | PreviewTask
  | EstimateTask
  | ExportTask
  | RemakeExportTask
  | HashTask;

/** A task as it is sent to a worker, which ends it when the flag is set. */
export type StoppableTask = WorkerTask & { readonly stop: StopFlag };

export interface WorkerResults {
  readonly plan: PlanSummary;
  readonly part: FileFacts;
  readonly remakePart: FileFacts;
  readonly preview: readonly RecordValues[];
  readonly estimate: RunExpectation;
  readonly export: ExportFacts;
  readonly remakeExport: FileFacts;
  readonly hash: FoundFile | null;
}

/** Handed to each worker as it starts. */
export interface WorkerSetup {
  readonly dataFolder: string;
  /** Of the pool's PartGate. */
  readonly gate: SharedArrayBuffer;
}
