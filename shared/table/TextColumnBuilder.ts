// Collects the values of one column row by row and picks the smaller of the two layouts.
// Hot: a million rows of 14 columns are 14 million calls of `add`. So text becomes bytes in one loop that also hashes
// them, right behind the values that are there, and a hash table of our own finds equal values by their bytes:
// a Map of strings took twice as long and kept the parser's chunks of text alive.
import { encodeInto, MISSING_BYTE } from './wtf8.ts';
import type { Codes, TextColumn } from './TextColumn.ts';

/** A dictionary is given up when, after this many rows, more than half of them are distinct. */
const ROWS_BEFORE_JUDGING = 16_384;
const FIRST_SLOTS = 256;
/** Longer texts are encoded natively. */
const LONG_TEXT = 256;

export class TextColumnBuilder {
  private isDictionary = true;
  private missingCode = -1;
  private bytes = new Uint8Array(1024);
  private end = 0;
  private offsets = new Uint32Array(256);
  private values = 0;
  private codes = new Uint32Array(1024);
  private rows = 0;
  /** Value + 1 per slot, 0 where free; always at most half full. */
  private slots = new Uint32Array(FIRST_SLOTS);
  private hashes = new Uint32Array(FIRST_SLOTS / 2);

  get length(): number {
    return this.rows;
  }

  /** Adds the next row; `undefined` is a missing cell. */
  add(text: string | undefined): void {
    if (!this.isDictionary) {
      if (text === undefined) this.writeMissing();
      else this.end = this.write(text);
      this.endValue();
      this.rows++;
      return;
    }
    const code = text === undefined ? this.codeOfMissing() : this.codeOf(text);
    if (this.rows === this.codes.length) this.codes = grow(this.codes);
    this.codes[this.rows++] = code;
    if (this.rows >= ROWS_BEFORE_JUDGING && this.values * 2 > this.rows) this.becomeArena();
  }

  /** Ends the column. The builder must not be used afterwards. */
  finish(): TextColumn {
    const bytes = this.bytes.slice(0, this.end);
    const offsets = this.offsets.slice(0, this.values + 1);
    if (!this.isDictionary) return { kind: 'arena', length: this.rows, bytes, offsets };
    return { kind: 'dictionary', length: this.rows, codes: narrowCodes(this.codes.subarray(0, this.rows), this.values), bytes, offsets };
  }

  /** Hash of the text written last. */
  private hash = 0;

  /** Writes the text behind the values, without counting it in yet; returns where it ends and leaves its hash. */
  private write(text: string): number {
    const { length } = text;
    if (this.end + length * 3 + 4 > this.bytes.length) this.reserve(length * 3 + 4);
    const { bytes } = this;
    let at = this.end;
    let hash = 0x811c9dc5;
    if (length <= LONG_TEXT) {
      let i = 0;
      for (; i < length; i++) {
        const unit = text.charCodeAt(i);
        if (unit < 0x80) {
          bytes[at++] = unit;
          hash = Math.imul(hash ^ unit, 0x01000193);
        } else if (unit < 0x800) {
          const first = 0xc0 | (unit >> 6);
          const second = 0x80 | (unit & 0x3f);
          bytes[at++] = first;
          bytes[at++] = second;
          hash = Math.imul(Math.imul(hash ^ first, 0x01000193) ^ second, 0x01000193);
        } else break;
      }
      if (i === length) {
        this.hash = hash;
        return at;
      }
    }
    at = encodeInto(text, bytes, this.end);
    hash = 0x811c9dc5;
    for (let i = this.end; i < at; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    this.hash = hash;
    return at;
  }

  private codeOf(text: string): number {
    const start = this.end;
    const end = this.write(text);
    const { bytes, offsets, slots, hashes } = this;
    // FNV-1a leaves the low bits poorly mixed for short texts.
    const hash = (this.hash ^ (this.hash >>> 15)) >>> 0;
    const mask = slots.length - 1;
    const length = end - start;
    let slot = hash & mask;
    for (;;) {
      const value = slots[slot]! - 1;
      if (value < 0) break;
      if (hashes[value] === hash) {
        const from = offsets[value]!;
        if (offsets[value + 1]! - from === length) {
          let i = 0;
          while (i < length && bytes[from + i] === bytes[start + i]) i++;
          if (i === length) return value;
        }
      }
      slot = (slot + 1) & mask;
    }
    this.end = end;
    const value = this.values;
    slots[slot] = value + 1;
    hashes[value] = hash;
    this.endValue();
    if (this.values * 2 >= slots.length) this.rehash();
    return value;
  }

  private codeOfMissing(): number {
    if (this.missingCode >= 0) return this.missingCode;
    this.writeMissing();
    this.missingCode = this.values;
    this.hashes[this.values] = 0;
    this.endValue();
    if (this.values * 2 >= this.slots.length) this.rehash();
    return this.missingCode;
  }

  private writeMissing(): void {
    this.reserve(1);
    this.bytes[this.end++] = MISSING_BYTE;
  }

  private endValue(): void {
    if (this.values + 2 > this.offsets.length) this.offsets = grow(this.offsets);
    this.offsets[++this.values] = this.end;
  }

  private rehash(): void {
    const slots = new Uint32Array(this.slots.length * 2);
    const hashes = new Uint32Array(slots.length / 2 + 1);
    hashes.set(this.hashes.subarray(0, this.values));
    const mask = slots.length - 1;
    for (let value = 0; value < this.values; value++) {
      if (value === this.missingCode) continue;
      let slot = hashes[value]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = value + 1;
    }
    this.slots = slots;
    this.hashes = hashes;
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
    this.isDictionary = false;
    this.codes = new Uint32Array(0);
    this.slots = new Uint32Array(0);
    this.hashes = new Uint32Array(0);
    this.bytes = arena.bytes as Uint8Array<ArrayBuffer>;
    this.end = arena.bytes.length;
    this.offsets = arena.offsets as Uint32Array<ArrayBuffer>;
    this.values = this.rows;
  }
}

/** Codes in the smallest integer that holds `distinct` values. */
export function narrowCodes(codes: Uint32Array, distinct: number): Codes {
  if (distinct <= 0x100) return new Uint8Array(codes);
  if (distinct <= 0x10000) return new Uint16Array(codes);
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
    const end = column.offsets[value + 1]!;
    let at = offsets[row]!;
    for (let i = column.offsets[value]!; i < end; i++) bytes[at++] = column.bytes[i]!;
  }
  return { kind: 'arena', length: column.length, bytes, offsets };
}

/** A column from texts in row order; for small tables and tests. */
export function columnOf(texts: Iterable<string | undefined>): TextColumn {
  const builder = new TextColumnBuilder();
  for (const text of texts) builder.add(text);
  return builder.finish();
}

function grow(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
