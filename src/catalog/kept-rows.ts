import type { Catalog } from './catalog.js';

const MAX_ROWS = 100;

/** What was last found by id, for as long as nobody has changed anything in the catalog. */
export class KeptRows<Row extends object> {
  private readonly rows = new Map<string, Row>();
  private version = '';

  constructor(private readonly catalog: Pick<Catalog, 'version'>) {}

  /** The row of an id: the one that is kept if it is still true, else as it is read. */
  async find(id: string, read: () => Promise<Row | null>): Promise<Row | null> {
    const version = this.forgetIfChanged();
    const kept = this.rows.get(id);
    if (kept) return kept;
    const row = await read();
    if (row && this.forgetIfChanged() === version) this.keep(id, row);
    return row;
  }

  /** Forgets everything if the catalog is not as it was; answers its version. */
  private forgetIfChanged(): string {
    const { version } = this.catalog;
    if (version !== this.version) this.rows.clear();
    this.version = version;
    return version;
  }

  private keep(id: string, row: Row): void {
    const [oldest] = this.rows.keys();
    if (oldest !== undefined && this.rows.size >= MAX_ROWS) this.rows.delete(oldest);
    this.rows.set(id, row);
  }
}
