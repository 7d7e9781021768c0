// One byte per row that says whether the row is in: what filters are made of.
import type { TextColumn } from '../TextColumn.ts';
import { raiseRows } from './gather.ts';

export type RowMask = Uint8Array;

/** Rows whose value has a verdict that is not 0. `verdicts` has one byte per stored value. */
export function maskOfVerdicts(column: TextColumn, verdicts: Uint8Array): RowMask {
  const mask = new Uint8Array(column.length);
  raiseRows(column, verdicts, mask);
  return mask;
}

/** The rows that are in, ascending. */
export function rowsOfMask(mask: RowMask): Uint32Array {
  let count = 0;
  for (let row = 0; row < mask.length; row++) count += mask[row] === 0 ? 0 : 1;
  const rows = new Uint32Array(count);
  // Writing every row and keeping only those that are in costs less than a branch that nobody can foresee.
  let at = 0;
  for (let row = 0; at < count; row++) {
    rows[at] = row;
    at += mask[row] === 0 ? 0 : 1;
  }
  return rows;
}
