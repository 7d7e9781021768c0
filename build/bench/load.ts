// Measures reading a delimited file into columns, stage by stage, and Excel workbooks of its first 100,000 rows.
import { createReadStream, readFileSync } from 'node:fs';
import { exportFormats, exportTable, type ExportColumn } from '../../shared/export/exportTable.ts';
import { startDecoding } from '../../shared/load/encoding.ts';
import { loadTable } from '../../shared/load/loadTable.ts';
import { parseRegular } from '../../shared/load/papaparse.adapter.ts';
import { RowReader } from '../../shared/load/rowReader.ts';
import { columnBytes } from '../../shared/table/TextColumn.ts';
import { sliceColumn } from '../../shared/table/sliceColumn.ts';
import type { Table } from '../../shared/table/Table.ts';
import { startBench } from './report.ts';

const CHUNK = 1 << 20;
const PIECE = 262_144;
const SHEET_ROWS = 100_000;

const bench = startBench('load');
const bytes = readFileSync(bench.file);
const { dialect } = await (async () => {
  const loaded = await loadTable([bytes.subarray(0, CHUNK)], { fileName: bench.file });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value.report.layout;
})();

let pieces: string[] = [];
await bench.measure('decode UTF-8', 3, () => {
  const decoding = startDecoding('utf-8');
  pieces = [];
  for (let at = 0; at < bytes.length; at += CHUNK) pieces.push(decoding.decode(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length));
});
const text = pieces.join('');
pieces = [];
const newline = text.includes('\r\n') ? '\r\n' : '\n';
await bench.measure('split rows and cells with Papa Parse', 3, () => {
  let rows = 0;
  for (let at = 0; at < text.length; ) {
    const regular = parseRegular(text.slice(at, at + PIECE), dialect, newline);
    if (regular === undefined || regular.consumed === 0) break;
    rows += regular.rows.length;
    at += regular.consumed;
  }
  return `${rows} rows`;
});
await bench.measure('split rows and cells with the careful reader', 3, () => {
  let rows = 0;
  let bad = 0;
  const reader = new RowReader(dialect, CHUNK, { row: () => void rows++, blank: () => undefined, bad: () => void bad++ });
  let rest = '';
  for (let at = 0; at < text.length; at += PIECE) {
    rest += text.slice(at, at + PIECE);
    rest = rest.slice(reader.read(rest, at + PIECE >= text.length));
  }
  return `${rows} rows, ${bad} set aside`;
});

let table: Table | undefined;
await bench.measure('load the file: decode, split, intern', 3, async () => {
  const loaded = await loadTable(createReadStream(bench.file, { highWaterMark: CHUNK }));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  table = loaded.value.table;
  const megabytes = table.columns.reduce((sum, { column }) => sum + columnBytes(column), 0) / 1e6;
  return `${table.length} rows, ${loaded.value.report.rowsQuarantined} set aside, columns hold ${megabytes.toFixed(0)} MB`;
});
const whole = table!;
const columns: ExportColumn[] = whole.columns.map(({ name }, column) => ({ header: name, column, type: 'text' }));

async function writeOut(source: Table, format: (typeof exportFormats)[keyof typeof exportFormats]): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of exportTable([source], columns, format)) chunks.push(chunk);
  return chunks;
}
const sizeOf = (chunks: readonly Uint8Array[]): string => `${(chunks.reduce((sum, chunk) => sum + chunk.length, 0) / 1e6).toFixed(0)} MB`;

await bench.measure('write it as CSV, SHA-256 included', 3, async () => sizeOf(await writeOut(whole, exportFormats.csv)));
await bench.measure('write it as NDJSON, SHA-256 included', 1, async () => sizeOf(await writeOut(whole, exportFormats.ndjson)));

const part: Table = { length: Math.min(SHEET_ROWS, whole.length), columns: whole.columns.map(({ name, column }) => ({ name, column: sliceColumn(column, 0, SHEET_ROWS) })) };
let book: Uint8Array[] = [];
await bench.measure(`write ${part.length} rows as Excel workbook`, 1, async () => sizeOf((book = await writeOut(part, exportFormats.xlsx))));
await bench.measure(`load ${part.length} rows from Excel workbook`, 1, async () => {
  const loaded = await loadTable(book, { fileName: 'bench.xlsx' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return `${loaded.value.table.length} rows, process holds ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`;
});
bench.finish(whole.length);
