import type { DatasetChange, DatasetChangeKind } from '../domain/job.js';
import type { Catalog, Transaction } from './catalog.js';

/** How long changes are kept for those who watch, who look several times a second. */
const KEPT_MILLISECONDS = 60_000;

/** After how many changes those are forgotten that have been kept for long enough. */
const FORGETTING = 100;

/** Notes what happens to a dataset, in the transaction in which it happens. */
export async function noteChange(tx: Transaction, datasetId: string, kind: DatasetChangeKind): Promise<void> {
  const createdAt = new Date();
  const { sequence } = await tx.datasetChange.create({ data: { datasetId, kind, createdAt } });
  if (sequence % FORGETTING !== 0) return;
  const forgotten = new Date(createdAt.getTime() - KEPT_MILLISECONDS);
  await tx.datasetChange.deleteMany({ where: { createdAt: { lt: forgotten } } });
}

/** A change with its place in the order of all changes. */
export interface NumberedChange extends DatasetChange {
  readonly sequence: number;
}

/** What has happened to datasets of late, whichever process did it. */
export class DatasetChangeRepository {
  constructor(private readonly catalog: Catalog) {}

  /** The number of the last change; 0 before the first. */
  async last(): Promise<number> {
    const row = await this.catalog.db.datasetChange.findFirst({ orderBy: { sequence: 'desc' } });
    return row?.sequence ?? 0;
  }

  /** The changes after that one, in order. */
  after(sequence: number): Promise<NumberedChange[]> {
    const where = { sequence: { gt: sequence } };
    return this.catalog.db.datasetChange.findMany({ where, orderBy: { sequence: 'asc' } });
  }
}
