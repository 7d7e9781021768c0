// Finds a run of bytes inside the values of a folded column: Horspool's search over the whole memory at once.
import { likelyValues, placesOfLetters } from '../search/trigramIndex.ts';
import type { FoldedColumn } from './foldedColumn.ts';
import { isWordByte } from './wordBytes.ts';

/** How well a value answers a search term; the best of its occurrences counts. 0 is not at all. */
export const INSIDE = 1;
export const WORD_START = 2;
export const VALUE_START = 3;
export const WHOLE_VALUE = 4;

/** Per value how well it contains the needle, and which values do at all where these are few. */
export type Containing = {
  readonly quality: Uint8Array;
  readonly hits: number;
  /** The values with a quality, in no order; undefined where they are many. */
  readonly values: Uint32Array | undefined;
};

const recent = new WeakMap<FoldedColumn, { readonly needle: Uint8Array; readonly answer: Containing }[]>();
const REMEMBERED = 5;
/** One value in so many is few. */
const FEW = 16;

/**
 * Which values contain the needle; an empty needle is contained in every value. Somebody who types on makes the needle
 * longer, so the last answers are kept and only their values are looked at again; else a trigram index, where it is
 * there, says where to look.
 */
export function findInValues(folded: FoldedColumn, needle: Uint8Array): Containing {
  const known = recent.get(folded) ?? [];
  const same = known.find((entry) => isEqual(entry.needle, needle));
  if (same !== undefined) {
    if (same !== known[0]) recent.set(folded, [same, ...known.filter((entry) => entry !== same)]);
    return same.answer;
  }
  const shorter = known.find((entry) => entry.answer.values !== undefined && contains(needle, entry.needle));
  const answer = computeContaining(folded, needle, shorter?.answer.values ?? likelyValues(folded, needle));
  recent.set(folded, [{ needle, answer }, ...known].slice(0, REMEMBERED));
  return answer;
}

function computeContaining(folded: FoldedColumn, needle: Uint8Array, within: Uint32Array | undefined): Containing {
  const values = folded.offsets.length - 1;
  const quality = new Uint8Array(values);
  if (needle.length === 0) return { quality: quality.fill(INSIDE), hits: values, values: undefined };
  for (let i = 1; i < needle.length; i++) {
    if (folded.pairs[(needle[i - 1]! << 8) | needle[i]!] === 0) return { quality, hits: 0, values: new Uint32Array(0) };
  }
  if (within === undefined) {
    const places = placesOfLetters(folded, needle);
    if (places !== undefined) return withStarts(folded, needle, places);
    const hits = scanAll(folded, needle, quality);
    return { quality, hits, values: hits * FEW > values ? undefined : hitsOf(quality, hits) };
  }
  const found = new Uint32Array(within.length);
  let hits = 0;
  for (let i = 0; i < within.length; i++) {
    const value = within[i]!;
    if (quality[value] !== 0) continue;
    const best = bestIn(folded, needle, value);
    if (best === 0) continue;
    quality[value] = best;
    found[hits++] = value;
  }
  return { quality, hits, values: hits * FEW > values ? undefined : found.slice(0, hits) };
}

/** Adds what the index does not know: whether a word that starts so is the start of the value, or all of it. */
function withStarts(folded: FoldedColumn, needle: Uint8Array, quality: Uint8Array): Containing {
  const { bytes, offsets } = folded;
  const values = quality.length;
  let hits = 0;
  for (let value = 0; value < values; value++) {
    if (quality[value] === 0) continue;
    hits++;
    const start = offsets[value]!;
    if (quality[value] !== WORD_START || bytes[start] !== needle[0] || (needle.length === 2 && bytes[start + 1] !== needle[1])) continue;
    quality[value] = offsets[value + 1]! - start === needle.length ? WHOLE_VALUE : VALUE_START;
  }
  return { quality, hits, values: hits * FEW > values ? undefined : hitsOf(quality, hits) };
}

function hitsOf(quality: Uint8Array, hits: number): Uint32Array {
  const values = new Uint32Array(hits);
  let at = 0;
  for (let value = 0; at < hits; value++) if (quality[value] !== 0) values[at++] = value;
  return values;
}

/** Which values are the needle and nothing else. */
export function findWholeValues(folded: FoldedColumn, needle: Uint8Array): Containing {
  const { bytes, offsets } = folded;
  const count = offsets.length - 1;
  const quality = new Uint8Array(count);
  const likely = likelyValues(folded, needle);
  const candidates = likely?.length ?? count;
  let hits = 0;
  for (let k = 0; k < candidates; k++) {
    const value = likely === undefined ? k : likely[k]!;
    const start = offsets[value]!;
    if (offsets[value + 1]! - start !== needle.length) continue;
    let i = 0;
    while (i < needle.length && bytes[start + i] === needle[i]) i++;
    if (i < needle.length || quality[value] !== 0) continue;
    quality[value] = WHOLE_VALUE;
    hits++;
  }
  return { quality, hits, values: hits * FEW > count ? undefined : hitsOf(quality, hits) };
}

/** A single byte is found everywhere: looked for value by value, leaving each as soon as it cannot get better. */
function scanOne(folded: FoldedColumn, wanted: number, quality: Uint8Array): number {
  const { bytes, offsets } = folded;
  let hits = 0;
  let end = offsets[0]!;
  for (let value = 0; value < quality.length; value++) {
    const start = end;
    end = offsets[value + 1]!;
    let best = 0;
    if (start < end && bytes[start] === wanted) best = end - start === 1 ? WHOLE_VALUE : VALUE_START;
    for (let at = start + 1; at < end && best < WORD_START; at++) {
      if (bytes[at] === wanted) best = isWordByte(bytes[at - 1]!) ? INSIDE : WORD_START;
    }
    if (best === 0) continue;
    quality[value] = best;
    hits++;
  }
  return hits;
}

function scanAll(folded: FoldedColumn, needle: Uint8Array, quality: Uint8Array): number {
  if (needle.length === 1) return folded.present[needle[0]!] === 0 ? 0 : scanOne(folded, needle[0]!, quality);
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

/** How well one value contains the needle. */
export function bestIn(folded: FoldedColumn, needle: Uint8Array, value: number): number {
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
