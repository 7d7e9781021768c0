// Brings what is known per stored value to the rows. Each width of codes has a loop of its own: loops over one kind of
// array run about three times as fast as loops that meet all three.
import type { TextColumn } from '../TextColumn.ts';

/** `into[row]` becomes 1 where the row's value is marked with 1. */
export function markRows(column: TextColumn, marks: Uint8Array, into: Uint8Array): void {
  const rows = column.length;
  if (column.kind === 'arena') for (let row = 0; row < rows; row++) into[row] = into[row]! | marks[row]!;
  else if (column.codes instanceof Uint8Array) markByCodes(column.codes, marks, into);
  else if (column.codes instanceof Uint16Array) markByShorts(column.codes, marks, into);
  else markByWords(column.codes, marks, into);
}

function markByCodes(codes: Uint8Array, marks: Uint8Array, into: Uint8Array): void {
  for (let row = 0; row < codes.length; row++) into[row] = into[row]! | marks[codes[row]!]!;
}

function markByShorts(codes: Uint16Array, marks: Uint8Array, into: Uint8Array): void {
  for (let row = 0; row < codes.length; row++) into[row] = into[row]! | marks[codes[row]!]!;
}

function markByWords(codes: Uint32Array, marks: Uint8Array, into: Uint8Array): void {
  for (let row = 0; row < codes.length; row++) into[row] = into[row]! | marks[codes[row]!]!;
}

/** The bits of the row's value are added to `into[row]`. */
export function mixRows(column: TextColumn, ofValues: Uint32Array, into: Uint32Array): void {
  const rows = column.length;
  if (column.kind === 'arena') {
    for (let row = 0; row < rows; row++) into[row] = into[row]! | ofValues[row]!;
    return;
  }
  const { codes } = column;
  if (codes instanceof Uint8Array) for (let row = 0; row < rows; row++) into[row] = into[row]! | ofValues[codes[row]!]!;
  else if (codes instanceof Uint16Array) for (let row = 0; row < rows; row++) into[row] = into[row]! | ofValues[codes[row]!]!;
  else for (let row = 0; row < rows; row++) into[row] = into[row]! | ofValues[codes[row]!]!;
}

/** `into[i]` becomes the entry of the value of row `rows[i]`. */
export function pickRows(column: TextColumn, ofValues: Uint32Array, rows: Uint32Array, into: Uint32Array): void {
  const count = rows.length;
  if (column.kind === 'arena') {
    for (let i = 0; i < count; i++) into[i] = ofValues[rows[i]!]!;
    return;
  }
  const { codes } = column;
  if (codes instanceof Uint8Array) for (let i = 0; i < count; i++) into[i] = ofValues[codes[rows[i]!]!]!;
  else if (codes instanceof Uint16Array) for (let i = 0; i < count; i++) into[i] = ofValues[codes[rows[i]!]!]!;
  else for (let i = 0; i < count; i++) into[i] = ofValues[codes[rows[i]!]!]!;
}
