// Knows for every trigram which values of a column have it, so that misspelt texts are found without reading them all.
import type { Job } from '../../kernel/job.ts';
import { isWordByte } from '../query/findInValues.ts';
import type { FoldedColumn } from '../query/foldedColumn.ts';
import { MISSING_BYTE } from '../wtf8.ts';

/** Characters fall into 64 classes, so a trigram is a number of 18 bits. 0 stands for the edges of a word. */
export const TRIGRAMS = 64 * 64 * 64;

/** Values that have trigram `t`: `postings[starts[t], starts[t + 1])`, ascending. */
export type TrigramIndex = { readonly starts: Uint32Array; readonly postings: Uint32Array };

const VALUES_PER_BREATH = 16_384;
const cache = new WeakMap<FoldedColumn, TrigramIndex>();
const classes = Uint8Array.from({ length: 256 }, (_, byte) => classOf(byte));

function classOf(byte: number): number {
  if (!isWordByte(byte) || byte === MISSING_BYTE) return 0;
  if (byte >= 97 && byte <= 122) return byte - 96;
  return byte < 128 ? 27 + byte - 48 : 37 + (byte % 27);
}

/** Built once per folded column; 4 bytes per trigram of every value. */
export async function indexTrigrams(folded: FoldedColumn, job: Job): Promise<TrigramIndex> {
  const known = cache.get(folded);
  if (known !== undefined) return known;
  const values = folded.offsets.length - 1;
  const starts = new Uint32Array(TRIGRAMS + 1);
  const lastValue = new Int32Array(TRIGRAMS).fill(-1);
  for (let value = 0; value < values; value++) {
    if (value % VALUES_PER_BREATH === 0) {
      job.report({ stage: 'index', done: value, total: values * 2, unit: 'rows' });
      await job.breathe();
    }
    const size = trigramsInto(folded.bytes, folded.offsets[value]!, folded.offsets[value + 1]!);
    for (let i = 0; i < size; i++) {
      const trigram = found[i]!;
      if (lastValue[trigram] === value) continue;
      lastValue[trigram] = value;
      starts[trigram + 1] = starts[trigram + 1]! + 1;
    }
  }
  for (let trigram = 0; trigram < TRIGRAMS; trigram++) starts[trigram + 1] = starts[trigram + 1]! + starts[trigram]!;
  const postings = new Uint32Array(starts[TRIGRAMS]!);
  const next = starts.slice(0, TRIGRAMS);
  lastValue.fill(-1);
  for (let value = 0; value < values; value++) {
    if (value % VALUES_PER_BREATH === 0) {
      job.report({ stage: 'index', done: values + value, total: values * 2, unit: 'rows' });
      await job.breathe();
    }
    const size = trigramsInto(folded.bytes, folded.offsets[value]!, folded.offsets[value + 1]!);
    for (let i = 0; i < size; i++) {
      const trigram = found[i]!;
      if (lastValue[trigram] === value) continue;
      lastValue[trigram] = value;
      postings[next[trigram]!] = value;
      next[trigram] = next[trigram]! + 1;
    }
  }
  const index = { starts, postings };
  cache.set(folded, index);
  return index;
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
