// The moving part of a grid: draws the rows in view, asks for them by window, and is driven by keys as in Excel.
// Longer than 300 lines: the pieces share the scroll position and the cursor.
import { useCallback, useEffect, useEffectEvent, useId, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type ClipboardEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { useText } from '../../i18n/useText.ts';
import { classes } from '../classes.ts';
import { showToast } from '../toast.ts';
import { moveByOne, setWidth } from './arrange.ts';
import { gutterPx, visibleColumns, widthStepPx, type GridColumn, type GridEdit, type PlacedColumn } from './columns.ts';
import type { GridProps } from './Grid.tsx';
import { copyText } from '../copyText.ts';
import { takePaste } from '../takePaste.ts';
import { fromTsv, toTsv } from './tsv.ts';
import { CellEditor, type EditorMove } from './CellEditor.tsx';
import { GridHeader } from './GridHeader.tsx';
import { GridRowView } from './GridRowView.tsx';
import { planPaste } from './planPaste.ts';
import { planWindow, scaleOf, stretchOf } from './planWindow.ts';
import { blockOf, moveSelection, startSelection, type GridSelection } from './selection.ts';
import { RowCache } from './RowCache.ts';

type Props<Row> = GridProps<Row> & { placed: readonly PlacedColumn<Row>[]; totalPx: number };

const copyLimit = 100_000;
/** Cells that one paste may write. */
const pasteLimit = 100_000;

/** Draws anew while one scrolls; how its columns are arranged is worked out outside of it. */
export function GridBody<Row>({ placed, totalPx, label, columns, rowCount, fetchRows, rowKey, rowNumber, layout, onLayout, sort = null, onSort, onOpen, onEdit, cannotEdit = null, onCursor, renderColumnMenu, marked, onMark, onSelection, rowPx = 28, empty, ref }: Props<Row>) {
  const { t } = useText();
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ heightPx: 600, widthPx: 1000 });
  const rowsElement = useRef<HTMLDivElement>(null);
  /** Where the grid is scrolled to now. What is drawn for it changes more seldom, and so is what makes it draw anew. */
  const place = useRef({ topPx: 0, leftPx: 0, contentPx: 0 });
  /** The stretch in which the rows that are drawn are placed; that of the place of now may be another one. */
  const stretch = useRef(0);
  const [drawn, setDrawn] = useState({ topPx: 0, leftPx: 0, contentPx: 0 });
  const [selection, setSelection] = useState<GridSelection>(startSelection);
  const { cursor } = selection;
  /** The row as it was when its editing began: meanwhile the rows may be read anew. */
  const [edited, setEdited] = useState<{ readonly row: Row; readonly index: number; readonly column: GridColumn<Row> } | null>(null);
  const [openMenu, setOpenMenu] = useState<string | null>(null);
  const exact = useRef<number | null>(null);
  const headerPx = 40;
  const bodyPx = Math.max(0, view.heightPx - headerPx);
  const { scale, canvasPx } = scaleOf(rowCount, rowPx, bodyPx, devicePixelRatio);

  // In steps, so that rows keep their columns while one scrolls up and down.
  const { leftPx } = drawn;
  const { shown, beforePx, afterPx } = useMemo(() => visibleColumns(placed, leftPx, view.widthPx), [placed, leftPx, view.widthPx]);

  // ------------------------------------------------------------ rows
  const within = useCallback((contentPx: number) => Math.max(0, Math.min(contentPx, rowCount * rowPx - bodyPx)), [bodyPx, rowCount, rowPx]);
  const plan = planWindow(rowCount, rowPx, bodyPx, drawn.topPx, within(drawn.contentPx), devicePixelRatio);
  const pages = useMemo(() => new RowCache(fetchRows, rowCount), [fetchRows, rowCount]);
  useSyncExternalStore(pages.subscribe, pages.version);
  useEffect(() => pages.want(plan.from, plan.to), [pages, plan.from, plan.to]);
  useEffect(() => () => pages.stop(), [pages]);
  /** Puts the drawn rows where they belong for the place of now. Unless the canvas is scaled, that is where they are already. */
  const settle = useCallback(() => {
    if (rowsElement.current) rowsElement.current.style.transform = `translateY(${place.current.topPx + stretch.current * rowPx - within(place.current.contentPx)}px)`;
    // What sticks to the left is drawn apart from the rest, row by row: only where there is something to stick over.
    scroller.current?.classList.toggle('aside', place.current.leftPx > 0);
  }, [rowPx, within]);
  useLayoutEffect(() => {
    stretch.current = stretchOf(plan.from);
    settle();
  });

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
    // Read before anything is written: the page would be laid out in between.
    const topPx = element.scrollTop;
    const scrolledPx = element.scrollLeft;
    // Where the wheel set an exact place in a scaled grid, the scroll bar only follows it.
    const contentPx = exact.current ?? topPx * scale;
    exact.current = null;
    place.current = { topPx, leftPx: scrolledPx, contentPx };
    const next = planWindow(rowCount, rowPx, bodyPx, topPx, within(contentPx), devicePixelRatio);
    const nextLeftPx = Math.floor(scrolledPx / 100) * 100;
    settle();
    if (next.from === plan.from && next.to === plan.to && nextLeftPx === leftPx) return;
    // What is typed is taken before its row leaves the page.
    if (edited !== null && (edited.index < next.from || edited.index >= next.to)) element.focus({ preventScroll: true });
    // Asked for before anything is drawn: the rows may be here by then.
    pages.want(next.from, next.to);
    setDrawn({ topPx, leftPx: nextLeftPx, contentPx });
  }, [bodyPx, edited, leftPx, pages, plan.from, plan.to, rowCount, rowPx, scale, settle, within]);

  // Zoomed, or on another screen, the same place of the scroll bar stands for other rows.
  const lookAgain = useEffectEvent(onScroll);
  const scaleSeen = useRef(scale);
  useEffect(() => {
    if (scaleSeen.current === scale) return;
    scaleSeen.current = scale;
    lookAgain();
  }, [scale]);

  const scrollContentTo = useCallback(
    (contentPx: number) => {
      const element = scroller.current;
      if (!element) return;
      const before = element.scrollTop;
      exact.current = within(contentPx);
      element.scrollTop = within(contentPx) / scale;
      if (element.scrollTop === before) onScroll();
    },
    [onScroll, scale, within],
  );

  useEffect(() => {
    const element = scroller.current;
    if (!element || scale === 1) return undefined;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      scrollContentTo(within(place.current.contentPx) + event.deltaY * (event.deltaMode === 1 ? rowPx : 1));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [rowPx, scale, scrollContentTo, within]);

  // Other rows: the cursor stays, or goes back to the first one. As many rows as before are most often the same ones, read anew: the selection stays.
  const shownRows = useRef({ fetchRows, rowCount });
  useEffect(() => {
    const before = shownRows.current;
    shownRows.current = { fetchRows, rowCount };
    if (before.fetchRows === fetchRows || before.rowCount === rowCount) return;
    setEdited((old) => (old !== null && old.index >= rowCount ? null : old));
    setSelection((old) => (old.cursor.row < rowCount ? { anchor: old.cursor, cursor: old.cursor } : startSelection));
  }, [fetchRows, rowCount]);

  // ------------------------------------------------------------ cursor
  const block = blockOf(selection);
  const cursorRow = pages.rowAt(cursor.row);
  const cursorKey = cursorRow === undefined ? null : rowKey(cursorRow);
  // The row is told by its key: pages bring new objects for the same row.
  const tellCursor = useEffectEvent((key: string | null, row: number) => onCursor?.(key === null ? null : (cursorRow ?? null), row));
  const tellSelection = useEffectEvent((rows: number, count: number, top: number) => onSelection?.(rows, count, top));
  useEffect(() => {
    tellCursor(cursorKey, cursor.row);
  }, [cursorKey, cursor.row]);
  useEffect(() => {
    const isOne = block.top === block.bottom && block.left === block.right;
    tellSelection(isOne ? 0 : block.bottom - block.top + 1, isOne ? 0 : block.right - block.left + 1, block.top);
  }, [block.top, block.bottom, block.left, block.right]);

  const reveal = useCallback(
    (row: number, columnIndex: number) => {
      const element = scroller.current;
      if (!element) return;
      const topPx = row * rowPx;
      const contentTopPx = within(place.current.contentPx);
      if (topPx < contentTopPx) scrollContentTo(topPx);
      else if (topPx + rowPx > contentTopPx + bodyPx) scrollContentTo(topPx + rowPx - bodyPx);
      const column = placed[columnIndex];
      if (!column || column.isPinned) return;
      const pinnedPx = placed.filter((other) => other.isPinned).reduce((sum, other) => sum + other.widthPx, gutterPx);
      if (column.startPx < element.scrollLeft + pinnedPx) element.scrollLeft = column.startPx - pinnedPx;
      else if (column.startPx + column.widthPx > element.scrollLeft + view.widthPx) element.scrollLeft = column.startPx + column.widthPx - view.widthPx;
    },
    [bodyPx, placed, rowPx, scrollContentTo, view.widthPx, within],
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

  // The header is drawn anew only when columns, order or menus change: what it is handed stays the same meanwhile.
  const setSort = useMemo(() => onSort && ((column: string, descending: boolean | null) => onSort(descending === null ? null : { column, descending })), [onSort]);
  const showMenu = useCallback((column: string | null) => {
    setOpenMenu(column);
    if (column === null) scroller.current?.focus({ preventScroll: true });
  }, []);
  const toggleMark = (index: number) => {
    const row = pages.rowAt(index);
    if (row === undefined || !onMark) return;
    const next = new Map(marked);
    const key = rowKey(row);
    if (!next.delete(key)) next.set(key, row);
    onMark(next);
  };
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
    if (event.key === 'F2' && cursorRow !== undefined && column !== undefined && (onEdit || cannotEdit !== null)) {
      event.preventDefault();
      startEdit(cursorRow, column.column);
      return;
    }
    if (event.key === 'Enter' && cursorRow !== undefined) {
      event.preventDefault();
      onOpen?.(cursorRow, cursor.row);
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'c' && rowCount > 0) {
      event.preventDefault();
      void copy();
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v' && canPaste) {
      takePaste(pasteText);
      return;
    }
    if (event.key === ' ' && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey && onMark) {
      event.preventDefault();
      toggleMark(cursor.row);
      return;
    }
    if (event.key === 'Escape' && marked !== undefined && marked.size > 0) onMark?.(new Map());
    const page = Math.max(1, Math.floor(bodyPx / rowPx) - 1);
    const next = moveSelection(selection, { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey }, rowCount, placed.length, page);
    if (!next) return;
    event.preventDefault();
    setSelection(next);
    if (event.key !== ' ' && event.key !== 'Escape' && event.key.toLowerCase() !== 'a') reveal(next.cursor.row, next.cursor.column);
  };

  const rowsText = (rows: readonly Row[]) => rows.map((row) => placed.slice(block.left, block.right + 1).map(({ column }) => column.text(row)));
  /** `count` rows from `top` on; those out of view are asked for. */
  const rowsFrom = async (top: number, count: number): Promise<readonly Row[]> => {
    const rows: Row[] = [];
    for (let index = top; index < top + count; ) {
      const held = pages.rowAt(index);
      if (held !== undefined) {
        rows.push(held);
        index++;
        continue;
      }
      const more = await fetchRows(index, Math.min(1000, top + count - index), new AbortController().signal);
      if (more.length === 0) break;
      rows.push(...more);
      index += more.length;
    }
    return rows;
  };
  const copy = async () => {
    const wanted = block.bottom - block.top + 1;
    const count = Math.min(wanted, copyLimit);
    const rows = await rowsFrom(block.top, count);
    if (!copyText(toTsv(rowsText(rows)))) return;
    showToast(t('ui.copied', { rows: rows.length, columns: block.right - block.left + 1 }));
    if (wanted > count) showToast(t('ui.copyTooLarge', { rows: count }), { tone: 'review' });
  };

  // ------------------------------------------------------------ editing
  const startEdit = (row: Row, column: GridColumn<Row>) => {
    if (!onEdit) showToast(cannotEdit ?? '', { tone: 'review' });
    else if (column.canEdit !== true) showToast(t('grid.cannotEdit', { column: column.header }), { tone: 'review' });
    else {
      reveal(cursor.row, cursor.column);
      setEdited({ row, index: cursor.row, column });
    }
  };
  const endEdit = (move: EditorMove) => {
    setEdited(null);
    if (move === 'stay') return;
    scroller.current?.focus({ preventScroll: true });
    const next = {
      row: Math.max(0, Math.min(rowCount - 1, cursor.row + (move === 'down' ? 1 : move === 'up' ? -1 : 0))),
      column: Math.max(0, Math.min(placed.length - 1, cursor.column + (move === 'right' ? 1 : move === 'left' ? -1 : 0))),
    };
    setSelection({ anchor: next, cursor: next });
    reveal(next.row, next.column);
  };
  const paste = async (text: string) => {
    const cells = fromTsv(text);
    const plan = planPaste(cells, block, rowCount, placed.length);
    const { top, bottom, left, right } = plan.target;
    if (cells.length === 0) return;
    if ((bottom - top + 1) * (right - left + 1) > pasteLimit) {
      showToast(t('grid.pasteTooLarge', { limit: pasteLimit }), { tone: 'review' });
      return;
    }
    const rows = await rowsFrom(top, bottom - top + 1);
    const edits: GridEdit<Row>[] = [];
    const height = bottom - top + 1 + plan.cutRows;
    const width = right - left + 1 + plan.cutColumns;
    let leftOut = height * width - rows.length * (right - left + 1);
    rows.forEach((row, index) => {
      for (let at = left; at <= right; at++) {
        const { column } = placed[at]!;
        const after = plan.textAt(top + index, at);
        if (after === undefined) continue;
        const before = column.text(row) ?? '';
        if (column.canEdit !== true) leftOut++;
        else if (after !== before) edits.push({ row, column: column.id, before, after });
      }
    });
    if (edits.length === 0) showToast(t(leftOut > 0 ? 'grid.pasteNoPlace' : 'grid.pasteSame'), leftOut > 0 ? { tone: 'review' } : {});
    else onEdit?.(edits, { kind: 'pasted', leftOut });
  };
  const canPaste = rowCount > 0 && (onEdit !== undefined || cannotEdit !== null);
  const pasteText = (text: string) => {
    // The rows were just read anew: what is shown next is what can be pasted over.
    if (onEdit) void paste(text).catch(() => showToast(t('grid.pasteRetry'), { tone: 'review' }));
    else showToast(cannotEdit ?? '', { tone: 'review' });
  };
  /** From the menu: the key is taken before. */
  const onPaste = (event: ClipboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || !canPaste) return;
    event.preventDefault();
    pasteText(event.clipboardData.getData('text/plain'));
  };

  const cellOf = (event: MouseEvent): { row: number; column: number } | null => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
    if (!cell) return null;
    return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column'] ?? -1) };
  };
  const onMouseDown = (event: MouseEvent) => {
    const at = cellOf(event);
    if (!at || event.button !== 0 || event.target instanceof HTMLTextAreaElement) return;
    if ((event.ctrlKey || event.metaKey) && onMark) {
      event.preventDefault();
      scroller.current?.focus({ preventScroll: true });
      setSelection((old) => {
        const here = { row: at.row, column: at.column < 0 ? old.cursor.column : at.column };
        return { anchor: here, cursor: here };
      });
      toggleMark(at.row);
      return;
    }
    if (at.column < 0) {
      setSelection({ anchor: { row: event.shiftKey ? selection.anchor.row : at.row, column: 0 }, cursor: { row: at.row, column: placed.length - 1 } });
      return;
    }
    setSelection((old) => ({ anchor: event.shiftKey ? old.anchor : at, cursor: at }));
  };
  const onMouseMove = (event: MouseEvent) => {
    if (event.buttons !== 1 || edited !== null) return;
    const at = cellOf(event);
    if (!at || at.column < 0 || (at.row === cursor.row && at.column === cursor.column)) return;
    setSelection((old) => ({ anchor: old.anchor, cursor: at }));
  };

  /** Width that fits the header and the rows in view. */
  const seen = useRef({ from: 0, to: 0 });
  useEffect(() => {
    seen.current = { from: plan.from, to: plan.to };
  }, [plan.from, plan.to]);
  const fitWidth = useCallback((column: GridColumn<Row>) => {
    const canvas = document.createElement('canvas').getContext('2d');
    if (!canvas) return;
    canvas.font = "13px 'Inter Variable'";
    let widest = canvas.measureText(column.header).width + 44;
    for (let index = seen.current.from; index < seen.current.to; index++) {
      const row = pages.rowAt(index);
      if (row !== undefined) widest = Math.max(widest, canvas.measureText(column.text(row) ?? '').width + 22);
    }
    onLayout(setWidth(layout, column.id, Math.min(640, Math.ceil(widest))));
  }, [layout, onLayout, pages]);

  // Rows that leave the view lend their elements to those that come; these stay in the page in the order of their slots, and `aria-rowindex` tells the rows' own.
  const slots = Math.ceil(bodyPx / rowPx) + 24;
  const firstOfStretch = stretchOf(plan.from);
  const firstInOrder = Math.ceil(plan.from / slots) * slots;
  const inSlots = plan.from === plan.to ? [] : [...range(Math.min(firstInOrder, plan.to), plan.to), ...range(plan.from, Math.min(firstInOrder, plan.to))];
  const editor =
    edited !== null ? (
      <CellEditor
        key={`${edited.index} ${edited.column.id}`}
        label={edited.column.header}
        value={edited.column.text(edited.row) ?? ''}
        mono={edited.column.mono === true}
        onCommit={(after, move) => {
          const before = edited.column.text(edited.row) ?? '';
          endEdit(move);
          if (after !== before) onEdit?.([{ row: edited.row, column: edited.column.id, before, after }], { kind: 'typed' });
        }}
        onCancel={() => {
          setEdited(null);
          scroller.current?.focus({ preventScroll: true });
        }}
      />
    ) : null;
  const rows = [];
  for (const index of inSlots) {
    const row = pages.rowAt(index);
    rows.push(
      <GridRowView
        key={index % slots}
        id={id}
        index={index}
        number={rowNumber === undefined ? index + 1 : row === undefined ? null : rowNumber(row)}
        row={row}
        columns={shown}
        beforePx={beforePx}
        afterPx={afterPx}
        rowPx={rowPx}
        topPx={(index - firstOfStretch) * rowPx}
        isMarked={row !== undefined && marked?.has(rowKey(row)) === true}
        cursorColumn={index === cursor.row ? cursor.column : -1}
        left={index >= block.top && index <= block.bottom ? block.left : -1}
        right={index >= block.top && index <= block.bottom ? block.right : -1}
        editor={index === edited?.index ? editor : null}
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
      onPaste={onPaste}
      onMouseDown={onMouseDown}
      onMouseMove={onMouseMove}
      onMouseOver={showWhole}
      onDoubleClick={(event) => {
        const at = event.target instanceof HTMLTextAreaElement ? null : cellOf(event);
        const row = at ? pages.rowAt(at.row) : undefined;
        if (at && row !== undefined) onOpen?.(row, at.row);
      }}
    >
      <GridHeader
        columns={shown}
        beforePx={beforePx}
        afterPx={afterPx}
        totalPx={totalPx}
        sort={sort}
        onSort={setSort}
        layout={layout}
        allColumns={columns}
        onLayout={onLayout}
        fitWidth={fitWidth}
        renderColumnMenu={renderColumnMenu}
        openMenu={openMenu}
        onOpenMenu={showMenu}
      />
      {rowCount === 0 && empty !== undefined ? (
        <div className="grid-empty">{empty}</div>
      ) : (
        <div className="grid-canvas" role="rowgroup" style={{ height: canvasPx, width: totalPx }}>
          <div ref={rowsElement} className={classes('grid-rows', scale !== 1 && 'scaled')} role="presentation" style={{ width: totalPx }}>
            {rows}
          </div>
        </div>
      )}
    </div>
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}

/** The whole text of a cell that is too narrow for it; looked at when the mouse comes, not for every cell that is drawn. */
function showWhole(event: MouseEvent): void {
  const cell = (event.target as HTMLElement).closest<HTMLElement>('.grid-cell');
  if (cell === null) return;
  const isCut = cell.scrollWidth > cell.clientWidth && !cell.classList.contains('editing');
  if (isCut) cell.title = cell.textContent;
  else cell.removeAttribute('title');
}
