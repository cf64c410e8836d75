import type { Client, CombinedError, TypedDocumentNode } from 'urql';
import { pipe, subscribe } from 'wonka';
import type { RecordPageResult, RecordPageVariables, RecordRow } from './records.query.js';

const PAGE_ROWS = 100;
/** Pages that are kept: what one scrolls back to is there, and memory stays flat through millions of rows. */
const MOST_PAGES = 60;
/** Milliseconds that a far page is waited with: while the scroll bar is dragged, thousands of pages go by. */
const SETTLE = 60;

interface LoadedPage {
  readonly rows: readonly RecordRow[];
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

type PageVariables = Omit<RecordPageVariables, 'first' | 'last' | 'after' | 'before' | 'offset'>;

/** The records around what is seen of a long table: neighbours are reached by cursor, far jumps by offset. */
export class RecordWindow {
  private readonly pages = new Map<number, LoadedPage>();
  private readonly loading = new Map<number, () => void>();
  private readonly listeners = new Set<() => void>();
  private settling: number | undefined;
  private wanted: readonly number[] = [];
  private changes = 0;
  private refused: CombinedError | null = null;

  constructor(
    private readonly client: Client,
    private readonly query: TypedDocumentNode<RecordPageResult, RecordPageVariables>,
    private readonly variables: PageVariables,
    private readonly total: number,
    /** Called when the service has no records of the dataset any more. */
    private readonly onGone: () => void,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Grows with each change. */
  readonly version = (): number => this.changes;

  get error(): CombinedError | null {
    return this.refused;
  }

  /** The record in a row, counted from 0; null while it is on its way. */
  row(index: number): RecordRow | null {
    return this.pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS] ?? null;
  }

  /** Has the records of these rows read, and those of the page on either side. */
  show(first: number, last: number): void {
    const from = Math.max(0, Math.floor(first / PAGE_ROWS) - 1);
    const to = Math.min(Math.floor(last / PAGE_ROWS) + 1, Math.ceil(this.total / PAGE_ROWS) - 1);
    this.wanted = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
    for (const [page, cancel] of this.loading)
      if (!this.wanted.includes(page)) {
        cancel();
        this.loading.delete(page);
      }
    clearTimeout(this.settling);
    if (this.missing().some((page) => this.isReached(page))) this.loadReached();
    else if (this.missing().length > 0 && this.loading.size === 0)
      this.settling = window.setTimeout(() => this.jump(Math.floor(first / PAGE_ROWS)), SETTLE);
  }

  /** Asks again for what could not be read. */
  retry(): void {
    this.refused = null;
    this.tell();
    const [page] = this.missing();
    if (page !== undefined) this.jump(page);
  }

  close(): void {
    clearTimeout(this.settling);
    for (const cancel of this.loading.values()) cancel();
    this.loading.clear();
    this.wanted = [];
  }

  private missing(): number[] {
    return this.wanted.filter((page) => !this.pages.has(page) && !this.loading.has(page));
  }

  private isReached(page: number): boolean {
    return this.pages.has(page - 1) || this.pages.has(page + 1);
  }

  private jump(page: number): void {
    this.load(page, { first: PAGE_ROWS, offset: page * PAGE_ROWS });
  }

  /** Pages beside one that is there are read from its cursor on. */
  private loadReached(): void {
    for (const page of this.missing()) {
      const after = this.pages.get(page - 1)?.endCursor;
      const before = this.pages.get(page + 1)?.startCursor;
      if (after) this.load(page, { first: PAGE_ROWS, after });
      else if (before) this.load(page, { last: PAGE_ROWS, before });
    }
  }

  private load(page: number, cut: Partial<RecordPageVariables>): void {
    const answer = this.client.query(this.query, { ...this.variables, ...cut });
    const subscription = pipe(
      answer,
      subscribe(({ data, error }) => {
        this.loading.delete(page);
        const records = data?.dataset?.records;
        if (records) this.keep(page, { rows: records.nodes, ...records.pageInfo });
        else if (!error) this.onGone();
        this.refused = error ?? null;
        this.tell();
        if (records) this.loadReached();
      }),
    );
    this.loading.set(page, () => subscription.unsubscribe());
  }

  private keep(page: number, loaded: LoadedPage): void {
    this.pages.set(page, loaded);
    for (const old of this.pages.keys()) {
      if (this.pages.size <= MOST_PAGES) break;
      if (!this.wanted.includes(old)) this.pages.delete(old);
    }
  }

  private tell(): void {
    this.changes += 1;
    for (const listener of this.listeners) listener();
  }
}
