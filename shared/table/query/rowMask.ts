// One byte per row that says whether the row is in: what filters are made of.
import type { TextColumn } from '../TextColumn.ts';

export type RowMask = Uint8Array;

/** Rows whose value has a verdict that is not 0. `verdicts` has one byte per stored value. */
export function maskOfVerdicts(column: TextColumn, verdicts: Uint8Array): RowMask {
  const mask = new Uint8Array(column.length);
  if (column.kind === 'arena') {
    for (let row = 0; row < mask.length; row++) mask[row] = verdicts[row] === 0 ? 0 : 1;
    return mask;
  }
  const codes = column.codes;
  for (let row = 0; row < mask.length; row++) mask[row] = verdicts[codes[row]!] === 0 ? 0 : 1;
  return mask;
}

/** The rows that are in, ascending. */
export function rowsOfMask(mask: RowMask): Uint32Array {
  let count = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row] !== 0) count++;
  const rows = new Uint32Array(count);
  let at = 0;
  for (let row = 0; row < mask.length; row++) if (mask[row] !== 0) rows[at++] = row;
  return rows;
}
