// Cuts delimited text into rows and cells and decides what is a fault; its answers define what the app reads. Over 300
// lines because one machine of states decides all of it.
// Papa Parse, the faster reader, is used where both agree (papaparse.adapter.ts, readRows.ts).
//
// Grammar: RFC 4180 with any of CR LF, LF and CR as line end, and these answers where files break it:
// - A quote opens a quoted cell only at the cell's start; elsewhere it is text.
// - A closing quote is followed by a delimiter, a line end or the end, blanks between them are dropped.
// - A quote that neither closes nor is escaped is text if the cell still closes on the same line;
//   if it does not, the whole cell is taken as unquoted text.
// - A quoted cell that meets such a quote on a later line, or the end of the file, or its limit, was never closed:
//   its first physical line alone is set aside, and reading goes on with the next line.
// All answers depend on the text alone, never on how it was cut into chunks.
import type { Dialect } from './dialect.ts';
import type { Quarantined, QuarantineReason } from './problem.ts';

/** A quoted cell is looked for up to this many times the cell limit before it counts as unclosed. */
const LOOKAHEAD_CELLS = 4;
/** A row may be this many times as long as one cell may be. */
const ROW_CELLS = 16;
/** After vain searches for closing quotes over so many cell limits the search is shortened, so that no file hangs. */
const VAIN_CELLS = 64;
const SHORT_LOOKAHEAD = 1024;
/** What is kept of the text of a row set aside that is too long to be kept whole. */
export const RAW_KEPT = 65_536;
/** Rows up to this many characters are kept whole; a longer one would be a burden for the memory and the record. */
export const RAW_WHOLE = 16 * 1024 * 1024;

const LF = 10;
const CR = 13;
const SPACE = 32;
const BACKSLASH = 92;

/** Receives rows in file order. `line` is the physical line on which the row starts, 1-based. */
export interface RowSink {
  /** `end` is the position after the row (without its line end) in the text at hand; raw text is `text.slice(start, end)`. */
  row(cells: string[], line: number, text: string, start: number, end: number): void;
  blank(line: number): void;
  bad(bad: Quarantined): void;
}

export class RowReader {
  private readonly delimiter: string;
  private readonly delimiterCode: number;
  private readonly quote: string;
  private readonly quoteCode: number;
  private readonly backslash: boolean;
  private readonly padded: boolean;
  private readonly cellLimit: number;
  private readonly rowLimit: number;
  private readonly sink: RowSink;
  private readonly keepEmpty: boolean;

  private text = '';
  private last = false;
  private vainSearch = 0;
  /** Up to here, in the row at hand, no quote closes a cell. */
  private vainTo = 0;
  /** Inside a row that is too long: dropped up to the next line end. */
  private skipping: { line: number; length: number; raw: string[] } | undefined;
  private nextLine = 1;

  /** @param keepEmpty rows of delimiters only are rows of empty values, not blank lines. */
  constructor(dialect: Dialect, cellLimit: number, sink: RowSink, firstLine = 1, keepEmpty = false) {
    this.keepEmpty = keepEmpty;
    this.delimiter = dialect.delimiter;
    this.delimiterCode = dialect.delimiter === '' ? -1 : dialect.delimiter.charCodeAt(0);
    this.quote = dialect.quote;
    this.quoteCode = dialect.quote === '' ? -1 : dialect.quote.charCodeAt(0);
    this.backslash = dialect.escape === 'backslash';
    this.padded = dialect.padded;
    this.cellLimit = cellLimit;
    this.rowLimit = cellLimit * ROW_CELLS;
    this.sink = sink;
    this.nextLine = firstLine;
  }

  /** The physical line that comes next. */
  get line(): number {
    return this.nextLine;
  }

  set line(line: number) {
    this.nextLine = line;
  }

  /** Whether it is in the middle of a row that it drops. */
  get isSkipping(): boolean {
    return this.skipping !== undefined;
  }

  /**
   * Reads all whole rows of the text and returns the position after them; the caller keeps the rest and
   * brings it again in front of what comes next.
   */
  read(text: string, last: boolean): number {
    this.text = text;
    this.last = last;
    let at = 0;
    while (at < text.length) {
      const next = this.skipping === undefined ? this.readRow(at) : this.skip(at);
      if (next < 0) break;
      at = next;
    }
    if (last && this.skipping !== undefined) this.endSkip();
    this.text = '';
    return at;
  }

  /** Reads the row at `start`; returns where the next one starts, or -1 where the text ends too early. */
  private readRow(start: number): number {
    const { text, delimiterCode, quoteCode } = this;
    const whole = text.length;
    const end = Math.min(whole, start + this.rowLimit);
    const cells: string[] = [];
    const line = this.nextLine;
    this.vainTo = 0;
    let innerLines = 0;
    let quoted = false;
    let longest = 0;
    let longestColumn = 0;
    let at = start;
    for (;;) {
      let cellStart = at;
      if (this.padded) while (at < end && this.isPad(text.charCodeAt(at))) at++;
      let cell: string | undefined;
      if (at < end && text.charCodeAt(at) === quoteCode) {
        const close = this.findClose(at, start + this.rowLimit);
        if (close === NEED_MORE) return -1;
        if (close === TOO_LONG) return this.startSkip(start);
        if (close === UNCLOSED) return this.unclosed(start, at, cells.length);
        if (close >= 0) {
          quoted = true;
          cell = this.unescape(text.slice(at + 1, close));
          innerLines += this.closeLines;
          at = this.closeEnd;
        }
      }
      if (cell === undefined) {
        if (this.padded) cellStart = at;
        at = this.endOfPlain(at, end);
        cell = text.slice(cellStart, at);
        if (this.backslash && cell.includes('\\')) {
          innerLines += countLines(cell, 0, cell.length);
          quoted = true;
          cell = this.unescapePlain(cell);
        }
        if (this.padded) cell = cell.trimEnd();
      }
      cells.push(cell);
      if (cell.length > longest) {
        longest = cell.length;
        longestColumn = cells.length;
      }
      if (at >= end) {
        if (end < whole) return this.startSkip(start);
        if (!this.last) return -1;
        break;
      }
      const code = text.charCodeAt(at);
      if (code === LF || code === CR) break;
      // Only a delimiter is left.
      at += code === delimiterCode ? this.delimiter.length : 0;
    }
    let next = at;
    if (at < whole) {
      next = at + 1;
      if (text.charCodeAt(at) === CR) {
        if (next === whole && !this.last) return -1;
        if (next < whole && text.charCodeAt(next) === LF) next++;
      }
    }
    this.nextLine += innerLines + 1;
    if (!quoted && isBlankRow(cells, this.keepEmpty)) this.sink.blank(line);
    else if (longest * 3 > this.cellLimit && utf8Size(cells[longestColumn - 1]!) > this.cellLimit) {
      const reason: QuarantineReason = { kind: 'cellTooLong', column: longestColumn, length: utf8Size(cells[longestColumn - 1]!), limit: this.cellLimit };
      this.sink.bad(quarantine(line, reason, text.slice(start, at)));
    } else this.sink.row(cells, line, text, start, at);
    return next;
  }

  private closeEnd = 0;
  private closeLines = 0;

  /**
   * Looks for the quote that closes the cell opened at `open`, up to `rowEnd`, where the row would be too long.
   * Returns its position (then `closeEnd` is where the delimiter or line end stands and `closeLines` counts line
   * ends inside), or one of the negative answers below.
   */
  private findClose(open: number, rowEnd: number): number {
    const { text, quote, quoteCode } = this;
    // Searched before, and the next quote closes nothing either.
    if (open < this.vainTo && this.isStray(text.indexOf(quote, open + 1))) return PLAIN;
    const reach = open + (this.vainSearch > this.cellLimit * VAIN_CELLS ? SHORT_LOOKAHEAD : this.cellLimit * LOOKAHEAD_CELLS);
    const bound = Math.min(text.length, reach, rowEnd);
    let stray = false;
    // Whether a quote was passed over that might close another cell.
    let closes = false;
    let from = open + 1;
    // The first line end after `open`, looked for only as far as needed.
    let lineEnd = open;
    for (;;) {
      const found = text.indexOf(quote, from);
      if (found < 0 || found >= bound) {
        if (stray && (lineEnd = firstLineEnd(text, lineEnd, bound)) < bound) return this.plain(open, lineEnd, closes);
        if (bound === text.length && bound < reach && bound < rowEnd) {
          if (!this.last) return NEED_MORE;
        } else if (bound === rowEnd && rowEnd < reach) return TOO_LONG;
        return stray ? this.plain(open, bound, closes) : this.vain(UNCLOSED, bound - open);
      }
      if (this.backslash && isEscaped(text, open, found)) {
        closes = true;
        from = found + 1;
        continue;
      }
      if (found + 1 === text.length && !this.last) return NEED_MORE;
      if (!this.backslash && text.charCodeAt(found + 1) === quoteCode) {
        closes = true;
        from = found + 2;
        continue;
      }
      let at = found + 1;
      while (at < text.length && this.isPad(text.charCodeAt(at))) at++;
      if (at >= rowEnd && text.length > rowEnd) return TOO_LONG;
      if (!this.last && text.length - at < Math.max(1, this.delimiter.length)) return NEED_MORE;
      lineEnd = firstLineEnd(text, lineEnd, found);
      if (at === text.length || this.endsCell(at)) {
        if (stray && lineEnd < found) return this.plain(open, lineEnd, closes);
        this.closeEnd = at;
        this.closeLines = lineEnd < found ? countLines(text, lineEnd, found) : 0;
        return found;
      }
      if (lineEnd < found) return stray ? this.plain(open, lineEnd, closes) : this.vain(UNCLOSED, found - open);
      stray = true;
      from = found + 1;
    }
  }

  /** No quote in `(open, to)` closes a cell; unless some were passed over, this is known for the other cells there too. */
  private plain(open: number, to: number, closes: boolean): number {
    if (!closes) this.vainTo = to;
    return this.vain(PLAIN, to - open);
  }

  /** Whether the quote at `at`, on a stretch without closing quotes, is a lone one. */
  private isStray(at: number): boolean {
    return at >= 0 && at < this.vainTo && this.text.charCodeAt(at + 1) !== this.quoteCode && !this.backslash;
  }

  private vain(answer: number, searched: number): number {
    this.vainSearch += searched;
    return answer;
  }

  private endsCell(at: number): boolean {
    const code = this.text.charCodeAt(at);
    if (code === LF || code === CR) return true;
    return code === this.delimiterCode && (this.delimiter.length === 1 || this.text.startsWith(this.delimiter, at));
  }

  /** White space as String.trim knows it, unless it means something here. */
  private isPad(code: number): boolean {
    if (code === SPACE || (code >= 9 && code <= 12) || (code >= 160 && WIDE_SPACE.test(String.fromCharCode(code)))) {
      return code !== LF && code !== this.delimiterCode && code !== this.quoteCode;
    }
    return false;
  }

  private endOfPlain(from: number, end: number): number {
    const { text, delimiterCode, delimiter } = this;
    const wide = delimiter.length > 1;
    for (let at = from; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === LF || code === CR) return at;
      if (code === delimiterCode && (!wide || text.startsWith(delimiter, at))) return at;
      if (code === BACKSLASH && this.backslash) at += text.charCodeAt(at + 1) === CR && text.charCodeAt(at + 2) === LF ? 2 : 1;
    }
    return end;
  }

  private unescape(inner: string): string {
    if (this.backslash) return inner.includes('\\') ? unescapeBackslash(inner, this.quote, '') : inner;
    return inner.includes(this.quote) ? inner.replaceAll(this.quote + this.quote, this.quote) : inner;
  }

  private unescapePlain(cell: string): string {
    return unescapeBackslash(cell, this.quote, this.delimiter);
  }

  /** Sets aside the row from `start` to the end of the line on which the quote at `open` stands. */
  private unclosed(start: number, open: number, column: number): number {
    const { text } = this;
    const rowEnd = start + this.rowLimit;
    const end = firstLineEnd(text, open, Math.min(text.length, rowEnd));
    if (end === rowEnd && text.length > rowEnd) return this.startSkip(start);
    if (end === text.length && !this.last) return -1;
    let next = end < text.length ? end + 1 : end;
    if (text.charCodeAt(end) === CR) {
      if (next === text.length && !this.last) return -1;
      if (text.charCodeAt(next) === LF) next++;
    }
    this.sink.bad(quarantine(this.nextLine, { kind: 'unclosedQuote', column: column + 1 }, text.slice(start, end)));
    this.nextLine += countLines(text, start, end) + 1;
    return next;
  }

  /** Called only when the text goes on after the limit, so that a CR LF cut in two by it is seen. */
  private startSkip(start: number): number {
    const end = start + this.rowLimit;
    this.skipping = { line: this.nextLine, length: this.rowLimit, raw: [this.text.slice(start, this.rowLimit > RAW_WHOLE ? start + RAW_KEPT : end)] };
    this.nextLine += countLines(this.text, start, end);
    return end;
  }

  private skip(at: number): number {
    const { text } = this;
    const end = firstLineEnd(text, at, text.length);
    const isCutHere = end < text.length && text.charCodeAt(end) === CR && end + 1 === text.length && !this.last;
    if (isCutHere) return -1;
    this.passOver(at, end);
    if (end === text.length) return end;
    this.endSkip();
    return text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
  }

  /** Keeps the text of the row that is dropped as long as it may still be kept whole. */
  private passOver(from: number, to: number): void {
    const skipping = this.skipping!;
    const isKept = skipping.length <= RAW_WHOLE;
    skipping.length += to - from;
    if (!isKept) return;
    if (skipping.length <= RAW_WHOLE) skipping.raw.push(this.text.slice(from, to));
    else skipping.raw = [skipping.raw.join('').slice(0, RAW_KEPT)];
  }

  private endSkip(): void {
    const skipping = this.skipping!;
    this.skipping = undefined;
    this.nextLine++;
    const reason: QuarantineReason = { kind: 'rowTooLong', length: skipping.length, limit: this.rowLimit };
    this.sink.bad({ line: skipping.line, reason, raw: skipping.raw.join(''), rawCut: skipping.length > RAW_WHOLE });
  }
}

const NEED_MORE = -1;
const UNCLOSED = -2;
/** Not a quoted cell after all. */
const PLAIN = -3;
const TOO_LONG = -4;

const WIDE_SPACE = /^\s$/u;

/** A row set aside, with its text: whole, or of one that is too long the beginning. */
export function quarantine(line: number, reason: QuarantineReason, raw: string): Quarantined {
  return raw.length > RAW_WHOLE ? { line, reason, raw: raw.slice(0, RAW_KEPT), rawCut: true, rawLength: raw.length } : { line, reason, raw, rawCut: false };
}

/** No value and no quotes anywhere: layout, not data (spreadsheets leave such lines at the end). */
export function isBlankRow(cells: readonly string[], keepEmpty: boolean): boolean {
  // A lone SUB is the end-of-file mark of old systems.
  if (cells.length === 1) return cells[0]!.trim() === '' || cells[0] === '\u001a';
  return !keepEmpty && cells.every((cell) => cell === '');
}

/** Position of the first line end in `[from, to)`, or `to`. */
function firstLineEnd(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) return at;
  }
  return to;
}

/** Line ends in `[from, to)`; CR LF is one. */
export function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) lines++;
  }
  return lines;
}

function isEscaped(text: string, open: number, at: number): boolean {
  let slashes = 0;
  while (at - 1 - slashes > open && text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
  return slashes % 2 === 1;
}

/** Drops the backslash before what it protects: itself, the quote, the delimiter, a line end. Others stay as they are. */
function unescapeBackslash(text: string, quote: string, delimiter: string): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const next = text[at + 1];
    if (text[at] === '\\' && next !== undefined && (next === '\\' || next === quote || next === delimiter[0] || next === '\n' || next === '\r')) at++;
    result += text[at]!;
  }
  return result;
}

/** Bytes of the text in UTF-8. */
export function utf8Size(text: string): number {
  let size = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    size += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 1 : 2;
  }
  return size;
}
