// Reads the columns of one comparison into interned canonical values: the only pass over the texts of a run.
// Over 300 lines: every kind of field is read here, into the same pools.
import { allocateOrdinary, type Allocate } from '../../table/allocate.ts';
import { valueCount, valueText, type TextColumn } from '../../table/TextColumn.ts';
import { foldText, foldWords } from '../../values/fold.ts';
import type { ComparisonKind, ComparisonPlan } from '../matchTypes.ts';
import { grown, Interner, moved, type ValuePool } from './Interner.ts';
import { hashIndex } from '../reuse.ts';
import type { FieldBefore, FieldReading, PreparedField } from './PreparedField.ts';
import { decideDayOrder, readDay } from './readDay.ts';
import { freeMailDomains } from '../../values/emailDomains.ts';
import { legalForms, nameParticles, streetTypes } from './words.ts';

const MAX_TEXT = 300;
const MAX_TOKENS = 24;
const PLACEHOLDERS = new Set(['na', 'n a', 'nan', 'null', 'none', 'unknown', 'desconocido', 'sin datos', 'sin email', 'sin correo', 'no', 'no tiene', 'no consta', 'ninguno', 'xxx', 'xx', 'x', 'test', 'prueba', 'tbd', 'pendiente', 's n', 'not available', 'no email', 'sin telefono', 'nd', 'varios']);

/** Reads `columns` (those of the plan, in its order), all of one length; `before` makes values count as in an earlier run. */
export function prepareField(plan: ComparisonPlan, columns: readonly TextColumn[], allocate: Allocate = allocateOrdinary, before?: FieldBefore): PreparedField {
  const rows = columns[0]!.length;
  const reading = before?.reading ?? decideReading(plan.kind, columns[0]!);
  const [first] = columns;
  const reader = new FieldReader(plan.kind, reading, first!.kind === 'arena' ? rows : 0);
  const codes = new Uint32Array(allocate(Math.max(4, rows * 4)), 0, rows);
  if (columns.length === 1) readSingle(columns[0]!, reader, codes);
  else readJoined(columns, reader, codes);
  return reader.finish(plan, codes, allocate, before);
}

function readSingle(column: TextColumn, reader: FieldReader, codes: Uint32Array): void {
  if (column.kind === 'arena') {
    for (let row = 0; row < column.length; row++) codes[row] = reader.add(valueText(column, row));
    return;
  }
  const known = new Uint32Array(valueCount(column));
  const NEW = 0xffffffff;
  known.fill(NEW);
  for (let row = 0; row < column.length; row++) {
    const value = column.codes[row]!;
    let code = known[value]!;
    if (code === NEW) {
      code = reader.add(valueText(column, value));
      known[value] = code;
    } else if (code !== 0) reader.again(code);
    codes[row] = code;
  }
}

/** Several columns are one value: their texts with a bar between, which no folded text has. */
function readJoined(columns: readonly TextColumn[], reader: FieldReader, codes: Uint32Array): void {
  const texts = columns.map((column) => {
    const cache = column.kind === 'dictionary' ? Array.from({ length: valueCount(column) }, (_, value) => valueText(column, value).slice(0, MAX_TEXT)) : undefined;
    return (row: number): string => (column.kind === 'arena' ? valueText(column, row).slice(0, MAX_TEXT) : cache![column.codes[row]!]!);
  });
  for (let row = 0; row < codes.length; row++) {
    let joined = texts[0]!(row);
    let any = joined !== '';
    for (let i = 1; i < texts.length; i++) {
      const text = texts[i]!(row);
      if (text !== '') any = true;
      joined += `|${text}`;
    }
    codes[row] = any ? reader.add(joined) : 0;
  }
}

const plainReading: FieldReading = { dayOrder: 'dayFirst', postcodeDigits: 0, isYear: false, isCount: false };
const yearPattern = /^(?:1[5-9]|20)\d{2}(?:\.0)?$|^['’]\d{2}$/;
const smallPattern = /^\d{1,3}(?:\.0)?$/;

function decideReading(kind: ComparisonKind, column: TextColumn): FieldReading {
  const values = valueCount(column);
  const sample: string[] = [];
  // Evenly over the values; the order of rows matters only where a column mixes both orders half and half.
  for (let i = 0; i < values; i += Math.max(1, Math.floor(values / 3000))) sample.push(valueText(column, i).trim());
  if (kind === 'date') return { ...plainReading, dayOrder: decideDayOrder(sample) };
  if (kind === 'postcode') {
    let five = 0;
    let four = 0;
    for (const text of sample) {
      if (/^\d{5}$/.test(text)) five++;
      else if (/^\d{4}$/.test(text)) four++;
    }
    return { ...plainReading, postcodeDigits: five > four ? 5 : 0 };
  }
  if (kind === 'number') return { ...plainReading, isYear: sample.filter((text) => yearPattern.test(text)).length >= sample.length * 0.8, isCount: sample.filter((text) => text === '' || smallPattern.test(text)).length >= sample.length * 0.95 };
  return plainReading;
}

class FieldReader {
  private readonly values: Interner;
  private readonly words = new Interner();
  private tokenOffsets: Uint32Array = new Uint32Array(1 << 12);
  private tokenIds: Uint32Array = new Uint32Array(1 << 13);
  private tokenEnd = 0;
  private numbers: Float64Array = new Float64Array(1 << 12);
  private marks: Uint8Array = new Uint8Array(1 << 12);
  private readonly tokens: string[] = [];
  private readonly kind: ComparisonKind;
  private readonly reading: FieldReading;
  private number = 0;
  private mark = 0;

  constructor(kind: ComparisonKind, reading: FieldReading, expected: number) {
    this.values = new Interner(expected);
    this.kind = kind;
    this.reading = reading;
  }

  again(code: number): void {
    this.values.again(code);
  }

  add(raw: string): number {
    if (raw === '') return 0;
    this.tokens.length = 0;
    this.number = 0;
    this.mark = 0;
    const text = this.canonical(raw.length > MAX_TEXT ? raw.slice(0, MAX_TEXT) : raw);
    if (text === '') return 0;
    const before = this.values.size;
    const code = this.values.intern(text);
    if (code === before) this.keep(code);
    return code;
  }

  /** The canonical text; leaves tokens, number and mark of it behind. */
  private canonical(raw: string): string {
    switch (this.kind) {
      case 'given':
        return this.words_(foldWords(raw));
      case 'surname':
        return this.surname(raw);
      case 'name':
        return this.words_(foldWords(joinCodes(raw.replace(/['’´`]/g, ''))));
      case 'address':
        return this.address(raw);
      case 'email':
        return this.email(raw);
      case 'phone':
        return phoneDigits(raw);
      case 'identifier':
        return this.identifier(raw);
      case 'date': {
        const trimmed = raw.trim();
        this.number = readDay(trimmed, this.reading.dayOrder);
        if (this.number === 19000101 || this.number === 19700101) return '';
        return this.number > 0 ? String(this.number) : trimmed.replace(/\D/g, '');
      }
      case 'postcode': {
        const compact = foldText(raw).replace(/[^a-z0-9]/g, '');
        return compact.length === 4 && this.reading.postcodeDigits === 5 ? `0${compact}` : compact;
      }
      case 'number': {
        const short = this.reading.isYear ? /^\s*['’](\d{2})\s*$/.exec(raw) : null;
        const value = short !== null ? (Number(short[1]) > 30 ? 1900 : 2000) + Number(short[1]) : Number.parseFloat(raw.replace(/[^\d.,-]/g, '').replace(',', '.'));
        if (!Number.isFinite(value)) return '';
        this.number = Math.round(value * 100);
        return String(value);
      }
      case 'text':
      case 'category': {
        const folded = foldWords(raw);
        return PLACEHOLDERS.has(folded) && this.kind === 'text' ? '' : folded;
      }
    }
  }

  private words_(folded: string): string {
    if (PLACEHOLDERS.has(folded)) return '';
    this.split(folded);
    return folded;
  }

  private split(folded: string): void {
    let from = 0;
    const length = folded.length;
    while (from < length && this.tokens.length < MAX_TOKENS) {
      let to = folded.indexOf(' ', from);
      if (to < 0) to = length;
      if (to > from) this.tokens.push(folded.slice(from, to));
      from = to + 1;
    }
  }

  private surname(raw: string): string {
    const bar = raw.indexOf('|');
    let first: string;
    let second = '';
    if (bar >= 0) {
      first = joinSurname(foldWords(raw.slice(0, bar)));
      second = joinSurname(foldWords(raw.slice(bar + 1)));
      if (first === '') {
        first = second;
        second = '';
      }
    } else {
      const words = foldWords(raw).split(' ');
      const parts: string[] = [];
      let glued = '';
      for (const word of words) {
        // A particle belongs to the surname after it.
        if (nameParticles.has(word) && words.length > 1) {
          glued += word;
          continue;
        }
        parts.push(stripParticle(glued, word));
        glued = '';
      }
      first = parts[0] ?? glued;
      second = parts.length > 1 ? parts.slice(1).join('') : '';
    }
    if (first === '' || PLACEHOLDERS.has(first)) return '';
    this.tokens.push(first);
    if (second !== '') this.tokens.push(second);
    return second === '' ? first : `${first} ${second}`;
  }

  private address(raw: string): string {
    const folded = foldWords(raw.replaceAll('|', ' '));
    if (PLACEHOLDERS.has(folded)) return '';
    this.split(folded);
    for (const token of this.tokens) {
      const code = token.charCodeAt(0);
      if (code >= 48 && code <= 57 && /^\d+[a-z]?$/.test(token)) {
        this.number = Number.parseInt(token, 10);
        break;
      }
    }
    return folded;
  }

  private email(raw: string): string {
    const folded = foldText(raw).trim();
    const at = folded.lastIndexOf('@');
    if (at <= 0 || at === folded.length - 1) return '';
    const domain = folded.slice(at + 1);
    let user = folded.slice(0, at);
    const plus = user.indexOf('+');
    if (plus > 0) user = user.slice(0, plus);
    this.tokens.push(user, domain);
    return `${user}@${domain}`;
  }

  private identifier(raw: string): string {
    const compact = foldText(raw).replace(/[^\p{L}\p{N}]/gu, '');
    if (compact.length < 2 || /^(.)\1*$/.test(compact)) return '';
    const id = compact.length === 11 && compact.startsWith('es') ? compact.slice(2) : compact;
    this.mark = taxIdMark(id);
    return id;
  }

  private keep(code: number): void {
    if (code + 2 > this.tokenOffsets.length) {
      this.tokenOffsets = grown(this.tokenOffsets);
      const numbers = new Float64Array(this.numbers.length * 2);
      numbers.set(this.numbers);
      this.numbers = numbers;
      const marks = new Uint8Array(this.marks.length * 2);
      marks.set(this.marks);
      this.marks = marks;
    }
    this.numbers[code] = this.number;
    this.marks[code] = this.mark;
    for (const token of this.tokens) {
      if (this.tokenEnd === this.tokenIds.length) this.tokenIds = grown(this.tokenIds);
      this.tokenIds[this.tokenEnd++] = this.words.intern(token);
    }
    this.tokenOffsets[code + 1] = this.tokenEnd;
  }

  finish(plan: ComparisonPlan, codes: Uint32Array, allocate: Allocate, before: FieldBefore | undefined): PreparedField {
    const size = this.values.size;
    const hasTokens = this.tokenEnd > 0;
    const values = this.values.finish(allocate);
    const words = hasTokens ? this.words.finish(allocate) : undefined;
    const offsets = this.tokenOffsets.subarray(0, size + 1);
    if (words !== undefined) countWords(words.counts, offsets, this.tokenIds, values.counts);
    if (before !== undefined) {
      countAsBefore(values, before.values);
      if (words !== undefined && before.words !== undefined) countAsBefore(words, before.words);
    }
    const generic = dropGeneric(plan.kind, values, codes, before !== undefined);
    return {
      plan,
      reading: this.reading,
      codes,
      values,
      tokens: hasTokens ? { offsets: moved(offsets, allocate), ids: moved(this.tokenIds.subarray(0, this.tokenEnd), allocate) } : undefined,
      words,
      numbers: copyNumbers(this.numbers.subarray(0, size), allocate),
      marks: plan.kind === 'identifier' ? copyBytes(this.marks.subarray(0, size), allocate) : undefined,
      wordMarks: words === undefined ? undefined : markWords(plan.kind, words, allocate),
      generic,
    };
  }
}

/** Counts rows per word, not values. */
function countWords(counts: Uint32Array, offsets: Uint32Array, ids: Uint32Array, rowsOf: Uint32Array): void {
  counts.fill(0);
  for (let value = 1; value < rowsOf.length; value++) {
    for (let i = offsets[value]!; i < offsets[value + 1]!; i++) {
      let seen = false;
      for (let j = offsets[value]!; j < i; j++) if (ids[j] === ids[i]) seen = true;
      if (!seen) counts[ids[i]!]! += rowsOf[value]!;
    }
  }
}

/** Counts of an earlier run for values known then; values unknown then count once. */
function countAsBefore(pool: Pick<ValuePool, 'hashes' | 'counts'>, before: Pick<ValuePool, 'hashes' | 'counts'>): void {
  const placeOf = hashIndex(before.hashes);
  for (let value = 1; value < pool.hashes.length; value++) {
    const place = placeOf(pool.hashes[value]!);
    pool.counts[value] = place === 0 ? 1 : before.counts[place]!;
  }
}

/** A value of a field that should be one's own, yet stands in very many rows, says nothing: it is taken out of the rows. */
function dropGeneric(kind: ComparisonKind, values: { counts: Uint32Array; bytes: Uint8Array; offsets: Uint32Array }, codes: Uint32Array, asBefore: boolean): { text: string; rows: number }[] {
  if (kind !== 'email' && kind !== 'phone' && kind !== 'identifier') return [];
  const limit = Math.max(30, Math.floor(codes.length * 0.0005));
  const dropped: { text: string; rows: number }[] = [];
  const gone = new Set<number>();
  for (let value = 1; value < values.counts.length; value++) {
    const text = (): string => new TextDecoder().decode(values.bytes.slice(values.offsets[value]!, values.offsets[value + 1]!));
    if (asBefore ? values.counts[value] === 0 : values.counts[value]! > limit || (values.counts[value]! > 1 && kind === 'phone' && isRun(text()))) {
      gone.add(value);
      dropped.push({ text: text(), rows: values.counts[value]! });
      values.counts[value] = 0;
    }
  }
  if (gone.size > 0) for (let row = 0; row < codes.length; row++) if (gone.has(codes[row]!)) codes[row] = 0;
  return dropped.sort((left, right) => right.rows - left.rows || (left.text < right.text ? -1 : 1));
}

function isRun(digits: string): boolean {
  return /^(\d)\1{5,}$/.test(digits) || '01234567890'.includes(digits) || '09876543210'.includes(digits);
}

function markWords(kind: ComparisonKind, words: { size: number; bytes: Uint8Array; offsets: Uint32Array }, allocate: Allocate): Uint8Array {
  const marks = new Uint8Array(allocate(words.size), 0, words.size);
  const weak = kind === 'address' ? streetTypes : kind === 'email' ? freeMailDomains : kind === 'name' ? legalForms : nameParticles;
  const decoder = new TextDecoder();
  for (let word = 1; word < words.size; word++) {
    const length = words.offsets[word + 1]! - words.offsets[word]!;
    if (length > 20) continue;
    const text = decoder.decode(words.bytes.slice(words.offsets[word]!, words.offsets[word + 1]!));
    if (weak.has(text)) marks[word] = kind === 'email' ? 2 : 1;
    else if (kind === 'name' && nameParticles.has(text)) marks[word] = 1;
  }
  return marks;
}

function copyNumbers(array: Float64Array, allocate: Allocate): Float64Array {
  const copy = new Float64Array(allocate(Math.max(8, array.length * 8)), 0, array.length);
  copy.set(array);
  return copy;
}

function copyBytes(array: Uint8Array, allocate: Allocate): Uint8Array {
  const copy = new Uint8Array(allocate(Math.max(1, array.length)), 0, array.length);
  copy.set(array);
  return copy;
}

function joinSurname(folded: string): string {
  if (!folded.includes(' ')) return folded;
  const words = folded.split(' ').filter((word) => !nameParticles.has(word));
  return words.length === 0 ? folded.replaceAll(' ', '') : words.join('');
}

function stripParticle(glued: string, word: string): string {
  return glued === 'san' || glued === 'santa' ? glued + word : word;
}

/** Writes a code that is broken by a hyphen in one word: KDL-46A1 and KDL46A1 are the same. Ranges and dates stay. */
function joinCodes(text: string): string {
  return text.includes('-') ? text.replace(/([\p{L}\d]*)-(?=([\p{L}\d]+))/gu, (all, before: string, after: string) => ((/^\p{L}{1,5}$/u.test(before) && /\d/.test(after)) || (/\p{L}/u.test(before) && /\d/.test(before) && after.length <= 5) ? before : all)) : text;
}

/** Digits without the country's prefix: the last nine of a long number. */
function phoneDigits(raw: string): string {
  let digits = '';
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code >= 48 && code <= 57) digits += raw.charAt(i);
    // Two numbers in a cell, or an extension: the first number stands.
    else if (digits.length >= 9 && (code === 59 || code === 47 || code === 44 || (code | 32) === 120 || (code | 32) === 101)) break;
  }
  if (digits.length < 5 || /^(\d)\1*$/.test(digits)) return '';
  return digits.length > 9 ? digits.slice(-9) : digits;
}

const NIF_LETTERS = 'trwagmyfpdxbnjzsqvhlcke';

/** 1 for a well-formed NIF or NIE with the right letter, 2 for the NIF of an entity with the right control, else 0. */
function taxIdMark(id: string): number {
  if (id.length !== 9) return 0;
  const person = /^([xyz\d])(\d{7})([a-z])$/.exec(id);
  if (person !== null) {
    const lead = person[1] === 'x' ? '0' : person[1] === 'y' ? '1' : person[1] === 'z' ? '2' : person[1]!;
    return NIF_LETTERS[Number(lead + person[2]!) % 23] === person[3] ? 1 : 0;
  }
  const entity = /^[abcdefghjnpqrsuvw](\d{7})([a-j\d])$/.exec(id);
  if (entity === null) return 0;
  let sum = 0;
  for (let i = 0; i < 7; i++) {
    const digit = entity[1]!.charCodeAt(i) - 48;
    sum += i % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit;
  }
  const control = (10 - (sum % 10)) % 10;
  return entity[2] === String(control) || entity[2] === 'jabcdefghi'[control] ? 2 : 0;
}
