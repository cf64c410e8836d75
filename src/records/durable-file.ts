import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface FileFacts {
  readonly byteSize: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Moves a finished file from staging to its place, so that after a crash it is there whole or not at all. */
export async function publishFile(staged: string, place: string): Promise<FileFacts> {
  const facts = await finishFile(staged);
  await moveFinished(staged, place);
  return facts;
}

/** Brings a written file to the disk, and says what it is. */
export async function finishFile(file: string): Promise<FileFacts> {
  const [sha256] = await Promise.all([sha256Of(file), synchronise(file)]);
  return { byteSize: (await stat(file)).size, sha256 };
}

/** As publishFile, of a file that needs no hash. */
export async function moveDurably(staged: string, place: string): Promise<void> {
  await synchronise(staged);
  await moveFinished(staged, place);
}

async function moveFinished(staged: string, place: string): Promise<void> {
  await makeFolder(dirname(place));
  await rename(staged, place);
  await synchronise(dirname(place));
}

/** Makes a folder with those above it, and brings each new one to the disk. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await synchronise(dirname(made));
}

/** What is found on the disk; `sha256` is null when the disk does not give the file's bytes. */
export type FoundFile = Omit<FileFacts, 'sha256'> & { readonly sha256: string | null };

/** Size and hash of a file; null when it is not there. */
export async function inspectFile(file: string): Promise<FoundFile | null> {
  const stats = await statOrNull(file);
  return stats && { byteSize: stats.byteSize, sha256: await sha256Of(file).catch(hashOfUnreadable) };
}

/** The size of a file; null when it is not there. */
export async function statOrNull(file: string): Promise<{ readonly byteSize: number } | null> {
  try {
    return { byteSize: (await stat(file)).size };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Removes a file, or a folder with all that is in it, if it is there. */
export async function remove(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    if (!isMissing(error)) throw error; // force does not forgive a file in the place of a folder above
  }
}

/** Whether an error says that a file or folder is not there. */
export function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function hashOfUnreadable(error: NodeJS.ErrnoException): null {
  if (error.code === 'EIO' || error.code === 'EISDIR' || error.code === 'ENOENT') return null;
  throw error;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Brings a file or folder to the disk. */
export async function synchronise(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
