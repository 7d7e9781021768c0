// Finds a run of bytes inside the values of a folded column: by the trigram index where it is there, else Horspool's search over the whole memory at once.
import type { FoldedColumn } from '../query/foldedColumn.ts';
import { estimateValues, likelyValues, markPlaces } from './trigramIndex.ts';

/**
 * Marks the values that contain the needle with 1, beside those that are marked already (they are not looked at again).
 * An empty needle is contained in every value.
 */
export function markContaining(folded: FoldedColumn, needle: Uint8Array, marks: Uint8Array): void {
  if (needle.length === 0) {
    marks.fill(1, 0, folded.offsets.length - 1);
    return;
  }
  if (!mayContain(folded, needle) || markPlaces(folded, needle, marks)) return;
  const likely = likelyValues(folded, needle);
  if (likely === undefined) {
    if (needle.length === 1) scanOne(folded, needle[0]!, marks);
    else scanAll(folded, needle, marks);
    return;
  }
  for (const value of likely) if (marks[value] === 0 && isContained(folded, needle, value)) marks[value] = 1;
}

/** 1 for each value that contains the needle. */
export function containingValues(folded: FoldedColumn, needle: Uint8Array): Uint8Array {
  const marks = new Uint8Array(folded.offsets.length - 1);
  markContaining(folded, needle, marks);
  return marks;
}

/** About how many values are looked at to find the needle: what finding it costs. */
export function costOfFinding(folded: FoldedColumn, needle: Uint8Array): number {
  return mayContain(folded, needle) ? estimateValues(folded, needle) : 0;
}

/** Marks the values that are the needle and nothing else. */
export function markWhole(folded: FoldedColumn, needle: Uint8Array, marks: Uint8Array): void {
  if (!mayContain(folded, needle)) return;
  const likely = likelyValues(folded, needle);
  const candidates = likely?.length ?? folded.offsets.length - 1;
  for (let i = 0; i < candidates; i++) {
    const value = likely === undefined ? i : likely[i]!;
    const start = folded.offsets[value]!;
    if (folded.offsets[value + 1]! - start === needle.length && startsAt(folded.bytes, start, needle)) marks[value] = 1;
  }
}

/** 1 for each value that starts with the needle. */
export function startingValues({ bytes, offsets }: FoldedColumn, needle: Uint8Array): Uint8Array {
  const marks = new Uint8Array(offsets.length - 1);
  for (let value = 0; value < marks.length; value++) {
    const start = offsets[value]!;
    if (offsets[value + 1]! - start >= needle.length && startsAt(bytes, start, needle)) marks[value] = 1;
  }
  return marks;
}

/** Whether one value contains the needle, which is not empty. */
export function isContained({ bytes, offsets }: FoldedColumn, needle: Uint8Array, value: number): boolean {
  const last = offsets[value + 1]! - needle.length;
  const first = needle[0]!;
  for (let start = offsets[value]!; start <= last; start++) {
    if (bytes[start] === first && startsAt(bytes, start, needle)) return true;
  }
  return false;
}

function startsAt(bytes: Uint8Array, start: number, needle: Uint8Array): boolean {
  for (let i = 0; i < needle.length; i++) if (bytes[start + i] !== needle[i]) return false;
  return true;
}

/** False where no value can contain the needle, as a look at its pairs of bytes tells. */
function mayContain(folded: FoldedColumn, needle: Uint8Array): boolean {
  if (needle.length === 1) return folded.present[needle[0]!] === 1;
  for (let i = 1; i < needle.length; i++) if (folded.pairs[(needle[i - 1]! << 8) | needle[i]!] === 0) return false;
  return true;
}

/** A single byte is found everywhere: looked for value by value, leaving each at the first one. */
function scanOne({ bytes, offsets }: FoldedColumn, wanted: number, marks: Uint8Array): void {
  let end = offsets[0]!;
  for (let value = 0; value < offsets.length - 1; value++) {
    let at = end;
    end = offsets[value + 1]!;
    if (marks[value] !== 0) continue;
    while (at < end && bytes[at] !== wanted) at++;
    if (at < end) marks[value] = 1;
  }
}

function scanAll({ bytes, offsets }: FoldedColumn, needle: Uint8Array, marks: Uint8Array): void {
  const last = needle.length - 1;
  const lastByte = needle[last]!;
  const shift = new Int32Array(256).fill(needle.length);
  for (let i = 0; i < last; i++) shift[needle[i]!] = last - i;
  const stop = offsets[offsets.length - 1]!;
  let value = 0;
  let at = offsets[0]! + last;
  while (at < stop) {
    const byte = bytes[at]!;
    const start = at - last;
    if (byte !== lastByte || !startsAt(bytes, start, needle)) {
      at += shift[byte]!;
      continue;
    }
    while (offsets[value + 1]! <= start) value++;
    if (at < offsets[value + 1]!) {
      marks[value] = 1;
      at = offsets[value + 1]! + last;
    } else at += 1;
  }
}
