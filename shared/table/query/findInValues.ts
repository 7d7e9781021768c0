// Finds a run of bytes inside the values of a folded column: Horspool's search over the whole memory at once.
import type { FoldedColumn } from './foldedColumn.ts';

/** How well a value answers a search term; the best of its occurrences counts. 0 is not at all. */
export const INSIDE = 1;
export const WORD_START = 2;
export const VALUE_START = 3;
export const WHOLE_VALUE = 4;

/** Per value how well it contains the needle, and how many do at all. */
export type Containing = { readonly quality: Uint8Array; readonly hits: number };

const recent = new WeakMap<FoldedColumn, { readonly needle: Uint8Array; readonly answer: Containing }[]>();
const REMEMBERED = 3;

/**
 * Which values contain the needle; an empty needle is contained in every value. Somebody who types on makes the needle
 * longer, so the last answers are kept and only their values are looked at again.
 */
export function findInValues(folded: FoldedColumn, needle: Uint8Array): Containing {
  const known = recent.get(folded) ?? [];
  const same = known.find((entry) => isEqual(entry.needle, needle));
  if (same !== undefined) return same.answer;
  const shorter = known.find((entry) => entry.answer.hits * 4 < folded.offsets.length && contains(needle, entry.needle));
  const answer = computeContaining(folded, needle, shorter?.answer);
  recent.set(folded, [{ needle, answer }, ...known].slice(0, REMEMBERED));
  return answer;
}

function computeContaining(folded: FoldedColumn, needle: Uint8Array, within: Containing | undefined): Containing {
  const values = folded.offsets.length - 1;
  const quality = new Uint8Array(values);
  if (needle.length === 0) return { quality: quality.fill(INSIDE), hits: values };
  for (let i = 1; i < needle.length; i++) {
    const pair = (needle[i - 1]! << 8) | needle[i]!;
    if ((folded.pairs[pair >>> 3]! & (1 << (pair & 7))) === 0) return { quality, hits: 0 };
  }
  if (within === undefined) return { quality, hits: scanAll(folded, needle, quality) };
  let hits = 0;
  for (let value = 0; value < values; value++) {
    if (within.quality[value] === 0) continue;
    const best = bestIn(folded, needle, value);
    quality[value] = best;
    if (best > 0) hits++;
  }
  return { quality, hits };
}

function scanAll(folded: FoldedColumn, needle: Uint8Array, quality: Uint8Array): number {
  const { bytes, offsets } = folded;
  const values = offsets.length - 1;
  const size = needle.length;
  const last = size - 1;
  const lastByte = needle[last]!;
  const shift = new Int32Array(256).fill(size);
  for (let i = 0; i < last; i++) shift[needle[i]!] = last - i;
  const stop = offsets[values]!;
  let hits = 0;
  let value = 0;
  let at = offsets[0]! + last;
  while (at < stop) {
    const byte = bytes[at]!;
    if (byte !== lastByte) {
      at += shift[byte]!;
      continue;
    }
    let i = 0;
    const start = at - last;
    while (i < last && bytes[start + i] === needle[i]) i++;
    if (i < last) {
      at += shift[byte]!;
      continue;
    }
    while (offsets[value + 1]! <= start) value++;
    if (at < offsets[value + 1]!) {
      const found = qualityAt(bytes, start, size, offsets[value]!, offsets[value + 1]!);
      if (quality[value] === 0) hits++;
      if (found > quality[value]!) quality[value] = found;
      // The first place in a value is the only one that can be better than the start of a word.
      if (found >= WORD_START) {
        at = offsets[value + 1]! + last;
        continue;
      }
    }
    at += 1;
  }
  return hits;
}

function bestIn(folded: FoldedColumn, needle: Uint8Array, value: number): number {
  const { bytes, offsets } = folded;
  const from = offsets[value]!;
  const to = offsets[value + 1]!;
  const first = needle[0]!;
  let best = 0;
  for (let start = from; start + needle.length <= to; start++) {
    if (bytes[start] !== first) continue;
    let i = 1;
    while (i < needle.length && bytes[start + i] === needle[i]) i++;
    if (i < needle.length) continue;
    const found = qualityAt(bytes, start, needle.length, from, to);
    if (found >= WORD_START) return found;
    best = found;
  }
  return best;
}

function qualityAt(bytes: Uint8Array, start: number, size: number, from: number, to: number): number {
  if (start === from) return start + size === to ? WHOLE_VALUE : VALUE_START;
  return isWordByte(bytes[start - 1]!) ? INSIDE : WORD_START;
}

/** Letters and digits of folded text; every byte of a character beyond ASCII counts as one. */
export function isWordByte(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte >= 128;
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, i) => byte === right[i]);
}

function contains(long: Uint8Array, short: Uint8Array): boolean {
  if (short.length === 0) return false;
  for (let start = 0; start + short.length <= long.length; start++) {
    if (short.every((byte, i) => byte === long[start + i])) return true;
  }
  return false;
}
