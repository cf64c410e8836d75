import { describe, expect, it } from 'vitest';
import { manifestText, parseManifest } from '../../src/jobs/manifest-text.js';
import { aDataset, anOutputFile } from '../domain/a-dataset.js';

const SHA256 = 'a'.repeat(64);
const WHEN = new Date('2025-06-01T12:00:01.500Z');

/** A COMPLETED dataset with everything that a dataset can have. */
const stored = {
  dataset: aDataset({
    status: 'COMPLETED',
    recordsWritten: 100,
    generationMillis: 12,
    profileId: 'profile-1',
    profileRevision: 3,
    adjustments: ['fewer addresses'],
    createdBy: 'a key',
    failure: { code: 'FILES_LOST', message: 'gone' },
    startedAt: WHEN,
    finishedAt: WHEN,
    files: [
      anOutputFile({ status: 'COMPLETED', recordCount: 100, byteSize: 7, sha256: SHA256 }),
      anOutputFile({ id: 'file-2', name: 'two.csv', filter: '{"hour":{"eq":1}}' }),
    ],
  }),
  parts: [
    { index: 0, firstPosition: 0, recordCount: 60, byteSize: 5, sha256: SHA256 },
    { index: 1, firstPosition: 60, recordCount: 40, byteSize: 4, sha256: SHA256 },
  ],
};

/** The manifest with some members changed. */
function changed(change: object): string {
  return JSON.stringify({ ...(JSON.parse(manifestText(stored)) as object), ...change });
}

describe('parseManifest', () => {
  it('gives back all that was written', () => {
    expect(parseManifest(manifestText(stored))).toEqual(stored);
  });

  it('takes an unfinished dataset whose parts are not all there yet', () => {
    const { dataset, parts } = parseManifest(changed({ status: 'RUNNING', parts: stored.parts.slice(0, 1) }));
    expect([dataset.status, dataset.recordsWritten, parts.length]).toEqual(['RUNNING', 60, 1]);
  });

  it.each([
    ['{', 'it is not JSON'],
    ['[]', 'it says no formatVersion'],
    ['{}', 'it says no formatVersion'],
    [changed({ formatVersion: 2 }), 'its formatVersion is 2, and this build reads up to 1'],
    [changed({ id: '../../catalog' }), 'id: must be a plain name'],
    [changed({ status: 'PERFECT' }), 'status: '],
    [changed({ createdAt: 'yesterday' }), 'createdAt: '],
    [changed({ settings: { recordCount: 0 } }), 'settings: '],
    [changed({ files: [{ name: '../x.csv' }] }), 'files.0.name: must be a plain name'],
    [changed({ parts: [{ sha256: 'x' }] }), 'parts.0.sha256: must be 64 hexadecimal digits'],
    [changed({ parts: stored.parts.toReversed() }), 'parts.0 is not the part that comes there'],
    [changed({ parts: stored.parts.slice(0, 1) }), 'its parts have 60 records, and recordCount is 100'],
  ])('says why %j is no manifest', (text, why) => {
    expect(() => parseManifest(text)).toThrow(why);
  });
});
