import { describe, expect, it } from 'vitest';
import { type FileStatus, progressOf, recordsPerSecond } from '../../src/domain/dataset.js';
import { aDataset, anOutputFile } from './a-dataset.js';

function files(...statuses: FileStatus[]) {
  return statuses.map((status, i) => anOutputFile({ id: `file-${i}`, status }));
}

describe('progressOf', () => {
  it.each([
    ['nothing is made yet', { status: 'QUEUED', recordsWritten: 0 }, 0],
    ['half is made and no file asked for', { recordsWritten: 50 }, 0.5],
    ['half is made and one file to come', { recordsWritten: 50, files: files('QUEUED') }, 0.25],
    ['all is made and the file is being written', { recordsWritten: 100, files: files('WRITING') }, 0.5],
    ['all is made and one of two files written', { recordsWritten: 100, files: files('COMPLETED', 'QUEUED') }, 2 / 3],
    ['all is done', { status: 'COMPLETED', recordsWritten: 100, files: files('COMPLETED') }, 1],
    ['it is COMPLETED though a later export runs', { status: 'COMPLETED', files: files('WRITING') }, 1],
  ] as const)('is right while %s', (_, state, progress) => {
    // A sum, a product and a quotient of numbers below 100 round by less than 1e-14.
    expect(progressOf(aDataset({ status: 'RUNNING', recordCount: 100, ...state }))).toBeCloseTo(progress, 14);
  });
});

describe('recordsPerSecond', () => {
  it.each([
    ['null until work has begun', { generationMillis: null }, null],
    ['0 before any time has passed', { generationMillis: 0, recordsWritten: 0 }, 0],
    ['records over the seconds of work', { generationMillis: 500, recordsWritten: 1_000 }, 2_000],
  ])('is %s', (_, state, rate) => {
    expect(recordsPerSecond(aDataset(state))).toBe(rate);
  });
});
