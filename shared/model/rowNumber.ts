// How people count rows: from 1, as a grid does. Ids, the change log and what programs read count from 0.
import type { RowId } from './ids.ts';

/** The number by which people know a row. */
export function rowNumberOf(row: number): number {
  return row + 1;
}

/** "1, 5, 12". */
export function rowNumbersOf(rows: readonly number[]): string {
  return rows.map(rowNumberOf).join(', ');
}

/** The row that somebody means by a number they typed; undefined where it is none. */
export function rowOfNumber(typed: string): RowId | undefined {
  const text = typed.trim();
  return /^[1-9]\d{0,9}$/.test(text) ? ((Number(text) - 1) as RowId) : undefined;
}
