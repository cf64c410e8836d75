import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { type DatasetRepository, datasetSeekKey } from '../catalog/dataset-repository.js';
import type { Caller } from '../domain/caller.js';
import { type Page, type PageArguments, pageRequest } from '../domain/connection.js';
import type { Dataset, FileFormat, OutputFile } from '../domain/dataset.js';
import { DatasetFinalError, type InputIssue, InvalidInputError, NotFoundError } from '../domain/errors.js';
import { checkFilter, type DatasetFilter, type DatasetOrder } from '../domain/filters.js';
import type { Profile } from '../domain/profile.js';
import { GENERATOR_VERSION } from '../generation/generator-version.js';
import { bytesOfRun, requireSpace } from '../jobs/disk-space.js';
import type { JobRunner } from '../jobs/job-runner.js';
import type { DataFolder } from '../records/data-folder.js';
import { type CursorCodec, seekKeyFrom } from './cursor.js';
import { fileName, sheetIssues } from './exports.js';
import { idempotencyKeyIssues, idempotencyOf } from './idempotency.js';
import { issuesOf } from './input-issues.js';
import { MAX_CATALOG_PAGE } from './profiles.js';
import type { RunInput, RunSettings } from './run-settings.js';

export interface GenerateDataset extends RunInput {
  readonly name?: string | null;
  readonly seed?: string | null;
  readonly formats: readonly FileFormat[];
  readonly idempotencyKey?: string | null;
}

export interface DatasetPageArguments extends PageArguments {
  readonly filter?: DatasetFilter | null;
  readonly orderBy?: DatasetOrder | null;
}

const NEWEST_FIRST: DatasetOrder = { field: 'CREATED_AT', direction: 'DESC' };
const MAX_NAME_LENGTH = 100;
const CLEAN_UP_MILLISECONDS = 2_000;

const generateTexts = z.object({
  name: z.string().trim().min(1).max(MAX_NAME_LENGTH).nullish(),
  seed: z.string().min(1).max(100).nullish(),
});

/** Runs of the generator and what came of them. */
export class DatasetService {
  constructor(
    private readonly datasets: DatasetRepository,
    private readonly runSettings: RunSettings,
    private readonly runner: JobRunner,
    private readonly cursors: CursorCodec,
    private readonly folder: DataFolder,
  ) {}

  find(id: string): Promise<Dataset | null> {
    return this.datasets.find(id);
  }

  findFile(id: string): Promise<OutputFile | null> {
    return this.datasets.findFile(id);
  }

  async page(args: DatasetPageArguments): Promise<Page<Dataset> & { cursorOf: (dataset: Dataset) => string }> {
    const filter = args.filter ?? {};
    const orderBy = args.orderBy ?? NEWEST_FIRST;
    checkFilter(filter);
    const scope = { collection: 'datasets', order: `${orderBy.field} ${orderBy.direction}`, filter };
    const page = await this.datasets.page(filter, orderBy.field, {
      ...pageRequest(args, MAX_CATALOG_PAGE),
      direction: orderBy.direction,
      after: seekKeyFrom(this.cursors, 'after', args.after, scope, orderBy.field),
      before: seekKeyFrom(this.cursors, 'before', args.before, scope, orderBy.field),
    });
    return {
      ...page,
      cursorOf: (dataset) => this.cursors.encodeSeekKey(scope, datasetSeekKey(dataset, orderBy.field)),
    };
  }

  count(filter?: DatasetFilter | null): Promise<number> {
    return this.datasets.count(filter ?? {});
  }

  /** Stores a dataset as QUEUED, with the job to make it; or finds the one that the same idempotency key stored. */
  async generate(input: GenerateDataset, caller: Caller): Promise<Dataset> {
    const idempotency = idempotencyOf('generateDataset', input, caller);
    const created = await this.datasets.findCreated(idempotency);
    if (created) return created;
    const { profile, settings, issues } = await this.runSettings.of(input);
    const texts = generateTexts.safeParse(input);
    const allIssues = [
      ...(texts.success ? [] : issuesOf(texts.error)),
      ...issues,
      ...(settings ? formatIssues(input.formats, settings.recordCount) : []),
      ...idempotencyKeyIssues(input),
    ];
    if (!settings || !texts.success || allIssues.length > 0) throw new InvalidInputError(allIssues);
    const bytes = bytesOfRun(settings, [...new Set(input.formats)]);
    await requireSpace(this.folder, bytes);
    const id = uuidv7();
    const now = new Date();
    const dataset: Dataset = {
      id,
      name: texts.data.name ?? defaultName(profile, now),
      status: 'QUEUED',
      recordCount: settings.recordCount,
      recordsWritten: 0,
      generationMillis: null,
      settings,
      seed: texts.data.seed ?? randomBytes(8).toString('hex'),
      generatorVersion: GENERATOR_VERSION,
      profileId: profile?.id ?? null,
      profileRevision: profile?.revision ?? null,
      failure: null,
      adjustments: [],
      createdBy: caller.name,
      createdAt: now,
      startedAt: null,
      finishedAt: null,
      files: [...new Set(input.formats)].map((format) => plannedFile(id, format, now)),
    };
    const stored = await this.datasets.insert(dataset, idempotency, bytes);
    this.runner.wake(stored.id);
    return stored;
  }

  /** Stops the making of a dataset for good; what was written is removed. Answers it as it is then. */
  async cancel(id: string): Promise<Dataset> {
    const cancelled = await this.datasets.cancel(id, new Date());
    const dataset = await this.datasets.find(id);
    if (!dataset) throw new NotFoundError('dataset', id, ['datasetId']);
    if (!cancelled) throw new DatasetFinalError(dataset.status);
    await this.cleanedUp(id);
    return dataset;
  }

  /** Forgets a dataset, whatever its state, then removes its records and files. */
  async delete(id: string): Promise<void> {
    if (!(await this.datasets.delete(id, new Date()))) throw new NotFoundError('dataset', id, ['datasetId']);
    await this.cleanedUp(id);
  }

  /** Gives the removal of files a moment; when another process is at it, it may go on after the answer. */
  private async cleanedUp(id: string): Promise<void> {
    this.runner.wake(id);
    await this.runner.settled(id, CLEAN_UP_MILLISECONDS);
  }
}

export function formatIssues(formats: readonly FileFormat[], recordCount: number): InputIssue[] {
  return formats.flatMap((format, i) => (format === 'XLSX' ? sheetIssues(recordCount, ['formats', i]) : []));
}

function defaultName(profile: Profile | null, now: Date): string {
  const date = now.toISOString().slice(0, 10);
  return `${(profile?.name ?? 'Dataset').slice(0, MAX_NAME_LENGTH - date.length - 1)} ${date}`;
}

function plannedFile(datasetId: string, format: FileFormat, now: Date): OutputFile {
  return {
    id: uuidv7(),
    datasetId,
    name: fileName(datasetId, format, 1),
    format,
    status: 'QUEUED',
    filter: null,
    recordCount: null,
    byteSize: null,
    sha256: null,
    failure: null,
    createdAt: now,
  };
}
