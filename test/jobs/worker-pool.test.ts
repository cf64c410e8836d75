import { access, readdir, readFile } from 'node:fs/promises';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { WorkerPool } from '../../src/jobs/worker-pool.js';
import { DataFolder, partName } from '../../src/records/data-folder.js';
import { someSettings } from '../domain/some-settings.js';
import { tempFolder } from '../records/temp-folder.js';

/** How nice each thread of this process is, by its id. */
async function niceness(): Promise<Map<string, number>> {
  const stats = (await readdir('/proc/self/task')).map(async (id): Promise<[string, number]> => {
    const stat = await readFile(`/proc/self/task/${id}/stat`, 'utf8').catch(() => ''); // it may have ended
    return [id, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])];
  });
  return new Map(await Promise.all(stats));
}

describe('WorkerPool', () => {
  it.runIf(process.platform === 'linux')('has its threads give way to those that answer requests', async () => {
    const pool = new WorkerPool(1, { dataFolder: await tempFolder() });
    const [before, own] = [await niceness(), getPriority()];
    await pool.run({ kind: 'hash', file: 'none' });
    const after = await niceness();
    await pool.close();
    const added = [...after].filter(([id]) => !before.has(id)).map(([, nice]) => nice);
    expect(added).toContain(own + 5);
    expect(getPriority()).toBe(own);
    for (const [id, nice] of before) expect(after.get(id) ?? nice).toBe(nice);
  });

  // A thread that ends while DuckDB waits for its next slice would take this process down.
  it('closes while parts are being made: drops those, and publishes only whole ones', { timeout: 60_000 }, async () => {
    const folder = new DataFolder(await tempFolder());
    const pool = new WorkerPool(2, { dataFolder: folder.root });
    const staging = folder.staging('d', 'test');
    const request = { datasetId: 'd', settings: someSettings({ recordCount: 1_000_000 }), seed: '911' };
    const { parts, pools } = await pool.run({ kind: 'plan', ...request });
    const making = Promise.allSettled(
      parts.map(({ index }) => pool.run({ kind: 'part', ...request, pools, index, staging })),
    );
    await vi.waitFor(() => access(join(staging, partName(1))), { timeout: 30_000, interval: 5 });
    await pool.close();
    const made = (await making).filter(({ status }) => status === 'fulfilled');
    const published = await readdir(folder.records('d')).catch(() => []);
    expect(published).toHaveLength(made.length);
    expect(made.length).toBeLessThan(parts.length);
  });
});
