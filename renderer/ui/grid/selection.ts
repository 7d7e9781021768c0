// The cursor of a grid and the block of cells selected around it.

export type GridCursor = { readonly row: number; readonly column: number };
/** From the anchor to the cursor, both included. */
export type GridSelection = { readonly anchor: GridCursor; readonly cursor: GridCursor };
export type Block = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

export const startSelection: GridSelection = { anchor: { row: 0, column: 0 }, cursor: { row: 0, column: 0 } };

/** The rectangle of a selection; all edges belong to it. */
export function blockOf({ anchor, cursor }: GridSelection): Block {
  return {
    top: Math.min(anchor.row, cursor.row),
    bottom: Math.max(anchor.row, cursor.row),
    left: Math.min(anchor.column, cursor.column),
    right: Math.max(anchor.column, cursor.column),
  };
}

export type KeyPress = { readonly key: string; readonly ctrl: boolean; readonly shift: boolean; readonly alt: boolean };

/** Where a key takes the selection, as in Excel; null for keys that move nothing. `page` is rows per screen. */
export function moveSelection(selection: GridSelection, press: KeyPress, rows: number, columns: number, page: number): GridSelection | null {
  if (press.alt || rows === 0 || columns === 0) return null;
  const lastRow = rows - 1;
  const lastColumn = columns - 1;
  const { row, column } = selection.cursor;
  const to = (nextRow: number, nextColumn: number): GridSelection => {
    const cursor = { row: Math.max(0, Math.min(lastRow, nextRow)), column: Math.max(0, Math.min(lastColumn, nextColumn)) };
    return { anchor: press.shift ? selection.anchor : cursor, cursor };
  };
  switch (press.key) {
    case 'ArrowUp': return to(press.ctrl ? 0 : row - 1, column);
    case 'ArrowDown': return to(press.ctrl ? lastRow : row + 1, column);
    case 'ArrowLeft': return to(row, press.ctrl ? 0 : column - 1);
    case 'ArrowRight': return to(row, press.ctrl ? lastColumn : column + 1);
    case 'Home': return to(press.ctrl ? 0 : row, 0);
    case 'End': return to(press.ctrl ? lastRow : row, lastColumn);
    case 'PageUp': return to(row - page, column);
    case 'PageDown': return to(row + page, column);
    case ' ':
      if (press.ctrl) return { anchor: { row: 0, column }, cursor: { row: lastRow, column } };
      if (press.shift) return { anchor: { row, column: 0 }, cursor: { row, column: lastColumn } };
      return null;
    case 'Escape': return { anchor: selection.cursor, cursor: selection.cursor };
    case 'a':
    case 'A': return press.ctrl ? { anchor: { row: 0, column: 0 }, cursor: { row: lastRow, column: lastColumn } } : null;
    default: return null;
  }
}
