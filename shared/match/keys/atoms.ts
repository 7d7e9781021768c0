// The parts that blocking keys are made of: hashes per value such as "surname, as it sounds" or "birth year".
import { finishHash, hashText, joinHashes, type ValuePool } from '../prepare/Interner.ts';
import type { PreparedField } from '../prepare/PreparedField.ts';

/** One atom of a comparison: `hashes[value * slots + s]`; 0 for none. Several slots: any equal pair of hashes counts. */
export type Atom = {
  readonly name: string;
  /** Which comparison it reads. */
  readonly field: number;
  readonly slots: number;
  readonly hashes: Uint32Array;
  /** Fit to be a key alone, where blocks are small. */
  readonly alone: boolean;
  /** Worth joining with an atom of another comparison. */
  readonly joins: boolean;
};

const WORD_SLOTS = 3;

/** The atoms of one comparison. */
export function atomsOf(field: PreparedField, index: number, rows: number): Atom[] {
  const { values, plan } = field;
  const name = plan.name;
  const atom = (part: string, hashes: Uint32Array, use: 'alone' | 'joined' | 'both', slots = 1): Atom => ({
    name: part === '' ? name : `${name}:${part}`,
    field: index,
    slots,
    hashes,
    alone: use !== 'joined',
    joins: use !== 'alone',
  });
  const exact = (use: 'alone' | 'joined' | 'both'): Atom => atom('', values.hashes, use);
  switch (plan.kind) {
    case 'given':
      return [atom('first', firstWords(field), 'alone'), atom('sound', soundOf(field, 0), 'both')];
    case 'surname':
      return [exact('alone'), atom('first', wordAt(field, 0), 'alone'), atom('second', wordAt(field, 1), 'joined'), atom('sound', soundOf(field, 0), 'both')];
    case 'name':
      return [atom('words', wordSets(field), 'alone'), atom('word', rareWords(field, rows, 4), 'alone', 4), atom('pair', rarePairs(field, rows), 'alone', WORD_SLOTS), atom('sound', rareSounds(field, rows), 'both', WORD_SLOTS)];
    case 'address':
      return [atom('numberStreet', numberAndStreet(field, rows), 'both', 2), atom('street', rareWords(field, rows, 2), 'both', 2), atom('number', numberHashes(field), 'joined')];
    case 'email':
      return [exact('alone'), atom('user', wordAt(field, 0), 'both')];
    case 'phone':
      return [exact('both'), atom('start', sliceHashes(values, 0, 6), 'alone'), atom('end', sliceHashes(values, -6, 99), 'alone')];
    case 'identifier':
      return [exact('alone'), atom('start', sliceHashes(values, 0, 5), 'alone'), atom('end', sliceHashes(values, -4, 99), 'both')];
    case 'date':
      return [exact('alone'), atom('year', parts(field, (n) => Math.floor(n / 10_000)), 'joined'), atom('monthYear', parts(field, (n) => Math.floor(n / 100)), 'alone'), atom('dayYear', parts(field, (n) => Math.floor(n / 10_000) * 100 + (n % 100)), 'both'), atom('dayMonth', parts(field, (n) => n % 10_000), 'both')];
    case 'postcode':
      return [exact('both'), atom('area', sliceHashes(values, 0, 3), 'joined')];
    case 'text':
      return [exact('alone'), atom('sound', soundOf(field, -1), 'both')];
    case 'category':
    case 'number':
      return [exact('joined')];
  }
}

function textOfWord(words: ValuePool, word: number): string {
  let text = '';
  for (let i = words.offsets[word]!; i < words.offsets[word + 1]!; i++) text += String.fromCharCode(words.bytes[i]!);
  return text;
}

function wordAt(field: PreparedField, position: number): Uint32Array {
  const hashes = new Uint32Array(field.values.size);
  const { tokens, words } = field;
  if (tokens === undefined || words === undefined) return hashes;
  for (let value = 1; value < hashes.length; value++) {
    const at = tokens.offsets[value]! + position;
    if (at < tokens.offsets[value + 1]!) hashes[value] = words.hashes[tokens.ids[at]!]!;
  }
  return hashes;
}

function firstWords(field: PreparedField): Uint32Array {
  return wordAt(field, 0);
}

/** Sound of the word at a position; -1 for the whole value. */
function soundOf(field: PreparedField, position: number): Uint32Array {
  const hashes = new Uint32Array(field.values.size);
  const { tokens, words, values } = field;
  if (position < 0 || tokens === undefined || words === undefined) {
    for (let value = 1; value < hashes.length; value++) hashes[value] = soundHash(textOfWord(values, value));
    return hashes;
  }
  const sounds = new Uint32Array(words.size);
  for (let word = 1; word < words.size; word++) sounds[word] = soundHash(textOfWord(words, word));
  for (let value = 1; value < hashes.length; value++) {
    const at = tokens.offsets[value]! + position;
    if (at < tokens.offsets[value + 1]!) hashes[value] = sounds[tokens.ids[at]!]!;
  }
  return hashes;
}

/** Consonants as they sound, after the first letter; Spanish and English spellings meet. */
export function soundHash(text: string): number {
  let key = '';
  const length = text.length;
  for (let i = 0; i < length; i++) {
    let letter = text.charAt(i);
    const next = i + 1 < length ? text.charAt(i + 1) : '';
    if (letter === 'h' && key !== '' && !'sct'.includes(text.charAt(i - 1))) continue;
    if (letter === 'h' && key === '') continue;
    if ('aeiouy'.includes(letter) && key !== '') continue;
    if ('aeiou'.includes(letter)) letter = 'a';
    else if (letter === 'v' || letter === 'w') letter = 'b';
    else if (letter === 'z') letter = 's';
    else if (letter === 'c') letter = next === 'e' || next === 'i' ? 's' : next === 'h' ? 'x' : 'k';
    else if (letter === 'q') letter = 'k';
    else if (letter === 'g' && (next === 'e' || next === 'i')) letter = 'j';
    else if (letter === 'p' && next === 'h') letter = 'f';
    else if (letter === 'm') letter = 'n';
    if (key.endsWith(letter)) continue;
    key += letter;
  }
  return key === '' ? 0 : hashText(key);
}

/** All words but weak ones, whatever their order. */
function wordSets(field: PreparedField): Uint32Array {
  const hashes = new Uint32Array(field.values.size);
  const { tokens, words, wordMarks } = field;
  if (tokens === undefined || words === undefined || wordMarks === undefined) return hashes;
  for (let value = 1; value < field.values.size; value++) {
    let sum = 0;
    let count = 0;
    const to: number = tokens.offsets[value + 1]!;
    for (let i: number = tokens.offsets[value]!; i < to; i++) {
      const word = tokens.ids[i]!;
      if (wordMarks[word] === 1) continue;
      sum = (sum + words.hashes[word]!) | 0;
      count++;
    }
    hashes[value] = count === 0 ? 0 : finishHash(sum);
  }
  return hashes;
}

/** The rarest words of a value, rarest first: word numbers, 0 for none. */
function rarest(field: PreparedField, rows: number, take: number, also?: (word: number) => boolean): Uint32Array {
  const found = new Uint32Array(field.values.size * take);
  const { tokens, words, wordMarks } = field;
  if (tokens === undefined || words === undefined || wordMarks === undefined) return found;
  const tooCommon = Math.max(50, rows * 0.2);
  for (let value = 1; value < field.values.size; value++) {
    const base = value * take;
    const to: number = tokens.offsets[value + 1]!;
    for (let i: number = tokens.offsets[value]!; i < to; i++) {
      const word = tokens.ids[i]!;
      if (wordMarks[word] === 1 || words.counts[word]! > tooCommon || words.offsets[word + 1]! - words.offsets[word]! < 2) continue;
      if (also !== undefined && !also(word)) continue;
      let at: number = take;
      let known = false;
      for (let k = 0; k < take; k++) if (found[base + k] === word) known = true;
      if (known) continue;
      while (at > 0) {
        const other = found[base + at - 1]!;
        // Ties by hash, so that both rows of a pair choose alike.
        if (other !== 0 && (words.counts[other]! < words.counts[word]! || (words.counts[other] === words.counts[word] && words.hashes[other]! < words.hashes[word]!))) break;
        at--;
      }
      if (at === take) continue;
      for (let k = take - 1; k > at; k--) found[base + k] = found[base + k - 1]!;
      found[base + at] = word;
    }
  }
  return found;
}

function isLetters(words: ValuePool, word: number): boolean {
  const first = words.bytes[words.offsets[word]!]!;
  return first < 48 || first > 57;
}

function rareWords(field: PreparedField, rows: number, take: number): Uint32Array {
  const words = field.words;
  const found = rarest(field, rows, take, field.plan.kind === 'address' && words !== undefined ? (word) => isLetters(words, word) || words.offsets[word + 1]! - words.offsets[word]! > 3 : undefined);
  if (words === undefined) return found;
  for (let i = 0; i < found.length; i++) found[i] = words.hashes[found[i]!]!;
  return found;
}

function rareSounds(field: PreparedField, rows: number): Uint32Array {
  const words = field.words;
  const found = rarest(field, rows, WORD_SLOTS);
  if (words === undefined) return found;
  const sounds = new Uint32Array(words.size);
  for (let word = 1; word < words.size; word++) sounds[word] = soundHash(textOfWord(words, word));
  for (let i = 0; i < found.length; i++) found[i] = sounds[found[i]!]!;
  return found;
}

/** Pairs of the three rarest words. */
function rarePairs(field: PreparedField, rows: number): Uint32Array {
  const words = field.words;
  const found = rarest(field, rows, 3);
  const hashes = new Uint32Array(field.values.size * WORD_SLOTS);
  if (words === undefined) return hashes;
  const both = (left: number, right: number): number => (left === 0 || right === 0 ? 0 : finishHash((words.hashes[left]! + words.hashes[right]!) | 0));
  for (let value = 1; value < field.values.size; value++) {
    const base = value * 3;
    hashes[base] = both(found[base]!, found[base + 1]!);
    hashes[base + 1] = both(found[base]!, found[base + 2]!);
    hashes[base + 2] = both(found[base + 1]!, found[base + 2]!);
  }
  return hashes;
}

function numberHashes(field: PreparedField): Uint32Array {
  const hashes = new Uint32Array(field.values.size);
  for (let value = 1; value < hashes.length; value++) if (field.numbers![value]! > 0) hashes[value] = finishHash(field.numbers![value]! + 77);
  return hashes;
}

/** House number with one of the two rarest words of the street. */
function numberAndStreet(field: PreparedField, rows: number): Uint32Array {
  const words = rareWords(field, rows, 2);
  const numbers = numberHashes(field);
  for (let value = 1; value < field.values.size; value++) {
    for (let k = 0; k < 2; k++) words[value * 2 + k] = joinHashes(numbers[value]!, words[value * 2 + k]!);
  }
  return words;
}

/** Hash of bytes `from` to `to` (from the end where negative); 0 where the value is hardly longer than that. */
function sliceHashes(values: ValuePool, from: number, to: number): Uint32Array {
  const hashes = new Uint32Array(values.size);
  const size = from < 0 ? -from : to - from;
  for (let value = 1; value < values.size; value++) {
    const start = values.offsets[value]!;
    const end = values.offsets[value + 1]!;
    if (end - start < size + 1) continue;
    let hash = 0x811c9dc5;
    const first = from < 0 ? end + from : start + from;
    const last = Math.min(end, first + size);
    for (let i = first; i < last; i++) hash = Math.imul(hash ^ values.bytes[i]!, 0x01000193);
    hashes[value] = finishHash(hash);
  }
  return hashes;
}

function parts(field: PreparedField, part: (packed: number) => number): Uint32Array {
  const hashes = new Uint32Array(field.values.size);
  for (let value = 1; value < hashes.length; value++) {
    const packed = field.numbers![value]!;
    if (packed > 0) hashes[value] = finishHash(part(packed) + 1);
  }
  return hashes;
}
