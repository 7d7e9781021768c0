// A grid of any number of rows: arranges its columns; the rows and all that moves are drawn by GridBody.
import { useTable, type ColumnDef } from '@tanstack/react-table';
import { useMemo, type ReactNode, type Ref } from 'react';
import { gridFeatures, gutterPx, maxWidthPx, minWidthPx, type GridColumn, type GridEdit, type GridLayout, type GridSort, type PlacedColumn } from './columns.ts';
import { GridBody } from './GridBody.tsx';
import type { FetchRows } from './RowCache.ts';

export type GridHandle = { focus: () => void; goToRow: (row: number) => void };
/** `leftOut` are cells of what was pasted that no cell of the grid takes. */
export type EditedHow = { readonly kind: 'typed' } | { readonly kind: 'pasted'; readonly leftOut: number };
export type GridProps<Row> = {
  label: string;
  columns: readonly GridColumn<Row>[];
  rowCount: number;
  /** Gives rows by window; another function means other rows. */
  fetchRows: FetchRows<Row>;
  rowKey: (row: Row) => string;
  layout: GridLayout;
  onLayout: (layout: GridLayout) => void;
  sort?: GridSort | null;
  onSort?: (sort: GridSort | null) => void;
  /** Enter or a double click. */
  onOpen?: (row: Row, index: number) => void;
  /** What was typed into one cell (F2), or pasted over cells. Without it nothing can be edited, and the grid says so by `cannotEdit`. */
  onEdit?: (edits: readonly GridEdit<Row>[], how: EditedHow) => void;
  /** Why nothing can be edited here; without it and `onEdit` the grid only shows. */
  cannotEdit?: string | null;
  /** The number that a row keeps wherever it stands; without it the rows are counted as they stand. */
  rowNumber?: (row: Row) => number;
  /** The row under the cursor, once it is there. */
  onCursor?: (row: Row | null, index: number) => void;
  /** More items for a column's menu. */
  renderColumnMenu?: (column: GridColumn<Row>) => ReactNode;
  /** Rows that were marked one by one, by their keys, wherever they stand; Space and Ctrl with a click mark. Nothing can be marked without `onMark`. */
  marked?: ReadonlyMap<string, Row>;
  onMark?: (marked: ReadonlyMap<string, Row>) => void;
  onSelection?: (rows: number, columns: number, top: number) => void;
  rowPx?: number;
  empty?: ReactNode;
  ref?: Ref<GridHandle>;
};

const defaultWidthPx = 148;
const noData: never[] = [];

/** One tab stop; the cursor moves within. Only the rows and columns in view are in the page. */
export function Grid<Row>(props: GridProps<Row>) {
  const { columns, layout, onLayout } = props;
  const definitions = useMemo<ColumnDef<typeof gridFeatures, never>[]>(
    () => columns.map((column) => ({ id: column.id, size: column.widthPx ?? defaultWidthPx, minSize: minWidthPx, maxSize: maxWidthPx })),
    [columns],
  );
  const table = useTable({
    features: gridFeatures,
    columns: definitions,
    data: noData,
    state: {
      columnOrder: [...layout.order],
      columnVisibility: Object.fromEntries(layout.hidden.map((column) => [column, false])),
      columnPinning: { start: [...layout.pinned], end: [] },
      columnSizing: { ...layout.widthsPx },
    },
    onColumnOrderChange: (next) => onLayout({ ...layout, order: typeof next === 'function' ? next([...layout.order]) : next }),
    onColumnVisibilityChange: (next) => {
      const shown = typeof next === 'function' ? next(Object.fromEntries(layout.hidden.map((column) => [column, false]))) : next;
      onLayout({ ...layout, hidden: Object.entries(shown).flatMap(([column, isShown]) => (isShown ? [] : [column])) });
    },
    onColumnPinningChange: (next) => {
      const pinning = typeof next === 'function' ? next({ start: [...layout.pinned], end: [] }) : next;
      onLayout({ ...layout, pinned: pinning.start });
    },
    onColumnSizingChange: (next) => onLayout({ ...layout, widthsPx: typeof next === 'function' ? next({ ...layout.widthsPx }) : next }),
  });
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  // The table is made anew at each draw; its arrangement as text tells whether anything moved.
  const arrangement = [...table.getStartVisibleLeafColumns(), ...table.getCenterVisibleLeafColumns()].map((column) => `${column.getSize()} ${column.id}`).join('\n');
  const placed = useMemo<readonly PlacedColumn<Row>[]>(() => {
    const pinned = new Set(layout.pinned);
    const list: PlacedColumn<Row>[] = [];
    for (const line of arrangement.split('\n')) {
      const at = line.indexOf(' ');
      const column = byId.get(line.slice(at + 1));
      const before = list.at(-1);
      if (column) list.push({ column, startPx: before ? before.startPx + before.widthPx : gutterPx, widthPx: Number(line.slice(0, at)), isPinned: pinned.has(column.id), index: list.length });
    }
    return list;
  }, [arrangement, byId, layout.pinned]);
  const totalPx = (placed.at(-1)?.startPx ?? gutterPx) + (placed.at(-1)?.widthPx ?? 0);
  return <GridBody {...props} placed={placed} totalPx={totalPx} />;
}
