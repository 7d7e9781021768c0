// Hashes one item into its leaf: SHA-256(0x00 ‖ salt ‖ canonical bytes), writing row JSON straight from column bytes.
import { MISSING_BYTE } from '../table/wtf8.ts';
import type { TextColumn } from '../table/TextColumn.ts';
import { paddingRoom, sha256Into } from './sha256.ts';

const saltBytes = 16;
const bodyStart = 1 + saltBytes;
const encoder = new TextEncoder();
const hexDigits = encoder.encode('0123456789abcdef');
const rowOpen = encoder.encode('{"cells":[');
const rowMiddle = encoder.encode('],"row":');
const nullText = encoder.encode('null');
const wtf8Open = encoder.encode('{"wtf8":"');

let scratch = new Uint8Array(4096);

/** The shared buffer, with room for `size` canonical bytes from position 17 on. Valid until the next call. */
export function leafScratch(size: number): Uint8Array {
  const needed = bodyStart + size + paddingRoom;
  if (scratch.length < needed) {
    const larger = new Uint8Array(needed * 2);
    larger.set(scratch);
    scratch = larger;
  }
  return scratch;
}

/** Hashes the canonical bytes at `buffer[17 .. end)` with the salt at `keys[key]` into `leaves[at]`. */
export function appendLeaf(buffer: Uint8Array, end: number, keys: Uint8Array, key: number, leaves: Uint8Array, at: number): void {
  buffer[0] = 0;
  for (let i = 0; i < saltBytes; i++) buffer[1 + i] = keys[key + i]!;
  sha256Into(buffer, 0, end, leaves, at);
}

/** The same for canonical bytes that lie elsewhere. */
export function appendLeafOf(bytes: Uint8Array, from: number, to: number, keys: Uint8Array, key: number, leaves: Uint8Array, at: number): void {
  const buffer = leafScratch(to - from);
  appendLeaf(buffer, copy(bytes, from, to, buffer, bodyStart), keys, key, leaves, at);
}

/** Columns to write rows from; `quoted` remembers the JSON text of dictionary values between rows. */
export type RowJsonSource = { readonly columns: readonly TextColumn[]; readonly quoted: QuotedValues[] };
type QuotedValues = { bytes: Uint8Array; offsets: Uint32Array } | null;

/** Dictionaries up to this many values are quoted once instead of once per row. */
const maxQuotedValues = 65_536;

/** Writes {"cells":[…],"row":n} from position 17 of the shared buffer on. */
export function writeRowJson(source: RowJsonSource, index: number, row: number): { scratch: Uint8Array; end: number } {
  let room = 64;
  for (const column of source.columns) {
    const value = column.kind === 'arena' ? index : column.codes[index]!;
    room += (column.offsets[value + 1]! - column.offsets[value]!) * 6 + 16;
  }
  const target = leafScratch(room);
  let end = copy(rowOpen, 0, rowOpen.length, target, bodyStart);
  for (let c = 0; c < source.columns.length; c++) {
    if (c > 0) target[end++] = 0x2c;
    const column = source.columns[c]!;
    const value = column.kind === 'arena' ? index : column.codes[index]!;
    let quoted = source.quoted[c];
    if (quoted === undefined) {
      quoted = quoteValues(column);
      source.quoted[c] = quoted;
    }
    if (quoted !== null) end = copy(quoted.bytes, quoted.offsets[value]!, quoted.offsets[value + 1]!, target, end);
    else end = writeCell(column.bytes, column.offsets[value]!, column.offsets[value + 1]!, target, end);
  }
  end = copy(rowMiddle, 0, rowMiddle.length, target, end);
  end = writeNumber(row, target, end);
  target[end++] = 0x7d;
  return { scratch: target, end };
}

function quoteValues(column: TextColumn): QuotedValues {
  const values = column.offsets.length - 1;
  if (column.kind === 'arena' || values > maxQuotedValues || values * 2 > column.length) return null;
  const bytes = new Uint8Array(column.bytes.length * 6 + values * 16);
  const offsets = new Uint32Array(values + 1);
  let end = 0;
  for (let value = 0; value < values; value++) {
    end = writeCell(column.bytes, column.offsets[value]!, column.offsets[value + 1]!, bytes, end);
    offsets[value + 1] = end;
  }
  return { bytes: bytes.slice(0, end), offsets };
}

/** JSON of one cell: null for a missing one, the escaped text, or {"wtf8":"…"} for text with lone surrogates. */
function writeCell(bytes: Uint8Array, from: number, to: number, target: Uint8Array, at: number): number {
  if (to > from && bytes[from] === MISSING_BYTE) return copy(nullText, 0, nullText.length, target, at);
  let end = at;
  target[end++] = 0x22;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x20 && byte !== 0x22 && byte !== 0x5c) {
      if (byte === 0xed && bytes[i + 1]! >= 0xa0) return writeWtf8(bytes, from, to, target, at);
      target[end++] = byte;
    } else end = writeEscape(byte, target, end);
  }
  target[end++] = 0x22;
  return end;
}

function writeEscape(byte: number, target: Uint8Array, at: number): number {
  let end = at;
  target[end++] = 0x5c;
  const short = shortEscapes[byte];
  if (short !== undefined) {
    target[end++] = short;
    return end;
  }
  target[end++] = 0x75;
  target[end++] = 0x30;
  target[end++] = 0x30;
  target[end++] = hexDigits[byte >> 4]!;
  target[end++] = hexDigits[byte & 15]!;
  return end;
}
const shortEscapes: Readonly<Record<number, number>> = { 8: 0x62, 9: 0x74, 10: 0x6e, 12: 0x66, 13: 0x72, 34: 0x22, 92: 0x5c };

function writeWtf8(bytes: Uint8Array, from: number, to: number, target: Uint8Array, at: number): number {
  let end = copy(wtf8Open, 0, wtf8Open.length, target, at);
  for (let i = from; i < to; i++) {
    target[end++] = hexDigits[bytes[i]! >> 4]!;
    target[end++] = hexDigits[bytes[i]! & 15]!;
  }
  target[end++] = 0x22;
  target[end++] = 0x7d;
  return end;
}

function writeNumber(value: number, target: Uint8Array, at: number): number {
  let divisor = 1;
  while (divisor * 10 <= value) divisor *= 10;
  let end = at;
  for (let rest = value; divisor >= 1; divisor /= 10) {
    const digit = Math.floor(rest / divisor);
    target[end++] = 0x30 + digit;
    rest -= digit * divisor;
  }
  return end;
}

function copy(source: Uint8Array, from: number, to: number, target: Uint8Array, at: number): number {
  let end = at;
  for (let i = from; i < to; i++) target[end++] = source[i]!;
  return end;
}
