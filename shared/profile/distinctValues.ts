// Finds the distinct values of a column and how many rows have each, so that a value is judged once, not once per row.
import { atOnce, type Pausing } from '../kernel/pieces.ts';
import type { Codes, TextColumn } from '../table/TextColumn.ts';
import { valueCount } from '../table/TextColumn.ts';

export type DistinctValues = {
  /** Distinct values; some may have no selected row. */
  readonly length: number;
  /** Stored value of the column per distinct value. */
  readonly stored: Uint32Array;
  /** Selected rows per distinct value. */
  readonly counts: Uint32Array;
  /** Distinct value per row of the column; only of selected rows. */
  readonly ofRow: Codes;
};

/** Rows between two pauses. */
const PIECE = 1 << 15;

/** `rows` selects; without it all rows count. Linear in the bytes of the column. */
export function distinctValues(column: TextColumn, rows?: Uint32Array): DistinctValues {
  return atOnce(findingDistinctValues(column, rows));
}

export function* findingDistinctValues(column: TextColumn, rows?: Uint32Array): Pausing<DistinctValues> {
  const { stored, ofRow } = column.kind === 'dictionary' ? { stored: Uint32Array.from({ length: valueCount(column) }, (_, value) => value), ofRow: column.codes } : yield* internArena(column, rows);
  yield;
  const counts = new Uint32Array(stored.length);
  if (rows === undefined) for (let row = 0; row < column.length; row++) counts[ofRow[row]!]!++;
  else for (let k = 0; k < rows.length; k++) counts[ofRow[rows[k]!]!]!++;
  return { length: stored.length, stored, counts, ofRow };
}

/** Open addressing over the bytes of the values. */
function* internArena(column: Extract<TextColumn, { kind: 'arena' }>, rows: Uint32Array | undefined): Pausing<{ stored: Uint32Array; ofRow: Uint32Array }> {
  const { bytes, offsets, length } = column;
  let size = 1024;
  const selected = rows?.length ?? length;
  while (size < selected * 2) size *= 2;
  const slots = new Uint32Array(size);
  const hashes = new Uint32Array(selected);
  const stored = new Uint32Array(selected);
  const ofRow = new Uint32Array(length);
  let found = 0;
  for (let k = 0; k < selected; k++) {
    if (k % PIECE === PIECE - 1) yield;
    const row = rows === undefined ? k : rows[k]!;
    const start = offsets[row]!;
    const end = offsets[row + 1]!;
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    hash = (hash ^ (hash >>> 15)) >>> 0;
    let slot = hash & (size - 1);
    for (;;) {
      const entry = slots[slot]!;
      if (entry === 0) {
        stored[found] = row;
        hashes[found] = hash;
        ofRow[row] = found;
        slots[slot] = ++found;
        break;
      }
      if (hashes[entry - 1] === hash && sameBytes(bytes, offsets, stored[entry - 1]!, start, end)) {
        ofRow[row] = entry - 1;
        break;
      }
      slot = (slot + 1) & (size - 1);
    }
  }
  return { stored: stored.slice(0, found), ofRow };
}

function sameBytes(bytes: Uint8Array, offsets: Uint32Array, value: number, start: number, end: number): boolean {
  const from = offsets[value]!;
  if (offsets[value + 1]! - from !== end - start) return false;
  for (let i = 0; i < end - start; i++) if (bytes[from + i] !== bytes[start + i]) return false;
  return true;
}
