import { createHash } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishFile } from '../../src/records/durable-file.js';
import { tempFolder } from './temp-folder.js';

describe('publishFile', () => {
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a few bytes', Buffer.from('call_id\n24-L000001\n')],
    ['more than is read at once', Buffer.alloc(3_000_001, 'abc')],
  ])('moves a file of %s to its place, into folders that it makes, and says its size and SHA-256', async (_, bytes) => {
    const folder = await tempFolder();
    const [staged, place] = [join(folder, 'staged'), join(folder, 'datasets', '1', 'records', 'part.parquet')];
    await writeFile(staged, bytes);
    expect(await publishFile(staged, place)).toEqual({
      byteSize: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect((await readFile(place)).equals(bytes)).toBe(true);
    await expect(access(staged)).rejects.toThrow('ENOENT');
  });

  it('puts the new file in the place of an old one', async () => {
    const folder = await tempFolder();
    const [staged, place] = [join(folder, 'staged'), join(folder, 'place')];
    await writeFile(place, 'old');
    await writeFile(staged, 'new');
    await publishFile(staged, place);
    expect(await readFile(place, 'utf8')).toBe('new');
  });

  it('fails when nothing was staged, and leaves the place alone', async () => {
    const folder = await tempFolder();
    const place = join(folder, 'place');
    await writeFile(place, 'old');
    await expect(publishFile(join(folder, 'nothing'), place)).rejects.toThrow('ENOENT');
    expect(await readFile(place, 'utf8')).toBe('old');
  });
});
