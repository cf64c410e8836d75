import type { GenerationSettings } from './settings.js';

export const DATASET_STATUSES = ['QUEUED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type DatasetStatus = (typeof DATASET_STATUSES)[number];

/** Whether a dataset in this state stays in it. */
export function isFinal(status: DatasetStatus): boolean {
  return status !== 'QUEUED' && status !== 'RUNNING';
}

/** Whether a dataset has records to read: it is COMPLETED, and none of its parts is known to be lost. */
export function hasRecords({ status, failure }: Pick<Dataset, 'status' | 'failure'>): boolean {
  return status === 'COMPLETED' && failure === null;
}

export const FILE_FORMATS = ['CSV', 'NDJSON', 'JSON', 'PARQUET', 'XLSX'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Formats that are lines, and so can be sent as they are read. */
export const LINE_FORMATS = ['CSV', 'NDJSON'] as const satisfies readonly FileFormat[];
export type LineFormat = (typeof LINE_FORMATS)[number];

/** An Excel sheet has 1,048,576 rows, one of them the header. */
export const MAX_XLSX_RECORDS = 1_048_575;

export const FILE_STATUSES = ['QUEUED', 'WRITING', 'COMPLETED', 'FAILED'] as const;
export type FileStatus = (typeof FILE_STATUSES)[number];

export interface DatasetFailure {
  readonly code: string;
  readonly message: string;
}

/** One generated dataset: what was asked and how it went. */
export interface Dataset {
  readonly id: string;
  readonly name: string;
  readonly status: DatasetStatus;
  readonly recordCount: number;
  readonly recordsWritten: number;
  /** Milliseconds that making the records has taken so far; null until work has begun. */
  readonly generationMillis: number | null;
  readonly settings: GenerationSettings;
  readonly seed: string;
  readonly generatorVersion: string;
  readonly profileId: string | null;
  readonly profileRevision: number | null;
  readonly failure: DatasetFailure | null;
  readonly adjustments: readonly string[];
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly files: readonly OutputFile[];
}

/** One Parquet file of the record store: records firstPosition … firstPosition + recordCount - 1. */
export interface PartFile {
  readonly index: number;
  readonly firstPosition: number;
  readonly recordCount: number;
  readonly byteSize: number;
  readonly sha256: string;
}

/** A dataset and its parts, as the catalog has them: all that is needed to enter them there again. */
export interface StoredDataset {
  readonly dataset: Dataset;
  readonly parts: readonly PartFile[];
}

/** A file exported from a dataset. */
export interface OutputFile {
  readonly id: string;
  readonly datasetId: string;
  readonly name: string;
  readonly format: FileFormat;
  readonly status: FileStatus;
  readonly filter: string | null;
  readonly recordCount: number | null;
  readonly byteSize: number | null;
  readonly sha256: string | null;
  /** Why it is FAILED; null also when it is because its dataset was cancelled. */
  readonly failure: DatasetFailure | null;
  readonly createdAt: Date;
}

/** Share of the work that is done, 0 to 1: making the records counts as much as each file exported from them. */
export function progressOf(dataset: Dataset): number {
  if (dataset.status === 'COMPLETED') return 1;
  const made = dataset.recordsWritten / dataset.recordCount;
  const exported = dataset.files.filter((file) => file.status === 'COMPLETED').length;
  return (made + exported) / (1 + dataset.files.length);
}

/** Generation throughput; null until work has begun. */
export function recordsPerSecond(dataset: Dataset): number | null {
  if (dataset.generationMillis === null) return null;
  return dataset.generationMillis === 0 ? 0 : (dataset.recordsWritten * 1000) / dataset.generationMillis;
}
