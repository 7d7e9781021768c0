// Makes one column out of the columns that several loads have for one field.
import { allocateOrdinary, type Allocate } from './allocate.ts';
import type { Codes, TextColumn } from './TextColumn.ts';
import { valueCount } from './TextColumn.ts';
import { ValueTable } from './ValueTable.ts';
import { MISSING_BYTE } from './wtf8.ts';

/** Stands for a load that has no such column: its rows have missing cells. */
export type AbsentColumn = { readonly kind: 'absent'; readonly length: number };

const missingValue = Uint8Array.of(MISSING_BYTE);

/**
 * The rows of all parts one after another; a row keeps exactly its text, or stays missing.
 * Incremental: `joinColumns([joinColumns([a, b]), c])` has the same rows as `joinColumns([a, b, c])`, and where the
 * result is a dictionary the values of the first part keep their codes.
 * @throws RangeError where the bytes of all values exceed 4 GiB.
 */
export function joinColumns(parts: readonly (TextColumn | AbsentColumn)[], allocate: Allocate = allocateOrdinary): TextColumn {
  const filled = parts.filter((part) => part.length > 0);
  const only = filled.length === 1 ? filled[0]! : undefined;
  if (only !== undefined && only.kind !== 'absent') return only;
  let rows = 0;
  let arenaRows = 0;
  for (const part of filled) {
    rows += part.length;
    if (part.kind === 'arena') arenaRows += part.length;
  }
  // More than half of an arena's rows are distinct, so a large one makes a dictionary pointless.
  return arenaRows * 4 > rows ? joinAsArena(filled, rows, allocate) : joinAsDictionary(filled, rows, allocate);
}

function joinAsDictionary(parts: readonly (TextColumn | AbsentColumn)[], rows: number, allocate: Allocate): TextColumn {
  let expectedValues = 1;
  let expectedBytes = 1;
  for (const part of parts) {
    if (part.kind === 'absent') continue;
    expectedValues = Math.max(expectedValues, valueCount(part));
    expectedBytes = Math.max(expectedBytes, part.bytes.length);
  }
  const table = new ValueTable(Math.ceil(expectedValues * 1.25), Math.ceil(expectedBytes * 1.25));
  const translations = parts.map((part) => {
    if (part.kind === 'absent') return Uint32Array.of(table.add(missingValue, 0, 1));
    const numbers = new Uint32Array(valueCount(part));
    for (let value = 0; value < numbers.length; value++) {
      numbers[value] = table.add(part.bytes, part.offsets[value]!, part.offsets[value + 1]!);
    }
    return numbers;
  });
  const codes = allocateCodes(rows, table.size, allocate);
  let at = 0;
  parts.forEach((part, index) => {
    const translation = translations[index]!;
    if (part.kind === 'absent') codes.fill(translation[0]!, at, at + part.length);
    else if (part.kind === 'arena') codes.set(translation, at);
    else translate(part.codes, translation, codes, at);
    at += part.length;
  });
  return {
    kind: 'dictionary',
    length: rows,
    codes,
    bytes: copyBytes(table.bytes.subarray(0, table.offsets[table.size]!), allocate),
    offsets: copyOffsets(table.offsets.subarray(0, table.size + 1), allocate),
  };
}

function translate(from: Codes, translation: Uint32Array, to: Codes, at: number): void {
  for (let row = 0; row < from.length; row++) to[at + row] = translation[from[row]!]!;
}

function joinAsArena(parts: readonly (TextColumn | AbsentColumn)[], rows: number, allocate: Allocate): TextColumn {
  let size = 0;
  for (const part of parts) size += arenaSize(part);
  if (size > 0xffffffff) throw new RangeError(`a column of ${size} bytes is larger than 4 GiB`);
  const bytes = new Uint8Array(allocate(size));
  const offsets = new Uint32Array(allocate((rows + 1) * 4));
  let row = 0;
  let end = 0;
  for (const part of parts) {
    if (part.kind === 'arena') {
      const base = part.offsets[0]!;
      bytes.set(part.bytes.subarray(base, part.offsets[part.length]!), end);
      const shift = end - base;
      for (let i = 1; i <= part.length; i++) offsets[row + i] = part.offsets[i]! + shift;
      end = offsets[row + part.length]!;
    } else if (part.kind === 'absent') {
      bytes.fill(MISSING_BYTE, end, end + part.length);
      for (let i = 1; i <= part.length; i++) offsets[row + i] = end + i;
      end += part.length;
    } else {
      for (let i = 0; i < part.length; i++) {
        const value = part.codes[i]!;
        const stop = part.offsets[value + 1]!;
        for (let from = part.offsets[value]!; from < stop; from++) bytes[end++] = part.bytes[from]!;
        offsets[row + i + 1] = end;
      }
    }
    row += part.length;
  }
  return { kind: 'arena', length: rows, bytes, offsets };
}

function arenaSize(part: TextColumn | AbsentColumn): number {
  if (part.kind === 'absent') return part.length;
  if (part.kind === 'arena') return part.offsets[part.length]! - part.offsets[0]!;
  let size = 0;
  for (let row = 0; row < part.length; row++) {
    const value = part.codes[row]!;
    size += part.offsets[value + 1]! - part.offsets[value]!;
  }
  return size;
}

/** Room for `rows` codes in the smallest integer that holds `values` different ones. */
export function allocateCodes(rows: number, values: number, allocate: Allocate): Codes {
  if (values <= 0x100) return new Uint8Array(allocate(rows));
  if (values <= 0x10000) return new Uint16Array(allocate(rows * 2));
  return new Uint32Array(allocate(rows * 4));
}

function copyBytes(bytes: Uint8Array, allocate: Allocate): Uint8Array {
  const copy = new Uint8Array(allocate(bytes.length));
  copy.set(bytes);
  return copy;
}

function copyOffsets(offsets: Uint32Array, allocate: Allocate): Uint32Array {
  const copy = new Uint32Array(allocate(offsets.length * 4));
  copy.set(offsets);
  return copy;
}
