// Feeds decoded text, piece by piece, through Papa Parse where it is regular and through our own reader where it is not.
import { isPlain, type Dialect } from './dialect.ts';
import { parseRegular, type Newline } from './papaparse.adapter.ts';
import type { RowCollector } from './rowCollector.ts';
import { countLines, RowReader } from './rowReader.ts';

/** Characters handled in one step: small, so that one faulty row slows down little else. */
const PIECE = 262_144;

const LF = 10;
const CR = 13;

export class TextFeed {
  private readonly dialect: Dialect;
  private readonly collector: RowCollector;
  private readonly reader: RowReader;
  private readonly plain: boolean;
  private buffer = '';
  private at = 0;
  private last = false;
  /** Characters to wait for, where a long row is unfinished. */
  private waitFor = 0;
  /** Physical lines still to be passed over: notes above the table and the header. */
  private linesToSkip: number;
  private readonly skippedLines: number;

  /** @param firstDataLine physical line, 1-based, where the rows start. */
  constructor(dialect: Dialect, firstDataLine: number, cellLimit: number, collector: RowCollector) {
    this.dialect = dialect;
    this.collector = collector;
    this.reader = new RowReader(dialect, cellLimit, collector, firstDataLine, collector.keepsEmpty);
    this.linesToSkip = firstDataLine - 1;
    this.skippedLines = this.linesToSkip;
    this.plain = isPlain(dialect) && PIECE * 3 <= cellLimit;
  }

  /** Brings more text; `last` with the final piece, which may be ''. */
  add(text: string, last: boolean): void {
    this.buffer = this.at === this.buffer.length ? text : this.buffer.slice(this.at) + text;
    this.at = 0;
    this.last = last;
  }

  /** Reads one piece. Returns false where more text is needed, or none is left. */
  step(): boolean {
    if (this.linesToSkip > 0 && !this.skipLines()) return false;
    const left = this.buffer.length - this.at;
    if (left === 0 && !(this.last && this.reader.isSkipping)) return false;
    // Pieces wait until they are full: a parser started on a crumb does the same work again with the next one.
    if (!this.last && left < Math.max(PIECE, this.waitFor)) return false;
    this.waitFor = 0;
    if (this.plain && !this.reader.isSkipping && this.readRegular()) return true;
    return this.readCarefully();
  }

  get linesAboveData(): number {
    return this.skippedLines;
  }

  private skipLines(): boolean {
    const { buffer } = this;
    while (this.linesToSkip > 0 && this.at < buffer.length) {
      const code = buffer.charCodeAt(this.at++);
      if (code === CR) {
        if (this.at === buffer.length && !this.last) {
          this.at--;
          return false;
        }
        if (buffer.charCodeAt(this.at) === LF) this.at++;
        this.linesToSkip--;
      } else if (code === LF) this.linesToSkip--;
    }
    return this.linesToSkip === 0;
  }

  private readRegular(): boolean {
    let end = Math.min(this.buffer.length, this.at + PIECE);
    // CR LF stays together; a CR at the very end may be half of one.
    if (this.buffer.charCodeAt(end - 1) === CR) end += end === this.buffer.length ? -1 : this.buffer.charCodeAt(end) === LF ? 1 : 0;
    const piece = this.buffer.slice(this.at, end);
    if (!piece.isWellFormed()) return false;
    const newline = uniformNewline(piece);
    if (newline === undefined) return false;
    const regular = parseRegular(piece, this.dialect, newline);
    if (regular === undefined || regular.consumed === 0) return false;
    const { rows, consumed } = regular;
    const firstLine = this.reader.line;
    const mayHoldQuotes = this.dialect.quote !== '' && piece.includes(this.dialect.quote);
    const lines = mayHoldQuotes ? lineStarts(rows, firstLine, countOf(piece, newline === '\r' ? '\r' : '\n', consumed)) : undefined;
    const lineOf = lines === undefined ? (i: number) => firstLine + i : (i: number) => lines[i]!;
    if (!this.collector.takeRegular(rows, lineOf, mayHoldQuotes)) return false;
    this.reader.line = lines === undefined ? firstLine + rows.length : lines[rows.length]!;
    this.at += consumed;
    return true;
  }

  private readCarefully(): boolean {
    let end = Math.min(this.buffer.length, this.at + PIECE);
    for (;;) {
      const isAll = end === this.buffer.length;
      const piece = this.buffer.slice(this.at, end);
      const consumed = this.reader.read(piece, isAll && this.last);
      this.at += consumed;
      if (consumed > 0) return true;
      if (isAll) {
        // An unfinished row is read again from its start: not before there is twice as much of it.
        this.waitFor = piece.length * 2;
        return false;
      }
      // One row longer than the piece.
      end = Math.min(this.buffer.length, this.at + (end - this.at) * 4);
    }
  }
}

function countOf(text: string, mark: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0 && at < end; at = text.indexOf(mark, at + 1)) count++;
  return count;
}

/** The one line end that the text uses, or undefined where it is mixed. */
function uniformNewline(text: string): Newline | undefined {
  let cr = text.indexOf('\r');
  if (cr < 0) return '\n';
  let lf = text.indexOf('\n');
  if (lf < 0) return '\r';
  while (cr >= 0) {
    if (lf !== cr + 1) return undefined;
    cr = text.indexOf('\r', lf);
    lf = text.indexOf('\n', lf + 1);
  }
  return lf < 0 ? '\r\n' : undefined;
}

/** Line on which each row starts, and after the last one; undefined where every row is one line. */
function lineStarts(rows: readonly (readonly string[])[], firstLine: number, lineEnds: number): Uint32Array | undefined {
  if (lineEnds === rows.length) return undefined;
  const starts = new Uint32Array(rows.length + 1);
  starts[0] = firstLine;
  rows.forEach((row, i) => {
    let lines = 1;
    for (const cell of row) if (cell.includes('\n') || cell.includes('\r')) lines += countLines(cell, 0, cell.length);
    starts[i + 1] = starts[i]! + lines;
  });
  return starts;
}
