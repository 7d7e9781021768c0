// Folds case and accents away by walking a table, so that texts meet that a person would call the same.

/** One past the last code unit that the table covers; beyond it only lower case is taken. */
const TABLE_END = 0x2200;
/** Table entry for a code unit that stands for several: ß, æ, œ … Both marks are surrogates, which no entry folds to. */
const SEVERAL = 0xd800;
/** Table entry for a code unit that vanishes: combining marks, zero-width characters, the Catalan middle dot. */
const NOTHING = 0xd801;

const several = new Map<number, readonly number[]>();
const lowerTable = new Uint16Array(TABLE_END);
const sameCaseTable = new Uint16Array(TABLE_END);
/** 1 where the folded code unit is a letter or a digit. */
const wordTable = new Uint8Array(TABLE_END);

const letters: Readonly<Record<string, string>> = {
  ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', ł: 'l', Ł: 'L',
  þ: 'th', Þ: 'TH', ħ: 'h', Ħ: 'H', ı: 'i', ŀ: 'l', Ŀ: 'L', ŋ: 'n', Ŋ: 'N', ŧ: 't', Ŧ: 'T', ĳ: 'ij', Ĳ: 'IJ', ŉ: 'n', ſ: 's',
  ª: 'a', º: 'o', '°': 'o', '·': '', '\u00ad': '', '\u200b': '', '\u200c': '', '\u200d': '',
  '‘': "'", '’': "'", '´': "'", '`': "'", '“': '"', '”': '"', '–': '-', '—': '-', '‐': '-', '‑': '-',
  '№': 'no', '…': '...',
};

fillTables();

function fillTables(): void {
  for (let code = 0; code < TABLE_END; code++) {
    if ((code >= 0x300 && code < 0x370) || (code >= 0x1ab0 && code < 0x1b00)) {
      lowerTable[code] = NOTHING;
      sameCaseTable[code] = NOTHING;
      continue;
    }
    const character = String.fromCharCode(code);
    let plain = letters[character];
    if (plain === undefined) {
      // \p{M} would also take the vowel signs of Indic scripts, which are letters there, not accents.
      plain = character.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
      if (plain.length !== 1 && plain !== '') plain = character;
      if (/\s/u.test(character)) plain = ' ';
    }
    set(sameCaseTable, code, plain, 0);
    set(lowerTable, code, plain.toLowerCase(), 1 << 16);
    wordTable[code] = /[\p{L}\p{N}]/u.test(character) ? 1 : 0;
  }
}

function set(table: Uint16Array, code: number, plain: string, key: number): void {
  if (plain === '') table[code] = NOTHING;
  else if (plain.length === 1) table[code] = plain.charCodeAt(0);
  else {
    table[code] = SEVERAL;
    several.set(key + code, Array.from(plain, (character) => character.charCodeAt(0)));
  }
}

let scratch = new Uint16Array(512);

/** Lower case, no accents, curly quotes and dashes made plain; everything else stays. `Núñez Peña-Gómez` → `nunez pena-gomez`. */
export function foldText(text: string): string {
  return walk(text, lowerTable, 1 << 16);
}

/** Accents off, case kept: `Núñez` → `Nunez`. */
export function stripAccents(text: string): string {
  return walk(text, sameCaseTable, 0);
}

function walk(text: string, table: Uint16Array, key: number): string {
  const length = text.length;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code >= TABLE_END || table[code] !== code) break;
    at++;
  }
  if (at === length) return text;
  if (table === lowerTable && isAscii(text, at)) return text.toLowerCase();
  if (scratch.length < length * 3) scratch = new Uint16Array(length * 3);
  for (let i = 0; i < at; i++) scratch[i] = text.charCodeAt(i);
  let end = at;
  for (; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= TABLE_END) {
      end = keepForeign(code, table, end);
      continue;
    }
    const folded = table[code]!;
    if (folded === NOTHING) continue;
    if (folded !== SEVERAL) scratch[end++] = folded;
    else for (const one of several.get(key + code)!) scratch[end++] = one;
  }
  return textOf(end);
}

function keepForeign(code: number, table: Uint16Array, end: number): number {
  if (table === lowerTable && (code < 0xd800 || code > 0xdfff)) {
    const lower = String.fromCharCode(code).toLowerCase();
    for (let i = 0; i < lower.length; i++) scratch[end++] = lower.charCodeAt(i);
    return end;
  }
  scratch[end++] = code;
  return end;
}

/**
 * Folded words with one space between them; whatever is neither letter nor digit parts words.
 * `  C/ Mª Díaz, 3-1º ` → `c ma diaz 3 1o`.
 */
export function foldWords(text: string): string {
  const length = text.length;
  const simple = simplicity(text);
  if (simple > 0) return simple === 1 ? text : text.toLowerCase();
  if (scratch.length < length * 3 + 3) scratch = new Uint16Array(length * 3 + 3);
  let end = 0;
  let gap = false;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code >= TABLE_END) {
      if (!isForeignWord(code)) {
        gap = true;
        continue;
      }
      if (gap && end > 0) scratch[end++] = 32;
      gap = false;
      end = keepForeign(code, lowerTable, end);
      continue;
    }
    const folded = lowerTable[code]!;
    if (folded === NOTHING) continue;
    if (wordTable[code] === 0 && code !== 0xb0) {
      gap = true;
      continue;
    }
    if (gap && end > 0) scratch[end++] = 32;
    gap = false;
    if (folded === SEVERAL) for (const one of several.get((1 << 16) + code)!) scratch[end++] = one;
    else scratch[end++] = folded;
  }
  return textOf(end);
}

/** Only ASCII from there on, and no backquote, which folds to an apostrophe. */
function isAscii(text: string, from: number): boolean {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128 || code === 96 || (code < 32 && lowerTable[code] !== code)) return false;
  }
  return true;
}

/** 1 where the text is folded words already, 2 where only its case differs, 0 else. */
function simplicity(text: string): 0 | 1 | 2 {
  let simple: 1 | 2 = 1;
  let before = 32;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 65 && code <= 90) simple = 2;
    else if (!((code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code === 32 && before !== 32))) return 0;
    before = code;
  }
  return before === 32 && text.length > 0 ? 0 : simple;
}

function isForeignWord(code: number): boolean {
  return (code >= 0xd800 && code <= 0xdfff) || /[\p{L}\p{N}]/u.test(String.fromCharCode(code));
}

function textOf(end: number): string {
  if (end <= 2048) return String.fromCharCode.apply(null, scratch.subarray(0, end) as unknown as number[]);
  let text = '';
  for (let from = 0; from < end; from += 2048) {
    text += String.fromCharCode.apply(null, scratch.subarray(from, Math.min(end, from + 2048)) as unknown as number[]);
  }
  return text;
}
