import { z } from 'zod';
import type { FileFormat } from '../domain/dataset.js';
import { InvalidInputError } from '../domain/errors.js';
import { AGENCIES, type Agency } from '../domain/vocabulary/agencies.js';
import { bytesOfRun } from '../jobs/disk-space.js';
import type { WorkerPool } from '../jobs/worker-pool.js';
import { unlessUnwanted } from '../records/wanted.js';
import { formatIssues } from './datasets.js';
import { issuesOf } from './input-issues.js';
import type { RunInput, RunSettings } from './run-settings.js';

const estimateTexts = z.object({ seed: z.string().min(1).max(100) });

export interface EstimateInput extends RunInput {
  readonly seed: string;
  readonly formats: readonly FileFormat[];
}

/** What a run is expected to be. Records are expected numbers: a run draws whole ones around them. */
export interface RunEstimate {
  readonly recordCount: number;
  readonly agencies: readonly { readonly agency: Agency; readonly records: number }[];
  readonly hourlyRecords: readonly number[];
  readonly weekdayRecords: readonly number[];
  readonly monthlyRecords: readonly number[];
  readonly byteSize: number;
  readonly adjustments: readonly string[];
}

/** Tells what a run would be before it is asked for. */
export class EstimateService {
  constructor(
    private readonly runSettings: RunSettings,
    private readonly pool: WorkerPool,
  ) {}

  async estimate(input: EstimateInput): Promise<RunEstimate> {
    const { settings, issues } = await this.runSettings.of(input);
    const texts = estimateTexts.safeParse(input);
    const allIssues = [
      ...(texts.success ? [] : issuesOf(texts.error)),
      ...issues,
      ...(settings ? formatIssues(input.formats, settings.recordCount) : []),
    ];
    if (!settings || !texts.success || allIssues.length > 0) throw new InvalidInputError(allIssues);
    const expected = await unlessUnwanted(this.pool.run({ kind: 'estimate', settings, ...texts.data }));
    return {
      recordCount: settings.recordCount,
      agencies: settings.agencies.map(({ agency }) => ({
        agency,
        records: expected.byAgency[AGENCIES.indexOf(agency)] ?? 0,
      })),
      hourlyRecords: expected.byHour,
      weekdayRecords: expected.byWeekday,
      monthlyRecords: expected.byMonth,
      byteSize: bytesOfRun(settings, [...new Set(input.formats)]),
      adjustments: expected.adjustments,
    };
  }
}
