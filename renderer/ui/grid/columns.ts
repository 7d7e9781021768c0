// The column model of a grid: what a column is, and the TanStack Table features that arrange columns.
import { columnOrderingFeature, columnPinningFeature, columnSizingFeature, columnVisibilityFeature, tableFeatures } from '@tanstack/react-table';
import type { ReactNode } from 'react';

export type GridColumn<Row> = {
  readonly id: string;
  readonly header: string;
  /** Text of a cell: what is shown without `render`, and what is copied. Null where the row has no such value. */
  readonly text: (row: Row) => string | null;
  readonly render?: (row: Row) => ReactNode;
  readonly widthPx?: number;
  readonly align?: 'start' | 'end';
  readonly mono?: boolean;
  readonly canSort?: boolean;
  /** Whether its cells can be typed and pasted into. */
  readonly canEdit?: boolean;
  /** Shares of all rows, for the bar under the header. */
  readonly profile?: { readonly filled: number; readonly invalid: number };
};
/** What is typed or pasted into a cell; a cell without a value reads ''. */
export type GridEdit<Row> = { readonly row: Row; readonly column: string; readonly before: string; readonly after: string };
export type GridSort = { readonly column: string; readonly descending: boolean };

/** The row numbers at the left. */
export const gutterPx = 56;
export const minWidthPx = 56;
export const maxWidthPx = 900;
/** By how much a key or the menu widens a column. */
export const widthStepPx = 24;

/** How the columns are arranged; kept by whoever shows the grid. */
export type GridLayout = {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  readonly pinned: readonly string[];
  readonly widthsPx: Readonly<Record<string, number>>;
};
export const plainLayout: GridLayout = { order: [], hidden: [], pinned: [], widthsPx: {} };

/** Rows never pass through the table: it arranges columns only. */
export const gridFeatures = tableFeatures({ columnOrderingFeature, columnPinningFeature, columnSizingFeature, columnVisibilityFeature });

export type PlacedColumn<Row> = { readonly column: GridColumn<Row>; readonly startPx: number; readonly widthPx: number; readonly isPinned: boolean; readonly index: number };

/**
 * The columns to draw: all pinned ones, and of the others those within the view. `beforePx` and `afterPx` hold
 * the place of those left out. `columns` are in order, pinned ones first.
 */
export function visibleColumns<Row>(columns: readonly PlacedColumn<Row>[], scrollPx: number, viewPx: number): { shown: readonly PlacedColumn<Row>[]; beforePx: number; afterPx: number } {
  if (columns.length <= 24) return { shown: columns, beforePx: 0, afterPx: 0 };
  const overscanPx = 200;
  const shown: PlacedColumn<Row>[] = [];
  let beforePx = 0;
  let afterPx = 0;
  for (const placed of columns) {
    if (placed.isPinned) shown.push(placed);
    else if (placed.startPx + placed.widthPx < scrollPx - overscanPx) beforePx += placed.widthPx;
    else if (placed.startPx > scrollPx + viewPx + overscanPx) afterPx += placed.widthPx;
    else shown.push(placed);
  }
  return { shown, beforePx, afterPx };
}
