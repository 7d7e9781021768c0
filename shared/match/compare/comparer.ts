// Grades how alike two different values of one comparison are; equal and missing values never get here.
// Over 300 lines: every kind of comparison has its grades here, over the same kernels and word lists.
import { givenNameRoots, isFrequentSurname, isGivenName } from '../../values/givenNames.ts';
import { assertNever } from '../../kernel/assertNever.ts';
import type { PreparedField, TokenLists } from '../prepare/PreparedField.ts';
import type { ValuePool } from '../prepare/Interner.ts';
import { editDistance } from './editDistance.ts';
import { jaroWinkler } from './jaroWinkler.ts';
import { leastEdits, mostLikeness } from './letterSets.ts';
import { compareWords, wordWeights, type WordLikeness } from './compareWords.ts';

/** The level (see `levelNames`) of two different values, both present. Symmetric. */
export type Comparer = (left: number, right: number) => number;

/** `rows` is the number of rows, from which the weight of words follows. */
export function comparerOf(field: PreparedField, rows: number): Comparer {
  const graded = gradeOf(field, rows);
  const hashes = field.values.hashes;
  // Kernels that walk one side first are made symmetric by a fixed order of the two.
  return (left, right) => (hashes[left]! <= hashes[right]! ? graded(left, right) : graded(right, left));
}

function gradeOf(field: PreparedField, rows: number): Comparer {
  const values = field.values;
  const kind = field.plan.kind;
  const kernels = new PoolKernels(values);
  switch (kind) {
    case 'given':
      return givenComparer(field);
    case 'surname':
      return surnameComparer(field);
    case 'name':
      return nameComparer(field, rows);
    case 'address':
      return addressComparer(field, rows);
    case 'email':
      return emailComparer(field);
    case 'phone':
      return (left, right) => {
        const distance = kernels.distance(left, right, 2);
        if (distance === 1) return 3;
        if (lengthOf(values, left) !== lengthOf(values, right) && sameEnd(values, left, right, 7)) return 3;
        return distance === 2 ? 2 : 1;
      };
    case 'identifier':
      return (left, right) => {
        const shortest = Math.min(lengthOf(values, left), lengthOf(values, right));
        if (shortest < 4) return 1;
        const distance = kernels.distance(left, right, shortest >= 7 ? 2 : 1);
        return distance === 1 ? 3 : distance === 2 && shortest >= 7 ? 2 : 1;
      };
    case 'date':
      return dateComparer(field);
    case 'postcode':
      return (left, right) => {
        if (kernels.distance(left, right, 1) <= 1) return 4;
        return sameStart(values, left, right, 3) ? 3 : sameStart(values, left, right, 2) ? 2 : 1;
      };
    case 'text':
      return (left, right) => {
        const likeness = kernels.likeness(left, right, 0.8);
        if (likeness >= 0.92 || (likeness > 0.8 && Math.min(lengthOf(values, left), lengthOf(values, right)) >= 5 && kernels.distance(left, right, 1) <= 1)) return 3;
        return likeness >= 0.82 ? 2 : 1;
      };
    case 'category':
      return () => 1;
    case 'number': {
      const numbers = field.numbers!;
      if (field.reading.isYear || field.reading.isCount)
        return (left, right) => {
          const gap = Math.abs(numbers[left]! - numbers[right]!);
          return gap <= 100 ? 3 : gap <= 300 ? 2 : 1;
        };
      return (left, right) => {
        const gap = Math.abs(numbers[left]! - numbers[right]!);
        const size = Math.max(Math.abs(numbers[left]!), Math.abs(numbers[right]!));
        return gap <= size * 0.01 ? 3 : gap <= size * 0.1 ? 2 : 1;
      };
    }
    default:
      return assertNever(kind);
  }
}

function lengthOf(values: ValuePool, value: number): number {
  return values.offsets[value + 1]! - values.offsets[value]!;
}

/** Distances and likenesses within one pool, with a glance at the letters first. */
class PoolKernels {
  private readonly bytes: Uint8Array;
  private readonly offsets: Uint32Array;
  private readonly sets: Uint32Array;

  constructor(values: ValuePool) {
    this.bytes = values.bytes;
    this.offsets = values.offsets;
    this.sets = values.letters;
  }

  distance(left: number, right: number, limit: 1 | 2): number {
    const { bytes, offsets } = this;
    const from = offsets[left]!;
    const to = offsets[left + 1]!;
    const otherFrom = offsets[right]!;
    const otherTo = offsets[right + 1]!;
    const gap = to - from - otherTo + otherFrom;
    if (gap > limit || gap < -limit || leastEdits(this.sets[left]!, this.sets[right]!) > limit) return limit + 1;
    return editDistance(bytes, from, to, bytes, otherFrom, otherTo, limit);
  }

  /** Jaro–Winkler, or 0 where it cannot reach `least`. */
  likeness(left: number, right: number, least: number): number {
    const { bytes, offsets } = this;
    const from = offsets[left]!;
    const to = offsets[left + 1]!;
    const otherFrom = offsets[right]!;
    const otherTo = offsets[right + 1]!;
    let prefix = 0;
    while (prefix < 4 && from + prefix < to && otherFrom + prefix < otherTo && bytes[from + prefix] === bytes[otherFrom + prefix]) prefix++;
    if (mostLikeness(this.sets[left]!, this.sets[right]!, to - from, otherTo - otherFrom, prefix) < least) return 0;
    return jaroWinkler(bytes, from, to, bytes, otherFrom, otherTo);
  }
}

function sameStart(values: ValuePool, left: number, right: number, length: number): boolean {
  const { bytes, offsets } = values;
  if (lengthOf(values, left) < length || lengthOf(values, right) < length) return false;
  for (let i = 0; i < length; i++) if (bytes[offsets[left]! + i] !== bytes[offsets[right]! + i]) return false;
  return true;
}

function sameEnd(values: ValuePool, left: number, right: number, length: number): boolean {
  const { bytes, offsets } = values;
  if (lengthOf(values, left) < length || lengthOf(values, right) < length) return false;
  for (let i = 1; i <= length; i++) if (bytes[offsets[left + 1]! - i] !== bytes[offsets[right + 1]! - i]) return false;
  return true;
}

function givenComparer(field: PreparedField): Comparer {
  const values = field.values;
  const kernels = new PoolKernels(values);
  const words = field.words;
  const tokens = field.tokens;
  if (words === undefined || tokens === undefined) return () => 1;
  const formal = formalNames(words);
  return (left, right) => {
    const leftFrom = tokens.offsets[left]!;
    const leftTo = tokens.offsets[left + 1]!;
    const rightFrom = tokens.offsets[right]!;
    const rightTo = tokens.offsets[right + 1]!;
    if (leftFrom < leftTo && rightFrom < rightTo) {
      const first = tokens.ids[leftFrom]!;
      const other = tokens.ids[rightFrom]!;
      if (first === other || shareFormalName(formal, first, other)) return 5;
      const leftLength = lengthOf(words, first);
      const rightLength = lengthOf(words, other);
      if ((leftLength === 1 || rightLength === 1) && words.bytes[words.offsets[first]!] === words.bytes[words.offsets[other]!]) return 3;
    }
    const likeness = kernels.likeness(left, right, 0.75);
    if (likeness >= 0.92) return 4;
    if (likeness > 0.75 && Math.min(lengthOf(values, left), lengthOf(values, right)) >= 4 && kernels.distance(left, right, 1) <= 1) return 4;
    // The second word of one is the first of the other: José Luis and Luis.
    for (let i = leftFrom; i < leftTo; i++) for (let j = rightFrom; j < rightTo; j++) if (tokens.ids[i] === tokens.ids[j] && lengthOf(words, tokens.ids[i]!) > 1) return 2;
    return likeness >= 0.8 ? 2 : 1;
  };
}

/** Per word the numbers of the formal names that it may stand for (Paco: Francisco), itself among them. */
function formalNames(words: ValuePool): (readonly number[])[] {
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const known = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, known);
    return known;
  };
  const decoder = new TextDecoder();
  return Array.from({ length: words.size }, (_, word) => {
    const text = decoder.decode(words.bytes.slice(words.offsets[word]!, words.offsets[word + 1]!));
    // Compound names (chema: jose maria) count by their first word.
    return givenNameRoots(text).map((name) => numberOf(name.split(' ')[0]!));
  });
}

function shareFormalName(formal: readonly (readonly number[])[], left: number, right: number): boolean {
  const one = formal[left]!;
  const other = formal[right]!;
  if (one.length === 1 && other.length === 1) return false;
  for (const name of one) if (other.includes(name)) return true;
  return false;
}

/** How alike two words are: 3 the same, 2 close, 1 similar, 0 different. */
function gradeWord(words: ValuePool, kernels: PoolKernels, left: number, right: number): number {
  if (left === right) return 3;
  const likeness = kernels.likeness(left, right, 0.75);
  const shortest = Math.min(lengthOf(words, left), lengthOf(words, right));
  if (likeness >= 0.92 || (likeness > 0.75 && shortest >= 4 && kernels.distance(left, right, 1) <= 1)) return 2;
  return likeness >= 0.85 ? 1 : 0;
}

function surnameComparer(field: PreparedField): Comparer {
  const words = field.words;
  const tokens = field.tokens;
  if (words === undefined || tokens === undefined) return () => 1;
  const { offsets, ids } = tokens;
  const kernels = new PoolKernels(words);
  return (left, right) => {
    const leftFirst = ids[offsets[left]!]!;
    const rightFirst = ids[offsets[right]!]!;
    const leftSecond = offsets[left + 1]! - offsets[left]! > 1 ? ids[offsets[left]! + 1]! : 0;
    const rightSecond = offsets[right + 1]! - offsets[right]! > 1 ? ids[offsets[right]! + 1]! : 0;
    const first = gradeWord(words, kernels, leftFirst, rightFirst);
    if (leftSecond !== 0 && rightSecond !== 0) {
      const second = gradeWord(words, kernels, leftSecond, rightSecond);
      if (first >= 2 && second >= 2) return 5;
      if (leftFirst === rightSecond && leftSecond === rightFirst) return 7;
      if (first === 3 || first === 2) return second === 1 ? 5 : 4;
      if (second >= 2) return first === 1 ? 5 : 2;
      if (leftFirst === rightSecond || leftSecond === rightFirst) return 2;
      return first === 1 ? 3 : 1;
    }
    if (first === 3) return 6;
    if (first === 2) return 5;
    // Only one side has two surnames, and its second is the other's first.
    if (leftFirst === rightSecond || leftSecond === rightFirst) return 3;
    return first === 1 ? 3 : 1;
  };
}

function nameComparer(field: PreparedField, rows: number): Comparer {
  const values = field.values;
  const kernels = new PoolKernels(values);
  const words = field.words;
  const tokens = field.tokens;
  if (words === undefined || tokens === undefined) return () => 1;
  const weights = wordWeights(words, field.wordMarks!, rows);
  const sets = words.letters;
  const result: WordLikeness = { both: 0, smaller: 0, shared: 0, smallerCount: 0, exact: false };
  const marks = numberMarks(words);
  const haveOtherGivenNames = givenNamesDiffer(field, words, tokens);
  return (left, right) => {
    compareWords(words, sets, tokens, weights, undefined, left, right, result);
    if (result.exact) return 7;
    const codes = compareNumbers(tokens, marks, left, right);
    if (codes === OTHER_CODE) return result.both >= 0.35 ? 2 : 1;
    if (codes === SAME_CODE) return result.both >= 0.2 ? 6 : 3;
    if (codes === OTHER_NUMBER) return result.both >= 0.62 || result.smaller >= 0.93 ? 3 : result.both >= 0.35 ? 2 : 1;
    if (result.both >= 0.35 && haveOtherGivenNames(left, right)) return 2;
    if (result.both >= 0.86) return 5;
    if (lengthOf(values, left) >= 5 && lengthOf(values, right) >= 5 && kernels.distance(left, right, 2) <= 2) return 5;
    if (result.smaller >= 0.93 && result.smallerCount >= 2) return 4;
    if (result.both >= 0.62 || result.smaller >= 0.93) return 3;
    return result.both >= 0.35 ? 2 : 1;
  };
}

/** Whether two whole names bear given names and share none, not even as a short form, an initial or with a slip: people of one family. */
function givenNamesDiffer(field: PreparedField, words: ValuePool, { offsets, ids }: TokenLists): (left: number, right: number) => boolean {
  const decoder = new TextDecoder();
  const isGiven = new Uint8Array(words.size);
  for (let word = 1; word < words.size; word++) {
    if (field.wordMarks![word] === 1) continue;
    const text = decoder.decode(words.bytes.slice(words.offsets[word]!, words.offsets[word + 1]!));
    if (isGivenName(text) && !isFrequentSurname(text)) isGiven[word] = 1;
  }
  if (!isGiven.includes(1)) return () => false;
  const formal = formalNames(words);
  const kernels = new PoolKernels(words);
  const isLike = (word: number, other: number): boolean => {
    if (word === other || shareFormalName(formal, word, other)) return true;
    const shortest = Math.min(lengthOf(words, word), lengthOf(words, other));
    if (shortest <= 3) return words.bytes[words.offsets[word]!] === words.bytes[words.offsets[other]!];
    return kernels.distance(word, other, 1) <= 1 || kernels.likeness(word, other, 0.9) >= 0.9;
  };
  /** Given names of one that nothing in the other is like, where it has some and all are so. */
  const standAlone = (one: number, other: number): boolean => {
    let any = false;
    for (let i = offsets[one]!; i < offsets[one + 1]!; i++) {
      if (isGiven[ids[i]!] === 0) continue;
      any = true;
      for (let j = offsets[other]!; j < offsets[other + 1]!; j++) if (isLike(ids[i]!, ids[j]!)) return false;
    }
    return any;
  };
  return (left, right) => standAlone(left, right) && standAlone(right, left);
}

/** A code's words are one thing's name (a model, an article); numbers alone may be a year, an edition, a part. */
const IS_NUMBER = 1;
const IS_CODE = 2;
/** A code in more values than this names a family, not a thing. */
const COMMON_CODE = 12;

function numberMarks(words: ValuePool): Uint8Array {
  const marks = new Uint8Array(words.size);
  for (let word = 1; word < words.size; word++) {
    let figures = 0;
    for (let i = words.offsets[word]!; i < words.offsets[word + 1]!; i++) if (words.bytes[i]! >= 48 && words.bytes[i]! <= 57) figures++;
    const length = lengthOf(words, word);
    if (figures === 0) continue;
    if (figures === length ? length >= 5 : length >= 4 && figures >= 2) marks[word] = words.counts[word]! <= COMMON_CODE ? IS_CODE : 0;
    else if (figures === length) marks[word] = IS_NUMBER;
  }
  return marks;
}

const NO_CODES = 0;
const SAME_CODE = 1;
const OTHER_CODE = 2;
const OTHER_NUMBER = 3;

/** How the codes and numbers among the words of two names bear on each other. */
function compareNumbers({ offsets, ids }: TokenLists, marks: Uint8Array, left: number, right: number): number {
  let [leftSeen, rightSeen, shared] = [0, 0, 0];
  const leftTo = offsets[left + 1]!;
  const rightTo = offsets[right + 1]!;
  for (let j = offsets[right]!; j < rightTo; j++) rightSeen |= marks[ids[j]!]!;
  for (let i = offsets[left]!; i < leftTo; i++) {
    const mark = marks[ids[i]!]!;
    leftSeen |= mark;
    if (mark === 0 || (rightSeen & mark) === 0) continue;
    for (let j = offsets[right]!; j < rightTo; j++) if (ids[j] === ids[i]) shared |= mark;
  }
  if ((shared & IS_CODE) !== 0) return SAME_CODE;
  const both = leftSeen & rightSeen;
  if ((both & IS_CODE) !== 0) return OTHER_CODE;
  return (both & IS_NUMBER) !== 0 && shared === 0 ? OTHER_NUMBER : NO_CODES;
}

function addressComparer(field: PreparedField, rows: number): Comparer {
  const words = field.words;
  const tokens = field.tokens;
  if (words === undefined || tokens === undefined) return () => 1;
  const weights = wordWeights(words, field.wordMarks!, rows);
  const numbers = field.numbers!;
  const skip = new Uint8Array(words.size);
  for (let word = 1; word < words.size; word++) {
    let digits = true;
    for (let i = words.offsets[word]!; i < words.offsets[word + 1]!; i++) if (words.bytes[i]! < 48 || words.bytes[i]! > 57) digits = false;
    const first = words.bytes[words.offsets[word]!]!;
    const shortWithDigit = first >= 48 && first <= 57 && lengthOf(words, word) <= 3 && words.bytes[words.offsets[word + 1]! - 1]! !== 116;
    if (digits || shortWithDigit || field.wordMarks![word] === 1) skip[word] = 1;
  }
  const sets = words.letters;
  const core: WordLikeness = { both: 0, smaller: 0, shared: 0, smallerCount: 0, exact: false };
  return (left, right) => {
    compareWords(words, sets, tokens, weights, skip, left, right, core);
    const likeness = Math.max(core.both, core.smaller >= 0.93 ? 0.82 : 0);
    const leftNumber = numbers[left]!;
    const rightNumber = numbers[right]!;
    if (leftNumber !== 0 && leftNumber === rightNumber) {
      if (core.exact) return 6;
      return likeness >= 0.8 ? 5 : likeness >= 0.45 ? 3 : 1;
    }
    if (likeness < 0.8) return 1;
    return leftNumber === 0 || rightNumber === 0 ? 4 : 2;
  };
}

/** A user part in more rows than this is a role (info, ventas), not a person's mark. */
const COMMON_USER = 8;

function emailComparer(field: PreparedField): Comparer {
  const values = field.values;
  const kernels = new PoolKernels(values);
  const words = field.words;
  const tokens = field.tokens;
  if (words === undefined || tokens === undefined) return () => 1;
  const { offsets, ids } = tokens;
  const users = new PoolKernels(words);
  return (left, right) => {
    const leftUser = ids[offsets[left]!]!;
    const rightUser = ids[offsets[right]!]!;
    const distance = kernels.distance(left, right, 2);
    if (distance === 1 || (distance === 2 && lengthOf(values, left) > 12)) return 5;
    const isRole = leftUser === rightUser && words.counts[leftUser]! > COMMON_USER;
    if (leftUser === rightUser && !isRole) return 4;
    const leftDomain = ids[offsets[left]! + 1]!;
    const rightDomain = ids[offsets[right]! + 1]!;
    const isFree = field.wordMarks![leftDomain] === 2 || field.wordMarks![rightDomain] === 2;
    const sameDomain = leftDomain === rightDomain && !isFree;
    if (!isRole) {
      // At a provider with millions of users, namesakes have similar addresses: only a slip in a long user part counts.
      if (isFree) {
        if (lengthOf(words, leftUser) >= 8 && sameDigits(words, leftUser, rightUser) && users.distance(leftUser, rightUser, 2) <= 2) return 3;
      } else if (kernels.likeness(left, right, 0.92) >= 0.92 || users.likeness(leftUser, rightUser, 0.9) >= 0.9) return 3;
    }
    return sameDomain ? 2 : 1;
  };
}

function sameDigits(words: ValuePool, left: number, right: number): boolean {
  const { bytes, offsets } = words;
  let i = offsets[left]!;
  let j = offsets[right]!;
  for (;;) {
    while (i < offsets[left + 1]! && (bytes[i]! < 48 || bytes[i]! > 57)) i++;
    while (j < offsets[right + 1]! && (bytes[j]! < 48 || bytes[j]! > 57)) j++;
    const leftDone = i === offsets[left + 1]!;
    if (leftDone || j === offsets[right + 1]!) return leftDone && j === offsets[right + 1]!;
    if (bytes[i++] !== bytes[j++]) return false;
  }
}

function dateComparer(field: PreparedField): Comparer {
  const kernels = new PoolKernels(field.values);
  const numbers = field.numbers!;
  return (left, right) => {
    const a = numbers[left]!;
    const b = numbers[right]!;
    if (a === 0 || b === 0) return kernels.distance(left, right, 1) <= 1 ? 4 : 1;
    const leftYear = Math.floor(a / 10_000);
    const rightYear = Math.floor(b / 10_000);
    const leftMonth = Math.floor(a / 100) % 100;
    const rightMonth = Math.floor(b / 100) % 100;
    const leftDay = a % 100;
    const rightDay = b % 100;
    if (leftYear === rightYear && leftMonth === rightDay && leftDay === rightMonth) return 4;
    if (kernels.distance(left, right, 1) <= 1) return 4;
    const same = (leftYear === rightYear ? 1 : 0) + (leftMonth === rightMonth ? 1 : 0) + (leftDay === rightDay ? 1 : 0);
    if (same === 2) return 3;
    return leftYear === rightYear ? 2 : 1;
  };
}
