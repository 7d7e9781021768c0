// Guesses delimiter, quote, escape, header row and width of a delimited text from its beginning. Over 300 lines: the
// guesses are weighed against each other.
// The idea, that the right dialect gives rows of one pattern and cells of known types, is from
// van den Burg, Nazábal, Sutton, "Wrangling messy CSV files by detecting row and type patterns" (2019); own scoring.
import { kindOfCell, type CellKind } from './cellKinds.ts';
import type { Dialect } from './dialect.ts';
import { headerWords } from './headerWords.ts';
import { RowReader } from './rowReader.ts';

/** How a delimited file is laid out. */
export type Layout = {
  readonly dialect: Dialect;
  /** Physical line of the header row, 1-based; undefined where there is none. */
  readonly headerLine: number | undefined;
  /** Rows that make up the header: 2 where names stand over two rows. */
  readonly headerRows: number;
  /** Cells of the header, joined over its rows. */
  readonly header: readonly string[] | undefined;
  /** The header row as it stands in the file; '' where it takes two rows or there is none. */
  readonly headerRaw: string;
  /** Physical line where the data start. */
  readonly firstDataLine: number;
  /** Columns of the table. */
  readonly width: number;
  /** Rows of this many cells are whole too: all rows leave out the last columns. Else equal to `width`. */
  readonly shortWidth: number;
  /** 0 … 1; below 0.6 a person should look. */
  readonly confidence: number;
};

export type LayoutOverrides = {
  readonly delimiter?: string;
  readonly quote?: Dialect['quote'];
  readonly escape?: Dialect['escape'];
  readonly padded?: boolean;
  /** 0 says that there is no header. */
  readonly headerLine?: number;
};

export type SampleRow = { readonly cells: string[]; readonly line: number; readonly raw: string };

const SAMPLE_CHARACTERS = 65_536;
const SAMPLE_ROWS = 400;
const TYPED_CELLS = 3000;

/** How likely a delimiter is before anything is read. */
const commonDelimiters: readonly (readonly [string, number])[] = [
  [',', 1],
  [';', 1],
  ['\t', 1],
  ['|', 1],
  ['^', 0.9],
  ['~', 0.9],
  ['\u0001', 0.9],
  ['\u001e', 0.9],
  ['\u001f', 0.9],
  ['¦', 0.9],
  ['¬', 0.8],
  ['§', 0.8],
  [':', 0.6],
  ['#', 0.5],
  ['*', 0.5],
  ['&', 0.5],
  ['!', 0.5],
  ['$', 0.4],
  ['=', 0.4],
  ['/', 0.3],
  ['-', 0.2],
  ['_', 0.2],
  [' ', 0.4],
];

/** What a reading as one column scores at best; above what blanks between words can reach. */
const ONE_COLUMN = 0.25;

/** @param whole whether the text is all of the file. `wide` narrows the search, e.g. for a file named .tsv. */
export function guessLayout(text: string, whole: boolean, fileName: string, overrides: LayoutOverrides): Layout {
  const sample = cutAtLine(text, whole);
  const separator = /^sep=([^\r\n]{1,4})\r?\n/i.exec(sample);
  const skipped = separator === null ? 0 : 1;
  const body = separator === null ? sample : sample.slice(separator[0].length);
  const fixed: LayoutOverrides = separator === null ? overrides : { delimiter: separator[1]!, ...overrides };
  const scored = candidateDialects(body, fixed, fileName)
    .map(({ dialect, prior }) => {
      const rows = readSample(body, dialect, 1 + skipped);
      return { dialect, rows, score: scoreRows(rows, dialect, prior) };
    })
    .sort((a, b) => b.score - a.score);
  const best = scored[0]!;
  const rival = scored.find((entry) => entry.dialect.delimiter !== best.dialect.delimiter);
  const dialect = { ...best.dialect, padded: fixed.padded ?? isPadded(best.rows.rows, best.dialect) };
  const rows = dialect.padded === best.dialect.padded ? best.rows : readSample(body, dialect, 1 + skipped);
  const confidence = fixed.delimiter !== undefined ? 1 : rival === undefined ? 0.9 : best.score / (best.score + rival.score + 1e-9);
  return { ...layRows(rows.rows, overrides.headerLine, 1 + skipped), dialect, confidence };
}

function cutAtLine(text: string, whole: boolean): string {
  if (whole && text.length <= SAMPLE_CHARACTERS) return text;
  const cut = text.slice(0, SAMPLE_CHARACTERS);
  const end = Math.max(cut.lastIndexOf('\n'), cut.lastIndexOf('\r'));
  if (end > 0) return cut.slice(0, end + 1);
  // A header longer than the sample is taken whole, with some rows: half of one would name columns that are not there.
  const headerEnd = text.search(/[\n\r]/) + 1;
  if (headerEnd === 0 || (whole && text.length <= headerEnd + SAMPLE_CHARACTERS)) return text;
  const below = text.slice(headerEnd, headerEnd + SAMPLE_CHARACTERS);
  return text.slice(0, headerEnd + Math.max(below.lastIndexOf('\n'), below.lastIndexOf('\r')) + 1);
}

function candidateDialects(text: string, fixed: LayoutOverrides, fileName: string): { dialect: Dialect; prior: number }[] {
  const found = fixed.delimiter === undefined ? candidateDelimiters(text, fileName) : [[fixed.delimiter, 1] as const];
  const candidates: { dialect: Dialect; prior: number }[] = [];
  for (const [delimiter, prior] of found) {
    for (const [quote, quotePrior] of candidateQuotes(text, delimiter, fixed)) {
      const escapes: Dialect['escape'][] = fixed.escape === undefined ? (quote !== '' && text.includes(`\\${quote}`) ? ['doubled', 'backslash'] : ['doubled']) : [fixed.escape];
      for (const escape of escapes) {
        const dialect: Dialect = { delimiter, quote, escape, padded: fixed.padded ?? hasPaddedQuotes(text, delimiter, quote) };
        candidates.push({ dialect, prior: prior * quotePrior * (escape === 'backslash' ? backslashPrior(text, delimiter, quote) : 1) });
      }
    }
  }
  return candidates;
}

function candidateDelimiters(text: string, fileName: string): (readonly [string, number])[] {
  const found: (readonly [string, number])[] = [['', ONE_COLUMN]];
  const tabbed = /\.(?:tsv|tab)$/i.test(fileName);
  for (const [delimiter, prior] of commonDelimiters) {
    if (text.includes(delimiter)) found.push([delimiter, delimiter === '\t' && tabbed ? prior * 2 : prior]);
  }
  const long = longDelimiters(text);
  return [...found.map(([delimiter, prior]) => [delimiter, long.some(([run]) => isOnlyDoubled(text, delimiter, run)) ? prior * 0.5 : prior] as const), ...long];
}

/** Runs of two to four signs that stand in most lines equally often, such as || or ~|~ or ::. */
function longDelimiters(text: string): (readonly [string, number])[] {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line !== '').slice(0, 100);
  const linesWith = new Map<string, number>();
  for (const line of lines) {
    for (const run of new Set(line.match(/[^\p{L}\p{N}\s"'.\-_@/+()]{2,4}/gu))) linesWith.set(run, (linesWith.get(run) ?? 0) + 1);
  }
  const runs = [...linesWith].filter(([run, count]) => count * 10 >= lines.length * 7 && !isEmptyCells(run)).map(([run]) => [run, 1] as const);
  return runs.slice(0, 6);
}

/** Whether a sign stands in the text, more than by chance, only as part of the longer run. */
function isOnlyDoubled(text: string, sign: string, run: string): boolean {
  if (sign.length !== 1 || run !== sign.repeat(run.length)) return false;
  let runs = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at)) {
    const start = at;
    while (text[at] === sign) at++;
    if ((at - start) % run.length !== 0) return false;
    runs++;
  }
  return runs >= 4;
}

/** Whether a run is rather several delimiters with nothing between them, as in `a,,b`. */
function isEmptyCells(run: string): boolean {
  return [',', ';', '\t'].some((mark) => run === mark.repeat(run.length));
}

function candidateQuotes(text: string, delimiter: string, fixed: LayoutOverrides): (readonly [Dialect['quote'], number])[] {
  if (fixed.quote !== undefined) return [[fixed.quote, 1]];
  const quotes: (readonly [Dialect['quote'], number])[] = [['"', 1]];
  if (text.includes('"')) quotes.push(['', 0.5]);
  if (opensCells(text, delimiter, "'")) quotes.push(["'", 0.95]);
  return quotes;
}

/** Backslashes before quotes that could not close a cell speak for escapes; `"C:\\"` alone does not. */
function backslashPrior(text: string, delimiter: string, quote: string): number {
  for (let at = text.indexOf(`\\${quote}`); at >= 0; at = text.indexOf(`\\${quote}`, at + 2)) {
    const after = at + 2;
    const closes = after >= text.length || text[after] === '\n' || text[after] === '\r' || text[after] === quote || (delimiter !== '' && text.startsWith(delimiter, after));
    if (!closes && text[at - 1] !== '\\') return 1.1;
  }
  return 0.9;
}

function opensCells(text: string, delimiter: string, quote: string): boolean {
  if (!text.includes(quote)) return false;
  return text.startsWith(quote) || text.includes(`\n${quote}`) || text.includes(`\r${quote}`) || (delimiter !== '' && text.includes(delimiter + quote));
}

/** Whether quoted cells stand behind a blank after the delimiter. */
function hasPaddedQuotes(text: string, delimiter: string, quote: string): boolean {
  if (quote === '' || delimiter === '' || delimiter === ' ') return false;
  const spaced = text.split(`${delimiter} ${quote}`).length - 1;
  const tight = text.split(delimiter + quote).length - 1;
  return spaced > 0 && spaced > tight;
}

/** Whether (nearly) every cell after the first begins with a blank: then blanks are layout. */
function isPadded(rows: readonly SampleRow[], dialect: Dialect): boolean {
  if (dialect.padded) return true;
  if (dialect.delimiter === '' || dialect.delimiter === ' ') return false;
  let filled = 0;
  let spaced = 0;
  for (const { cells } of rows) {
    for (let i = 1; i < cells.length; i++) {
      if (cells[i] === '') continue;
      filled++;
      if (cells[i]!.startsWith(' ')) spaced++;
    }
  }
  return filled >= 2 && spaced * 100 >= filled * 98;
}

type Sample = { readonly rows: SampleRow[]; readonly bad: number };

function readSample(text: string, dialect: Dialect, firstLine: number): Sample {
  const rows: SampleRow[] = [];
  let bad = 0;
  const reader = new RowReader(dialect, SAMPLE_CHARACTERS, {
    row: (cells, line, source, start, end) => {
      if (rows.length < SAMPLE_ROWS) rows.push({ cells, line, raw: source.slice(start, end) });
    },
    blank: () => undefined,
    bad: () => void bad++,
  }, firstLine);
  reader.read(text, true);
  return { rows, bad };
}

function scoreRows({ rows, bad }: Sample, dialect: Dialect, prior: number): number {
  if (rows.length === 0) return 0;
  const width = dominantWidth(rows);
  const fitting = rows.filter((row) => row.cells.length === width).length;
  const consistency = fitting / (rows.length + bad);
  let cells = 0;
  let known = 0;
  // Whoever puts every cell into quotes says where cells end, however odd they are.
  const odd = areAllQuoted(rows, dialect) ? 1 : 0;
  for (const row of rows) {
    for (const cell of row.cells) {
      if (cells++ >= TYPED_CELLS) break;
      const kind = kindOfCell(cell);
      known += kind === 'odd' ? odd : worthOf(kind);
    }
  }
  const typed = known / Math.max(1, Math.min(cells, TYPED_CELLS));
  if (dialect.delimiter === '') return prior * consistency * typed * typed;
  if (width === 1) return prior * 0.01 * typed;
  // Words of sentences, below a header of one word, are no cells.
  if (dialect.delimiter === ' ' && rows[0]!.cells.length === 1) return prior * 0.01 * typed;
  return prior * consistency * consistency * typed * typed * (1 - 1 / (width + 1)) * (1.2 - 0.2 / rows.length);
}

function worthOf(kind: CellKind): number {
  return kind === 'odd' ? 0 : kind === 'empty' ? 0.7 : 1;
}

/** Whether nearly all delimiters stand between two quotes. */
function areAllQuoted(rows: readonly SampleRow[], { delimiter, quote }: Dialect): boolean {
  if (quote === '' || delimiter === '') return false;
  let between = 0;
  let all = 0;
  for (const { cells, raw } of rows) {
    between += Math.min(cells.length, raw.split(quote + delimiter + quote).length) - 1;
    all += cells.length - 1;
  }
  return all > 0 && between >= all * 0.9;
}

/** The most frequent number of cells; of equally frequent ones the preferred, else the greater. */
function dominantWidth(rows: readonly SampleRow[], preferred = 0): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let width = 1;
  let most = 0;
  for (const [length, count] of counts) {
    if (count > most || (count === most && (length === preferred || (length > width && width !== preferred)))) {
      most = count;
      width = length;
    }
  }
  return width;
}

type Laid = Omit<Layout, 'dialect' | 'confidence'>;

/** Finds header and data among the rows. */
export function layRows(rows: readonly SampleRow[], headerLine: number | undefined, firstLine: number): Laid {
  const nothing: Laid = { headerLine: undefined, headerRows: 0, header: undefined, headerRaw: '', firstDataLine: firstLine, width: 1, shortWidth: 1 };
  if (rows.length === 0) return nothing;
  const dominant = dominantWidth(rows.slice(headerLine === undefined ? 0 : rows.findIndex((row) => row.line >= headerLine)));
  let at: number;
  let hasHeader: boolean;
  if (headerLine === undefined) {
    at = firstTableRow(rows, dominant);
    hasHeader = looksLikeHeader(rows, at);
  } else {
    at = Math.max(0, rows.findIndex((row) => row.line >= headerLine));
    hasHeader = headerLine > 0;
  }
  // Without a header nothing tells a note from a row with a fault: all lines are read as rows.
  if (!hasHeader) return { ...nothing, width: dominant, shortWidth: dominant };
  const headerRows = headerLine === undefined && hasSecondHeaderRow(rows, at) ? 2 : 1;
  const parts = rows.slice(at, at + headerRows).map((row) => row.cells);
  const header = Array.from({ length: Math.max(...parts.map((part) => part.length)) }, (_, i) =>
    parts.map((part) => (part[i] ?? '').trim()).filter((part) => part !== '').join(' '),
  );
  const exact = headerRows === 1 ? [...parts[0]!] : header;
  const data = rows.slice(at + headerRows);
  const below = data.length === 0 ? exact.length : dominantWidth(data, exact.length);
  const named = exact.findLastIndex((cell) => cell.trim() !== '') + 1;
  // Delimiters at the ends of lines make no column: nothing has a name or a value there.
  const used = data.reduce((most, { cells }) => Math.max(most, cells.length > most ? cells.findLastIndex((cell) => cell.trim() !== '') + 1 : 0), Math.max(1, named));
  const width = Math.min(used, below < exact.length ? Math.max(below, named) : below);
  const lastHeaderRow = rows[at + headerRows - 1]!;
  return {
    headerLine: rows[at]!.line,
    headerRows,
    header: exact.slice(0, width),
    headerRaw: headerRows === 1 ? lastHeaderRow.raw : '',
    firstDataLine: lastHeaderRow.line + 1 + (lastHeaderRow.raw.match(/\r\n|\n|\r/g)?.length ?? 0),
    width,
    shortWidth: Math.min(below, width),
  };
}

/** Skips titles and notes above the table: rows with too few cells, or with a text in the first cell alone. */
function firstTableRow(rows: readonly SampleRow[], width: number): number {
  if (width === 1) return 0;
  const isNote = ({ cells }: SampleRow): boolean =>
    cells.length >= 3 && cells.findLastIndex((cell) => cell.trim() !== '') === 0 && kindOfCell(cells[0]!) === 'text';
  // A comment may hold delimiters too; a header that begins with # has as many names as there are columns.
  const isComment = ({ cells }: SampleRow): boolean => /^#\s*\S/.test(cells[0]!) && cells.length !== width;
  const at = rows.findIndex((row) => Math.abs(row.cells.length - width) <= Math.max(1, width * 0.1) && !isNote(row) && !isComment(row));
  return Math.max(0, at < 0 ? rows.findIndex((row) => row.cells.length === width) : at);
}

const typedKinds: readonly CellKind[] = ['integer', 'decimal', 'date', 'email', 'phone', 'url'];

function looksLikeHeader(rows: readonly SampleRow[], at: number): boolean {
  const cells = rows[at]!.cells;
  const below = rows.slice(at + 1, at + 101);
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return false;
  let votes = 0;
  let gaps = 0;
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column]!.trim();
    if (cell === '') {
      gaps++;
      continue;
    }
    const kind = kindOfCell(cell);
    const values = below.map((row) => row.cells[column] ?? '').filter((value) => value.trim() !== '');
    votes += headerWorth(foldHeader(cell));
    if (typedKinds.includes(kind)) votes -= kind === 'integer' && cell.length === 4 ? 1 : 2;
    else {
      const typed = values.filter((value) => typedKinds.includes(kindOfCell(value))).length;
      if (values.length > 0 && typed >= values.length * 0.7) votes += 1.5;
      else if (kind === 'code' && values.length > 0) votes -= 0.5;
      else if (values.includes(cells[column]!)) votes -= 1;
      else if (/^[a-z]+(?:[_.][a-z0-9]+)+$|^[a-z]+[A-Z]\w*$/.test(cell)) votes += 0.5;
    }
  }
  const distinct = new Set(filled.map((cell) => cell.trim().toLowerCase())).size;
  if (distinct < filled.length) votes -= 0.5 * (filled.length - distinct);
  if (votes !== 0) return votes > 0;
  // Nothing decides: a header has no gaps, says nothing twice, and its names are short and without figures.
  return gaps === 0 && distinct === filled.length && filled.every((cell) => !typedKinds.includes(kindOfCell(cell)) && cell.length <= 60 && !/\d{2}|[,;]/.test(cell));
}

const NO_VALUE = /^(?:n\/?[ad]|null|none|nan|nil|unknown|desconocido|sin datos?|s\/?d|-+|\?+)$/i;

/** 2 for a known header, 1.5 where all of its several words are known ones. */
function headerWorth(folded: string): number {
  if (headerWords.has(folded)) return 2;
  const words = folded.split(' ');
  return words.length > 1 && words.every((word) => headerWords.has(word)) ? 1.5 : 0;
}

/** A second row of names: text above columns of numbers and dates, where the first row names them too. */
function hasSecondHeaderRow(rows: readonly SampleRow[], at: number): boolean {
  const second = rows[at + 1];
  const data = rows.slice(at + 2, at + 52);
  const first = rows[at]!;
  if (second === undefined || data.length < 2 || second.cells.length !== first.cells.length) return false;
  if (second.cells.every((cell, i) => cell === first.cells[i])) return false;
  let typedColumns = 0;
  let named = 0;
  let gaps = 0;
  for (let column = 0; column < second.cells.length; column++) {
    const values = data.map((row) => row.cells[column] ?? '').filter((value) => value.trim() !== '');
    const typed = values.filter((value) => typedKinds.includes(kindOfCell(value))).length;
    if (values.length < 2 || typed < values.length * 0.9) continue;
    typedColumns++;
    const kind = kindOfCell(second.cells[column]!);
    if (kind === 'text' && !NO_VALUE.test(second.cells[column]!.trim())) named++;
    else if (kind !== 'empty') return false;
    else if (values.length >= data.length * 0.95) gaps++;
  }
  return named > 0 && (named * 2 > typedColumns || (named * 2 === typedColumns && gaps > 0));
}

/** Lower case, without accents, signs as blanks. */
export function foldHeader(header: string): string {
  return header.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, ' ').trim();
}
