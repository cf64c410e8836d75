import { z } from 'zod';
import { InvalidInputError } from '../domain/errors.js';
import type { WorkerPool } from '../jobs/worker-pool.js';
import { unlessUnwanted } from '../records/wanted.js';
import { issuesOf } from './input-issues.js';
import type { CallRecord } from './records.js';
import type { RunInput, RunSettings } from './run-settings.js';

/** Stands where a record's dataset stands; no dataset has it. */
const PREVIEW = 'preview';

const previewTexts = z.object({ count: z.int().min(1).max(100), seed: z.string().min(1).max(100) });

export interface PreviewInput extends RunInput {
  readonly count: number;
  readonly seed: string;
}

/** Records made on the spot, stored nowhere. */
export class PreviewService {
  constructor(
    private readonly runSettings: RunSettings,
    private readonly pool: WorkerPool,
  ) {}

  /** The first records that a dataset of the same settings and seed would have. */
  async preview(input: PreviewInput): Promise<CallRecord[]> {
    const { settings, issues } = await this.runSettings.of(input);
    const texts = previewTexts.safeParse(input);
    const allIssues = [...(texts.success ? [] : issuesOf(texts.error)), ...issues];
    if (!settings || !texts.success || allIssues.length > 0) throw new InvalidInputError(allIssues);
    const records = await unlessUnwanted(this.pool.run({ kind: 'preview', settings, ...texts.data }));
    return records.map((record) => ({ ...record, datasetId: PREVIEW }));
  }
}
