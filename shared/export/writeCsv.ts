// Writes tables as delimited text, straight from the columns' bytes.
// What it writes, the loader reads back exactly: empty rows are quoted so that they are no blank lines, a row that
// equals the header is quoted so that it is no repeated header, and formulas are neutralised reversibly.
import type { Table } from '../table/Table.ts';
import { isMissingAt, textAt, valueIndexOf, type TextColumn } from '../table/TextColumn.ts';
import { neutraliseFormula } from '../values/formula.ts';
import { ByteBuffer } from './byteBuffer.ts';
import type { ExportColumn } from './exportTable.ts';

export type CsvStyle = {
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly newline: '\r\n' | '\n';
  readonly bom: boolean;
  /** Put an apostrophe before what a spreadsheet could run as a formula. */
  readonly neutralise: boolean;
};

export const csvStyles = {
  rfc4180: { delimiter: ',', newline: '\r\n', bom: false, neutralise: true },
  /** What a double click in a Spanish Excel opens correctly. Decimal commas stay as they are. */
  excelSpanish: { delimiter: ';', newline: '\r\n', bom: true, neutralise: true },
  tabs: { delimiter: '\t', newline: '\r\n', bom: false, neutralise: true },
} as const satisfies Record<string, CsvStyle>;

const CHUNK_BYTES = 262_144;
const QUOTE = 34;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

export async function* writeCsv(tables: AsyncIterable<Table>, columns: readonly ExportColumn[], style: CsvStyle): AsyncGenerator<Uint8Array, void, undefined> {
  const out = new ByteBuffer(CHUNK_BYTES * 2);
  const newline = new TextEncoder().encode(style.newline);
  const delimiter = style.delimiter.charCodeAt(0);
  const headers = columns.map((column) => column.header);
  if (style.bom) out.bytes(BYTE_ORDER_MARK);
  headers.forEach((header, i) => {
    if (i > 0) out.byte(delimiter);
    out.text(quoteText(style.neutralise ? neutraliseFormula(header) : header, headers.length === 1));
  });
  out.bytes(newline);
  for await (const table of tables) {
    const cells = columns.map(({ column }) => new CellWriter(table.columns[column]!.column, style.neutralise));
    const first = cells[0];
    for (let row = 0; row < table.length; row++) {
      if (first !== undefined && first.isEmpty(row) && cells.every((cell) => cell.isEmpty(row))) {
        out.byte(QUOTE);
        out.byte(QUOTE);
        for (let i = 1; i < cells.length; i++) out.byte(delimiter);
      } else if (first !== undefined && first.equals(row, headers[0]!) && cells.every((cell, i) => cell.equals(row, headers[i]!))) {
        out.text(headers.map((header) => alwaysQuoted(style.neutralise ? neutraliseFormula(header) : header)).join(style.delimiter));
      } else {
        for (let i = 0; i < cells.length; i++) {
          if (i > 0) out.byte(delimiter);
          cells[i]!.write(row, out);
        }
      }
      out.bytes(newline);
      if (out.length >= CHUNK_BYTES) yield out.take();
    }
  }
  if (out.length > 0) yield out.take();
}

/** Characters that call for quotes whatever the delimiter, so that no other reading of the file splits the cell. */
const NEEDS_QUOTES = /["\r\n,;\t|]|^[\s']|\s$/;

function quoteText(text: string, alone: boolean): string {
  return NEEDS_QUOTES.test(text) || (alone && text === '') ? alwaysQuoted(text) : text;
}

function alwaysQuoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Plain bytes: can stand in a cell anywhere, in any number, without quotes. */
const plainByte = new Uint8Array(256).map((_, byte) => (byte >= 0x21 && byte < 0x7f && !'",;|\''.includes(String.fromCharCode(byte)) ? 1 : 0));
/** First bytes of what may be a formula; the full-width signs start with 0xEF. */
const formulaByte = new Uint8Array(256).map((_, byte) => ("=+-@\t\r\n'\u00ef".includes(String.fromCharCode(byte)) ? 1 : 0));

/** Writes the cells of one column; a value that needs care is worked out once for a dictionary column. */
class CellWriter {
  private readonly column: TextColumn;
  private readonly neutralise: boolean;
  private readonly careful = new Map<number, string>();

  constructor(column: TextColumn, neutralise: boolean) {
    this.column = column;
    this.neutralise = neutralise;
  }

  isEmpty(row: number): boolean {
    const { column } = this;
    const value = valueIndexOf(column, row);
    return column.offsets[value] === column.offsets[value + 1] || isMissingAt(column, row);
  }

  equals(row: number, text: string): boolean {
    const { column } = this;
    const value = valueIndexOf(column, row);
    const size = column.offsets[value + 1]! - column.offsets[value]!;
    return size >= text.length && size <= text.length * 3 && textAt(column, row) === text;
  }

  write(row: number, out: ByteBuffer): void {
    const { column } = this;
    const value = valueIndexOf(column, row);
    const start = column.offsets[value]!;
    const end = column.offsets[value + 1]!;
    if (start === end) return;
    if (this.isSimple(start, end)) {
      out.copy(column.bytes, start, end);
      return;
    }
    if (isMissingAt(column, row)) return;
    let text = this.careful.get(value);
    if (text === undefined) {
      const raw = textAt(column, row);
      text = quoteText(this.neutralise ? neutraliseFormula(raw) : raw, false);
      if (column.kind === 'dictionary') this.careful.set(value, text);
    }
    out.text(text);
  }

  /** Whether the bytes can be copied as they are: the answer for nearly all cells. */
  private isSimple(start: number, end: number): boolean {
    const { bytes } = this.column;
    if ((this.neutralise && formulaByte[bytes[start]!] === 1) || bytes[start]! <= 0x20 || bytes[end - 1]! <= 0x20) return false;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      // Blanks inside are fine; above ASCII only what is neither white space nor a lone surrogate nor missing.
      if (plainByte[byte] === 0 && byte !== 0x20 && !(byte >= 0xc3 && byte <= 0xdf) && !(byte >= 0x80 && byte <= 0xbf)) return false;
    }
    return true;
  }
}
