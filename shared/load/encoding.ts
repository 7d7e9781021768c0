// Guesses the encoding of a delivered text file and turns its bytes into text, chunk by chunk. Over 300 lines because
// there is a decoder per family of encodings beside the guess.
// Undecodable bytes become lone surrogates (U+DC00 + byte), which no valid text holds, so that no byte is lost
// and the row can be set aside; the idea is Python's "surrogateescape" (PEP 383).
import { cp850Upper, iso885915Upper, macintoshUpper, windows1252Upper } from './codePages.ts';
import type { BinaryKind } from './problem.ts';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15', 'macintosh', 'cp850'] as const;
export type Encoding = (typeof encodings)[number];

export type EncodingGuess =
  | {
      readonly kind: 'text';
      readonly encoding: Encoding;
      /** 0 … 1; below 0.6 a person should look. */
      readonly confidence: number;
      readonly bom: boolean;
      /** Only ASCII so far: what comes later in the file may still decide otherwise. */
      readonly asciiOnly: boolean;
    }
  | { readonly kind: 'binary'; readonly looksLike: BinaryKind };

type SingleByte = Exclude<Encoding, 'utf-8' | 'utf-16le' | 'utf-16be'>;

const upperHalves: Record<SingleByte, string> = {
  'windows-1252': windows1252Upper,
  'iso-8859-15': iso885915Upper,
  macintosh: macintoshUpper,
  cp850: cp850Upper,
};

const singleByteOrder: readonly SingleByte[] = ['windows-1252', 'iso-8859-15', 'macintosh', 'cp850'];

/** @param whole whether the sample is the whole file: otherwise a cut character at its end is no fault. */
export function guessEncoding(sample: Uint8Array, whole: boolean): EncodingGuess {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return text('utf-8', 1, true, false);
  if (sample[0] === 0xff && sample[1] === 0xfe && !(sample[2] === 0 && sample[3] === 0)) return text('utf-16le', 1, true, false);
  if (sample[0] === 0xfe && sample[1] === 0xff) return text('utf-16be', 1, true, false);
  const binary = recogniseBinary(sample);
  if (binary !== undefined) return { kind: 'binary', looksLike: binary };
  const wide = guessUtf16(sample);
  if (wide !== undefined) return text(wide, 0.95, false, false);
  if (hasTooManyControls(sample)) return { kind: 'binary', looksLike: 'unknown' };
  const check = checkUtf8(sample, whole);
  if (check.valid) return text('utf-8', check.multiByte === 0 ? 0.9 : Math.min(0.99, 0.9 + check.multiByte / 100), false, check.multiByte === 0);
  const single = guessSingleByte(sample);
  // Mostly sound UTF-8 with a few broken characters is still UTF-8: the rows concerned are set aside. Text in a
  // single-byte encoding hardly ever holds whole sequences of UTF-8, so one broken for four sound ones does not tell against it.
  if (check.multiByte >= 8 && check.invalid * 4 <= check.multiByte) return text('utf-8', 0.6, false, false);
  return text(single.encoding, single.confidence, false, false);
}

function text(encoding: Encoding, confidence: number, bom: boolean, asciiOnly: boolean): EncodingGuess {
  return { kind: 'text', encoding, confidence, bom, asciiOnly };
}

const signatures: readonly (readonly [BinaryKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38, 0x39, 0x61]],
  ['image', [0x47, 0x49, 0x46, 0x38, 0x37, 0x61]],
  ['executable', [0x7f, 0x45, 0x4c, 0x46]],
  ['executable', [0x4d, 0x5a, 0x90, 0x00]],
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['ole', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['parquet', [0x50, 0x41, 0x52, 0x31]],
  ['sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6f, 0x72, 0x6d, 0x61, 0x74, 0x20, 0x33, 0x00]],
];

/** The kind of a file that is known by its first bytes and is no text. */
export function recogniseBinary(sample: Uint8Array): BinaryKind | undefined {
  return signatures.find(([, bytes]) => bytes.every((byte, i) => sample[i] === byte))?.[0];
}

function guessUtf16(sample: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = Math.min(sample.length & ~1, 65_536);
  if (length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (sample[i] === 0) even++;
    if (sample[i + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'utf-16be';
  return undefined;
}

function hasTooManyControls(sample: Uint8Array): boolean {
  let controls = 0;
  for (const byte of sample) {
    // Tab to carriage return, substitute (old end of file) and the ASCII separators occur in honest text.
    if (byte < 9 || (byte > 13 && byte < 26) || byte === 27 || byte === 127) controls++;
  }
  return controls > 0 && controls * 50 > sample.length;
}

type Utf8Check = { readonly valid: boolean; readonly multiByte: number; readonly invalid: number };

/** Counts sound characters beyond ASCII and bytes that belong to none. */
function checkUtf8(sample: Uint8Array, whole: boolean): Utf8Check {
  let multiByte = 0;
  let invalid = 0;
  let i = 0;
  while (i < sample.length) {
    if (sample[i]! < 0x80) {
      i++;
      continue;
    }
    const length = utf8Length(sample, i, sample.length);
    if (length > 0) {
      multiByte++;
      i += length;
    } else if (length < 0 && !whole) {
      break;
    } else {
      invalid++;
      i++;
    }
  }
  return { valid: invalid === 0, multiByte, invalid };
}

/** Bytes of the well-formed character at `at`; 0 where there is none; -1 where the bytes end too early to tell. */
function utf8Length(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  // The second byte is narrower for overlong forms, surrogates and beyond U+10FFFF (Unicode, table 3-7).
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  for (let k = 1; k < length; k++) {
    if (at + k >= end) return -1;
    const byte = bytes[at + k]!;
    if (byte < (k === 1 ? low : 0x80) || byte > (k === 1 ? high : 0xbf)) return 0;
  }
  return length;
}

const spanishLetters = new Set('áéíóúñüÁÉÍÓÚÑÜ');
const spanishSigns = new Set('¿¡ºª€·«»’“”–—ç');
const otherLetters = new Set('àèìòùâêîôûäëïöãõåæøœßÀÈÌÒÙÂÊÎÔÛÄËÏÖÃÕÅÆØŒÇšžŠŽýÿ');

/** Scores each single-byte code page by how Spanish, or at least how Latin, its reading looks. */
function guessSingleByte(sample: Uint8Array): { encoding: SingleByte; confidence: number } {
  const scores = singleByteOrder.map((encoding) => ({ encoding, score: scoreReading(sample, upperHalves[encoding]) }));
  const leading = scores.reduce((a, b) => (b.score > a.score ? b : a));
  const best = leading.encoding === 'iso-8859-15' && !hasEuroSigns(sample) ? scores[0]! : leading;
  const others = scores.filter((entry) => entry !== best && readsDifferently(sample, entry.encoding, best.encoding));
  const next = Math.max(-1, ...others.map((entry) => entry.score));
  const lead = Math.max(0, best.score - next);
  return { encoding: best.encoding, confidence: best.score <= 0 ? 0.2 : Math.min(0.95, 0.5 + lead / 4) };
}

/**
 * Whether 0xA4 stands where a euro sign would. Nothing else tells ISO 8859-15 from windows-1252 in Spanish text; a few
 * values that were garbled before (0xA4 is ñ in cp850) must not decide it.
 */
function hasEuroSigns(sample: Uint8Array): boolean {
  let euros = 0;
  let others = 0;
  for (let i = sample.indexOf(0xa4); i >= 0; i = sample.indexOf(0xa4, i + 1)) {
    if (kindOf(sample[i - 1], iso885915Upper) === 'other' && kindOf(sample[i + 1], iso885915Upper) === 'other') euros++;
    else others++;
  }
  return euros > others;
}

function readsDifferently(sample: Uint8Array, left: SingleByte, right: SingleByte): boolean {
  for (const byte of sample) {
    if (byte >= 0x80 && upperHalves[left][byte - 0x80] !== upperHalves[right][byte - 0x80]) return true;
  }
  return false;
}

/** Mean score of the bytes beyond ASCII: about 2 for Spanish prose, negative for nonsense. */
function scoreReading(sample: Uint8Array, upper: string): number {
  let score = 0;
  let count = 0;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i]!;
    if (byte < 0x80) continue;
    count++;
    const character = upper[byte - 0x80]!;
    const before = kindOf(sample[i - 1], upper);
    const after = kindOf(sample[i + 1], upper);
    const inWord = before !== 'other' || after !== 'other';
    if (spanishLetters.has(character) || otherLetters.has(character)) {
      const base = spanishLetters.has(character) ? 2 : 0.8;
      const isUpper = character !== character.toLowerCase();
      if (!inWord) score += base / 4;
      else if (isUpper && (before === 'lower' || (before === 'upper' && after === 'lower'))) score -= 1;
      else if (!isUpper && before === 'upper' && after === 'upper') score -= 1;
      else score += base;
    } else if (spanishSigns.has(character)) {
      const expected = character === '€' ? before !== 'lower' || after === 'other' : '·’ç'.includes(character) || !(before === 'lower' && after === 'lower');
      score += expected ? 1 : -1;
    } else if (character < '\u00a0') {
      score -= 3;
    } else if (character === '\u00a0' || character === '°' || character === '´' || character === '‘' || character === '…' || character === '®' || character === '™') {
      score += inWord && before === 'lower' && after === 'lower' ? -1 : 0.3;
    } else {
      score -= 1.5;
    }
  }
  return count === 0 ? 0 : score / count;
}

function kindOf(byte: number | undefined, upper: string): 'lower' | 'upper' | 'other' {
  if (byte === undefined) return 'other';
  const character = byte < 0x80 ? String.fromCharCode(byte) : upper[byte - 0x80]!;
  const lower = character.toLowerCase();
  if (lower === character.toUpperCase()) return 'other';
  return character === lower ? 'lower' : 'upper';
}

/** Turns chunks of bytes into text; what is cut at a chunk's end waits for the next chunk. */
export interface Decoding {
  /** @param last whether these are the last bytes. */
  decode(bytes: Uint8Array, last: boolean): string;
  /** The encoding in use; for `ascii-first` only settled once a byte beyond ASCII was met. */
  readonly encoding: Encoding;
}

/** Bytes looked at from the first one beyond ASCII on, where a long ASCII beginning left the encoding open. */
const WINDOW_BYTES = 65_536;

/**
 * @param encoding a settled encoding, or 'ascii-first': ASCII so far, to be settled when other bytes come.
 * A byte order mark at the start is dropped.
 */
export function startDecoding(encoding: Encoding | 'ascii-first'): Decoding {
  switch (encoding) {
    case 'utf-8':
      return new Utf8Decoding();
    case 'utf-16le':
    case 'utf-16be':
      return new Utf16Decoding(encoding);
    case 'ascii-first':
      return new AsciiFirstDecoding();
    default:
      return new SingleByteDecoding(encoding);
  }
}

class Utf8Decoding implements Decoding {
  readonly encoding = 'utf-8';
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  private carry = new Uint8Array(0);
  private atStart = true;

  decode(bytes: Uint8Array, last: boolean): string {
    let input = joinBytes(this.carry, bytes);
    if (this.atStart) {
      if (!last && input.length < 3) {
        this.carry = input.slice();
        return '';
      }
      this.atStart = false;
      if (input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf) input = input.subarray(3);
    }
    const end = last ? input.length : wholeCharacters(input);
    this.carry = input.slice(end);
    const whole = end === input.length ? input : input.subarray(0, end);
    try {
      return this.decoder.decode(whole);
    } catch {
      return this.decodeBroken(whole);
    }
  }

  private decodeBroken(bytes: Uint8Array): string {
    let text = '';
    let from = 0;
    let i = 0;
    while (i < bytes.length) {
      const length = bytes[i]! < 0x80 ? 1 : utf8Length(bytes, i, bytes.length);
      if (length > 0) {
        i += length;
        continue;
      }
      text += this.decoder.decode(bytes.subarray(from, i)) + String.fromCharCode(0xdc00 + bytes[i]!);
      i++;
      from = i;
    }
    return text + this.decoder.decode(bytes.subarray(from));
  }
}

/** Where the last whole character ends: a sound beginning of one at the very end has to wait. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const at = bytes.length - back;
    if ((bytes[at]! & 0xc0) === 0x80) continue;
    return utf8Length(bytes, at, bytes.length) < 0 ? at : bytes.length;
  }
  return bytes.length;
}

class Utf16Decoding implements Decoding {
  private carry = new Uint8Array(0);
  private atStart = true;
  readonly encoding: 'utf-16le' | 'utf-16be';

  constructor(encoding: 'utf-16le' | 'utf-16be') {
    this.encoding = encoding;
  }

  decode(bytes: Uint8Array, last: boolean): string {
    const input = joinBytes(this.carry, bytes);
    const units = new Uint16Array(input.length >> 1);
    const low = this.encoding === 'utf-16le' ? 0 : 1;
    for (let i = 0; i < units.length; i++) units[i] = input[2 * i + low]! | (input[2 * i + 1 - low]! << 8);
    this.carry = input.slice(units.length * 2);
    let text = textOfUnits(units);
    if (this.atStart && text.length > 0) {
      this.atStart = false;
      if (text.startsWith('\ufeff')) text = text.slice(1);
    }
    if (last && this.carry.length === 1) text += String.fromCharCode(0xdc00 + this.carry[0]!);
    return text;
  }
}

class SingleByteDecoding implements Decoding {
  readonly encoding: SingleByte;
  private readonly table: Uint16Array;

  constructor(encoding: SingleByte) {
    this.encoding = encoding;
    this.table = new Uint16Array(256);
    for (let byte = 0; byte < 256; byte++) this.table[byte] = byte < 128 ? byte : upperHalves[encoding].charCodeAt(byte - 128);
  }

  decode(bytes: Uint8Array): string {
    const units = new Uint16Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) units[i] = this.table[bytes[i]!]!;
    return textOfUnits(units);
  }
}

/** Holds back a window of fixed size from the first byte beyond ASCII, so that chunk sizes cannot matter. */
class AsciiFirstDecoding implements Decoding {
  private readonly ascii = new TextDecoder('utf-8', { ignoreBOM: true });
  private settled: Decoding | undefined;
  private held = new Uint8Array(0);

  get encoding(): Encoding {
    return this.settled?.encoding ?? 'utf-8';
  }

  decode(bytes: Uint8Array, last: boolean): string {
    if (this.settled !== undefined) return this.settled.decode(bytes, last);
    let before = '';
    if (this.held.length === 0) {
      let first = 0;
      while (first < bytes.length && bytes[first]! < 0x80) first++;
      before = this.ascii.decode(bytes.subarray(0, first));
      this.held = bytes.slice(first);
    } else {
      this.held = joinBytes(this.held, bytes);
    }
    if (this.held.length === 0 || (this.held.length < WINDOW_BYTES && !last)) return before;
    const guess = guessEncoding(this.held.subarray(0, WINDOW_BYTES), last && this.held.length <= WINDOW_BYTES);
    const encoding = guess.kind === 'text' && guess.encoding !== 'utf-16le' && guess.encoding !== 'utf-16be' ? guess.encoding : 'utf-8';
    this.settled = startDecoding(encoding);
    const held = this.held;
    this.held = new Uint8Array(0);
    return before + this.settled.decode(held, last);
  }
}

function joinBytes(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  if (left.length === 0) return right as Uint8Array<ArrayBuffer>;
  const joined = new Uint8Array(left.length + right.length);
  joined.set(left);
  joined.set(right, left.length);
  return joined;
}

/** A string of exactly these code units; String.fromCharCode takes no more than some thousands at once. */
function textOfUnits(units: Uint16Array): string {
  let text = '';
  for (let i = 0; i < units.length; i += 8192) text += String.fromCharCode(...units.subarray(i, i + 8192));
  return text;
}
