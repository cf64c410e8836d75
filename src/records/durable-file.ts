import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

export interface FileFacts {
  readonly byteSize: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Moves a finished file from staging to its place, so that after a crash it is there whole or not at all. */
export async function publishFile(staged: string, place: string): Promise<FileFacts> {
  const [facts] = await Promise.all([factsOf(staged), synchronise(staged)]);
  await mkdir(dirname(place), { recursive: true });
  await rename(staged, place);
  await synchronise(dirname(place));
  return facts;
}

/** Reads the whole file. */
export async function factsOf(file: string): Promise<FileFacts> {
  return { byteSize: (await stat(file)).size, sha256: await sha256Of(file) };
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Brings a file or folder to the disk. */
async function synchronise(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
