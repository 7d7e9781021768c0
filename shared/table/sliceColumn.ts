// Takes a run of rows, or chosen rows, out of a column.
import { allocateOrdinary } from './allocate.ts';
import { allocateCodes } from './joinColumns.ts';
import { valueCount, type TextColumn } from './TextColumn.ts';

/**
 * Rows `[from, to)` as a column of their own; the bounds are clamped to the column. A dictionary that would be larger
 * than the slice is rebuilt with the slice's own values, otherwise it is shared with the original column.
 */
export function sliceColumn(column: TextColumn, from: number, to: number): TextColumn {
  const start = Math.min(Math.max(0, from), column.length);
  const end = Math.min(Math.max(start, to), column.length);
  if (start === 0 && end === column.length) return column;
  const length = end - start;
  if (column.kind === 'arena') {
    const base = column.offsets[start]!;
    const offsets = column.offsets.slice(start, end + 1);
    for (let i = 0; i <= length; i++) offsets[i] = offsets[i]! - base;
    return { kind: 'arena', length, bytes: column.bytes.slice(base, column.offsets[end]!), offsets };
  }
  if (valueCount(column) <= length) {
    return { kind: 'dictionary', length, codes: column.codes.slice(start, end), bytes: column.bytes, offsets: column.offsets };
  }
  const rows = new Uint32Array(length);
  for (let i = 0; i < length; i++) rows[i] = start + i;
  return takeRows(column, rows);
}

/** The chosen rows, in the order given, as a column of their own. */
export function takeRows(column: TextColumn, rows: Uint32Array): TextColumn {
  if (column.kind === 'arena') {
    const offsets = new Uint32Array(rows.length + 1);
    for (let i = 0; i < rows.length; i++) offsets[i + 1] = offsets[i]! + column.offsets[rows[i]! + 1]! - column.offsets[rows[i]!]!;
    const bytes = new Uint8Array(offsets[rows.length]!);
    for (let i = 0; i < rows.length; i++) copyValue(column, rows[i]!, bytes, offsets[i]!);
    return { kind: 'arena', length: rows.length, bytes, offsets };
  }
  const newNumber = new Int32Array(valueCount(column)).fill(-1);
  const kept: number[] = [];
  let size = 0;
  for (const row of rows) {
    const value = column.codes[row]!;
    if (newNumber[value]! >= 0) continue;
    newNumber[value] = kept.length;
    kept.push(value);
    size += column.offsets[value + 1]! - column.offsets[value]!;
  }
  const bytes = new Uint8Array(size);
  const offsets = new Uint32Array(kept.length + 1);
  kept.forEach((value, i) => {
    copyValue(column, value, bytes, offsets[i]!);
    offsets[i + 1] = offsets[i]! + column.offsets[value + 1]! - column.offsets[value]!;
  });
  const codes = allocateCodes(rows.length, kept.length, allocateOrdinary);
  for (let i = 0; i < rows.length; i++) codes[i] = newNumber[column.codes[rows[i]!]!]!;
  return { kind: 'dictionary', length: rows.length, codes, bytes, offsets };
}

function copyValue(column: TextColumn, value: number, target: Uint8Array, at: number): void {
  const start = column.offsets[value]!;
  const end = column.offsets[value + 1]!;
  for (let i = start; i < end; i++) target[at + i - start] = column.bytes[i]!;
}
