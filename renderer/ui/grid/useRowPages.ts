// Keeps the pages of rows around what is shown, and asks for those that are missing.
import { useEffect, useRef, useState } from 'react';

export type FetchRows<Row> = (from: number, count: number, signal: AbortSignal) => Promise<readonly Row[]>;
export const pageRows = 100;
const keptPages = 40;

export type RowPages<Row> = { readonly rowAt: (index: number) => Row | undefined };

/**
 * Holds what `fetchRows` gave for the pages that overlap rows `from` to `to`. Another `fetchRows` means other
 * rows: what was held is dropped, late answers are ignored.
 */
export function useRowPages<Row>(fetchRows: FetchRows<Row>, rowCount: number, from: number, to: number): RowPages<Row> {
  const [, setArrived] = useState(0);
  const held = useRef<{ fetchRows: FetchRows<Row>; pages: Map<number, readonly Row[]>; asked: Map<number, AbortController> }>(null);
  if (held.current?.fetchRows !== fetchRows) {
    for (const abort of held.current?.asked.values() ?? []) abort.abort();
    held.current = { fetchRows, pages: new Map(), asked: new Map() };
  }
  const { pages } = held.current;
  const firstPage = Math.floor(from / pageRows);
  const lastPage = Math.floor(Math.max(from, Math.min(to, rowCount) - 1) / pageRows);

  useEffect(() => {
    if (rowCount === 0) return;
    const current = held.current;
    if (!current) return;
    for (const [page, abort] of current.asked) {
      if (page < firstPage - 1 || page > lastPage + 1) {
        abort.abort();
        current.asked.delete(page);
      }
    }
    const wanted = [];
    for (let page = firstPage; page <= lastPage; page++) wanted.push(page);
    if ((lastPage + 1) * pageRows < rowCount) wanted.push(lastPage + 1);
    if (firstPage > 0) wanted.push(firstPage - 1);
    for (const page of wanted) {
      if (current.pages.has(page) || current.asked.has(page)) continue;
      const abort = new AbortController();
      current.asked.set(page, abort);
      const start = page * pageRows;
      fetchRows(start, Math.min(pageRows, rowCount - start), abort.signal)
        .then((rows) => {
          if (abort.signal.aborted || held.current !== current) return;
          current.asked.delete(page);
          current.pages.set(page, rows);
          for (const old of current.pages.keys()) {
            if (current.pages.size <= keptPages) break;
            if (Math.abs(old - page) > keptPages / 2) current.pages.delete(old);
          }
          setArrived((count) => count + 1);
        })
        .catch(() => {
          current.asked.delete(page);
        });
    }
  }, [fetchRows, rowCount, firstPage, lastPage]);

  useEffect(
    () => () => {
      for (const abort of held.current?.asked.values() ?? []) abort.abort();
      held.current?.asked.clear();
    },
    [],
  );
  return { rowAt: (index) => pages.get(Math.floor(index / pageRows))?.[index % pageRows] };
}
