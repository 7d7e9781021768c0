// Reads a sheet of an Excel workbook (.xlsx, .xlsm; ECMA-376) row by row, with values as a person sees them.
// Own reader, because the library's streaming one drops number formats: 08001 shown from the number 8001 would lose
// its zero, and a date could not be told from a date with a time. What is delivered:
// text as it is; a number as the shortest text that means the same number, with the leading zeros that its format
// shows; dates as 2024-01-31, with a time as 2024-01-31T10:20:30; a formula by its stored result; TRUE and FALSE;
// a merged area's value in each of its rows. XML entities beyond the five standard ones are not expanded.
import { err, ok, type Result } from '../kernel/result.ts';
import type { LoadLimits, LoadProblem } from './problem.ts';
import { inflateEntry, inflateWhole, listEntries, type ZipEntry } from './zip.adapter.ts';

export type SheetInfo = { readonly name: string; readonly hidden: boolean };

/** How a cell's number format shows numbers. */
type NumberLook = { readonly kind: 'plain' } | { readonly kind: 'date' | 'dateTime' | 'time' } | { readonly kind: 'zeros'; readonly mask: string };
type Merge = { readonly top: number; readonly left: number; readonly bottom: number };

export class XlsxBook {
  readonly sheets: readonly SheetInfo[];
  private readonly bytes: Uint8Array;
  private readonly limits: LoadLimits;
  private readonly sheetEntries: readonly (ZipEntry | undefined)[];
  private readonly sharedEntry: ZipEntry | undefined;
  private readonly looks: readonly NumberLook[];
  private readonly since1904: boolean;
  private shared: string[] | undefined;
  private readonly merges = new Map<number, Merge[]>();

  private constructor(bytes: Uint8Array, limits: LoadLimits, parts: BookParts) {
    this.bytes = bytes;
    this.limits = limits;
    this.sheets = parts.sheets;
    this.sheetEntries = parts.sheetEntries;
    this.sharedEntry = parts.sharedEntry;
    this.looks = parts.looks;
    this.since1904 = parts.since1904;
  }

  static open(bytes: Uint8Array, limits: LoadLimits): Result<XlsxBook, LoadProblem> {
    const listed = listEntries(bytes, limits);
    if (!listed.ok) return listed;
    const parts = readParts(bytes, listed.value, limits);
    return parts.ok ? ok(new XlsxBook(bytes, limits, parts.value)) : parts;
  }

  /**
   * Hands each row of a sheet to `take` with its number from 1; `take` returns a problem, or false, to stop.
   * @param index position of the sheet among `sheets`.
   * @param frozen is told, before the first row, how many rows stay in view when scrolling.
   */
  readRows(index: number, take: (cells: string[], row: number) => LoadProblem | false | undefined, frozen: (rows: number) => void): LoadProblem | undefined {
    const entry = this.sheetEntries[index];
    if (entry === undefined) return { kind: 'damagedFile', format: 'xlsx', detail: 'sheet is missing' };
    if (this.shared === undefined) {
      const shared = this.readShared();
      if (!shared.ok) return shared.error;
      this.shared = shared.value;
    }
    let merges = this.merges.get(index);
    if (merges === undefined) {
      const read = this.readMerges(entry);
      if (!read.ok) return read.error;
      merges = read.value;
      this.merges.set(index, merges);
    }
    const rows = new SheetRows(this.shared, this.looks, this.since1904, merges, this.limits.columns, frozen);
    const decoder = new TextDecoder('utf-8');
    let problem: LoadProblem | undefined;
    let stopped = false;
    const feed = (text: string, last: boolean): boolean => {
      const answer = rows.add(text, last, take);
      if (answer === false) stopped = true;
      else if (answer !== undefined) problem = answer;
      return answer === undefined;
    };
    const trouble = inflateEntry(this.bytes, entry, this.limits, (piece) => feed(decoder.decode(piece, { stream: true }), false));
    if (!stopped && problem === undefined && trouble === undefined) feed(decoder.decode(), true);
    return problem ?? trouble;
  }

  private readShared(): Result<string[], LoadProblem> {
    const texts: string[] = [];
    if (this.sharedEntry === undefined) return ok(texts);
    const decoder = new TextDecoder('utf-8');
    let rest = '';
    let tooLong = false;
    const take = (text: string): boolean => {
      rest += text;
      let from = 0;
      for (;;) {
        const open = findTag(rest, 'si', from);
        if (open < 0) break;
        const tagEnd = rest.indexOf('>', open);
        if (tagEnd < 0) break;
        if (rest[tagEnd - 1] === '/') {
          texts.push('');
          from = tagEnd + 1;
          continue;
        }
        const close = findClose(rest, 'si', tagEnd);
        if (close < 0) break;
        texts.push(textOfRuns(rest.slice(tagEnd + 1, close)));
        from = close + 4;
      }
      rest = rest.slice(from);
      tooLong = rest.length > UNFINISHED_CHARACTERS;
      return !tooLong;
    };
    const problem = inflateEntry(this.bytes, this.sharedEntry, this.limits, (piece) => take(decoder.decode(piece, { stream: true })));
    if (tooLong) return err({ kind: 'damagedFile', format: 'xlsx', detail: `text ${texts.length + 1} has no end` });
    return problem === undefined ? ok(texts) : err(problem);
  }

  /** Merged areas are listed behind the rows, so the sheet is inflated once more for them. */
  private readMerges(entry: ZipEntry): Result<Merge[], LoadProblem> {
    const decoder = new TextDecoder('latin1');
    let tail = '';
    let behind = false;
    const problem = inflateEntry(this.bytes, entry, this.limits, (piece) => {
      if (!behind) {
        // Most pieces hold no such tag at all, which their bytes tell soonest.
        const seam = tail + decoder.decode(piece.subarray(0, SEAM));
        const text = holdsEndOfData(piece) || seam.includes('sheetData>') ? tail + decoder.decode(piece) : undefined;
        const at = text === undefined ? -1 : text.search(/<\/(?:\w+:)?sheetData>/);
        behind = at >= 0;
        tail = behind ? text!.slice(at) : (tail + decoder.decode(piece.subarray(-SEAM))).slice(-SEAM);
      } else tail += decoder.decode(piece);
      return !tail.includes('</mergeCells') && tail.length < 64 * 1024 ** 2;
    });
    if (problem !== undefined) return err(problem);
    const merges: Merge[] = [];
    for (const [, ref] of tail.matchAll(/<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"/g)) {
      const [first, second] = ref!.split(':').map(positionOf) as [Position, Position];
      if (second.row > first.row) merges.push({ top: first.row, left: first.column, bottom: second.row });
    }
    return ok(merges.sort((a, b) => a.top - b.top));
  }
}

type BookParts = {
  readonly sheets: SheetInfo[];
  readonly sheetEntries: (ZipEntry | undefined)[];
  readonly sharedEntry: ZipEntry | undefined;
  readonly looks: NumberLook[];
  readonly since1904: boolean;
};

function readParts(bytes: Uint8Array, entries: readonly ZipEntry[], limits: LoadLimits): Result<BookParts, LoadProblem> {
  const find = (path: string): ZipEntry | undefined => entries.find((entry) => entry.name.toLowerCase() === path.toLowerCase());
  const read = (entry: ZipEntry | undefined): string | LoadProblem => {
    if (entry === undefined) return '';
    const whole = inflateWhole(bytes, entry, limits);
    return whole.ok ? new TextDecoder('utf-8').decode(whole.value) : whole.error;
  };
  const rootRelations = read(find('_rels/.rels'));
  if (typeof rootRelations !== 'string') return err(rootRelations);
  const bookPath = relationsOf(rootRelations, '').find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  const folder = bookPath.slice(0, bookPath.lastIndexOf('/') + 1);
  const book = read(find(bookPath));
  if (typeof book !== 'string') return err(book);
  if (book === '') return err({ kind: 'damagedFile', format: 'xlsx', detail: 'no workbook' });
  const relationsText = read(find(`${folder}_rels/${bookPath.slice(folder.length)}.rels`));
  if (typeof relationsText !== 'string') return err(relationsText);
  const relations = relationsOf(relationsText, folder);
  const target = (kind: string): ZipEntry | undefined => {
    const relation = relations.find(({ type }) => type.endsWith(`/${kind}`));
    return relation === undefined ? undefined : find(relation.target);
  };
  const styles = read(target('styles'));
  if (typeof styles !== 'string') return err(styles);
  const sheets: SheetInfo[] = [];
  const sheetEntries: (ZipEntry | undefined)[] = [];
  for (const [, attributes] of book.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)) {
    const id = /\b\w+:id="([^"]*)"/.exec(attributes!)?.[1];
    const relation = relations.find((one) => one.id === id);
    if (relation === undefined || !relation.type.endsWith('/worksheet')) continue;
    sheets.push({ name: decodeXml(attributeOf(attributes!, 'name') ?? ''), hidden: (attributeOf(attributes!, 'state') ?? 'visible') !== 'visible' });
    sheetEntries.push(find(relation.target));
  }
  if (sheets.length === 0) return err({ kind: 'damagedFile', format: 'xlsx', detail: 'no sheets' });
  return ok({ sheets, sheetEntries, sharedEntry: target('sharedStrings'), looks: looksOf(styles), since1904: /<(?:\w+:)?workbookPr\s[^>]*date1904="(?:1|true)"/.test(book) });
}

type Relation = { readonly id: string; readonly type: string; readonly target: string };

function relationsOf(xml: string, folder: string): Relation[] {
  return [...xml.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)].map(([, attributes]) => ({
    id: attributeOf(attributes!, 'Id') ?? '',
    type: attributeOf(attributes!, 'Type') ?? '',
    target: resolve(folder, decodeXml(attributeOf(attributes!, 'Target') ?? '')),
  }));
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function attributeOf(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match === null ? undefined : (match[1] ?? match[2]);
}

/** The look of every cell format, in their order. */
function looksOf(styles: string): NumberLook[] {
  const custom = new Map<number, string>();
  for (const [, attributes] of styles.matchAll(/<(?:\w+:)?numFmt\s([^>]*)>/g)) {
    custom.set(Number(attributeOf(attributes!, 'numFmtId')), decodeXml(attributeOf(attributes!, 'formatCode') ?? ''));
  }
  const formats = /<(?:\w+:)?cellXfs\b[^>]*>([\s\S]*?)<\/(?:\w+:)?cellXfs>/.exec(styles)?.[1] ?? '';
  return [...formats.matchAll(/<(?:\w+:)?xf\s([^>]*)>/g)].map(([, attributes]) => {
    const id = Number(attributeOf(attributes!, 'numFmtId') ?? '0');
    return lookOfFormat(custom.get(id) ?? builtInFormat(id));
  });
}

/** The built-in formats that matter here (ECMA-376 part 1, 18.8.30). */
function builtInFormat(id: number): string {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || (id >= 50 && id <= 54) || id === 36 || id === 57 || id === 58) return 'yyyy-mm-dd';
  if (id === 22) return 'yyyy-mm-dd hh:mm';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56) return 'hh:mm:ss';
  return 'General';
}

export function lookOfFormat(format: string): NumberLook {
  const first = format.split(';')[0]!;
  // Colours, conditions, currencies in brackets and literal texts say nothing about dates; [h] and [mm] do.
  const bare = first.replaceAll(/\[(?![hms]+\])[^\]]*\]/gi, '').replaceAll(/"[^"]*"|\\.|_.|\*./g, '');
  if (/[dy]/i.test(bare) || /(?:^|[^a-z])m+(?:[^a-z]|$)/i.test(bare.replaceAll(/h[^a-z]*m+|m+[^a-z]*s/gi, ''))) {
    return { kind: /[hs]/i.test(bare) ? 'dateTime' : 'date' };
  }
  if (/[hs]/i.test(bare) && !/general/i.test(bare)) return { kind: 'time' };
  // Only zeros, perhaps with signs between them: a code with leading zeros, such as 00000 or 000-00-0000.
  const mask = first.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/"([^"]*)"/g, '$1').replaceAll(/\\(.)/g, '$1');
  if (/^[^#?.,%eE@/]*$/.test(mask) && /0.*0/.test(mask) && /^[0 ()/-]+$/.test(mask)) return { kind: 'zeros', mask };
  return { kind: 'plain' };
}

type Position = { readonly row: number; readonly column: number };

function positionOf(ref: string): Position {
  let column = 0;
  let at = 0;
  for (; at < ref.length; at++) {
    const code = ref.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return { row: Number(ref.slice(at)), column: column - 1 };
}

/** Cuts the sheet's XML into rows as it comes. */
class SheetRows {
  private readonly shared: readonly string[];
  private readonly looks: readonly NumberLook[];
  private readonly since1904: boolean;
  private readonly merges: readonly Merge[];
  private readonly columnLimit: number;
  private readonly frozen: (rows: number) => void;
  private nextMerge = 0;
  private open: { merge: Merge; value: string }[] = [];
  private rest = '';
  private inData = false;
  private row = 0;

  constructor(shared: readonly string[], looks: readonly NumberLook[], since1904: boolean, merges: readonly Merge[], columnLimit: number, frozen: (rows: number) => void) {
    this.frozen = frozen;
    this.shared = shared;
    this.looks = looks;
    this.since1904 = since1904;
    this.merges = merges;
    this.columnLimit = columnLimit;
  }

  add(text: string, last: boolean, take: (cells: string[], row: number) => LoadProblem | false | undefined): LoadProblem | false | undefined {
    this.rest += text;
    let at = 0;
    if (!this.inData) {
      const open = findTag(this.rest, 'sheetData', 0);
      // What stands before the rows is short: views and column widths.
      if (open < 0 && this.rest.length < PRELUDE_CHARACTERS) return undefined;
      if (open < 0) return { kind: 'damagedFile', format: 'xlsx', detail: 'no rows' };
      this.inData = true;
      const pane = /<(?:\w+:)?pane\s([^>]*)>/.exec(this.rest.slice(0, open))?.[1] ?? '';
      if ((attributeOf(pane, 'state') ?? '').startsWith('frozen')) this.frozen(Number(attributeOf(pane, 'ySplit') ?? 0));
      at = open + 10;
    }
    for (;;) {
      const open = findTag(this.rest, 'row', at);
      if (open < 0) break;
      const tagEnd = this.rest.indexOf('>', open);
      if (tagEnd < 0) break;
      const attributes = this.rest.slice(open, tagEnd);
      let close = tagEnd;
      let body = '';
      if (this.rest.charCodeAt(tagEnd - 1) !== SLASH) {
        close = findClose(this.rest, 'row', tagEnd);
        if (close < 0) break;
        body = this.rest.slice(tagEnd + 1, close);
      }
      const number = Number(attributeValue(attributes, ' r="') ?? attributeOf(attributes, 'r') ?? this.row + 1);
      const answer = this.takeRow(body, number, take);
      if (answer !== undefined) return answer;
      at = close + 1;
    }
    this.rest = this.rest.slice(at);
    if (this.rest.length > UNFINISHED_CHARACTERS) return { kind: 'damagedFile', format: 'xlsx', detail: `row after ${this.row} has no end` };
    return last && findTag(this.rest, 'row', 0) >= 0 ? { kind: 'damagedFile', format: 'xlsx', detail: `row after ${this.row} has no end` } : undefined;
  }

  private takeRow(body: string, number: number, take: (cells: string[], row: number) => LoadProblem | false | undefined): LoadProblem | false | undefined {
    // Rows that are not there at all are still in a merged area; only a broken file goes backwards.
    if (!(number > this.row) || number > 1_048_576) return { kind: 'damagedFile', format: 'xlsx', detail: `row ${number}` };
    this.row = number;
    const cells: string[] = [];
    let column = -1;
    let at = 0;
    for (;;) {
      const open = findTag(body, 'c', at);
      if (open < 0) break;
      const tagEnd = body.indexOf('>', open);
      if (tagEnd < 0) break;
      const attributes = body.slice(open, tagEnd);
      const ref = attributeValue(attributes, ' r="');
      column = ref === undefined ? column + 1 : positionOf(ref).column;
      if (!(column >= 0) || column > 16_383) return { kind: 'damagedFile', format: 'xlsx', detail: `cell ${ref ?? ''}` };
      if (body.charCodeAt(tagEnd - 1) === SLASH) {
        at = tagEnd + 1;
        continue;
      }
      let close = findClose(body, 'c', tagEnd);
      if (close < 0) close = body.length;
      const value = this.valueOf(attributes, body, tagEnd + 1, close);
      if (value !== '') {
        while (cells.length < column) cells.push('');
        cells[column] = value;
      }
      at = close + 1;
    }
    this.applyMerges(cells, number);
    if (cells.length > this.columnLimit) return { kind: 'tooManyColumns', columns: cells.length, limit: this.columnLimit, line: number };
    return take(cells, number);
  }

  private valueOf(attributes: string, body: string, from: number, to: number): string {
    const type = attributeValue(attributes, ' t="');
    if (type === 'inlineStr') return textOfRuns(body.slice(from, to));
    const open = findTag(body, 'v', from);
    if (open < 0 || open >= to) return '';
    const start = body.indexOf('>', open) + 1;
    const raw = body.slice(start, Math.max(start, findClose(body, 'v', start - 1)));
    switch (type) {
      case 's':
        return this.shared[Number(raw)] ?? '';
      case 'b':
        return raw === '1' || raw === 'true' ? 'TRUE' : 'FALSE';
      case 'str':
      case 'e':
        return decodeCell(raw);
      case 'd':
        return decodeXml(raw).replace(/T00:00:00(?:\.0+)?$/, '');
      default: {
        const style = attributeValue(attributes, ' s="');
        return showNumber(raw.trim(), style === undefined ? undefined : this.looks[Number(style)], this.since1904);
      }
    }
  }

  private applyMerges(cells: string[], row: number): void {
    while (this.nextMerge < this.merges.length && this.merges[this.nextMerge]!.top <= row) {
      const merge = this.merges[this.nextMerge++]!;
      if (merge.top === row && merge.left < this.columnLimit) this.open.push({ merge, value: cells[merge.left] ?? '' });
    }
    if (this.open.length === 0) return;
    this.open = this.open.filter(({ merge }) => merge.bottom >= row);
    for (const { merge, value } of this.open) {
      if (value === '' || (cells[merge.left] ?? '') !== '') continue;
      while (cells.length < merge.left) cells.push('');
      cells[merge.left] = value;
    }
  }
}

const SLASH = 47;
const PRELUDE_CHARACTERS = 4 * 1024 ** 2;
/** A row or a shared text that is longer is taken for broken. */
const UNFINISHED_CHARACTERS = 32 * 1024 ** 2;

function attributeValue(attributes: string, opening: string): string | undefined {
  const at = attributes.indexOf(opening);
  if (at < 0) return undefined;
  const start = at + opening.length;
  return attributes.slice(start, attributes.indexOf('"', start));
}

/** Characters of one piece that the next one may go on with: more than the longest closing tag of the rows. */
const SEAM = 64;
const CAPITAL_D = 68;
const endOfData = new TextEncoder().encode('sheetData>');
const D_IN_END = endOfData.indexOf(CAPITAL_D);

/** Whether a tag of the rows ends inside these bytes. */
function holdsEndOfData(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(CAPITAL_D); at >= 0; at = bytes.indexOf(CAPITAL_D, at + 1)) {
    if (endOfData.every((code, i) => bytes[at - D_IN_END + i] === code)) return true;
  }
  return false;
}

/** Position of `<name` or `<prefix:name` as a whole tag name, from `from` on; -1 where there is none. */
function findTag(text: string, name: string, from: number): number {
  for (let at = text.indexOf(`<${name}`, from); at >= 0; at = text.indexOf(`<${name}`, at + 1)) {
    if (endsName(text, at + 1 + name.length)) return at;
  }
  if (!text.includes(`:${name}`, from)) return -1;
  const prefixed = new RegExp(`<\\w+:${name}(?=[\\s/>])`, 'g');
  prefixed.lastIndex = from;
  return prefixed.exec(text)?.index ?? -1;
}

/** Position of the closing tag. */
function findClose(text: string, name: string, from: number): number {
  const at = text.indexOf(`</${name}>`, from);
  if (at >= 0 || !text.includes(`:${name}>`, from)) return at;
  const prefixed = new RegExp(`</\\w+:${name}>`, 'g');
  prefixed.lastIndex = from;
  return prefixed.exec(text)?.index ?? -1;
}

function endsName(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 62 || code === 32 || code === SLASH || code === 10 || code === 13 || code === 9;
}

/** The text of <t> elements, one after another; phonetic hints (<rPh>) are no part of it. */
function textOfRuns(xml: string): string {
  const bare = xml.includes('rPh') ? xml.replaceAll(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '') : xml;
  let text = '';
  let at = 0;
  for (;;) {
    const open = findTag(bare, 't', at);
    if (open < 0) return text;
    const tagEnd = bare.indexOf('>', open);
    if (tagEnd < 0) return text;
    if (bare.charCodeAt(tagEnd - 1) === SLASH) {
      at = tagEnd + 1;
      continue;
    }
    const close = findClose(bare, 't', tagEnd);
    if (close < 0) return text;
    text += decodeCell(bare.slice(tagEnd + 1, close));
    at = close + 1;
  }
}

const entities = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return entities.get(name) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Text of a cell: entities and _xHHHH_; a line end inside is what XML makes of it, LF. */
function decodeCell(text: string): string {
  const decoded = decodeXml(text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text);
  return decoded.includes('_x') ? decoded.replaceAll(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : decoded;
}

function showNumber(raw: string, look: NumberLook | undefined, since1904: boolean): string {
  const number = Number(raw);
  if (raw === '' || !Number.isFinite(number)) return decodeXml(raw);
  switch (look?.kind) {
    case 'date':
    case 'dateTime':
    case 'time':
      return showSerial(number, look.kind, since1904) ?? plainNumber(number, raw);
    case 'zeros':
      return Number.isInteger(number) && number >= 0 ? throughMask(String(number), look.mask) : plainNumber(number, raw);
    default:
      return plainNumber(number, raw);
  }
}

/** All digits of long numbers, no exponents; of the 17 digits that Excel stores, those that are needed. */
function plainNumber(number: number, raw: string): string {
  if (/^-?\d{1,30}$/.test(raw)) return raw;
  const text = String(number);
  if (!text.includes('e')) return text;
  return Number.isInteger(number) ? BigInt(number).toString() : number.toFixed(20).replace(/0+$/, '');
}

function throughMask(digits: string, mask: string): string {
  const places = mask.replaceAll(/[^0]/g, '').length;
  const padded = digits.padStart(places, '0');
  let at = padded.length - places;
  let text = padded.slice(0, at);
  for (const character of mask) text += character === '0' ? padded[at++]! : character;
  return text;
}

/** Days since 1899-12-30 (or 1904-01-01) as ISO text; undefined for what is no date. */
export function showSerial(serial: number, kind: 'date' | 'dateTime' | 'time', since1904: boolean): string | undefined {
  if (serial < 0 || serial > 2_958_466) return undefined;
  const seconds = Math.round(serial * 86_400);
  const days = Math.floor(seconds / 86_400);
  const time = seconds - days * 86_400;
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(time / 3600))}:${two(Math.floor(time / 60) % 60)}:${two(time % 60)}`;
  if (kind === 'time' && days === 0) return clock;
  if (days === 0) return undefined;
  // Excel believes in 1900-02-29, so days before March 1900 are one less.
  const epoch = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  const date = new Date(epoch + days * 86_400_000).toISOString().slice(0, 10);
  return time === 0 || kind === 'date' ? date : `${date}T${clock}`;
}
