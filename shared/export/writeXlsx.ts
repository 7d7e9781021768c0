// Writes tables as an Excel workbook (ECMA-376), streaming: typed cells, frozen header, filter buttons, column widths.
// Own writer, because the library's streaming writer knows no filters and is several times slower.
// Text is always written as text cells, so nothing in it is ever run as a formula.
import type { Table } from '../table/Table.ts';
import { isMissingAt, textAt, valueIndexOf } from '../table/TextColumn.ts';
import { ByteBuffer } from './byteBuffer.ts';
import type { ExportColumn, Losses } from './exportTable.ts';
import { numberOf } from './numberOf.ts';
import { ZipPacker } from './zip.adapter.ts';

/** Excel's limit of rows in a sheet, header included; what is more goes into further sheets. */
const SHEET_ROWS = 1_048_576;
/** Excel accepts no longer text in a cell. */
const CELL_CHARACTERS = 32_767;
const CHUNK_BYTES = 262_144;
/** Rows from which widths are estimated. */
const WIDTH_SAMPLE = 200;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Positions in the cell formats of `styles`. */
const HEADER_STYLE = 1;
const TEXT_STYLE = 2;
const DATE_STYLE = 3;

const styles =
  `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>';

export async function* writeXlsx(tables: AsyncIterable<Table>, columns: readonly ExportColumn[], sheet: string, losses: Losses): AsyncGenerator<Uint8Array, void, undefined> {
  const zip = new ZipPacker();
  const out = new ByteBuffer(CHUNK_BYTES * 2);
  const letters = columns.map((_, i) => columnLetters(i));
  let sheets = 0;
  let rowInSheet = 0;
  let part: ReturnType<ZipPacker['part']> | undefined;

  const startSheet = (widths: readonly number[]): void => {
    sheets++;
    part = zip.part(`xl/worksheets/sheet${sheets}.xml`);
    out.text(
      `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
        `<cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`,
    );
    rowInSheet = 1;
    out.text(`<row r="1">${columns.map(({ header }, i) => textCell(letters[i]!, 1, header, HEADER_STYLE)).join('')}</row>`);
  };
  const endSheet = (): void => {
    out.text(`</sheetData><autoFilter ref="A1:${letters.at(-1) ?? 'A'}${rowInSheet}"/></worksheet>`);
    part!.write(out.take(), true);
  };

  let widths = columns.map(({ header }) => widthOf(header.length));
  for await (const table of tables) {
    if (sheets === 0) {
      widths = columns.map(({ header, column, type }) => {
        let longest = header.length + 3;
        for (let row = 0; row < Math.min(WIDTH_SAMPLE, table.length); row++) longest = Math.max(longest, textAt(table.columns[column]!.column, row).length);
        return widthOf(type === 'date' ? Math.max(11, header.length + 3) : longest);
      });
      startSheet(widths);
    }
    const cells = columns.map((column, i) => new CellWriter(table, column, letters[i]!, losses));
    for (let row = 0; row < table.length; row++) {
      if (rowInSheet === SHEET_ROWS) {
        endSheet();
        startSheet(widths);
      }
      rowInSheet++;
      let line = `<row r="${rowInSheet}">`;
      for (let i = 0; i < cells.length; i++) line += cells[i]!.cell(row, rowInSheet);
      out.text(`${line}</row>`);
      if (out.length >= CHUNK_BYTES) {
        part!.write(out.take(), false);
        for (const chunk of zip.take()) yield chunk;
      }
    }
  }
  if (sheets === 0) startSheet(widths);
  endSheet();
  for (const [name, content] of frameParts(sheetNames(sheet, sheets))) zip.part(name).write(new TextEncoder().encode(content), true);
  zip.end();
  for (const chunk of zip.take()) yield chunk;
}

/** Writes the cells of one column; a dictionary's values are made into XML once. */
class CellWriter {
  private readonly source: Table['columns'][number]['column'];
  private readonly type: ExportColumn['type'];
  private readonly letters: string;
  private readonly losses: Losses;
  /** What follows the row number, per stored value. */
  private readonly made: (string | undefined)[] = [];

  constructor(table: Table, column: ExportColumn, letters: string, losses: Losses) {
    this.losses = losses;
    this.source = table.columns[column.column]!.column;
    this.type = column.type;
    this.letters = letters;
  }

  cell(row: number, rowInSheet: number): string {
    const { source } = this;
    const value = valueIndexOf(source, row);
    let rest = this.made[value];
    if (rest === undefined) {
      rest = isMissingAt(source, row) ? '' : cellRest(textAt(source, row), this.type);
      if (source.kind === 'dictionary') this.made[value] = rest;
    }
    if (source.offsets[value + 1]! - source.offsets[value]! > CELL_CHARACTERS && textAt(source, row).length > CELL_CHARACTERS) this.losses.cutCells++;
    return rest === '' ? '' : `<c r="${this.letters}${rowInSheet}${rest}`;
  }
}

/** A cell from after its reference on; '' for an empty one. */
function cellRest(text: string, type: ExportColumn['type']): string {
  if (text === '') return '';
  if (type === 'number' && numberOf(text) !== undefined) return `"><v>${text}</v></c>`;
  if (type === 'date') {
    const serial = serialOf(text);
    if (serial !== undefined) return `" s="${DATE_STYLE}"><v>${serial}</v></c>`;
  }
  return `" s="${TEXT_STYLE}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cutTo(text, CELL_CHARACTERS))}</t></is></c>`;
}

function textCell(letters: string, row: number, text: string, style: number): string {
  return `<c r="${letters}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cutTo(text, CELL_CHARACTERS))}</t></is></c>`;
}

/** At most so many UTF-16 units, no character cut in two. */
function cutTo(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = (text.codePointAt(length - 1) ?? 0) > 0xffff ? length - 1 : length;
  return text.slice(0, end);
}

const NEEDS_ESCAPE = /[&<>"]|[^\t\n -\ud7ff\ue000-\ufffd]|_x[0-9a-fA-F]{4}_/;

/** XML text; what XML cannot hold is written as _xHHHH_ (ECMA-376 part 1, 22.9.2.19). */
function escapeXml(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return text;
  return text
    .replaceAll(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[^\t\n -\ufffd\u{10000}-\u{10ffff}]|\p{Cs}/gu, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`);
}

/** Days since 1899-12-30 of an ISO date; none before March 1900, where Excel counts a day too many. */
function serialOf(text: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null || text < '1900-03-01') return undefined;
  const [, year, month, day] = parts.map(Number) as [number, number, number, number];
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? Math.round(time / 86_400_000) + 25_569 : undefined;
}

function widthOf(characters: number): number {
  return Math.min(50, Math.max(8, characters + 2));
}

/** A, B, … Z, AA, … */
function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

/** Names that Excel accepts: at most 31 characters, none of []:*?/\, no apostrophe at the ends. */
function sheetNames(name: string, count: number): string[] {
  const safe = name.replaceAll(/[[\]:*?/\\]|\p{Cc}/gu, ' ').replaceAll(/^[' ]+|[' ]+$/g, '');
  return Array.from({ length: count }, (_, i) => (safe === '' ? 'Sheet' : safe).slice(0, 27) + (i === 0 ? '' : ` ${i + 1}`));
}

function frameParts(sheets: readonly string[]): (readonly [string, string])[] {
  const relation = (id: number, type: string, target: string): string => `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const type = (part: string, kind: string): string => `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  return [
    ['xl/styles.xml', styles],
    ['xl/workbook.xml', `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, i) => relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')}${relation(sheets.length + 1, 'styles', 'styles.xml')}</Relationships>`],
    ['_rels/.rels', `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`],
    ['[Content_Types].xml', `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('/xl/workbook.xml', 'sheet.main')}${sheets.map((_, i) => type(`/xl/worksheets/sheet${i + 1}.xml`, 'worksheet')).join('')}${type('/xl/styles.xml', 'styles')}</Types>`],
  ];
}
