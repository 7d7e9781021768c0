// One byte per row that says whether the row is in: what filters are made of.
import type { TextColumn } from '../TextColumn.ts';
import { markRows } from './gather.ts';

/** 1 for each row that is in, else 0. */
export type RowMask = Uint8Array<ArrayBuffer>;

/** A mask whose memory is whole words of four rows, so that masks are joined by words; a copy of `of`, or without rows. */
export function newMask(rows: number, of?: Uint8Array): RowMask {
  const mask = new Uint8Array(new ArrayBuffer((rows + 3) & ~3), 0, rows);
  if (of !== undefined) mask.set(of.length > rows ? of.subarray(0, rows) : of);
  return mask;
}

/** Rows whose value has a verdict of 1. `verdicts` has one byte per stored value. */
export function maskOfVerdicts(column: TextColumn, verdicts: Uint8Array): RowMask {
  const mask = newMask(column.length);
  markRows(column, verdicts, mask);
  return mask;
}

/** Leaves in `mask` only the rows that are in both. */
export function keepCommon(mask: RowMask, other: RowMask): void {
  const words = wordsOf(mask);
  const others = wordsOf(other);
  for (let i = 0; i < words.length; i++) words[i] = words[i]! & others[i]!;
}

/** Adds to `mask` the rows of the other one. */
export function addRows(mask: RowMask, other: RowMask): void {
  const words = wordsOf(mask);
  const others = wordsOf(other);
  for (let i = 0; i < words.length; i++) words[i] = words[i]! | others[i]!;
}

export function countRows(mask: RowMask): number {
  const words = wordsOf(mask);
  let count = 0;
  // The four bytes of a word are 0 or 1 each: the product has their sum in its highest byte.
  for (let i = 0; i < words.length; i++) count += Math.imul(words[i]!, 0x01010101) >>> 24;
  return count;
}

/** The rows that are in, ascending. */
export function rowsOfMask(mask: RowMask): Uint32Array<ArrayBuffer> {
  const words = wordsOf(mask);
  const rows = new Uint32Array(countRows(mask) + 4);
  let at = 0;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === 0) continue;
    // Writing every row and keeping only those that are in costs less than a branch that nobody can foresee.
    const row = i * 4;
    rows[at] = row;
    at += mask[row]!;
    rows[at] = row + 1;
    at += mask[row + 1]! | 0;
    rows[at] = row + 2;
    at += mask[row + 2]! | 0;
    rows[at] = row + 3;
    at += mask[row + 3]! | 0;
  }
  return rows.subarray(0, at);
}

/** Masks of `newMask` only: their memory ends with a whole word, and what is beyond their rows is 0. */
function wordsOf(mask: RowMask): Uint32Array<ArrayBuffer> {
  return new Uint32Array(mask.buffer);
}
