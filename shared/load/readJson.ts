// Reads JSON (an array of objects, or one inside an object) and NDJSON as rows, as the text streams in.
// Values keep the text that the file has: long numbers and 1.10 lose nothing. Nested objects become columns `a.b`,
// short arrays `a.1`, `a.2`; longer arrays stay JSON. null is an empty cell, an absent key a missing one.
import type { KeyedCollector, KeyedRow } from './keyedCollector.ts';
import type { LoadProblem } from './problem.ts';
import { countLines, quarantine } from './rowReader.ts';

/** Arrays of more elements are kept as JSON in one cell. */
const FLAT_ELEMENTS = 5;
const DEEPEST = 64;
/** Characters of one element; beyond, it is taken for broken. */
const ELEMENT_CHARACTERS = 16 * 1024 ** 2;
/** Characters searched in vain for the ends of broken elements before the file is given up. */
const VAIN_SEARCH_BUDGET = 32 * 1024 ** 2;

export class JsonFeed {
  private readonly collector: KeyedCollector;
  private readonly byLine: boolean;
  private buffer = '';
  private line = 1;
  private inArray = false;
  private ended = false;
  private header: string[] | undefined;
  private vain = 0;

  /** @param byLine NDJSON: one value per line. */
  constructor(collector: KeyedCollector, byLine: boolean) {
    this.collector = collector;
    this.byLine = byLine;
  }

  /** Takes more text; `last` with the final piece. Returns a problem where the load is over. */
  add(text: string, last: boolean): LoadProblem | undefined {
    this.buffer += text;
    if (this.byLine) return this.takeLines(last);
    if (!this.inArray && !this.ended) {
      const start = this.buffer.search(/\S/);
      if (start < 0) return undefined;
      if (this.buffer[start] !== '[') {
        // An object: its rows are in an array inside it, or it is the only row.
        return last ? this.takeObject() : undefined;
      }
      this.inArray = true;
      this.drop(start + 1);
    }
    return this.takeElements(last);
  }

  private drop(count: number): void {
    this.line += countLines(this.buffer, 0, count);
    this.buffer = this.buffer.slice(count);
  }

  private takeLines(last: boolean): LoadProblem | undefined {
    let at = 0;
    for (;;) {
      let end = this.buffer.indexOf('\n', at);
      if (end < 0) {
        if (!last || at >= this.buffer.length) break;
        end = this.buffer.length;
      }
      const raw = this.buffer.slice(at, end);
      if (raw.trim() === '') this.collector.blank();
      else {
        const problem = this.takeRow(raw.trim(), this.line);
        if (problem !== undefined) return problem;
      }
      this.line++;
      at = end + 1;
    }
    this.buffer = this.buffer.slice(at);
    return undefined;
  }

  private takeElements(last: boolean): LoadProblem | undefined {
    let at = 0;
    while (!this.ended) {
      const start = skipBetween(this.buffer, at);
      if (start >= this.buffer.length) {
        at = start;
        break;
      }
      if (this.buffer[start] === ']') {
        this.ended = true;
        at = start + 1;
        break;
      }
      let end = endOfElement(this.buffer, start);
      if (end < 0) {
        if (!last && this.buffer.length - start < ELEMENT_CHARACTERS) {
          at = start;
          break;
        }
        // Never closed: give up its first line only.
        this.vain += this.buffer.length - start;
        if (this.vain > VAIN_SEARCH_BUDGET) return { kind: 'damagedFile', format: 'json', detail: `line ${this.line}` };
        end = nextLineOf(this.buffer, start);
        this.line += countLines(this.buffer, at, start);
        this.collector.bad(quarantine(this.line, { kind: 'badJson', detail: 'unclosed' }, this.buffer.slice(start, end).trimEnd()));
        this.line += countLines(this.buffer, start, end);
        at = end;
        continue;
      }
      // A closing brace that nothing opened is an element by itself, or it would be met for ever.
      if (end === start) end++;
      this.line += countLines(this.buffer, at, start);
      const problem = this.takeRow(this.buffer.slice(start, end), this.line);
      if (problem !== undefined) return problem;
      this.line += countLines(this.buffer, start, end);
      at = end;
    }
    this.buffer = this.buffer.slice(at);
    // A file that was cut between two elements would pass for a whole one.
    if (last && !this.ended && this.vain === 0) this.collector.bad(quarantine(this.line, { kind: 'badJson', detail: 'cutOff' }, ''));
    if (this.ended) {
      const rest = this.buffer.trim();
      if (rest !== '' && last) this.collector.bad(quarantine(this.line, { kind: 'badJson', detail: 'afterEnd' }, rest));
      if (last) this.buffer = '';
    }
    return undefined;
  }

  private takeObject(): LoadProblem | undefined {
    const array = findRows(this.buffer);
    if (array === undefined) {
      const start = this.buffer.search(/\S/);
      this.drop(start);
      return this.takeRow(this.buffer.trim(), this.line);
    }
    this.drop(array + 1);
    this.inArray = true;
    // What follows the array belongs to the object around it.
    const end = endOfElement(`[${this.buffer}`, 0);
    if (end > 0) this.buffer = this.buffer.slice(0, end - 1);
    return this.takeElements(true);
  }

  private takeRow(raw: string, line: number): LoadProblem | undefined {
    if (!raw.isWellFormed()) {
      this.collector.bad(quarantine(line, { kind: 'undecodableBytes', column: 1 }, raw));
      return undefined;
    }
    const parsed = parseJsonRow(raw, this.header);
    if (parsed.kind === 'row') return this.collector.add(parsed.row, line, raw);
    if (parsed.kind === 'header') {
      this.header = parsed.header;
      this.collector.expect(parsed.header);
    } else this.collector.bad(quarantine(line, parsed.reason, raw));
    return undefined;
  }
}

type ParsedRow =
  | { readonly kind: 'row'; readonly row: KeyedRow }
  | { readonly kind: 'header'; readonly header: string[] }
  | { readonly kind: 'bad'; readonly reason: { readonly kind: 'badJson'; readonly detail: string } | { readonly kind: 'notAnObject' } };

/** One element as a row. Arrays take the first array of texts as their header. */
function parseJsonRow(raw: string, header: string[] | undefined): ParsedRow {
  const reader = new JsonReader(raw);
  try {
    if (raw.startsWith('{')) {
      reader.object('', 0);
      reader.end();
      return { kind: 'row', row: reader.cells };
    }
    if (!raw.startsWith('[')) {
      JSON.parse(raw);
      return { kind: 'bad', reason: { kind: 'notAnObject' } };
    }
    const values = reader.list();
    reader.end();
    if (header === undefined) return { kind: 'header', header: values.map((value, i) => (value === '' ? `column ${i + 1}` : value)) };
    return { kind: 'row', row: values.flatMap((value, i) => [header[i] ?? `column ${i + 1}`, value]) };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'bad', reason: { kind: 'badJson', detail: error.message } };
    throw error;
  }
}

/** Reads one JSON value and lists its leaves with their paths. Throws SyntaxError. */
class JsonReader {
  readonly cells: string[] = [];
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  end(): void {
    this.blanks();
    if (this.at < this.text.length) this.fail();
  }

  object(path: string, depth: number): void {
    this.expect('{');
    this.blanks();
    if (this.text[this.at] === '}') {
      this.at++;
      // An empty object nested in a row is a cell without a value.
      if (path !== '') this.cells.push(path, '');
      return;
    }
    for (;;) {
      this.blanks();
      const key = this.string();
      this.blanks();
      this.expect(':');
      this.value(path === '' ? key : `${path}.${key}`, depth + 1);
      this.blanks();
      if (this.text[this.at] === ',') {
        this.at++;
        continue;
      }
      this.expect('}');
      return;
    }
  }

  /** The elements of an array as texts. */
  list(): string[] {
    const values: string[] = [];
    this.expect('[');
    this.blanks();
    if (this.text[this.at] === ']') {
      this.at++;
      return values;
    }
    for (;;) {
      this.blanks();
      const start = this.at;
      const before = this.cells.length;
      this.value('x', 1);
      const isNested = this.text[start] === '{' || this.text[start] === '[';
      values.push(isNested ? this.text.slice(start, this.at) : (this.cells[before + 1] ?? ''));
      this.cells.length = before;
      this.blanks();
      if (this.text[this.at] === ',') {
        this.at++;
        continue;
      }
      this.expect(']');
      return values;
    }
  }

  private value(path: string, depth: number): void {
    if (depth > DEEPEST) throw new SyntaxError('too deep');
    this.blanks();
    const start = this.at;
    const first = this.text[start];
    if (first === '"') this.cells.push(path, this.string());
    else if (first === '{') this.object(path, depth);
    else if (first === '[') this.array(path, depth);
    else {
      const word = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/.exec(this.text.slice(start, start + 400))?.[0];
      if (word === undefined) this.fail();
      this.at += word!.length;
      this.cells.push(path, word === 'null' ? '' : word!);
    }
  }

  private array(path: string, depth: number): void {
    const start = this.at;
    const before = this.cells.length;
    this.expect('[');
    this.blanks();
    let count = 0;
    if (this.text[this.at] === ']') this.at++;
    else {
      for (;;) {
        this.value(`${path}.${++count}`, depth + 1);
        this.blanks();
        if (this.text[this.at] === ',') {
          this.at++;
          continue;
        }
        this.expect(']');
        break;
      }
    }
    if (count > 0 && count <= FLAT_ELEMENTS) return;
    this.cells.length = before;
    this.cells.push(path, count === 0 ? '' : this.text.slice(start, this.at));
  }

  private string(): string {
    if (this.text[this.at] !== '"') this.fail();
    const start = this.at + 1;
    const end = endOfString(this.text, this.at);
    if (end < 0) throw new SyntaxError('unclosed text');
    this.at = end;
    const inner = this.text.slice(start, end - 1);
    return inner.includes('\\') ? (JSON.parse(`"${inner.replaceAll('\n', String.raw`\n`).replaceAll('\r', String.raw`\r`).replaceAll('\t', String.raw`\t`)}"`) as string) : inner;
  }

  private blanks(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.at++;
    }
  }

  private expect(character: string): void {
    if (this.text[this.at] !== character) this.fail();
    this.at++;
  }

  private fail(): never {
    throw new SyntaxError(`unexpected ${JSON.stringify(this.text[this.at] ?? 'end')} at ${this.at + 1}`);
  }
}

/** Position after the closing quote of the text that opens at `open`, or -1. */
function endOfString(text: string, open: number): number {
  let at = open + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return -1;
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === 92 && quote - 1 - slashes > open) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}

/** Skips white space and commas. */
function skipBetween(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9 && code !== 44) break;
  }
  return at;
}

/** Position after the array element at `start`, which must be followed by something; -1 where the text ends before. */
function endOfElement(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const end = endOfString(text, at);
      if (end < 0) return -1;
      at = end - 1;
    } else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      if (depth === 0) return at;
      if (--depth === 0) return at + 1;
    } else if (depth === 0 && code === 44) return at;
  }
  return -1;
}

function nextLineOf(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end + 1;
}

/** Position of the array of objects among the values of an object, at most two levels down; undefined where there is none. */
function findRows(text: string): number | undefined {
  const found = /"(?:[^"\\]|\\.)*"\s*:\s*\[\s*\{/g;
  for (let tries = 0; tries < 20; tries++) {
    const match = found.exec(text);
    if (match === null) return undefined;
    const open = match.index + match[0].lastIndexOf('[');
    if (depthAt(text, open) <= 2) return open;
  }
  return undefined;
}

function depthAt(text: string, position: number): number {
  let depth = 0;
  for (let at = 0; at < position; at++) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const end = endOfString(text, at);
      if (end < 0) return depth;
      at = end - 1;
    } else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) depth--;
  }
  return depth;
}
