import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import { v7 as uuidv7 } from 'uuid';
import type { DatasetRepository } from '../catalog/dataset-repository.js';
import { type Caller, personOf } from '../domain/caller.js';
import {
  type Dataset,
  type FileFormat,
  type LineFormat,
  MAX_XLSX_RECORDS,
  type OutputFile,
} from '../domain/dataset.js';
import {
  DatasetNotCompletedError,
  FileBusyError,
  FilesLostError,
  type InputIssue,
  InvalidInputError,
  NotFoundError,
} from '../domain/errors.js';
import { filesLost } from '../domain/file-state.js';
import { type CallRecordFilter, checkedRecordFilter } from '../domain/record-filter.js';
import { bytesOfExport, requireSpace } from '../jobs/disk-space.js';
import type { JobRunner } from '../jobs/job-runner.js';
import type { Manifest } from '../jobs/manifest.js';
import type { DataFolder } from '../records/data-folder.js';
import { statOrNull } from '../records/durable-file.js';
import { countRecords } from '../records/export.js';
import { conditionFor } from '../records/record-condition.js';
import { recordLines } from '../records/record-lines.js';
import type { PieceReader } from '../records/record-pieces.js';
import { idempotencyKeyIssues, idempotencyOf } from './idempotency.js';
import type { Verification } from './verification.js';

export interface ExportDataset {
  readonly datasetId: string;
  readonly format: FileFormat;
  /** Only records that match; null: all. */
  readonly filter?: CallRecordFilter | null;
  readonly idempotencyKey?: string | null;
}

export interface ReadLines {
  readonly datasetId: string;
  readonly format: LineFormat;
  /** Only records that match; null: all. */
  readonly filter: CallRecordFilter | null;
  readonly signal: AbortSignal;
}

/** Files made from completed datasets, and records as they are read. */
export class ExportService {
  constructor(
    private readonly datasets: DatasetRepository,
    private readonly runner: JobRunner,
    private readonly manifest: Manifest,
    private readonly folder: DataFolder,
    private readonly duckDb: DuckDBInstance,
    private readonly pieces: PieceReader,
    private readonly verification: Verification,
  ) {}

  /** Stores a file as QUEUED, with the job to write it; or finds the one that the same idempotency key stored. */
  async export(input: ExportDataset, caller: Caller): Promise<OutputFile> {
    const keyIssues = idempotencyKeyIssues(input);
    if (keyIssues.length > 0) throw new InvalidInputError(keyIssues);
    const idempotency = idempotencyOf('exportDataset', input, caller);
    const created = await this.datasets.findCreatedFile(idempotency);
    if (created) return created;
    const { datasetId, format } = input;
    const filter = checkedRecordFilter(input.filter);
    const dataset = await this.completed(datasetId);
    await this.checkSize(dataset, format, filter);
    const reservedBytes = bytesOfExport(format, dataset.recordCount);
    await requireSpace(this.folder, reservedBytes);
    const file = {
      id: uuidv7(),
      datasetId,
      format,
      status: 'QUEUED',
      filter: filter === null ? null : JSON.stringify(filter),
      recordCount: null,
      byteSize: null,
      sha256: null,
      failure: null,
      createdAt: new Date(),
    } as const;
    const stored = await this.datasets.insertFile(file, (n) => fileName(datasetId, format, n), {
      caller: personOf(caller),
      idempotency,
      reservedBytes,
    });
    if (!stored) return this.export(input, caller); // deleted in between: says so
    await this.manifest.write(datasetId);
    this.runner.wake(stored.id);
    return stored;
  }

  /** Forgets a file, then removes it. */
  async deleteFile(id: string): Promise<void> {
    const file = await this.datasets.findFile(id);
    if (!file) throw new NotFoundError('file', id, ['fileId']);
    if (!(await this.datasets.deleteFile(file))) throw new FileBusyError(file.status);
    this.removeNow(file);
    await this.manifest.write(file.datasetId);
  }

  /** A COMPLETED file by its name; null when there is none, or it turns out to be lost, which the catalog then says. */
  async findNamed(datasetId: string, name: string): Promise<OutputFile | null> {
    const dataset = await this.datasets.find(datasetId);
    const file = dataset?.files.find((candidate) => candidate.name === name && candidate.status === 'COMPLETED');
    if (!file) return null;
    const found = await statOrNull(join(this.folder.exports(datasetId), name));
    if (found?.byteSize === file.byteSize) return file;
    await this.verification.check(datasetId, 'SIZE');
    return null;
  }

  /** The matching records of a completed dataset as text, while they are read; the bytes of the exported file. */
  async lines({ datasetId, format, filter, signal }: ReadLines): Promise<AsyncGenerator<string>> {
    const condition = conditionFor(checkedRecordFilter(filter));
    const dataset = await this.completed(datasetId);
    const parts = await this.partFiles(dataset.id);
    const lines = recordLines(this.pieces, { parts, condition, format, signal });
    return this.whileThere(datasetId, this.verification.readingEach(datasetId, lines));
  }

  /** The lines; of a dataset that is deleted while they are read, the error says so. */
  private async *whileThere(datasetId: string, lines: AsyncGenerator<string>): AsyncGenerator<string> {
    try {
      yield* lines;
    } catch (error) {
      if (!(await this.datasets.find(datasetId))) throw new NotFoundError('dataset', datasetId, ['datasetId']);
      throw error;
    }
  }

  /** A dataset whose records can be read, as far as a quick look tells. */
  private async completed(datasetId: string): Promise<Dataset> {
    const dataset = await this.datasets.find(datasetId);
    if (!dataset) throw new NotFoundError('dataset', datasetId, ['datasetId']);
    if (dataset.status !== 'COMPLETED') throw new DatasetNotCompletedError(dataset.status);
    const check = await this.verification.check(datasetId, 'SIZE');
    const lost = dataset.failure ?? (check && filesLost(check));
    if (lost) throw new FilesLostError(lost.message);
    return dataset;
  }

  private async checkSize(dataset: Dataset, format: FileFormat, filter: CallRecordFilter | null): Promise<void> {
    if (format !== 'XLSX' || dataset.recordCount <= MAX_XLSX_RECORDS) return;
    const count = filter
      ? await this.verification.reading(dataset.id, async () =>
          countRecords(this.duckDb, await this.partFiles(dataset.id), conditionFor(filter)),
        )
      : dataset.recordCount;
    const issues = sheetIssues(count, ['format']);
    if (issues.length > 0) throw new InvalidInputError(issues);
  }

  private async partFiles(datasetId: string): Promise<string[]> {
    return (await this.datasets.findParts(datasetId)).map((part) => this.folder.part(datasetId, part.index));
  }

  /** At once, so that no export that takes over the free name can be there already. */
  private removeNow(file: OutputFile): void {
    try {
      unlinkSync(join(this.folder.exports(file.datasetId), file.name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error; // a FAILED one may never have been there
    }
  }
}

/** Why so many records do not fit into an Excel sheet; empty when they do. */
export function sheetIssues(recordCount: number, path: InputIssue['path']): InputIssue[] {
  if (recordCount <= MAX_XLSX_RECORDS) return [];
  const [count, most] = [recordCount, MAX_XLSX_RECORDS].map((number) => number.toLocaleString('en-US'));
  const message = `XLSX holds at most ${most} records, and these are ${count}; take PARQUET or CSV, or fewer records.`;
  return [{ path, code: 'TOO_LARGE', message }];
}

/** The name of the n-th file of a format that is exported from a dataset, counted from 1. */
export function fileName(datasetId: string, format: FileFormat, ordinal: number): string {
  return `synth911-${datasetId}${ordinal === 1 ? '' : `-${ordinal}`}.${format.toLowerCase()}`;
}
