import { constants } from 'node:fs';
import { copyFile, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { stateFrom } from '../jobs/file-check.js';
import type { WorkerPool } from '../jobs/worker-pool.js';
import type { DataFolder } from '../records/data-folder.js';
import { isMissing, makeFolder, moveDurably } from '../records/durable-file.js';
import { type CopyProgress, requireEmpty } from './backup.js';
import { type BackedUpFile, BackupError, readContents } from './backup-contents.js';

/**
 * Puts a finished backup into an empty data folder, every file checked by its hash after it is copied; the catalog comes
 * last, so that no service starts on half of it. When a file is not what it was, nothing is left. Throws BackupError.
 */
export async function restoreBackup(
  source: string,
  folder: DataFolder,
  pool: WorkerPool,
  report: (progress: CopyProgress) => void,
): Promise<CopyProgress> {
  const { files } = await readContents(resolve(source));
  await requireEmpty(folder.root, 'A backup is restored into an empty data folder');
  await makeFolder(folder.root);
  try {
    for (const [index, file] of files.entries()) {
      await restoreFile(resolve(source), folder, pool, file);
      report({ files: files.length, done: index + 1 });
    }
  } catch (error) {
    for (const name of await readdir(folder.root)) await rm(join(folder.root, name), { recursive: true, force: true });
    throw error;
  }
  return { files: files.length, done: files.length };
}

async function restoreFile(source: string, folder: DataFolder, pool: WorkerPool, file: BackedUpFile): Promise<void> {
  const place = join(folder.root, file.path);
  const unfinished = `${place}.unfinished`;
  await makeFolder(join(place, '..'));
  await copyFile(join(source, file.path), unfinished, constants.COPYFILE_FICLONE).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
  const state = stateFrom(await pool.run({ kind: 'hash', file: unfinished }), file);
  if (state !== 'OK')
    throw new BackupError(
      `${file.path} in '${source}' is ${state.toLowerCase().replace('_', ' ')}; nothing was restored.`,
    );
  await moveDurably(unfinished, place);
}
