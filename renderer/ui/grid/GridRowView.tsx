// Draws one row of a grid; drawn anew only when the row, its columns or its part of the selection change.
import { Check } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { classes } from '../classes.ts';
import type { PlacedColumn } from './columns.ts';

type Props<Row> = {
  id: string;
  index: number;
  /** What the row is counted as. */
  number: number | null;
  row: Row | undefined;
  columns: readonly PlacedColumn<Row>[];
  beforePx: number;
  afterPx: number;
  rowPx: number;
  /** Where it stands among the rows. */
  topPx: number;
  isMarked: boolean;
  /** Column of the cursor, or −1. */
  cursorColumn: number;
  /** Selected columns of this row, both ends included, or −1. */
  left: number;
  right: number;
  /** Stands in the cursor's cell while it is edited. */
  editor: ReactNode;
};

function View<Row>({ id, index, number, row, columns, beforePx, afterPx, rowPx, topPx, isMarked, cursorColumn, left, right, editor }: Props<Row>) {
  const pinned = columns.filter((placed) => placed.isPinned);
  const others = columns.filter((placed) => !placed.isPinned);
  const cell = ({ column, widthPx, startPx, isPinned, index: columnIndex }: PlacedColumn<Row>) => {
    const text = row === undefined ? null : column.text(row);
    const isSelected = columnIndex >= left && columnIndex <= right && left >= 0;
    const isCursor = columnIndex === cursorColumn;
    const edited = isCursor ? editor : null;
    return (
      <div
        key={column.id}
        id={isCursor ? `${id}-${index}-${columnIndex}` : undefined}
        role="gridcell"
        aria-colindex={columnIndex + 2}
        aria-selected={isSelected || isCursor || isMarked}
        data-row={index}
        data-column={columnIndex}
        className={classes('grid-cell', column.align === 'end' && 'end', column.mono && 'mono', column.render && 'drawn', text === '' && !column.render && 'faint', isPinned && 'pinned', isSelected && 'selected', isCursor && 'cursor', edited !== null && 'editing')}
        style={isPinned ? { width: widthPx, insetInlineStart: startPx } : { width: widthPx }}
      >
        {edited !== null ? edited : row === undefined ? <span className="skeleton" style={{ width: `${30 + ((index * 7 + columnIndex * 13) % 45)}%` }} /> : column.render ? column.render(row) : text === '' ? '–' : text}
      </div>
    );
  };
  return (
    <div className={classes('grid-row', isMarked && 'marked', editor !== null && 'editing')} role="row" aria-rowindex={index + 2} aria-selected={isMarked} style={{ height: rowPx, top: topPx }}>
      <div className="grid-gutter" role="rowheader" aria-colindex={1} data-row={index}>
        {isMarked && <Check size={12} strokeWidth={2.6} aria-hidden="true" />}
        {number}
      </div>
      {pinned.map(cell)}
      {beforePx > 0 && <div role="presentation" style={{ width: beforePx }} className="grid-gap" />}
      {others.map(cell)}
      {afterPx > 0 && <div role="presentation" style={{ width: afterPx }} className="grid-gap" />}
    </div>
  );
}

export const GridRowView = memo(View) as typeof View;
