import type { DuckDBInstance } from '@duckdb/node-api';
import { RecordAggregator } from './aggregate.js';
import type { DataFolder } from './data-folder.js';
import { confinedDuckDb } from './duckdb.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { type QueryLoad, QueryPool } from './query-pool.js';
import { RecordReader } from './record-reader.js';
import { RecordSearcher } from './record-search.js';
import { ScanAnswers } from './scan-answers.js';

/** Of Node's four I/O threads, pages may hold two and scans one at a time, so that files and the catalog keep moving. */
const PAGE_LANES = 2;
const SCAN_LANES = 1;

/**
 * Reads the records of datasets. Pages have a DuckDB of their own with one thread a query: that is quickest for what
 * takes milliseconds, and no scan can hold it up. Scans have as many threads as the service may use, one after the other.
 */
export class RecordStore {
  private constructor(
    readonly reader: RecordReader,
    readonly searcher: RecordSearcher,
    readonly aggregator: RecordAggregator,
    private readonly pools: readonly QueryPool[],
    private readonly instances: readonly DuckDBInstance[],
  ) {}

  static async open(folder: DataFolder, scanThreads: number, telemetry?: Telemetry): Promise<RecordStore> {
    const instances = [await confinedDuckDb(folder.root, 1), await confinedDuckDb(folder.root, scanThreads)] as const;
    const pages = await QueryPool.open(instances[0], PAGE_LANES, 'PAGES', telemetry);
    const scans = await QueryPool.open(instances[1], SCAN_LANES, 'SCANS', telemetry);
    const reader = new RecordReader(pages, folder);
    const answers = new ScanAnswers(scans);
    return new RecordStore(
      reader,
      new RecordSearcher(scans, reader, folder, answers),
      new RecordAggregator(answers, folder),
      [pages, scans],
      instances,
    );
  }

  get load(): QueryLoad[] {
    return this.pools.map((pool) => pool.load);
  }

  close(): void {
    for (const pool of this.pools) pool.close();
    for (const instance of this.instances) instance.closeSync();
  }
}
