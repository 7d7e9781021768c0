// Turns a column into pieces of bytes that a database stores well, and back into exactly the same column.
import { crc32c } from '../kernel/crc32c.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { allocateOrdinary, type Allocate } from './allocate.ts';
import { valueCount, type Codes, type TextColumn } from './TextColumn.ts';

/** Larger records slow IndexedDB down, smaller ones cost a round trip each. */
export const CHUNK_BYTES = 4 * 1024 * 1024;

export type ColumnPart = 'codes' | 'lengths' | 'bytes';

/** What a reader needs to know before the first piece. */
export type ColumnHeader = {
  readonly version: 1;
  readonly kind: TextColumn['kind'];
  readonly length: number;
  readonly values: number;
  /** Bytes per code and per value length: 1, 2 or 4; codeWidth is 0 for an arena. */
  readonly codeWidth: number;
  readonly lengthWidth: number;
  /** Size of all values in bytes. */
  readonly byteLength: number;
  readonly chunks: number;
};

/** One piece: bytes `[from, from + data.length)` of one part, with a checksum of the data. */
export type ColumnChunk = {
  readonly part: ColumnPart;
  readonly from: number;
  readonly crc: number;
  readonly data: Uint8Array;
};

export type EncodedColumn = { readonly header: ColumnHeader; readonly chunks: readonly ColumnChunk[] };

export type ColumnDamage =
  | { readonly kind: 'unknownVersion'; readonly version: unknown }
  | { readonly kind: 'missingChunk'; readonly part: ColumnPart; readonly from: number }
  | { readonly kind: 'wrongChecksum'; readonly part: ColumnPart; readonly from: number }
  | { readonly kind: 'wrongStructure'; readonly what: 'header' | 'lengths' | 'codes' };

/** Pieces of at most `chunkBytes`; their data never share memory with each other, and never lie in shared memory. */
export function encodeColumn(column: TextColumn, chunkBytes = CHUNK_BYTES): EncodedColumn {
  const values = valueCount(column);
  const base = column.offsets[0]!;
  const end = column.offsets[values]!;
  const lengths = lengthsOf(column.offsets);
  const chunks: ColumnChunk[] = [];
  if (column.kind === 'dictionary') cut('codes', asBytes(column.codes), chunkBytes, chunks);
  cut('lengths', asBytes(lengths), chunkBytes, chunks);
  cut('bytes', column.bytes.subarray(base, end), chunkBytes, chunks);
  const header: ColumnHeader = {
    version: 1,
    kind: column.kind,
    length: column.length,
    values,
    codeWidth: column.kind === 'dictionary' ? column.codes.BYTES_PER_ELEMENT : 0,
    lengthWidth: lengths.BYTES_PER_ELEMENT,
    byteLength: end - base,
    chunks: chunks.length,
  };
  return { header, chunks };
}

/** The column again, or what is wrong with the pieces. The order of the pieces does not matter. */
export function decodeColumn(encoded: EncodedColumn, allocate: Allocate = allocateOrdinary): Result<TextColumn, ColumnDamage> {
  const { header, chunks } = encoded;
  if (header.version !== 1) return err({ kind: 'unknownVersion', version: header.version });
  if (!isPlausible(header)) return err({ kind: 'wrongStructure', what: 'header' });
  const codes = allocateNumbers(header.codeWidth === 0 ? 0 : header.length, header.codeWidth, allocate);
  const lengths = allocateNumbers(header.values, header.lengthWidth, allocateOrdinary);
  const bytes = new Uint8Array(allocate(header.byteLength));
  const targets = { codes: asBytes(codes), lengths: asBytes(lengths), bytes };
  for (const part of ['codes', 'lengths', 'bytes'] as const) {
    const target = targets[part];
    let at = 0;
    const pieces = chunks.filter((chunk) => chunk.part === part).sort((a, b) => a.from - b.from);
    for (const piece of pieces) {
      if (piece.from !== at || at + piece.data.length > target.length) return err({ kind: 'missingChunk', part, from: at });
      if (crc32c(piece.data) !== piece.crc) return err({ kind: 'wrongChecksum', part, from: at });
      target.set(piece.data, at);
      at += piece.data.length;
    }
    if (at !== target.length) return err({ kind: 'missingChunk', part, from: at });
  }
  const offsets = new Uint32Array(allocate((header.values + 1) * 4));
  let end = 0;
  for (let value = 0; value < header.values; value++) {
    end += lengths[value]!;
    offsets[value + 1] = end;
  }
  if (end !== header.byteLength) return err({ kind: 'wrongStructure', what: 'lengths' });
  if (header.kind === 'arena') return ok({ kind: 'arena', length: header.length, bytes, offsets });
  for (let row = 0; row < codes.length; row++) {
    if (codes[row]! >= header.values) return err({ kind: 'wrongStructure', what: 'codes' });
  }
  return ok({ kind: 'dictionary', length: header.length, codes, bytes, offsets });
}

function isPlausible(header: ColumnHeader): boolean {
  const counts = [header.length, header.values, header.byteLength];
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0 && count <= 0xffffffff)) return false;
  if (![1, 2, 4].includes(header.lengthWidth)) return false;
  return header.kind === 'arena' ? header.codeWidth === 0 && header.values === header.length : [1, 2, 4].includes(header.codeWidth);
}

function cut(part: ColumnPart, bytes: Uint8Array, chunkBytes: number, into: ColumnChunk[]): void {
  for (let from = 0; from < bytes.length; from += chunkBytes) {
    const data = new Uint8Array(Math.min(chunkBytes, bytes.length - from));
    data.set(bytes.subarray(from, from + data.length));
    into.push({ part, from, crc: crc32c(data), data });
  }
}

function lengthsOf(offsets: Uint32Array): Codes {
  const values = offsets.length - 1;
  let longest = 0;
  for (let value = 0; value < values; value++) longest = Math.max(longest, offsets[value + 1]! - offsets[value]!);
  const lengths = allocateNumbers(values, longest < 0x100 ? 1 : longest < 0x10000 ? 2 : 4, allocateOrdinary);
  for (let value = 0; value < values; value++) lengths[value] = offsets[value + 1]! - offsets[value]!;
  return lengths;
}

function allocateNumbers(count: number, width: number, allocate: Allocate): Codes {
  if (width === 4) return new Uint32Array(allocate(count * 4));
  return width === 2 ? new Uint16Array(allocate(count * 2)) : new Uint8Array(allocate(count));
}

// Every platform that Electron runs on is little-endian, so the numbers are stored as they lie in memory.
function asBytes(numbers: Codes): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
