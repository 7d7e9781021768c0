// A grid of any number of rows: draws the rows in view, asks for them by window, and is driven by keys as in Excel.
// Longer than 300 lines: the pieces share the scroll position, the cursor and the column model.
import { useTable, type ColumnDef } from '@tanstack/react-table';
import { useCallback, useEffect, useEffectEvent, useId, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent, type MouseEvent, type ReactNode, type Ref } from 'react';
import { useText } from '../../i18n/useText.ts';
import { showToast } from '../toast.ts';
import { moveByOne, setWidth } from './arrange.ts';
import { gridFeatures, maxWidthPx, minWidthPx, visibleColumns, widthStepPx, type GridColumn, type GridLayout, type GridSort, type PlacedColumn } from './columns.ts';
import { copyText } from '../copyText.ts';
import { toTsv } from './copyTsv.ts';
import { GridHeader } from './GridHeader.tsx';
import { GridRowView } from './GridRowView.tsx';
import { planWindow, scaleOf } from './planWindow.ts';
import { blockOf, moveSelection, startSelection, type GridSelection } from './selection.ts';
import { RowCache, type FetchRows } from './RowCache.ts';

export type GridHandle = { focus: () => void; goToRow: (row: number) => void };
type Props<Row> = {
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
  /** Enter, F2 or a double click. */
  onOpen?: (row: Row, index: number) => void;
  /** The row under the cursor, once it is there. */
  onCursor?: (row: Row | null, index: number) => void;
  /** More items for a column's menu. */
  renderColumnMenu?: (column: GridColumn<Row>) => ReactNode;
  onSelection?: (rows: number, columns: number) => void;
  rowPx?: number;
  empty?: ReactNode;
  ref?: Ref<GridHandle>;
};

const gutterPx = 56;
const defaultWidthPx = 148;
const copyLimit = 100_000;
const noData: never[] = [];

/** One tab stop; the cursor moves within. Only the rows and columns in view are in the page. */
export function Grid<Row>({ label, columns, rowCount, fetchRows, rowKey, layout, onLayout, sort = null, onSort, onOpen, onCursor, renderColumnMenu, onSelection, rowPx = 28, empty, ref }: Props<Row>) {
  const { t } = useText();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ heightPx: 600, widthPx: 1000 });
  const [scroll, setScroll] = useState({ topPx: 0, leftPx: 0, contentPx: 0 });
  const [selection, setSelection] = useState<GridSelection>(startSelection);
  const [openMenu, setOpenMenu] = useState<string | null>(null);
  const exact = useRef<number | null>(null);
  const headerPx = 40;
  const bodyPx = Math.max(0, view.heightPx - headerPx);
  const { scale, canvasPx } = scaleOf(rowCount, rowPx, bodyPx);

  // ------------------------------------------------------------ columns
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
  // In steps, so that rows keep their columns while one scrolls up and down.
  const leftPx = Math.floor(scroll.leftPx / 100) * 100;
  const { shown, beforePx, afterPx } = useMemo(() => visibleColumns(placed, leftPx, view.widthPx), [placed, leftPx, view.widthPx]);

  // ------------------------------------------------------------ rows
  const contentTopPx = Math.min(scroll.contentPx, Math.max(0, rowCount * rowPx - bodyPx));
  const plan = planWindow(rowCount, rowPx, bodyPx, scroll.topPx, contentTopPx);
  const pages = useMemo(() => new RowCache(fetchRows, rowCount), [fetchRows, rowCount]);
  useSyncExternalStore(pages.subscribe, pages.version);
  useEffect(() => pages.want(plan.from, plan.to), [pages, plan.from, plan.to]);
  useEffect(() => () => pages.stop(), [pages]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setView({ heightPx: element.clientHeight, widthPx: element.clientWidth }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const topPx = element.scrollTop;
    // Where the wheel set an exact place in a scaled grid, the scroll bar only follows it.
    const contentPx = exact.current ?? topPx * scale;
    exact.current = null;
    setScroll({ topPx, leftPx: element.scrollLeft, contentPx });
  }, [scale]);

  const scrollContentTo = useCallback(
    (contentPx: number) => {
      const element = scroller.current;
      if (!element) return;
      const within = Math.max(0, Math.min(contentPx, rowCount * rowPx - bodyPx));
      const before = element.scrollTop;
      exact.current = within;
      element.scrollTop = within / scale;
      if (element.scrollTop === before) onScroll();
    },
    [bodyPx, onScroll, rowCount, rowPx, scale],
  );

  useEffect(() => {
    const element = scroller.current;
    if (!element || scale === 1) return undefined;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      scrollContentTo(contentTopPx + event.deltaY * (event.deltaMode === 1 ? rowPx : 1));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [contentTopPx, rowPx, scale, scrollContentTo]);

  // Other rows: back to the first one.
  const shownRows = useRef(fetchRows);
  useEffect(() => {
    if (shownRows.current === fetchRows) return;
    shownRows.current = fetchRows;
    setSelection((old) => (old.cursor.row < rowCount ? { anchor: old.cursor, cursor: old.cursor } : startSelection));
  }, [fetchRows, rowCount]);

  // ------------------------------------------------------------ cursor
  const { cursor } = selection;
  const block = blockOf(selection);
  const cursorRow = pages.rowAt(cursor.row);
  const cursorKey = cursorRow === undefined ? null : rowKey(cursorRow);
  // The row is told by its key: pages bring new objects for the same row.
  const tellCursor = useEffectEvent((key: string | null, row: number) => onCursor?.(key === null ? null : (cursorRow ?? null), row));
  const tellSelection = useEffectEvent((rows: number, count: number) => onSelection?.(rows, count));
  useEffect(() => {
    tellCursor(cursorKey, cursor.row);
  }, [cursorKey, cursor.row]);
  useEffect(() => {
    const isOne = block.top === block.bottom && block.left === block.right;
    tellSelection(isOne ? 0 : block.bottom - block.top + 1, isOne ? 0 : block.right - block.left + 1);
  }, [block.top, block.bottom, block.left, block.right]);

  const reveal = useCallback(
    (row: number, columnIndex: number) => {
      const element = scroller.current;
      if (!element) return;
      const topPx = row * rowPx;
      if (topPx < contentTopPx) scrollContentTo(topPx);
      else if (topPx + rowPx > contentTopPx + bodyPx) scrollContentTo(topPx + rowPx - bodyPx);
      const column = placed[columnIndex];
      if (!column || column.isPinned) return;
      const pinnedPx = placed.filter((other) => other.isPinned).reduce((sum, other) => sum + other.widthPx, gutterPx);
      if (column.startPx < element.scrollLeft + pinnedPx) element.scrollLeft = column.startPx - pinnedPx;
      else if (column.startPx + column.widthPx > element.scrollLeft + view.widthPx) element.scrollLeft = column.startPx + column.widthPx - view.widthPx;
    },
    [bodyPx, contentTopPx, placed, rowPx, scrollContentTo, view.widthPx],
  );

  useImperativeHandle(
    ref,
    () => ({
      focus: () => scroller.current?.focus({ preventScroll: true }),
      goToRow: (row) => {
        setSelection((old) => ({ anchor: { row, column: old.cursor.column }, cursor: { row, column: old.cursor.column } }));
        reveal(row, selection.cursor.column);
      },
    }),
    [reveal, selection.cursor.column],
  );

  const setSort = (column: string, descending: boolean | null) => onSort?.(descending === null ? null : { column, descending });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (event.altKey && event.key === 'ArrowDown') {
      event.preventDefault();
      setOpenMenu(placed[cursor.column]?.column.id ?? null);
      return;
    }
    const column = placed[cursor.column];
    if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight') && column !== undefined) {
      const by = event.key === 'ArrowLeft' ? -1 : 1;
      if (event.shiftKey) onLayout(setWidth(layout, column.column.id, column.widthPx + by * widthStepPx));
      else if (event.ctrlKey || event.metaKey) {
        const next = moveByOne(layout, columns.map((one) => one.id), placed.map((one) => one.column.id), column.column.id, by);
        if (next === layout) return;
        onLayout(next);
        // The cursor goes along.
        setSelection((old) => ({ anchor: { row: old.cursor.row, column: old.cursor.column + by }, cursor: { row: old.cursor.row, column: old.cursor.column + by } }));
      } else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if ((event.key === 'Enter' || event.key === 'F2') && cursorRow !== undefined) {
      event.preventDefault();
      onOpen?.(cursorRow, cursor.row);
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c' && rowCount > 0) {
      event.preventDefault();
      void copy();
      return;
    }
    const page = Math.max(1, Math.floor(bodyPx / rowPx) - 1);
    const next = moveSelection(selection, { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey }, rowCount, placed.length, page);
    if (!next) return;
    event.preventDefault();
    setSelection(next);
    if (event.key !== ' ' && event.key !== 'Escape' && event.key.toLowerCase() !== 'a') reveal(next.cursor.row, next.cursor.column);
  };

  const rowsText = (rows: readonly Row[]) => rows.map((row) => placed.slice(block.left, block.right + 1).map(({ column }) => column.text(row)));
  /** Copies the selected block; rows out of view are asked for first. */
  const copy = async () => {
    const wanted = block.bottom - block.top + 1;
    const count = Math.min(wanted, copyLimit);
    const rows: Row[] = [];
    for (let index = block.top; index < block.top + count; ) {
      const held = pages.rowAt(index);
      if (held !== undefined) {
        rows.push(held);
        index++;
        continue;
      }
      const more = await fetchRows(index, Math.min(1000, block.top + count - index), new AbortController().signal);
      if (more.length === 0) break;
      rows.push(...more);
      index += more.length;
    }
    if (!copyText(toTsv(rowsText(rows)))) return;
    showToast(t('ui.copied', { rows: rows.length, columns: block.right - block.left + 1 }));
    if (wanted > count) showToast(t('ui.copyTooLarge', { rows: count }), { tone: 'review' });
  };

  const cellOf = (event: MouseEvent): { row: number; column: number } | null => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    if (!cell) return null;
    return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column'] ?? -1) };
  };
  const onMouseDown = (event: MouseEvent) => {
    const at = cellOf(event);
    if (!at || event.button !== 0) return;
    if (at.column < 0) {
      setSelection({ anchor: { row: event.shiftKey ? selection.anchor.row : at.row, column: 0 }, cursor: { row: at.row, column: placed.length - 1 } });
      return;
    }
    setSelection((old) => ({ anchor: event.shiftKey ? old.anchor : at, cursor: at }));
  };
  const onMouseMove = (event: MouseEvent) => {
    if (event.buttons !== 1) return;
    const at = cellOf(event);
    if (!at || at.column < 0 || (at.row === cursor.row && at.column === cursor.column)) return;
    setSelection((old) => ({ anchor: old.anchor, cursor: at }));
  };

  /** Width that fits the header and the rows in view. */
  const fitWidth = (column: GridColumn<Row>) => {
    const canvas = document.createElement('canvas').getContext('2d');
    if (!canvas) return;
    canvas.font = "13px 'Inter Variable'";
    let widest = canvas.measureText(column.header).width + 44;
    for (let index = plan.from; index < plan.to; index++) {
      const row = pages.rowAt(index);
      if (row !== undefined) widest = Math.max(widest, canvas.measureText(column.text(row) ?? '').width + 22);
    }
    onLayout(setWidth(layout, column.id, Math.min(640, Math.ceil(widest))));
  };

  const rows = [];
  for (let index = plan.from; index < plan.to; index++) {
    const row = pages.rowAt(index);
    rows.push(
      <GridRowView
        key={index}
        id={id}
        index={index}
        row={row}
        columns={shown}
        beforePx={beforePx}
        afterPx={afterPx}
        rowPx={rowPx}
        cursorColumn={index === cursor.row ? cursor.column : -1}
        left={index >= block.top && index <= block.bottom ? block.left : -1}
        right={index >= block.top && index <= block.bottom ? block.right : -1}
      />,
    );
  }

  return (
    <div
      ref={scroller}
      className="grid"
      role="grid"
      aria-label={label}
      aria-rowcount={rowCount + 1}
      aria-colcount={placed.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={rowCount > 0 ? `${id}-${cursor.row}-${cursor.column}` : undefined}
      tabIndex={0}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onMouseDown={onMouseDown}
      onMouseMove={onMouseMove}
      onDoubleClick={(event) => {
        const at = cellOf(event);
        const row = at ? pages.rowAt(at.row) : undefined;
        if (at && row !== undefined) onOpen?.(row, at.row);
      }}
    >
      <GridHeader
        columns={shown}
        beforePx={beforePx}
        afterPx={afterPx}
        gutterPx={gutterPx}
        totalPx={totalPx}
        sort={sort}
        onSort={onSort ? setSort : undefined}
        layout={layout}
        allColumns={columns}
        onLayout={onLayout}
        fitWidth={fitWidth}
        renderColumnMenu={renderColumnMenu}
        openMenu={openMenu}
        onOpenMenu={(column) => {
          setOpenMenu(column);
          if (column === null) scroller.current?.focus({ preventScroll: true });
        }}
      />
      {rowCount === 0 && empty !== undefined ? (
        <div className="grid-empty">{empty}</div>
      ) : (
        <div className="grid-canvas" role="rowgroup" style={{ height: canvasPx, width: totalPx }}>
          <div className="grid-rows" role="presentation" style={{ transform: `translateY(${plan.topPx}px)`, width: totalPx }}>
            {rows}
          </div>
        </div>
      )}
    </div>
  );
}
