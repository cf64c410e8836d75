import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Whether the catalog file has any API key. Changes nothing, and needs no migration; see checkCatalog for how it is opened. */
export function hasApiKeys(file: string): boolean {
  if (!existsSync(file)) return false;
  const db = new Database(file, { timeout: 30_000, fileMustExist: true });
  try {
    const table = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'ApiKey'").get();
    return table !== undefined && db.prepare('SELECT 1 FROM "ApiKey" LIMIT 1').get() !== undefined;
  } finally {
    db.close();
  }
}
