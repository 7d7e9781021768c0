// Brings what is known per stored value to the rows. Each width of codes has a loop of its own: loops over one kind of
// array run about three times as fast as loops that meet all three.
import type { TextColumn } from '../TextColumn.ts';

/** `into[row]` becomes the entry of the row's value where that is larger. */
export function raiseRows(column: TextColumn, ofValues: Uint8Array, into: Uint8Array): void {
  const rows = column.length;
  if (column.kind === 'arena') {
    for (let row = 0; row < rows; row++) {
      const entry = ofValues[row]!;
      if (entry > into[row]!) into[row] = entry;
    }
    return;
  }
  const { codes } = column;
  if (codes instanceof Uint8Array) {
    for (let row = 0; row < rows; row++) {
      const entry = ofValues[codes[row]!]!;
      if (entry > into[row]!) into[row] = entry;
    }
  } else if (codes instanceof Uint16Array) {
    for (let row = 0; row < rows; row++) {
      const entry = ofValues[codes[row]!]!;
      if (entry > into[row]!) into[row] = entry;
    }
  } else {
    for (let row = 0; row < rows; row++) {
      const entry = ofValues[codes[row]!]!;
      if (entry > into[row]!) into[row] = entry;
    }
  }
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
