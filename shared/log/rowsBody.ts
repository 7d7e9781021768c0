// The columnar body of a rows frame: per column either one value per row, or distinct values and a code per row.
import { isWellFormedWtf8 } from './wtf8Check.ts';
import { MISSING_BYTE } from '../table/wtf8.ts';
import type { Codes, TextColumn } from '../table/TextColumn.ts';

const kindArena = 0;
const kindDictionary = 1;
const columnHeaderBytes = 12;

/** Encodes the rows `[from, to)`. Values that those rows do not use are left out. */
export function writeRowsBody(columns: readonly TextColumn[], from: number, to: number): Uint8Array {
  const blocks = columns.map((column) => blockOf(column, from, to));
  let size = 0;
  for (const block of blocks) size += columnHeaderBytes + 4 * (block.offsets.length - 1) + block.bytes.length + (block.kind === 'dictionary' ? block.codes.byteLength : 0);
  const body = new Uint8Array(size);
  const view = new DataView(body.buffer);
  let at = 0;
  for (const block of blocks) {
    const values = block.offsets.length - 1;
    view.setUint8(at, block.kind === 'dictionary' ? kindDictionary : kindArena);
    view.setUint8(at + 1, block.kind === 'dictionary' ? block.codes.BYTES_PER_ELEMENT : 0);
    view.setUint32(at + 4, values, true);
    view.setUint32(at + 8, block.bytes.length, true);
    at += columnHeaderBytes;
    for (let value = 0; value < values; value++, at += 4) view.setUint32(at, block.offsets[value + 1]! - block.offsets[value]!, true);
    body.set(block.bytes, at);
    at += block.bytes.length;
    if (block.kind === 'dictionary') at = writeCodes(block.codes, view, at);
  }
  return body;
}

/** The columns of a body, or undefined where it does not describe `count` rows of `columnCount` cells. */
export function readRowsBody(body: Uint8Array, columnCount: number, count: number): TextColumn[] | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const columns: TextColumn[] = [];
  let at = 0;
  for (let c = 0; c < columnCount; c++) {
    if (at + columnHeaderBytes > body.length) return undefined;
    const kind = view.getUint8(at);
    const width = view.getUint8(at + 1);
    const values = view.getUint32(at + 4, true);
    const length = view.getUint32(at + 8, true);
    const reserved = view.getUint16(at + 2, true);
    at += columnHeaderBytes;
    if (reserved !== 0 || at + 4 * values + length > body.length) return undefined;
    const offsets = new Uint32Array(values + 1);
    for (let value = 0; value < values; value++, at += 4) offsets[value + 1] = offsets[value]! + view.getUint32(at, true);
    if (offsets[values] !== length) return undefined;
    const bytes = body.slice(at, at + length);
    at += length;
    if (!areValidValues(bytes, offsets)) return undefined;
    if (kind === kindArena) {
      if (width !== 0 || values !== count) return undefined;
      columns.push({ kind: 'arena', length: count, bytes, offsets });
      continue;
    }
    if (kind !== kindDictionary || (width !== 1 && width !== 2 && width !== 4) || at + count * width > body.length) return undefined;
    const codes = readCodes(view, at, count, width);
    at += count * width;
    for (const code of codes) if (code >= values) return undefined;
    columns.push({ kind: 'dictionary', length: count, codes, bytes, offsets });
  }
  return at === body.length ? columns : undefined;
}

function areValidValues(bytes: Uint8Array, offsets: Uint32Array): boolean {
  for (let value = 0; value + 1 < offsets.length; value++) {
    const start = offsets[value]!;
    const end = offsets[value + 1]!;
    if (end < start) return false;
    if (end === start + 1 && bytes[start] === MISSING_BYTE) continue;
    if (!isWellFormedWtf8(bytes, start, end)) return false;
  }
  return true;
}

/** A dictionary pays where at most half of the rows bring a new value. */
function blockOf(column: TextColumn, from: number, to: number): TextColumn {
  if (column.kind === 'arena') return arenaOf(column, from, to);
  const renamed = new Map<number, number>();
  const used: number[] = [];
  const codes = new Uint32Array(to - from);
  for (let row = from; row < to; row++) {
    const value = column.codes[row]!;
    let code = renamed.get(value);
    if (code === undefined) {
      code = used.length;
      renamed.set(value, code);
      used.push(value);
    }
    codes[row - from] = code;
  }
  if (used.length * 2 > to - from) return arenaOf(column, from, to);
  const offsets = new Uint32Array(used.length + 1);
  for (let i = 0; i < used.length; i++) offsets[i + 1] = offsets[i]! + column.offsets[used[i]! + 1]! - column.offsets[used[i]!]!;
  const bytes = new Uint8Array(offsets[used.length]!);
  for (let i = 0; i < used.length; i++) bytes.set(column.bytes.subarray(column.offsets[used[i]!]!, column.offsets[used[i]! + 1]!), offsets[i]!);
  return { kind: 'dictionary', length: to - from, codes: narrow(codes, used.length), bytes, offsets };
}

function arenaOf(column: TextColumn, from: number, to: number): TextColumn {
  const offsets = new Uint32Array(to - from + 1);
  if (column.kind === 'arena') {
    const start = column.offsets[from]!;
    for (let row = from; row < to; row++) offsets[row - from + 1] = column.offsets[row + 1]! - start;
    return { kind: 'arena', length: to - from, bytes: column.bytes.slice(start, column.offsets[to]), offsets };
  }
  for (let row = from; row < to; row++) {
    const value = column.codes[row]!;
    offsets[row - from + 1] = offsets[row - from]! + column.offsets[value + 1]! - column.offsets[value]!;
  }
  const bytes = new Uint8Array(offsets[to - from]!);
  for (let row = from; row < to; row++) {
    const value = column.codes[row]!;
    bytes.set(column.bytes.subarray(column.offsets[value]!, column.offsets[value + 1]!), offsets[row - from]!);
  }
  return { kind: 'arena', length: to - from, bytes, offsets };
}

function narrow(codes: Uint32Array, values: number): Codes {
  if (values <= 0x100) return Uint8Array.from(codes);
  return values <= 0x10000 ? Uint16Array.from(codes) : codes;
}

function writeCodes(codes: Codes, view: DataView, start: number): number {
  let at = start;
  for (const code of codes) {
    if (codes.BYTES_PER_ELEMENT === 1) view.setUint8(at, code);
    else if (codes.BYTES_PER_ELEMENT === 2) view.setUint16(at, code, true);
    else view.setUint32(at, code, true);
    at += codes.BYTES_PER_ELEMENT;
  }
  return at;
}

function readCodes(view: DataView, start: number, count: number, width: 1 | 2 | 4): Codes {
  const codes = width === 1 ? new Uint8Array(count) : width === 2 ? new Uint16Array(count) : new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const at = start + i * width;
    codes[i] = width === 1 ? view.getUint8(at) : width === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
  }
  return codes;
}
