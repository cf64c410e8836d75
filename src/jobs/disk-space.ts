import { statfs } from 'node:fs/promises';
import type { DatasetFailure, FileFormat } from '../domain/dataset.js';
import { DiskSpaceError } from '../domain/errors.js';
import type { GenerationSettings } from '../domain/settings.js';
import type { DataFolder } from '../records/data-folder.js';

/** Bytes that a record takes at most, as measured over models and locales; the test of this file measures again. */
const STORED_RECORD = 57;
const EXPORTED_RECORD: Readonly<Record<FileFormat, number>> = {
  CSV: 306,
  NDJSON: 785,
  JSON: 787,
  PARQUET: 58,
  XLSX: 238,
};

/** Each row group of the record store repeats the names and addresses: bytes of the names, and of an address. */
const ROW_GROUP_RECORDS = 16_384;
const ROW_GROUP_NAMES = 20_000;
const ADDRESS = 11;

/** Bytes that a file takes however few its records are. */
const EMPTY_EXPORT = 7_000;

/** Estimates are low for scripts that take more bytes a letter, and the file system needs some room of its own. */
const MARGIN = 1.25;

/** Bytes that a run with its files may take on the disk: an estimate, on the high side. */
export function bytesOfRun(
  { recordCount, addressPoolSize }: GenerationSettings,
  formats: readonly FileFormat[],
): number {
  const rowGroups = Math.ceil(recordCount / ROW_GROUP_RECORDS);
  const stored = recordCount * STORED_RECORD + rowGroups * (ROW_GROUP_NAMES + addressPoolSize * ADDRESS);
  const exported = formats.reduce((sum, format) => sum + bytesOfExport(format, recordCount), 0);
  return Math.ceil(stored * MARGIN) + exported;
}

/** Bytes that an exported file may take. */
export function bytesOfExport(format: FileFormat, recordCount: number): number {
  return Math.ceil((EMPTY_EXPORT + recordCount * EXPORTED_RECORD[format]) * MARGIN);
}

/** Throws DiskSpaceError when the disk of the data folder has less room. */
export async function requireSpace(folder: DataFolder, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder.root);
  const freeBytes = bavail * bsize;
  if (neededBytes > freeBytes) throw new DiskSpaceError(neededBytes, freeBytes);
}

/** What the operating system, SQLite and DuckDB say of a full disk. Errors of workers come without their codes. */
const FULL_DISK = /\bENOSPC\b|\bEDQUOT\b|no space left on device|disk quota exceeded|database or disk is full/i;
const FULL_DISK_CODES: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);

/** Whether an error, or what caused it, is that the disk is full. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && FULL_DISK_CODES.has(error.code)) return true;
  return FULL_DISK.test(error.message) || isDiskFull(error.cause);
}

const FILLED: Readonly<Record<'dataset' | 'file', string>> = {
  dataset:
    'The disk filled up while the dataset was made, and what was written of it is removed. Make room, then generate again.',
  file: 'The disk filled up while the file was written, and what was written of it is removed. Make room, then export again.',
};

/** Why a dataset or a file could not be made for which there was no room; null: the error is another one. */
export function noRoomFailure(error: unknown, made: 'dataset' | 'file'): DatasetFailure | null {
  if (error instanceof DiskSpaceError) return { code: 'DISK_FULL', message: error.message };
  return isDiskFull(error) ? { code: 'DISK_FULL', message: FILLED[made] } : null;
}
