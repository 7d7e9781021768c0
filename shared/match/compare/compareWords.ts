// Compares two lists of words by the weight of the words they share, forgiving slips, initials and order.
import type { ValuePool } from '../prepare/Interner.ts';
import type { TokenLists } from '../prepare/PreparedField.ts';
import { editDistance } from './editDistance.ts';
import { jaroWinkler } from './jaroWinkler.ts';
import { leastEdits, mostLikeness } from './letterSets.ts';

/** Filled in place, so that comparing allocates nothing. */
export type WordLikeness = {
  /** Shared weight over the geometric mean of both sides' weights, 0 to 1. */
  both: number;
  /** Shared weight over the lighter side's weight, 0 to 1. */
  smaller: number;
  /** Shared weight, in bits. */
  shared: number;
  /** Words on the shorter side. */
  smallerCount: number;
  /** All words are the same on both sides, in any order. */
  exact: boolean;
};

/** Bits that a word tells: log2(rows / rows that have it), much less for weak words. */
export function wordWeights(words: ValuePool, marks: Uint8Array, rows: number): Float32Array {
  const weights = new Float32Array(words.size);
  for (let word = 1; word < words.size; word++) {
    const bits = Math.log2((rows + 1) / Math.max(1, words.counts[word]!)) + 0.5;
    const letters = words.offsets[word + 1]! - words.offsets[word]!;
    weights[word] = (marks[word] === 1 ? 0.2 : letters === 1 ? 0.4 : 1) * Math.max(0.5, bits);
  }
  return weights;
}

const used = new Uint8Array(32);

/** Words marked in `skip` take no part. Call with a fixed order of the two sides; see `comparerOf`. */
export function compareWords(words: ValuePool, sets: Uint32Array, tokens: TokenLists, weights: Float32Array, skip: Uint8Array | undefined, left: number, right: number, result: WordLikeness): void {
  const { offsets, ids } = tokens;
  let aFrom = offsets[left]!;
  let aTo = offsets[left + 1]!;
  let bFrom = offsets[right]!;
  let bTo = offsets[right + 1]!;
  if (aTo - aFrom > bTo - bFrom) {
    [aFrom, bFrom] = [bFrom, aFrom];
    [aTo, bTo] = [bTo, aTo];
  }
  let aWeight = 0;
  let bWeight = 0;
  let bCount = 0;
  for (let j = bFrom; j < bTo; j++) {
    const word = ids[j]!;
    if (skip !== undefined && skip[word] === 1) {
      used[j - bFrom] = 1;
      continue;
    }
    used[j - bFrom] = 0;
    bWeight += weights[word]!;
    bCount++;
  }
  let shared = 0;
  let aCount = 0;
  let same = 0;
  let open = 0;
  for (let i = aFrom; i < aTo; i++) {
    const word = ids[i]!;
    if (skip !== undefined && skip[word] === 1) continue;
    aWeight += weights[word]!;
    aCount++;
    let found = false;
    for (let j = bFrom; j < bTo; j++) {
      if (ids[j] === word && used[j - bFrom] === 0) {
        used[j - bFrom] = 1;
        shared += weights[word]!;
        same++;
        found = true;
        break;
      }
    }
    if (!found) open++;
  }
  result.exact = aCount > 0 && same === aCount && aCount === bCount;
  result.smallerCount = Math.min(aCount, bCount);
  if (open > 0 && same < bCount) {
    for (let i = aFrom; i < aTo; i++) {
      const word = ids[i]!;
      if (skip !== undefined && skip[word] === 1) continue;
      // A word met on the other side is never open again; finding it there anew is cheap for short lists.
      if (hasWord(ids, bFrom, bTo, word)) continue;
      let best = 0;
      let at = -1;
      for (let j = bFrom; j < bTo; j++) {
        if (used[j - bFrom] === 1) continue;
        const likeness = wordLikeness(words, sets, word, ids[j]!);
        if (likeness > best) {
          best = likeness;
          at = j;
        }
      }
      if (at >= 0) {
        used[at - bFrom] = 1;
        shared += best * Math.min(weights[word]!, weights[ids[at]!]!);
        // The rarity of a misspelt word is that of the word meant, or its slip would weigh more than itself.
        const gap = weights[word]! - weights[ids[at]!]!;
        if (gap > 0) aWeight -= gap * best;
        else bWeight += gap * best;
      }
    }
  }
  result.shared = shared;
  if (aWeight <= 0 || bWeight <= 0) {
    result.both = 0;
    result.smaller = 0;
    return;
  }
  result.both = Math.min(1, shared / Math.sqrt(aWeight * bWeight));
  result.smaller = Math.min(1, shared / Math.min(aWeight, bWeight));
}

function hasWord(ids: Uint32Array, from: number, to: number, word: number): boolean {
  for (let j = from; j < to; j++) if (ids[j] === word) return true;
  return false;
}

/** 0 where two different words have nothing to do with each other. */
function wordLikeness(words: ValuePool, sets: Uint32Array, left: number, right: number): number {
  const { bytes, offsets } = words;
  const leftFrom = offsets[left]!;
  const leftTo = offsets[left + 1]!;
  const rightFrom = offsets[right]!;
  const rightTo = offsets[right + 1]!;
  const leftLength = leftTo - leftFrom;
  const rightLength = rightTo - rightFrom;
  const shortest = leftLength < rightLength ? leftLength : rightLength;
  const sameFirst = bytes[leftFrom] === bytes[rightFrom];
  if (shortest <= 3) {
    if (!sameFirst) return 0;
    // An initial or a short form: "fco" is no prefix of "francisco", but "ant" is one of "antonio".
    for (let i = 1; i < shortest; i++) if (bytes[leftFrom + i] !== bytes[rightFrom + i]) return 0;
    return shortest === 1 ? 0.7 : 0.75;
  }
  const first = bytes[leftFrom]!;
  if (first >= 48 && first <= 57) return 0;
  const gap = leftLength - rightLength;
  if (gap > 1 || gap < -1) {
    if (!sameFirst) return 0;
    let prefix = 1;
    while (prefix < shortest && bytes[leftFrom + prefix] === bytes[rightFrom + prefix]) prefix++;
    if (prefix === shortest) return 0.9;
  }
  const limit: 1 | 2 = shortest >= 8 ? 2 : 1;
  const least = leastEdits(sets[left]!, sets[right]!);
  const distance = least > limit || gap > limit || gap < -limit ? limit + 1 : editDistance(bytes, leftFrom, leftTo, bytes, rightFrom, rightTo, limit);
  if (distance === 1) return 0.9;
  if (distance === 2 && shortest >= 8) return 0.85;
  if (!sameFirst || mostLikeness(sets[left]!, sets[right]!, leftLength, rightLength, 4) < 0.9) return 0;
  const likeness = jaroWinkler(bytes, leftFrom, leftTo, bytes, rightFrom, rightTo);
  return likeness >= 0.9 ? likeness - 0.05 : 0;
}
