import Database from 'better-sqlite3';

/** What the catalog says of a dataset. */
export interface DatasetView {
  readonly status: string;
  readonly parts: readonly { readonly index: number; readonly byteSize: number; readonly sha256: string }[];
  readonly files: readonly {
    readonly name: string;
    readonly status: string;
    readonly byteSize: number | null;
    readonly sha256: string | null;
  }[];
}

/** Reads a catalog beside the service that has it open. */
export class CatalogView {
  private opened: Database.Database | null = null;

  constructor(private readonly file: string) {}

  dataset(id: string): DatasetView {
    const { db } = this;
    return {
      status: db.prepare<[string], string>('SELECT "status" FROM "Dataset" WHERE "id" = ?').pluck().get(id) ?? 'none',
      parts: db
        .prepare<[string], DatasetView['parts'][number]>(
          'SELECT "index", "byteSize", "sha256" FROM "PartFile" WHERE "datasetId" = ? ORDER BY "index"',
        )
        .all(id),
      files: db
        .prepare<[string], DatasetView['files'][number]>(
          'SELECT "name", "status", "byteSize", "sha256" FROM "OutputFile" WHERE "datasetId" = ? ORDER BY "name"',
        )
        .all(id),
    };
  }

  /** The number of the process that is at work on the job; null: none. */
  workerOf(jobId: string): number | null {
    const query = 'SELECT "pid" FROM "Job" JOIN "Runner" ON "Runner"."id" = "ownerId" WHERE "Job"."id" = ?';
    return this.db.prepare<[string], number>(query).pluck().get(jobId) ?? null;
  }

  /** How many jobs are left to do. */
  jobs(): number {
    return this.db.prepare<[], number>('SELECT count(*) FROM "Job"').pluck().get() ?? -1;
  }

  integrity(): unknown {
    return this.db.pragma('integrity_check', { simple: true });
  }

  close(): void {
    this.opened?.close();
    this.opened = null; // opened anew when asked again
  }

  private get db(): Database.Database {
    this.opened ??= new Database(this.file, { timeout: 10_000 });
    return this.opened;
  }
}
