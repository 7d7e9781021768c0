// Collects the values of one column row by row and picks the smaller of the two layouts.
import { encodeInto, MISSING_BYTE } from './wtf8.ts';
import type { Codes, TextColumn } from './TextColumn.ts';

/** A dictionary is given up when, after this many rows, more than half of them are distinct. */
const ROWS_BEFORE_JUDGING = 16_384;

export class TextColumnBuilder {
  private dictionary: Map<string, number> | undefined = new Map();
  private missingCode = -1;
  private bytes: Uint8Array = new Uint8Array(4096);
  private end = 0;
  private offsets: Uint32Array = new Uint32Array(1024);
  private values = 0;
  private codes: Uint32Array = new Uint32Array(1024);
  private rows = 0;

  get length(): number {
    return this.rows;
  }

  /** Adds the next row; `undefined` is a missing cell. */
  add(text: string | undefined): void {
    if (this.dictionary === undefined) {
      this.append(text);
      this.rows++;
      return;
    }
    let code = text === undefined ? this.missingCode : (this.dictionary.get(text) ?? -1);
    if (code < 0) {
      code = this.append(text);
      if (text === undefined) this.missingCode = code;
      else this.dictionary.set(text, code);
    }
    if (this.rows === this.codes.length) this.codes = grow(this.codes);
    this.codes[this.rows++] = code;
    if (this.rows >= ROWS_BEFORE_JUDGING && this.values * 2 > this.rows) this.becomeArena();
  }

  /** Ends the column. The builder must not be used afterwards. */
  finish(): TextColumn {
    const bytes = this.bytes.slice(0, this.end);
    const offsets = this.offsets.slice(0, this.values + 1);
    if (this.dictionary === undefined) return { kind: 'arena', length: this.rows, bytes, offsets };
    return { kind: 'dictionary', length: this.rows, codes: narrowCodes(this.codes.subarray(0, this.rows), this.values), bytes, offsets };
  }

  private append(text: string | undefined): number {
    if (text === undefined) {
      this.reserve(1);
      this.bytes[this.end++] = MISSING_BYTE;
    } else {
      this.reserve(text.length * 3 + 4);
      this.end = encodeInto(text, this.bytes, this.end);
    }
    if (this.values + 2 > this.offsets.length) this.offsets = grow(this.offsets);
    this.offsets[++this.values] = this.end;
    return this.values - 1;
  }

  private reserve(size: number): void {
    if (this.end + size <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.end + size));
    larger.set(this.bytes.subarray(0, this.end));
    this.bytes = larger;
  }

  private becomeArena(): void {
    const column: TextColumn = {
      kind: 'dictionary',
      length: this.rows,
      codes: this.codes,
      bytes: this.bytes,
      offsets: this.offsets.subarray(0, this.values + 1),
    };
    const arena = toArena(column);
    this.dictionary = undefined;
    this.codes = new Uint32Array(0);
    this.bytes = arena.bytes;
    this.end = arena.bytes.length;
    this.offsets = arena.offsets;
    this.values = this.rows;
  }
}

/** Codes in the smallest integer that holds `distinct` values. */
export function narrowCodes(codes: Uint32Array, distinct: number): Codes {
  if (distinct <= 0x100) return Uint8Array.from(codes);
  if (distinct <= 0x10000) return Uint16Array.from(codes);
  return codes.slice();
}

/** The same rows as one value after another. */
export function toArena(column: TextColumn): Extract<TextColumn, { kind: 'arena' }> {
  if (column.kind === 'arena') return column;
  const offsets = new Uint32Array(column.length + 1);
  for (let row = 0; row < column.length; row++) {
    const value = column.codes[row]!;
    offsets[row + 1] = (offsets[row]!) + (column.offsets[value + 1]!) - (column.offsets[value]!);
  }
  const bytes = new Uint8Array(offsets[column.length]!);
  for (let row = 0; row < column.length; row++) {
    const value = column.codes[row]!;
    bytes.set(column.bytes.subarray(column.offsets[value]!, column.offsets[value + 1]!), offsets[row]!);
  }
  return { kind: 'arena', length: column.length, bytes, offsets };
}

/** A column from texts in row order; for small tables and tests. */
export function columnOf(texts: Iterable<string | undefined>): TextColumn {
  const builder = new TextColumnBuilder();
  for (const text of texts) builder.add(text);
  return builder.finish();
}

function grow(array: Uint32Array): Uint32Array {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
