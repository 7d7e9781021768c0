// Knows for every trigram which values of a column have it, so that misspelt texts are found without reading them all.
import type { Job } from '../../kernel/job.ts';
import type { FoldedColumn } from '../query/foldedColumn.ts';
import { isWordByte } from '../query/wordBytes.ts';
import { MISSING_BYTE } from '../wtf8.ts';

/** Characters fall into 64 classes, so a trigram is a number of 18 bits. 0 stands for the edges of a word. */
export const TRIGRAMS = 64 * 64 * 64;

/**
 * The values that have trigram `t` stand in `bytes[starts[t], starts[t + 1])`, ascending: the first plus one, then the
 * differences, seven bits a byte, low bits first, the high bit set where more follow. `counts[t]` is how many they are.
 */
export type TrigramIndex = { readonly starts: Uint32Array; readonly counts: Uint32Array; readonly bytes: Uint8Array };

const VALUES_PER_BREATH = 16_384;
const cache = new WeakMap<FoldedColumn, TrigramIndex>();
const classes = Uint8Array.from({ length: 256 }, (_, byte) => classOf(byte));

function classOf(byte: number): number {
  if (!isWordByte(byte) || byte === MISSING_BYTE) return 0;
  if (byte >= 97 && byte <= 122) return byte - 96;
  return byte < 128 ? 27 + byte - 48 : 37 + (byte % 27);
}

/** Built once per folded column; a little over one byte per trigram of every value. */
export async function indexTrigrams(folded: FoldedColumn, job: Job): Promise<TrigramIndex> {
  const known = cache.get(folded);
  if (known !== undefined) return known;
  const values = folded.offsets.length - 1;
  const starts = new Uint32Array(TRIGRAMS + 1);
  const counts = new Uint32Array(TRIGRAMS);
  const last = new Int32Array(TRIGRAMS).fill(-1);
  for (let value = 0; value < values; value++) {
    if (value % VALUES_PER_BREATH === 0) {
      job.report({ stage: 'index', done: value, total: values * 2, unit: 'rows' });
      await job.breathe();
    }
    const size = trigramsInto(folded.bytes, folded.offsets[value]!, folded.offsets[value + 1]!);
    for (let i = 0; i < size; i++) {
      const trigram = found[i]!;
      const step = value - last[trigram]!;
      if (step === 0) continue;
      last[trigram] = value;
      counts[trigram] = counts[trigram]! + 1;
      starts[trigram + 1] = starts[trigram + 1]! + (step < 0x80 ? 1 : step < 0x4000 ? 2 : step < 0x20_0000 ? 3 : step < 0x1000_0000 ? 4 : 5);
    }
  }
  for (let trigram = 0; trigram < TRIGRAMS; trigram++) starts[trigram + 1] = starts[trigram + 1]! + starts[trigram]!;
  const bytes = new Uint8Array(starts[TRIGRAMS]!);
  const next = starts.slice(0, TRIGRAMS);
  last.fill(-1);
  for (let value = 0; value < values; value++) {
    if (value % VALUES_PER_BREATH === 0) {
      job.report({ stage: 'index', done: values + value, total: values * 2, unit: 'rows' });
      await job.breathe();
    }
    const size = trigramsInto(folded.bytes, folded.offsets[value]!, folded.offsets[value + 1]!);
    for (let i = 0; i < size; i++) {
      const trigram = found[i]!;
      let step = value - last[trigram]!;
      if (step === 0) continue;
      last[trigram] = value;
      let at = next[trigram]!;
      for (; step >= 0x80; step >>>= 7) bytes[at++] = (step & 0x7f) | 0x80;
      bytes[at++] = step;
      next[trigram] = at;
    }
  }
  const index = { starts, counts, bytes };
  cache.set(folded, index);
  return index;
}

/** Sets `bit` in the entry of every value that has the trigram. */
export function markValues(index: TrigramIndex, trigram: number, entries: Uint32Array, bit: number): void {
  const { bytes } = index;
  const end = index.starts[trigram + 1]!;
  let value = -1;
  for (let at = index.starts[trigram]!; at < end; ) {
    let byte = bytes[at++]!;
    let step = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[at++]!;
      step |= (byte & 0x7f) << shift;
    }
    value += step;
    entries[value] = entries[value]! | bit;
  }
}

/** Writes the values that have the trigram and returns the position after them. */
function valuesInto(index: TrigramIndex, trigram: number, target: Uint32Array, from: number): number {
  const { bytes } = index;
  const end = index.starts[trigram + 1]!;
  let value = -1;
  let to = from;
  for (let at = index.starts[trigram]!; at < end; ) {
    let byte = bytes[at++]!;
    let step = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[at++]!;
      step |= (byte & 0x7f) << shift;
    }
    value += step;
    target[to++] = value;
  }
  return to;
}

/** The trigrams (neighbouring numbers) of which every value that contains the needle has one, and how often they occur. */
type Rarest = { readonly first: number; readonly last: number; readonly count: number };

function rarestTrigrams(index: TrigramIndex, needle: Uint8Array): Rarest | undefined {
  let rarest: Rarest | undefined;
  for (let at = 1; at < needle.length; at++) {
    const before = classes[needle[at - 1]!]!;
    const current = classes[needle[at]!]!;
    if (before === 0 || current === 0) continue;
    const isEnd = at + 1 === needle.length;
    // What follows the last byte of the needle is open: all trigrams with these two in front.
    const first = (before << 12) | (current << 6) | (isEnd ? 0 : classes[needle[at + 1]!]!);
    const last = isEnd ? first + 63 : first;
    let count = 0;
    for (let trigram = first; trigram <= last; trigram++) count += index.counts[trigram]!;
    if (rarest === undefined || count < rarest.count) rarest = { first, last, count };
  }
  return rarest;
}

/** At most how many values contain the needle, as far as an index that is there already can tell. */
export function estimateValues(folded: FoldedColumn, needle: Uint8Array): number {
  const index = cache.get(folded);
  const rarest = index === undefined ? undefined : rarestTrigrams(index, needle);
  return Math.min(rarest?.count ?? Infinity, folded.offsets.length - 1);
}

/**
 * Values that may contain the needle, in no order, possibly repeated, and never leaving one out that does; undefined
 * where no index is there yet or it would not help: the needle has no two word bytes in a row, or too many values have them.
 */
export function likelyValues(folded: FoldedColumn, needle: Uint8Array): Uint32Array | undefined {
  const index = cache.get(folded);
  const rarest = index === undefined ? undefined : rarestTrigrams(index, needle);
  if (index === undefined || rarest === undefined || rarest.count * 4 > folded.offsets.length) return undefined;
  const values = new Uint32Array(rarest.count);
  let at = 0;
  for (let trigram = rarest.first; trigram <= rarest.last; trigram++) at = valuesInto(index, trigram, values, at);
  return values;
}

/**
 * Marks the values that contain up to three plain letters or digits, told by the index alone. False where no index is
 * there yet or the needle is another: then nothing was marked.
 */
export function markPlaces(folded: FoldedColumn, needle: Uint8Array, marks: Uint8Array): boolean {
  const index = cache.get(folded);
  if (index === undefined || needle.length === 0 || needle.length > 3 || needle.some((byte) => byte > 127 || classes[byte] === 0)) return false;
  const [first, second, third] = Array.from(needle, (byte) => classes[byte]!);
  if (third !== undefined) mark(index, (first! << 12) | (second! << 6) | third, marks);
  // Every place of two letters is the first two of one trigram; every place of one is the middle of one.
  else if (second !== undefined) for (let next = 0; next < 64; next++) mark(index, (first! << 12) | (second << 6) | next, marks);
  else for (let around = 0; around < 4096; around++) mark(index, ((around >> 6) << 12) | (first! << 6) | (around & 63), marks);
  return true;
}

function mark(index: TrigramIndex, trigram: number, marks: Uint8Array): void {
  const { bytes } = index;
  const end = index.starts[trigram + 1]!;
  let value = -1;
  for (let at = index.starts[trigram]!; at < end; ) {
    let byte = bytes[at++]!;
    let step = byte & 0x7f;
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = bytes[at++]!;
      step |= (byte & 0x7f) << shift;
    }
    value += step;
    marks[value] = 1;
  }
}

/** The different trigrams of folded bytes, in order of appearance. Words are padded with an edge on both sides. */
export function trigramsOf(bytes: Uint8Array): number[] {
  const size = trigramsInto(bytes, 0, bytes.length);
  return [...new Set(found.subarray(0, size))];
}

let found = new Uint32Array(256);

function trigramsInto(bytes: Uint8Array, start: number, end: number): number {
  if (found.length < end - start + 2) found = new Uint32Array((end - start + 2) * 2);
  let size = 0;
  let before = 0;
  let current = 0;
  for (let at = start; at <= end; at++) {
    const next = at < end ? classes[bytes[at]!]! : 0;
    if (current !== 0) found[size++] = (before << 12) | (current << 6) | next;
    before = current;
    current = next;
  }
  return size;
}
