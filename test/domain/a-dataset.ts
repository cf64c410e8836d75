import type { Dataset, OutputFile } from '../../src/domain/dataset.js';
import { someSettings } from './some-settings.js';

const CREATED_AT = new Date('2025-06-01T12:00:00.000Z');

export function aDataset(overrides: Partial<Dataset> = {}): Dataset {
  return {
    id: 'dataset-1',
    name: 'A dataset',
    status: 'QUEUED',
    recordCount: 100,
    recordsWritten: 0,
    generationMillis: null,
    settings: someSettings(),
    seed: '911',
    generatorVersion: '0.0.0',
    profileId: null,
    profileRevision: null,
    failure: null,
    adjustments: [],
    createdBy: null,
    createdAt: CREATED_AT,
    startedAt: null,
    finishedAt: null,
    files: [],
    ...overrides,
  };
}

export function anOutputFile(overrides: Partial<OutputFile> = {}): OutputFile {
  return {
    id: 'file-1',
    datasetId: 'dataset-1',
    name: 'records.csv',
    format: 'CSV',
    status: 'QUEUED',
    filter: null,
    recordCount: null,
    byteSize: null,
    sha256: null,
    failure: null,
    createdAt: CREATED_AT,
    ...overrides,
  };
}
