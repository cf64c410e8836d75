import Database from 'better-sqlite3';

/** Pages that are copied at once: all of them, since a copy that pauses begins again whenever another process writes. */
const ALL_PAGES = 2 ** 30;

const BUSY_TIMEOUT = 10_000;

/** Takes a copy of a catalog as it is at one moment, while others read and write it. */
export async function copyCatalog(file: string, copy: string): Promise<void> {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
  try {
    await db.backup(copy, { progress: () => ALL_PAGES });
  } finally {
    db.close();
  }
}
