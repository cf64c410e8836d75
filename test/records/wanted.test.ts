import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckDBInstance } from '@duckdb/node-api';
import { QueryPool } from '../../src/records/query-pool.js';
import { ReadCache } from '../../src/records/read-cache.js';
import { whileWanted } from '../../src/records/wanted.js';

const ENDLESS = {
  text: 'SELECT count(*) AS n FROM range(1000000000) a, range(1000000) b WHERE a.range % 7 = b.range',
  values: [],
};
const QUICK = { text: 'SELECT 1 AS n', values: [] };
const TOO_LATE = new Error('too late');

let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
});
afterAll(() => instance.closeSync());

/** Aborted after so many milliseconds. */
function after(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(TOO_LATE), milliseconds);
  return controller.signal;
}

describe('a query', () => {
  it('is interrupted when nobody wants it any more, and so is one that waits; the connection is as good as before', async () => {
    const pool = await QueryPool.open(instance, 1);
    const begun = performance.now();
    const running = whileWanted(after(100), () => pool.rows(ENDLESS));
    const waiting = whileWanted(after(50), () => pool.rows(QUICK));
    const patient = pool.rows(QUICK);
    await expect(waiting).rejects.toBe(TOO_LATE);
    expect(performance.now() - begun).toBeLessThan(100);
    await expect(running).rejects.toBe(TOO_LATE);
    expect(await patient).toEqual([{ n: 1 }]);
    expect(performance.now() - begun).toBeLessThan(1_000);
    await expect(whileWanted(AbortSignal.abort(TOO_LATE), () => pool.rows(QUICK))).rejects.toBe(TOO_LATE);
    expect(await pool.rows(QUICK)).toEqual([{ n: 1 }]);
    pool.close();
  });

  it('may be one of many that the same work waits for, without a warning', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    const pool = await QueryPool.open(instance, 2);
    await whileWanted(new AbortController().signal, () =>
      Promise.all(Array.from({ length: 30 }, () => pool.rows(QUICK))),
    );
    await setImmediate(); // warnings come after what they are about
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  it('that several wait for goes on until the last of them has given up', async () => {
    const pool = await QueryPool.open(instance, 1);
    const cache = new ReadCache(100);
    let reads = 0;
    const read = async () => {
      reads++;
      await pool.rows(reads === 1 ? ENDLESS : QUICK);
      return { size: 1 };
    };
    const hasty = whileWanted(after(30), () => cache.get('x', read));
    const slower = whileWanted(after(120), () => cache.get('x', read));
    await expect(hasty).rejects.toBe(TOO_LATE);
    const begun = performance.now();
    await expect(slower).rejects.toBe(TOO_LATE);
    expect(performance.now() - begun).toBeGreaterThan(50);
    expect(await cache.get('x', read)).toEqual({ size: 1 }); // read anew
    expect(await whileWanted(AbortSignal.abort(TOO_LATE), () => cache.get('x', read)).catch(() => 'gave up')).toBe(
      'gave up',
    );
    await cache.get('x', read);
    expect(reads).toBe(2); // what is read is kept, whoever gives up
    pool.close();
  });
});
