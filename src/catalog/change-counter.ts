import Database from 'better-sqlite3';

/** Sees every change of the catalog file, whichever process made it, through a connection of its own that only watches. */
export class ChangeCounter {
  private readonly db: Database.Database;
  private readonly dataVersion: Database.Statement<[], number>;

  constructor(file: string) {
    this.db = new Database(file, { readonly: true });
    this.dataVersion = this.db.prepare<[], number>('PRAGMA data_version').pluck();
  }

  /** A number that is another one after every change committed elsewhere; takes a few microseconds. */
  get count(): number {
    return this.dataVersion.get() ?? 0;
  }

  close(): void {
    this.db.close();
  }
}
