import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Catalog, isUniqueViolation } from '../../src/catalog/catalog.js';
import { tempFolder } from '../records/temp-folder.js';
import { tempCatalog } from './temp-catalog.js';

async function pragma(catalog: Catalog, name: string): Promise<unknown> {
  const [row] = await catalog.db.$queryRawUnsafe<Record<string, unknown>[]>(`PRAGMA ${name}`);
  const value = Object.values(row ?? {})[0];
  return typeof value === 'bigint' ? Number(value) : value;
}

describe('Catalog', () => {
  it('writes ahead, keeps foreign keys and waits ten seconds for a busy file', async () => {
    const catalog = await tempCatalog();
    expect(await pragma(catalog, 'journal_mode')).toBe('wal');
    expect(await pragma(catalog, 'foreign_keys')).toBe(1);
    expect(await pragma(catalog, 'busy_timeout')).toBe(10_000);
  });

  it('refuses a row that points nowhere', async () => {
    const catalog = await tempCatalog();
    const orphan = catalog.write((tx) =>
      tx.profileTag.create({ data: { profileId: 'nobody', position: 0, tag: 'x' } }),
    );
    await expect(orphan).rejects.toThrow(/foreign key/i);
  });

  it('does writes one after the other, in the order they came, also past one that fails', async () => {
    const catalog = await tempCatalog();
    const put = (name: string) => catalog.write((tx) => tx.secret.create({ data: { name, value: name } }));
    const failing = catalog.write(async (tx) => {
      await tx.secret.create({ data: { name: 'undone', value: '' } });
      throw new Error('no');
    });
    const results = await Promise.allSettled([put('a'), failing, put('b'), put('a'), put('c')]);
    expect(results.map((result) => result.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    const names = await catalog.db.secret.findMany({ select: { name: true }, orderBy: { name: 'asc' } });
    expect(names.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(isUniqueViolation((results[3] as PromiseRejectedResult).reason)).toBe(true);
    expect(isUniqueViolation((results[1] as PromiseRejectedResult).reason)).toBe(false);
  });

  it('does the work again when another process has changed what it read', async () => {
    const file = join(await tempFolder(), 'catalog.db');
    const [catalog, other] = [Catalog.open(file), Catalog.open(file)];
    let tries = 0;
    const count = await catalog.write(async (tx) => {
      const read = await tx.secret.count();
      if (tries++ === 0) await other.write((elsewhere) => elsewhere.secret.create({ data: { name: 'a', value: '' } }));
      await tx.secret.create({ data: { name: 'b', value: String(read) } });
      return read;
    });
    await Promise.all([catalog.close(), other.close()]);
    expect({ tries, count }).toEqual({ tries: 2, count: 1 });
  });

  it('shows reads nothing of a write before it is done, nor of one that comes to nothing', async () => {
    const catalog = await tempCatalog();
    const seen: number[] = [];
    const look = async () => void seen.push(await catalog.db.secret.count());
    const failing = catalog.write(async (tx) => {
      await tx.secret.create({ data: { name: 'undone', value: '' } });
      await look();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await catalog.write(async (tx) => {
      await tx.secret.create({ data: { name: 'done', value: '' } });
      await look();
    });
    await look();
    expect(seen).toEqual([0, 0, 1]);
  });

  it('has another version after each write, and after no read', async () => {
    const catalog = await tempCatalog();
    const before = catalog.version;
    await catalog.db.secret.count();
    expect(catalog.version).toBe(before);
    await catalog.secret('any');
    expect(catalog.version).not.toBe(before);
  });

  it('makes a secret once and keeps it', async () => {
    const file = join(await tempFolder(), 'catalog.db');
    const catalog = Catalog.open(file);
    const [one, again] = await Promise.all([catalog.secret('cursors'), catalog.secret('cursors')]);
    const other = await catalog.secret('other');
    await catalog.close();
    const reopened = Catalog.open(file);
    const later = await reopened.secret('cursors');
    await reopened.close();
    expect(one).toHaveLength(32);
    expect(again.equals(one)).toBe(true);
    expect(later.equals(one)).toBe(true);
    expect(other.equals(one)).toBe(false);
  });
});
