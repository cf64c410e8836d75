import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { DomainError } from '../domain/errors.js';
import { isMissing } from '../records/durable-file.js';

const FORMAT_VERSION = 1;

/** A backup is finished when it has this file: it is written last. */
const CONTENTS_FILE = 'backup.json';

/** What a finished backup has. */
export interface BackupContents {
  readonly createdAt: string;
  /** Every file, the catalog last; paths begin at the folder. */
  readonly files: readonly BackedUpFile[];
}

export interface BackedUpFile {
  readonly path: string;
  readonly byteSize: number;
  readonly sha256: string;
}

const shape = z.object({
  formatVersion: z.literal(FORMAT_VERSION, { error: `must be ${FORMAT_VERSION}` }),
  createdAt: z.iso.datetime(),
  files: z
    .array(
      z.object({
        path: z.string().regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/, { error: 'must be a path inside the backup' }),
        byteSize: z.int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: 'must be 64 hexadecimal digits' }),
      }),
    )
    .min(1),
});

/** A folder cannot be backed up to, or be restored from; the message says why. */
export class BackupError extends DomainError {
  constructor(message: string) {
    super('CONFLICT', message);
  }
}

export function contentsFile(backup: string): string {
  return join(backup, CONTENTS_FILE);
}

export function contentsText(contents: BackupContents): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, ...contents }, null, 2)}\n`;
}

/** What a backup has; throws BackupError when it is none, or an unfinished one. */
export async function readContents(backup: string): Promise<BackupContents> {
  const parsed = shape.safeParse(await contentsJson(backup));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BackupError(`${CONTENTS_FILE} in '${backup}' is wrong: ${issue?.path.join('.')}: ${issue?.message}.`);
}

async function contentsJson(backup: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(contentsFile(backup), 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new BackupError(`${CONTENTS_FILE} in '${backup}' is not JSON.`);
    if (!isMissing(error)) throw error;
    throw new BackupError(`'${backup}' has no ${CONTENTS_FILE}: it is no backup, or one that was not finished.`);
  }
}
