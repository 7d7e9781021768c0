// The header of a grid: names, sorting, menus, widths, order, and a thin bar that tells how well a column is filled.
import { ArrowDown, ArrowDownAZ, ArrowLeft, ArrowRight, ArrowUp, ArrowUpAZ, ChevronDown, ChevronsLeftRight, ChevronsRightLeft, Columns3, EyeOff, Pin, PinOff, StretchHorizontal, X } from 'lucide-react';
import { memo, useRef, useState, type ReactNode } from 'react';
import { Button as AriaButton, Menu as AriaMenu, MenuTrigger, Popover } from 'react-aria-components';
import { useText } from '../../i18n/useText.ts';
import { classes } from '../classes.ts';
import { MenuItem, MenuRule } from '../Menu.tsx';
import { moveBefore, moveByOne, setWidth } from './arrange.ts';
import { gutterPx, widthStepPx, type GridColumn, type GridLayout, type GridSort, type PlacedColumn } from './columns.ts';

type Props<Row> = {
  columns: readonly PlacedColumn<Row>[];
  beforePx: number;
  afterPx: number;
  totalPx: number;
  sort: GridSort | null;
  onSort: ((column: string, descending: boolean | null) => void) | undefined;
  layout: GridLayout;
  allColumns: readonly GridColumn<Row>[];
  onLayout: (layout: GridLayout) => void;
  fitWidth: (column: GridColumn<Row>) => void;
  renderColumnMenu: ((column: GridColumn<Row>) => ReactNode) | undefined;
  openMenu: string | null;
  onOpenMenu: (column: string | null) => void;
};

/** Sorting by click, everything else by the menu (Alt+Down on the grid) and, for those with a mouse, by dragging. */
function View<Row>({ columns, beforePx, afterPx, totalPx, sort, onSort, layout, allColumns, onLayout, fitWidth, renderColumnMenu, openMenu, onOpenMenu }: Props<Row>) {
  const { t, percent } = useText();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const resized = useRef<{ column: string; fromX: number; widthPx: number }>(null);

  const all = allColumns.map((column) => column.id);
  const step = (placed: PlacedColumn<Row>, by: -1 | 1) => onLayout(moveByOne(layout, all, columns.map((other) => other.column.id), placed.column.id, by));

  const head = (placed: PlacedColumn<Row>) => {
    const { column, widthPx, startPx, isPinned, index } = placed;
    const sorted = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : null;
    const canSort = onSort !== undefined && column.canSort !== false;
    return (
      <div
        key={column.id}
        role="columnheader"
        aria-colindex={index + 2}
        aria-sort={sorted ?? 'none'}
        className={classes('grid-head', column.align === 'end' && 'end', isPinned && 'pinned', over === column.id && dragged !== column.id && 'drop')}
        style={isPinned ? { width: widthPx, insetInlineStart: startPx } : { width: widthPx }}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/x-column', column.id);
          setDragged(column.id);
        }}
        onDragOver={(event) => {
          if (!dragged) return;
          event.preventDefault();
          setOver(column.id);
        }}
        onDragEnd={() => {
          setDragged(null);
          setOver(null);
        }}
        onDrop={(event) => {
          if (!dragged) return;
          event.preventDefault();
          event.stopPropagation();
          if (dragged !== column.id) onLayout(moveBefore(layout, all, dragged, column.id));
          setDragged(null);
          setOver(null);
        }}
      >
        <button
          type="button"
          tabIndex={-1}
          className="grid-head-name"
          disabled={!canSort}
          onClick={() => onSort?.(column.id, sorted === null ? false : sorted === 'ascending' ? true : null)}
        >
          <span className="truncate" title={column.header}>
            {column.header}
          </span>
          {sorted === 'ascending' && <ArrowUp size={12} aria-hidden="true" />}
          {sorted === 'descending' && <ArrowDown size={12} aria-hidden="true" />}
        </button>
        <MenuTrigger isOpen={openMenu === column.id} onOpenChange={(isOpen) => onOpenMenu(isOpen ? column.id : null)}>
          <AriaButton className="grid-head-menu" aria-label={t('grid.menu', { column: column.header })} excludeFromTabOrder>
            <ChevronDown size={13} />
          </AriaButton>
          <Popover className="popover" placement="bottom end" offset={2}>
            <AriaMenu className="menu" aria-label={t('grid.menu', { column: column.header })}>
              {canSort && (
                <>
                  <MenuItem icon={ArrowDownAZ} isChosen={sorted === 'ascending'} onAction={() => onSort(column.id, false)}>
                    {t('grid.sortAscending')}
                  </MenuItem>
                  <MenuItem icon={ArrowUpAZ} isChosen={sorted === 'descending'} onAction={() => onSort(column.id, true)}>
                    {t('grid.sortDescending')}
                  </MenuItem>
                  {sorted && (
                    <MenuItem icon={X} onAction={() => onSort(column.id, null)}>
                      {t('grid.sortNone')}
                    </MenuItem>
                  )}
                  <MenuRule />
                </>
              )}
              {renderColumnMenu?.(column)}
              <MenuItem icon={isPinned ? PinOff : Pin} onAction={() => onLayout({ ...layout, pinned: isPinned ? layout.pinned.filter((other) => other !== column.id) : [...layout.pinned, column.id] })}>
                {isPinned ? t('grid.unpin') : t('grid.pin')}
              </MenuItem>
              <MenuItem icon={ArrowLeft} keys="mod+Alt+left" onAction={() => step(placed, -1)}>
                {t('grid.moveLeft')}
              </MenuItem>
              <MenuItem icon={ArrowRight} keys="mod+Alt+right" onAction={() => step(placed, 1)}>
                {t('grid.moveRight')}
              </MenuItem>
              <MenuItem icon={StretchHorizontal} onAction={() => fitWidth(column)}>
                {t('grid.fit')}
              </MenuItem>
              <MenuItem icon={ChevronsLeftRight} keys="Alt+shift+right" shouldCloseOnSelect={false} onAction={() => onLayout(setWidth(layout, column.id, widthPx + widthStepPx))}>
                {t('grid.wider')}
              </MenuItem>
              <MenuItem icon={ChevronsRightLeft} keys="Alt+shift+left" shouldCloseOnSelect={false} onAction={() => onLayout(setWidth(layout, column.id, widthPx - widthStepPx))}>
                {t('grid.narrower')}
              </MenuItem>
              <MenuRule />
              <MenuItem icon={EyeOff} onAction={() => onLayout({ ...layout, hidden: [...layout.hidden, column.id] })}>
                {t('grid.hide')}
              </MenuItem>
              {layout.hidden.length > 0 && (
                <MenuItem icon={Columns3} onAction={() => onLayout({ ...layout, hidden: [] })}>
                  {t('grid.showAll')}
                </MenuItem>
              )}
            </AriaMenu>
          </Popover>
        </MenuTrigger>
        {column.profile && (
          <span className="grid-profile" title={t('grid.profile', { filled: percent(column.profile.filled), blank: percent(1 - column.profile.filled) })}>
            <span className="filled" style={{ width: `${(column.profile.filled - column.profile.invalid) * 100}%` }} />
            <span className="invalid" style={{ width: `${column.profile.invalid * 100}%` }} />
          </span>
        )}
        <span
          className="grid-resize"
          aria-hidden="true"
          draggable
          onDragStart={(event) => {
            event.preventDefault();
            event.stopPropagation();
          }}
          onPointerDown={(event) => {
            // Keeps the header from being dragged along.
            event.preventDefault();
            event.currentTarget.setPointerCapture(event.pointerId);
            resized.current = { column: column.id, fromX: event.clientX, widthPx };
          }}
          onPointerMove={(event) => {
            const start = resized.current;
            if (start?.column !== column.id || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
            onLayout(setWidth(layout, column.id, start.widthPx + event.clientX - start.fromX));
          }}
          onPointerUp={() => {
            resized.current = null;
          }}
          onDoubleClick={(event) => {
            event.stopPropagation();
            fitWidth(column);
          }}
        />
      </div>
    );
  };

  return (
    <div className="grid-header" role="rowgroup" style={{ width: totalPx }}>
      <div className="grid-row" role="row" aria-rowindex={1}>
        <div className="grid-gutter head" role="columnheader" aria-colindex={1} style={{ width: gutterPx }}>
          <span className="visually-hidden">{t('grid.rowNumber')}</span>
        </div>
        {columns.filter((placed) => placed.isPinned).map(head)}
        {beforePx > 0 && <div role="presentation" className="grid-gap" style={{ width: beforePx }} />}
        {columns.filter((placed) => !placed.isPinned).map(head)}
        {afterPx > 0 && <div role="presentation" className="grid-gap" style={{ width: afterPx }} />}
      </div>
    </div>
  );
}

export const GridHeader = memo(View) as typeof View;
