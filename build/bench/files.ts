// `npm run bench:files`: what reading and writing files takes: a workbook of 100,000 rows in and out, a million rows of CSV out, a million of Parquet in.
// Each figure comes from a process of its own, so that its memory is its own.
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportFormats, exportTable } from '../../shared/export/exportTable.ts';
import { startLoad } from '../../shared/load/startLoad.ts';
import type { LoadBatch } from '../../shared/load/rowCollector.ts';
import { loadTable } from '../../shared/load/loadTable.ts';
import type { Table } from '../../shared/table/Table.ts';
import { bulkText } from '../generate/bulk.ts';

type Format = 'xlsx' | 'csv' | 'parquet';
const runs: readonly { readonly format: Format; readonly rows: number; readonly inS: number | null; readonly outS: number | null }[] = [
  { format: 'xlsx', rows: 100_000, inS: 8, outS: 6 },
  { format: 'csv', rows: 1_000_000, inS: null, outS: 10 },
  { format: 'parquet', rows: 1_000_000, inS: 15, outS: null },
];

const [what, format, count, path] = process.argv.slice(2);
if (what === undefined) measureAll();
else if (what === 'out') await writeOne(format as Format, Number(count), path!);
else await readOne(path!);

function measureAll(): void {
  const folder = mkdtempSync(join(tmpdir(), 'fichero-bench-files-'));
  try {
    for (const { format: kind, rows, inS, outS } of runs) {
      const file = join(folder, `bench.${kind}`);
      tell(`${rows.toLocaleString('en')} × 14 as ${kind}, written`, measure('out', kind, rows, file), outS, statSync(file).size);
      tell(`${rows.toLocaleString('en')} × 14 as ${kind}, read`, measure('in', kind, rows, file), inS, statSync(file).size);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function measure(kind: 'in' | 'out', of: Format, rows: number, file: string): Figures {
  return JSON.parse(execFileSync(process.execPath, ['--max-old-space-size=8192', fileURLToPath(import.meta.url), kind, of, String(rows), file], { encoding: 'utf8' })) as Figures;
}

type Figures = { readonly seconds: number; readonly peakMB: number; readonly ownMB: number };

function tell(name: string, { seconds, peakMB, ownMB }: Figures, target: number | null, bytes: number): void {
  console.log(`${name}: ${seconds.toFixed(1)} s${target === null ? '' : ` (target ${target} s)`}, ${ownMB} MB more than before, peak ${peakMB} MB, file ${(bytes / 1e6).toFixed(1)} MB`);
}

async function writeOne(kind: Format, rows: number, file: string): Promise<void> {
  const table = await makeTable(rows);
  const before = process.memoryUsage().rss;
  const from = performance.now();
  const out = createWriteStream(file);
  const columns = table.columns.map(({ name }, column) => ({ header: name, column, type: 'text' as const }));
  for await (const chunk of exportTable([table], columns, exportFormats[kind])) {
    if (!out.write(chunk)) await new Promise<void>((resolve) => out.once('drain', () => resolve()));
  }
  await new Promise<void>((resolve) => out.end(() => resolve()));
  print(from, before);
}

async function makeTable(rows: number): Promise<Table> {
  const loaded = await loadTable(bytesOf(bulkText({ rows, seed: 1, language: 'es' })), { fileName: 'bulk.csv' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return loaded.value.table;
}

function* bytesOf(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const text of texts) yield encoder.encode(text);
}

async function readOne(file: string): Promise<void> {
  const before = process.memoryUsage().rss;
  const from = performance.now();
  const batches: LoadBatch[] = [];
  const load = startLoad({ fileName: basename(file), size: statSync(file).size }, (batch) => void batches.push(batch));
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const pushed = await load.push(chunk as Uint8Array);
    if (!pushed.ok) throw new Error(JSON.stringify(pushed.error));
  }
  const ended = await load.end();
  if (!ended.ok || ended.value.rowsLoaded !== batches.reduce((sum, { table }) => sum + table.length, 0)) throw new Error('rows were lost');
  print(from, before);
}

function print(from: number, before: number): void {
  const peak = process.resourceUsage().maxRSS / 1024;
  const figures: Figures = { seconds: (performance.now() - from) / 1000, peakMB: Math.round(peak), ownMB: Math.round(peak - before / 1024 ** 2) };
  console.log(JSON.stringify(figures));
}
