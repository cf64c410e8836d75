import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { QueryPool } from '../../src/records/query-pool.js';
import { ScanAnswers } from '../../src/records/scan-answers.js';

describe('ScanAnswers', () => {
  it('asks once for what does not change, and anew when the parts, the query or a value of it is another', async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const pool = await QueryPool.open(instance, 1);
    onTestFinished(() => (pool.close(), instance.closeSync()));
    await pool.rows({ text: 'CREATE SEQUENCE asked', values: [] });
    const answers = new ScanAnswers(pool);
    const timesAsked = async (stamp: string, text: string, value: number) => {
      const [row] = await answers.rows({ datasetId: 'a', parts: [], stamp }, { text, values: [value] });
      return Number(row?.['times']);
    };
    const query = "SELECT nextval('asked') AS times, ?";
    expect(await timesAsked('made', query, 1)).toBe(1);
    expect(await timesAsked('made', query, 1)).toBe(1);
    expect(await timesAsked('made again', query, 1)).toBe(2);
    expect(await timesAsked('made', query, 2)).toBe(3);
    expect(await timesAsked('made', `${query} AS other`, 1)).toBe(4);
    expect(await timesAsked('made', query, 1)).toBe(1);
  });
});
