import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../src/catalog/migrate.js';
import { contentsOf } from '../support/folder-contents.js';
import { ServiceProcess } from '../support/service-process.js';
import { tempFolder } from '../records/temp-folder.js';

/** Starts the service, which must not come up, and tells how it ended; `folder` must be as it was before. */
async function failedStart(folder: string, env: Record<string, string>) {
  const before = await contentsOf(folder);
  const exit = await ServiceProcess.spawn(join(folder, 'data'), env).exit();
  expect(await contentsOf(folder)).toEqual(before);
  expect(exit.stdout).toBe('');
  return exit;
}

async function folderWithCatalog(): Promise<{ folder: string; catalog: string }> {
  const folder = await tempFolder();
  await mkdir(join(folder, 'data'));
  const catalog = join(folder, 'data', 'catalog.db');
  migrate(catalog);
  return { folder, catalog };
}

describe('a service that cannot start', () => {
  it('says that a file is in the way of its data folder, and exits with 1', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'data'), 'somebody’s');
    const { code, stderr } = await failedStart(folder, {});
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The service cannot start: .*data' is in the way.*\n$/)]);
  });

  it.skipIf(process.getuid?.() === 0)(
    'says that its data folder may not be written, and exits with 1 (root may write everywhere: skipped for it)',
    async () => {
      const { folder } = await folderWithCatalog();
      await chmod(join(folder, 'data'), 0o555);
      onTestFinished(() => chmod(join(folder, 'data'), 0o755));
      const { code, stderr } = await failedStart(folder, {});
      expect([code, stderr]).toEqual([1, expect.stringMatching(/^The service cannot start: [^\n]*writ[^\n]*\n$/)]);
    },
  );

  it('says that its catalog needs a newer version, and exits with 1', async () => {
    const { folder, catalog } = await folderWithCatalog();
    const db = new Database(catalog);
    db.exec('UPDATE "CatalogFormat" SET "minimumReader" = 99');
    db.close();
    const { code, stderr } = await failedStart(folder, {});
    expect([code, stderr]).toEqual([
      1,
      'The service cannot start: the catalog needs a newer version of Synth911Gen2: its format is 99, and this version reads format 1.\n',
    ]);
  });

  it('says that its catalog is damaged, and exits with 1', async () => {
    const { folder, catalog } = await folderWithCatalog();
    await writeFile(catalog, 'not a catalog'.repeat(1_000));
    const { code, stderr } = await failedStart(folder, {});
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^The service cannot start: the catalog is damaged \([^\n]*catalog rebuild'\.\n$/),
    ]);
  });

  it('says that its port is in use, and exits with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await failedStart(await tempFolder(), { PORT: String(port) });
    expect([code, stderr]).toEqual([
      1,
      `The service cannot start: port ${port} of 127.0.0.1 is in use; give another one as PORT.\n`,
    ]);
  });

  it('names everything that is wrong with its configuration, and exits with 2', async () => {
    const { code, stderr } = await failedStart(await tempFolder(), { PORT: 'http', SYNTH911_WORKERS: '0' });
    expect([code, stderr.split('\n')]).toEqual([
      2,
      [
        'The configuration is wrong:',
        expect.stringMatching(/^PORT: /),
        expect.stringMatching(/^SYNTH911_WORKERS: /),
        '',
      ],
    ]);
  });
});
