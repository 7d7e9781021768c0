// Decides which cells of a grid a pasted block of text falls on, as in Excel.
import type { Block } from './selection.ts';

export type PastePlan = {
  /** The cells that are written; all edges belong to it. */
  readonly target: Block;
  /** Rows and columns of the text that would stand beyond the last row or column of the grid. */
  readonly cutRows: number;
  readonly cutColumns: number;
  /** What is written at a place of the target; undefined where the text's row is shorter. */
  readonly textAt: (row: number, column: number) => string | undefined;
};

/** One cell fills the selection; a block that fits into it a whole number of times is repeated; any other one is written once from its top left. */
export function planPaste(cells: readonly (readonly string[])[], selected: Block, rowCount: number, columnCount: number): PastePlan {
  const height = cells.length;
  const width = Math.max(0, ...cells.map((row) => row.length));
  const selectedRows = selected.bottom - selected.top + 1;
  const selectedColumns = selected.right - selected.left + 1;
  const isRepeated = height > 0 && width > 0 && selectedRows % height === 0 && selectedColumns % width === 0;
  const rows = isRepeated ? selectedRows : height;
  const columns = isRepeated ? selectedColumns : width;
  const cutRows = Math.max(0, selected.top + rows - rowCount);
  const cutColumns = Math.max(0, selected.left + columns - columnCount);
  return {
    target: { top: selected.top, left: selected.left, bottom: selected.top + rows - cutRows - 1, right: selected.left + columns - cutColumns - 1 },
    cutRows,
    cutColumns,
    textAt: (row, column) => cells[(row - selected.top) % height]?.[(column - selected.left) % width],
  };
}
