import { createHash } from 'node:crypto';
import { open, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { keyIn } from '../../src/domain/global-id.js';

/** The folder of a dataset's files, by its global id. */
export function folderOf(dataFolder: string, id: string): string {
  return join(dataFolder, 'datasets', keyIn('Dataset', id) ?? '');
}

/** SHA-256 of every file in a folder, by path, the manifest left out as its times differ. */
export async function hashesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'manifest.json');
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  const hashed = paths.map(async (path) => {
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    return [path.slice(folder.length + 1), hash] as const;
  });
  return Object.fromEntries(await Promise.all(hashed));
}

/** What a disk or a person may do to a file. */
export const DAMAGES: readonly (readonly [string, (file: string) => Promise<void>])[] = [
  ['is removed', (file) => rm(file)],
  ['is truncated', async (file) => truncate(file, Math.floor((await readFile(file)).length / 2))],
  ['is flipped in one byte', (file) => flipByte(file, 0.4)],
];

const SCRAMBLED = 20_000;

/** Changes one byte of a file in its place. */
export async function flipByte(file: string, where: number): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const position = Math.floor((await handle.stat()).size * where);
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, position);
    byte[0] = (byte[0] ?? 0) ^ 0xff;
    await handle.write(byte, 0, 1, position);
  } finally {
    await handle.close();
  }
}

/** Writes over the middle of a file so that no reader can make sense of it. */
export async function scramble(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    const { size } = await handle.stat();
    await handle.write(Buffer.alloc(SCRAMBLED, 0xff), 0, SCRAMBLED, Math.floor(size / 2));
  } finally {
    await handle.close();
  }
}
