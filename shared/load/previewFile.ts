// Shows how a delimited file would be read, from its first bytes only: guesses to confirm or change, and the first rows.
import { err, ok, type Result } from '../kernel/result.ts';
import { hintForColumn, type ColumnHint } from './cellKinds.ts';
import { detectFormat, type FileFormat } from './detectFormat.ts';
import { startDecoding, type EncodingGuess } from './encoding.ts';
import type { Layout } from './guessDialect.ts';
import type { ColumnName } from './headers.ts';
import { loadTable } from './loadTable.ts';
import { defaultLimits, type LoadLimits, type LoadProblem, type Quarantined } from './problem.ts';
import { RowCollector } from './rowCollector.ts';
import { decideStart, shapeOf } from './delimitedLoad.ts';
import { SAMPLE_BYTES, type LoadOptions, type LoadOverrides, type PartChoice } from './options.ts';
import { TextFeed } from './textFeed.ts';
import { textAt, textsOf } from '../table/TextColumn.ts';

export const PREVIEW_ROWS = 100;

export type PreviewColumn = ColumnName & { readonly hint: ColumnHint };

export type Preview = {
  readonly format: FileFormat;
  /** Sheets of a workbook, files of an archive; outermost first. */
  readonly parts: readonly PartChoice[];
  readonly encoding: EncodingGuess & { readonly kind: 'text' };
  readonly layout: Layout;
  readonly columns: readonly PreviewColumn[];
  /** The first rows as they would be loaded. */
  readonly rows: readonly (readonly string[])[];
  readonly lines: Uint32Array;
  /** Rows among the first ones that would be set aside. */
  readonly quarantined: readonly Quarantined[];
  readonly notices: readonly PreviewNotice[];
};

/** Guesses that a person should look at. */
export type PreviewNotice =
  | { readonly kind: 'encodingUnsure'; readonly confidence: number }
  | { readonly kind: 'layoutUnsure'; readonly confidence: number }
  | { readonly kind: 'noHeader' }
  | { readonly kind: 'linesAboveHeader'; readonly lines: number }
  | { readonly kind: 'ambiguousDates'; readonly column: string }
  | { readonly kind: 'renamedColumn'; readonly column: string; readonly original: string };

const UNSURE = 0.6;
const LF = 10;
const SPREADSHEET_ROWS = 1000;

/**
 * @param sample the first bytes of the file, at best SAMPLE_BYTES of them.
 * @param size bytes of the whole file.
 */
export function previewFile(sample: Uint8Array, fileName: string, size: number, overrides: LoadOverrides = {}, limits: LoadLimits = defaultLimits): Result<Preview, LoadProblem> {
  if (size > limits.fileBytes) return err({ kind: 'fileTooLarge', bytes: size, limit: limits.fileBytes });
  const first = sample.subarray(0, SAMPLE_BYTES);
  const whole = first.length >= size;
  const options: LoadOptions = { fileName, overrides, limits };
  const start = decideStart(first, whole, options);
  if (!start.ok) return start;
  const { encoding, layout, columns } = start.value;
  const collector = new RowCollector(shapeOf(start.value, options), Infinity);
  const feed = new TextFeed(layout.dialect, layout.firstDataLine, limits.cellBytes, collector);
  const text = startDecoding(encoding.encoding).decode(first, whole);
  feed.add(whole ? text : text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1), true);
  while (feed.step());
  const [batch] = collector.finish();
  if (batch === undefined || batch.table.length === 0) {
    if (batch !== undefined && batch.quarantined.length > 0) return err({ kind: 'noRowsFit', quarantined: batch.quarantined.length });
    return err({ kind: 'headerOnly', line: layout.headerLine ?? 1, columns: columns.length });
  }
  const shown = Math.min(PREVIEW_ROWS, batch.table.length);
  const named = columns.map((column, i) => ({ ...column, hint: hintForColumn(textsOf(batch.table.columns[i]!.column).slice(0, 1000)) }));
  const lastLine = batch.lines[shown - 1]!;
  return ok({
    format: 'delimited',
    parts: [],
    encoding,
    layout,
    columns: named,
    rows: Array.from({ length: shown }, (_, row) => batch.table.columns.map(({ column }) => textAt(column, row))),
    lines: batch.lines.slice(0, shown),
    quarantined: batch.quarantined.filter((bad) => shown === batch.table.length || bad.line <= lastLine),
    notices: noticesOf(encoding, layout, named),
  });
}

/** A file to look into. */
export type PreviewSource = {
  readonly name: string;
  readonly size: number;
  /** The first SAMPLE_BYTES bytes, or all of a shorter file. */
  readonly sample: Uint8Array;
  /** All bytes; asked for only where the sample cannot do: workbooks and archives. */
  readonly readAll: () => Promise<Uint8Array>;
};

/** As `previewFile`, for files of any format. */
export async function previewSource(source: PreviewSource, overrides: LoadOverrides = {}, limits: LoadLimits = defaultLimits): Promise<Result<Preview, LoadProblem>> {
  const { name, size, sample } = source;
  if (size > limits.fileBytes) return err({ kind: 'fileTooLarge', bytes: size, limit: limits.fileBytes });
  const format = overrides.format ?? detectFormat(sample, name);
  if (format === 'delimited') return previewFile(sample, name, size, overrides, limits);
  const streams = format === 'json' || format === 'ndjson' || format === 'vcard';
  const whole = sample.length >= size;
  const bytes = streams || whole ? sample : await source.readAll();
  const loaded = await loadTable([streams && !whole && format === 'ndjson' ? sample.subarray(0, sample.lastIndexOf(LF) + 1) : bytes], { fileName: name, overrides: { ...overrides, format }, limits, maxRows: SPREADSHEET_ROWS });
  if (!loaded.ok) return loaded;
  const { table, lines, quarantined, report } = loaded.value;
  const shown = Math.min(PREVIEW_ROWS, table.length);
  const named = report.columns.map((column, i) => ({ ...column, hint: hintForColumn(textsOf(table.columns[i]!.column).slice(0, 1000)) }));
  const encoding: Preview['encoding'] = { kind: 'text', encoding: report.encoding, confidence: 1, bom: false, asciiOnly: false };
  return ok({
    format: report.format,
    parts: report.parts,
    encoding,
    layout: report.layout,
    columns: named,
    rows: Array.from({ length: shown }, (_, row) => table.columns.map(({ column }) => textAt(column, row))),
    lines: lines.slice(0, shown),
    // The sample ends in the middle of a row.
    quarantined: quarantined.filter(({ line }) => (whole || !streams || line < lines[table.length - 1]!) && (shown === table.length || line <= lines[shown - 1]!)),
    notices: noticesOf(encoding, report.layout, named).filter(({ kind }) => kind !== 'noHeader' || (!streams && report.format !== 'parquet')),
  });
}

function noticesOf(encoding: Preview['encoding'], layout: Layout, columns: readonly PreviewColumn[]): PreviewNotice[] {
  const notices: PreviewNotice[] = [];
  if (encoding.confidence < UNSURE) notices.push({ kind: 'encodingUnsure', confidence: encoding.confidence });
  if (layout.confidence < UNSURE) notices.push({ kind: 'layoutUnsure', confidence: layout.confidence });
  if (layout.header === undefined) notices.push({ kind: 'noHeader' });
  else if (layout.headerLine !== undefined && layout.headerLine > 1) notices.push({ kind: 'linesAboveHeader', lines: layout.headerLine - 1 });
  for (const { name, original, hint } of columns) {
    if (hint.kind === 'date' && hint.dateOrder === undefined) notices.push({ kind: 'ambiguousDates', column: name });
    if (original !== undefined && original.trim() !== name) notices.push({ kind: 'renamedColumn', column: name, original });
  }
  return notices;
}
