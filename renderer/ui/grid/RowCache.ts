// Holds the pages of rows around what a grid shows, and asks for those that are missing.

export type FetchRows<Row> = (from: number, count: number, signal: AbortSignal) => Promise<readonly Row[]>;
export const pageRows = 100;
const keptPages = 40;

/** The rows of one `fetchRows`; other rows need another cache. Late answers after `stop` are dropped. */
export class RowCache<Row> {
  private readonly pages = new Map<number, readonly Row[]>();
  private readonly asked = new Map<number, AbortController>();
  private readonly listeners = new Set<() => void>();
  private arrived = 0;
  /** The pages in sight; others arrive without a word. */
  private inSight = { first: 0, last: 0 };
  /** Pages of the rows before these, shown until the new ones are there. */
  private readonly older: Map<number, readonly Row[]> | undefined;
  private readonly fetchRows: FetchRows<Row>;
  private readonly rowCount: number;

  /** @param before the same rows as they were before something changed */
  constructor(fetchRows: FetchRows<Row>, rowCount: number, before?: RowCache<Row>) {
    this.older = before !== undefined && before.pages.size === 0 ? before.older : before?.pages;
    this.fetchRows = fetchRows;
    this.rowCount = rowCount;
  }

  rowAt(index: number): Row | undefined {
    const page = Math.floor(index / pageRows);
    return (this.pages.get(page) ?? this.older?.get(page))?.[index % pageRows];
  }

  /** Grows with every page in sight that arrives. */
  readonly version = (): number => this.arrived;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Asks for the pages of rows `from` to `to` and one on either side, and no longer for those far away. */
  want(from: number, to: number): void {
    if (this.rowCount === 0) return;
    const first = Math.floor(from / pageRows);
    const last = Math.floor((Math.min(Math.max(from + 1, to), this.rowCount) - 1) / pageRows);
    this.inSight = { first, last };
    for (const [page, abort] of this.asked) {
      if (page >= first - 1 && page <= last + 1) continue;
      abort.abort();
      this.asked.delete(page);
    }
    for (let page = first; page <= last; page++) void this.ask(page);
    if ((last + 1) * pageRows < this.rowCount) void this.ask(last + 1);
    if (first > 0) void this.ask(first - 1);
  }

  stop(): void {
    for (const abort of this.asked.values()) abort.abort();
    this.asked.clear();
  }

  private async ask(page: number): Promise<void> {
    if (this.pages.has(page) || this.asked.has(page)) return;
    const abort = new AbortController();
    this.asked.set(page, abort);
    const start = page * pageRows;
    try {
      const rows = await this.fetchRows(start, Math.min(pageRows, this.rowCount - start), abort.signal);
      if (abort.signal.aborted) return;
      this.pages.set(page, rows);
      for (const old of this.pages.keys()) {
        if (this.pages.size <= keptPages) break;
        if (Math.abs(old - page) > keptPages / 2) this.pages.delete(old);
      }
      if (page < this.inSight.first || page > this.inSight.last) return;
      this.arrived++;
      for (const listener of this.listeners) listener();
    } catch {
      // An answer that was cancelled or became outdated: whoever shows the grid brings another `fetchRows`.
    } finally {
      if (this.asked.get(page) === abort) this.asked.delete(page);
    }
  }
}
