// One column of text values as delivered: a dictionary of distinct values, or one value after another.
import { decodeText, MISSING_BYTE } from './wtf8.ts';

export type Codes = Uint8Array | Uint16Array | Uint32Array;

/**
 * `bytes` holds values in WTF-8; value `v` is `bytes[offsets[v] .. offsets[v + 1])`.
 * dictionary: values are distinct, and row `r` has value `codes[r]`.
 * arena: row `r` has value `r`; values may repeat.
 */
export type TextColumn =
  | {
      readonly kind: 'dictionary';
      readonly length: number;
      readonly codes: Codes;
      readonly bytes: Uint8Array;
      readonly offsets: Uint32Array;
    }
  | { readonly kind: 'arena'; readonly length: number; readonly bytes: Uint8Array; readonly offsets: Uint32Array };

/** How many values the column stores: distinct ones for a dictionary, one per row for an arena. */
export function valueCount(column: TextColumn): number {
  return column.offsets.length - 1;
}

/** The stored value that a row has. */
export function valueIndexOf(column: TextColumn, row: number): number {
  return column.kind === 'arena' ? row : (column.codes[row]!);
}

/** The text of a stored value (not of a row). */
export function valueText(column: TextColumn, value: number): string {
  return decodeText(column.bytes, column.offsets[value]!, column.offsets[value + 1]!);
}

/** The text of a row; '' for empty and for missing values. */
export function textAt(column: TextColumn, row: number): string {
  return valueText(column, valueIndexOf(column, row));
}

/** Whether the source had no cell there at all, as against an empty one. */
export function isMissingAt(column: TextColumn, row: number): boolean {
  const value = valueIndexOf(column, row);
  const start = column.offsets[value]!;
  return (column.offsets[value + 1]!) > start && column.bytes[start] === MISSING_BYTE;
}

/** Bytes that the column holds in memory. */
export function columnBytes(column: TextColumn): number {
  const codes = column.kind === 'dictionary' ? column.codes.byteLength : 0;
  return codes + column.bytes.byteLength + column.offsets.byteLength;
}

/** All texts in row order; for small tables and tests. */
export function textsOf(column: TextColumn): string[] {
  return Array.from({ length: column.length }, (_, row) => textAt(column, row));
}
