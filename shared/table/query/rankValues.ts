// Gives every stored value its place in sorted order, once per column and order, so that sorting rows compares numbers.
// Over 300 lines: the collation of a million texts is exact and fast only with its own radix sort.
import type { Job } from '../../kernel/job.ts';
import { valueCount, valueText, type TextColumn } from '../TextColumn.ts';
import type { Reader } from './QueryContext.ts';
import { blankValues, readValues } from './readings.ts';

/** `ranks[v]` is below `count`, equal for values that the order does not tell apart; blank values have rank `count`. */
export type Ranks = { readonly ranks: Uint32Array; readonly count: number };

/** Text by the locale's collation; numbers (and days) by size, then what the reader cannot read, by collation. */
export type ValueOrder = { readonly locale: string; readonly reader: Reader | null };

const cache = new WeakMap<TextColumn, { readonly order: ValueOrder; readonly ranks: Ranks }[]>();
const VALUES_PER_BREATH = 32_768;
/** Where the collator has to be asked about each. */
const COMPARED_PER_BREATH = 8192;

export async function rankValues(column: TextColumn, order: ValueOrder, job: Job): Promise<Ranks> {
  const known = cache.get(column) ?? [];
  const same = known.find((entry) => entry.order.locale === order.locale && entry.order.reader === order.reader);
  if (same !== undefined) return same.ranks;
  const ranks = order.reader === null ? await rankTexts(column, order.locale, job) : await rankNumbers(column, order.reader, order.locale, job);
  cache.set(column, [...known, { order, ranks }]);
  return ranks;
}

async function rankNumbers(column: TextColumn, reader: Reader, locale: string, job: Job): Promise<Ranks> {
  const numbers = await readValues(column, reader, job);
  const blank = blankValues(column);
  const readable: number[] = [];
  const unreadable: number[] = [];
  for (let value = 0; value < numbers.length; value++) {
    if (blank[value] === 1) continue;
    if (Number.isNaN(numbers[value]!)) unreadable.push(value);
    else readable.push(value);
  }
  // −0 and 0 are one number; Float64Array's own sort would tell them apart.
  const distinct = Float64Array.from(readable, (value) => numbers[value]! + 0).sort();
  let different = 0;
  for (let i = 0; i < distinct.length; i++) if (i === 0 || distinct[i] !== distinct[i - 1]) distinct[different++] = distinct[i]!;
  const ranks = new Uint32Array(numbers.length);
  const sorted = distinct.subarray(0, different);
  for (const value of readable) ranks[value] = placeOf(sorted, numbers[value]!);
  if (unreadable.length === 0) return closed(ranks, blank, different);
  const texts = await rankTexts(column, locale, job, Uint32Array.from(unreadable));
  for (const value of unreadable) ranks[value] = different + texts.ranks[value]!;
  return closed(ranks, blank, different + texts.count);
}

function placeOf(sorted: Float64Array, number: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

function closed(ranks: Uint32Array, blank: Uint8Array, count: number): Ranks {
  for (let value = 0; value < ranks.length; value++) if (blank[value] === 1) ranks[value] = count;
  return { ranks, count };
}

async function rankTexts(column: TextColumn, locale: string, job: Job, only?: Uint32Array): Promise<Ranks> {
  const collator = new Intl.Collator(locale);
  const alphabet = alphabetOf(locale);
  const blank = blankValues(column);
  const keys = new Uint8Array(column.bytes.length);
  const simple: number[] = [];
  const complex: number[] = [];
  const candidates = only?.length ?? valueCount(column);
  for (let i = 0; i < candidates; i++) {
    if (i % VALUES_PER_BREATH === 0) await job.breathe();
    const value = only === undefined ? i : only[i]!;
    if (blank[value] === 1) continue;
    (writeKey(column, value, alphabet, keys) ? simple : complex).push(value);
  }
  const texts = new Texts(column, collator);
  const order = await sortByKeys(column, Uint32Array.from(simple), keys, texts, job);
  const merged = mergeComplex(order, await sortComplex(column, complex, collator, job), texts);
  const ranks = new Uint32Array(valueCount(column));
  let rank = 0;
  for (let i = 0; i < merged.length; i++) {
    if (i % COMPARED_PER_BREATH === 0) await job.breathe();
    if (i > 0 && !texts.isSame(merged[i - 1]!, merged[i]!, keys)) rank++;
    ranks[merged[i]!] = rank;
  }
  const count = merged.length === 0 ? 0 : rank + 1;
  return only === undefined ? closed(ranks, blank, count) : { ranks, count };
}

/** Compares values of one column by the collator, without asking it about equal bytes. */
class Texts {
  private readonly column: TextColumn;
  private readonly collator: Intl.Collator;

  constructor(column: TextColumn, collator: Intl.Collator) {
    this.column = column;
    this.collator = collator;
  }

  compare(left: number, right: number): number {
    return this.hasSameBytes(left, right) ? 0 : this.collator.compare(valueText(this.column, left), valueText(this.column, right));
  }

  /** Different keys decide without the collator; a complex value has an empty key. */
  isSame(left: number, right: number, keys: Uint8Array): boolean {
    if (this.hasSameBytes(left, right)) return true;
    const { offsets } = this.column;
    const leftKey = keys[offsets[left]!]!;
    const rightKey = keys[offsets[right]!]!;
    if (leftKey !== 0 && rightKey !== 0 && compareKeys(keys, offsets, left, right, 0) !== 0) return false;
    return this.compare(left, right) === 0;
  }

  hasSameBytes(left: number, right: number): boolean {
    const { bytes, offsets } = this.column;
    const from = offsets[left]!;
    const to = offsets[right]!;
    const length = offsets[left + 1]! - from;
    if (offsets[right + 1]! - to !== length) return false;
    for (let i = 0; i < length; i++) if (bytes[from + i] !== bytes[to + i]) return false;
    return true;
  }
}

/** Primary weights by code point, 1 to 127; 0 for characters that need the collator itself. */
type Alphabet = Uint8Array;

const alphabets = new Map<string, Alphabet>();
const ALPHABET_END = 0x2100;
const COMMON_SIGNS = ['‘', '’', '“', '”', '–', '—', '‐', '‑', '•', '€'];

/**
 * The order of plain characters, asked from the collator. Only characters are taken that sort as one letter of their
 * own, so that comparing weight by weight is the collator's first level; texts that tie there are left to the collator.
 */
function alphabetOf(locale: string): Alphabet {
  const known = alphabets.get(locale);
  if (known !== undefined) return known;
  const base = new Intl.Collator(locale, { sensitivity: 'base' });
  const characters = [...Array.from({ length: 0x180 - 0x20 }, (_, i) => String.fromCharCode(0x20 + i)), ...COMMON_SIGNS].filter((character) => base.compare(character, '') > 0);
  const ascii = characters.filter((character) => character < '\u007f');
  const isAscii = (character: string): boolean => ascii.some((other) => base.compare(character, other) === 0);
  const letters = characters.filter((character) => isAscii(character) || (/^\p{L}$/u.test(character) && /^[a-z]$/iu.test(character.normalize('NFD')[0]!)));
  const signs = characters.filter((character) => !isAscii(character) && /^[\p{P}\p{S}]$/u.test(character));
  const alphabet = weigh([...letters, ...signs], base) ?? weigh(letters, base) ?? new Uint8Array(ALPHABET_END);
  alphabets.set(locale, alphabet);
  return alphabet;
}

/** Undefined where pairs of characters do not sort as their weights say: one is spelt with two, or stands for two. */
function weigh(characters: readonly string[], base: Intl.Collator): Alphabet | undefined {
  const alphabet = new Uint8Array(ALPHABET_END);
  const kinds: string[] = [];
  for (const character of characters.toSorted(base.compare)) {
    if (kinds.length === 0 || base.compare(kinds.at(-1)!, character) !== 0) kinds.push(character);
    alphabet[character.charCodeAt(0)] = kinds.length;
  }
  if (kinds.length > 127) return undefined;
  let before = '';
  for (const first of kinds) {
    for (const second of kinds) {
      if (before !== '' && base.compare(before, first + second) >= 0) return undefined;
      before = first + second;
    }
  }
  return alphabet;
}

/** Writes the value's weights at its own offset, zeros behind; false (and no key) where it has other characters. */
function writeKey(column: TextColumn, value: number, alphabet: Alphabet, keys: Uint8Array): boolean {
  const start = column.offsets[value]!;
  const end = column.offsets[value + 1]!;
  let to = start;
  for (let at = start; at < end; ) {
    const byte = column.bytes[at]!;
    let code = byte;
    at++;
    if (byte >= 0x80) {
      if (byte < 0xe0) code = ((byte & 0x1f) << 6) | (column.bytes[at++]! & 0x3f);
      else if (byte === 0xe2) code = 0x2000 | ((column.bytes[at++]! & 0x3f) << 6) | (column.bytes[at++]! & 0x3f);
      else code = 0;
    }
    const weight = alphabet[code] ?? 0;
    if (weight === 0) {
      keys.fill(0, start, to);
      return false;
    }
    keys[to++] = weight;
  }
  return to > start;
}

const FEW = 12;
/** A number of 53 bits holds four weights of 7 bits and a position of 25 bits. */
const POSITIONS = 2 ** 25;

async function sortByKeys(column: TextColumn, values: Uint32Array, keys: Uint8Array, texts: Texts, job: Job): Promise<Uint32Array> {
  const { offsets } = column;
  const packed = new Float64Array(values.length);
  const copy = new Uint32Array(values.length);
  const open: { from: number; to: number; depth: number }[] = [{ from: 0, to: values.length, depth: 0 }];
  let sinceBreath = 0;
  while (open.length > 0) {
    const { from, to, depth } = open.pop()!;
    sinceBreath += to - from;
    if (sinceBreath > VALUES_PER_BREATH) {
      sinceBreath = 0;
      await job.breathe();
    }
    if (to - from <= FEW || to - from > POSITIONS) {
      values.subarray(from, to).sort((left, right) => compareKeys(keys, offsets, left, right, depth) || texts.compare(left, right));
      continue;
    }
    for (let i = from; i < to; i++) {
      const value = values[i]!;
      const end = offsets[value + 1]!;
      let four = 0;
      for (let at = offsets[value]! + depth, k = 0; k < 4; k++, at++) four = four * 128 + (at < end ? keys[at]! : 0);
      packed[i] = four * POSITIONS + (i - from);
      copy[i] = value;
    }
    packed.subarray(from, to).sort();
    for (let i = from; i < to; i++) values[i] = copy[from + (packed[i]! % POSITIONS)]!;
    for (let start = from; start < to; ) {
      const four = Math.floor(packed[start]! / POSITIONS);
      let end = start + 1;
      while (end < to && Math.floor(packed[end]! / POSITIONS) === four) end++;
      if (end - start > 1) {
        if (four % 128 !== 0) open.push({ from: start, to: end, depth: depth + 4 });
        else sortTies(values.subarray(start, end), texts);
      }
      start = end;
    }
  }
  return values;
}

/** Values equal on the first level: accents and capitals decide, and repeated values need no question. */
function sortTies(values: Uint32Array, texts: Texts): void {
  const first = values[0]!;
  if (values.every((value) => texts.hasSameBytes(first, value))) return;
  values.sort((left, right) => texts.compare(left, right));
}

function compareKeys(keys: Uint8Array, offsets: Uint32Array, left: number, right: number, depth: number): number {
  const leftEnd = offsets[left + 1]!;
  const rightEnd = offsets[right + 1]!;
  let a = offsets[left]! + depth;
  let b = offsets[right]! + depth;
  for (; a < leftEnd && b < rightEnd; a++, b++) {
    const difference = keys[a]! - keys[b]!;
    if (difference !== 0) return difference;
    if (keys[a] === 0) return 0;
  }
  return (a < leftEnd ? keys[a]! : 0) - (b < rightEnd ? keys[b]! : 0);
}

const RUN = 8192;

/** Sorts values by the collator in runs and merges these, so that the work can be interrupted. */
async function sortComplex(column: TextColumn, values: readonly number[], collator: Intl.Collator, job: Job): Promise<number[]> {
  const texts = new Map<number, string>(values.map((value) => [value, valueText(column, value)]));
  const compare = (left: number, right: number): number => collator.compare(texts.get(left)!, texts.get(right)!);
  let runs: number[][] = [];
  for (let from = 0; from < values.length; from += RUN) {
    await job.breathe();
    runs.push(values.slice(from, from + RUN).sort(compare));
  }
  while (runs.length > 1) {
    const merged: number[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      await job.breathe();
      merged.push(i + 1 < runs.length ? mergeRuns(runs[i]!, runs[i + 1]!, compare) : runs[i]!);
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function mergeRuns(left: readonly number[], right: readonly number[], compare: (a: number, b: number) => number): number[] {
  const merged: number[] = [];
  let a = 0;
  let b = 0;
  while (a < left.length && b < right.length) merged.push(compare(left[a]!, right[b]!) <= 0 ? left[a++]! : right[b++]!);
  while (a < left.length) merged.push(left[a++]!);
  while (b < right.length) merged.push(right[b++]!);
  return merged;
}

/** Puts the values that only the collator can place, sorted already, among the others. */
function mergeComplex(order: Uint32Array, complex: readonly number[], texts: Texts): Uint32Array {
  if (complex.length === 0) return order;
  const merged = new Uint32Array(order.length + complex.length);
  let from = 0;
  let at = 0;
  for (const value of complex) {
    let low = from;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (texts.compare(order[middle]!, value) <= 0) low = middle + 1;
      else high = middle;
    }
    merged.set(order.subarray(from, low), at);
    at += low - from;
    merged[at++] = value;
    from = low;
  }
  merged.set(order.subarray(from), at);
  return merged;
}
