import { z } from 'zod';
import {
  type Dataset,
  DATASET_STATUSES,
  FILE_FORMATS,
  FILE_STATUSES,
  type OutputFile,
  type PartFile,
  type StoredDataset,
} from '../domain/dataset.js';
import { InvalidInputError } from '../domain/errors.js';
import { checkSettings } from '../domain/settings-rules.js';

const FORMAT_VERSION = 1;

/** The text is no manifest; the message says why. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

export function manifestText({ dataset: { files, ...dataset }, parts }: StoredDataset): string {
  const ownFiles = files.map(({ datasetId: _, ...file }) => file);
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, ...dataset, parts, files: ownFiles }, null, 2)}\n`;
}

/** The dataset that a manifest is of; throws ManifestError. */
export function parseManifest(text: string): StoredDataset {
  const json = parsedJson(text);
  const version = z.object({ formatVersion: z.int().min(1) }).safeParse(json);
  if (!version.success) throw new ManifestError('it says no formatVersion');
  const { formatVersion } = version.data;
  if (formatVersion > FORMAT_VERSION)
    throw new ManifestError(`its formatVersion is ${formatVersion}, and this build reads up to ${FORMAT_VERSION}`);
  const parsed = shape.safeParse(json);
  if (!parsed.success) throw new ManifestError(parsed.error.issues.map(inWords).join('; '));
  const { parts, files, ...dataset } = parsed.data;
  checkParts(dataset, parts);
  const recordsWritten = parts.reduce((sum, part) => sum + part.recordCount, 0);
  const ownFiles = files.map((file): OutputFile => ({ ...file, datasetId: dataset.id }));
  return { dataset: { ...dataset, recordsWritten, files: ownFiles }, parts };
}

const count = z.int().min(0);
const moment = z.iso.datetime().transform((text) => new Date(text));
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal digits' });

/** What becomes part of a path: never more than one name. */
const pathName = z.string().regex(/^[\w-][\w.-]{0,199}$/, { error: 'must be a plain name' });

const failure = z.object({ code: z.string(), message: z.string() });

const partShape = z.object({
  index: count,
  firstPosition: count,
  recordCount: count,
  byteSize: count,
  sha256,
});

const fileShape = z.object({
  id: pathName,
  name: pathName,
  format: z.enum(FILE_FORMATS),
  status: z.enum(FILE_STATUSES),
  filter: z.string().nullable(),
  recordCount: count.nullable(),
  byteSize: count.nullable(),
  sha256: sha256.nullable(),
  failure: failure.nullable().default(null), // manifests of earlier builds do not say
  createdAt: moment,
});

const settingsShape = z.record(z.string(), z.unknown()).transform((settings, context) => {
  try {
    return checkSettings(settings, { maxRecordCount: Number.MAX_SAFE_INTEGER });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

const shape = z.object({
  id: pathName,
  name: z.string(),
  status: z.enum(DATASET_STATUSES),
  recordCount: count,
  generationMillis: count.nullable(),
  settings: settingsShape,
  seed: z.string(),
  generatorVersion: z.string(),
  profileId: z.string().nullable(),
  profileRevision: count.nullable(),
  failure: failure.nullable(),
  adjustments: z.array(z.string()),
  createdBy: z.string().nullable(),
  createdAt: moment,
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  parts: z.array(partShape),
  files: z.array(fileShape),
});

/** The parts of a COMPLETED dataset have all its records, one after the other. */
function checkParts(dataset: Pick<Dataset, 'status' | 'recordCount'>, parts: readonly PartFile[]): void {
  if (dataset.status !== 'COMPLETED') return;
  let position = 0;
  for (const [place, part] of parts.entries()) {
    if (part.index !== place || part.firstPosition !== position)
      throw new ManifestError(`parts.${place} is not the part that comes there`);
    position += part.recordCount;
  }
  if (position !== dataset.recordCount)
    throw new ManifestError(`its parts have ${position} records, and recordCount is ${dataset.recordCount}`);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ManifestError('it is not JSON', { cause: error });
  }
}

function inWords({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  return `${path.map(String).join('.')}: ${message}`;
}
