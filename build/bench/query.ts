// Measures filters, facets, sorting, search, refreshing and column codecs over a generated file.
//
//   node build/bench/query.ts FILE.csv [--json]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { quietJob } from '../../shared/kernel/job.ts';
import type { FieldId } from '../../shared/model/fields.ts';
import { allocateShared } from '../../shared/table/allocate.ts';
import { decodeColumn, encodeColumn } from '../../shared/table/codec.ts';
import type { FieldView } from '../../shared/table/FieldView.ts';
import { joinColumns } from '../../shared/table/joinColumns.ts';
import { facetCounts } from '../../shared/table/query/facetCounts.ts';
import { everyRow, type Filter, type SearchMode } from '../../shared/table/query/Filter.ts';
import { filterRows } from '../../shared/table/query/filterRows.ts';
import { histogram } from '../../shared/table/query/histogram.ts';
import type { QueryContext } from '../../shared/table/query/QueryContext.ts';
import { rowsWindow } from '../../shared/table/query/rowsWindow.ts';
import { ranksFor, sortRows } from '../../shared/table/query/sortRows.ts';
import { countRows } from '../../shared/table/query/rowMask.ts';
import { prepareSearch, searchMask } from '../../shared/table/search/searchMask.ts';
import { planRefresh } from '../../shared/refresh/planRefresh.ts';
import { sliceColumn, takeRows } from '../../shared/table/sliceColumn.ts';
import type { Table } from '../../shared/table/Table.ts';
import { columnBytes, type TextColumn } from '../../shared/table/TextColumn.ts';
import { TextColumnBuilder } from '../../shared/table/TextColumnBuilder.ts';
import { foldText } from '../../shared/values/fold.ts';

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true });
const file = positionals[0];
if (file === undefined) {
  process.stderr.write('usage: node build/bench/query.ts FILE.csv [--json]\n');
  process.exit(2);
}

/** cpuMs is the median of the thread's own time, which other programs on the machine disturb less. */
type Line = { readonly work: string; readonly medianMs: number; readonly p95Ms: number; readonly cpuMs: number; readonly note: string };
const lines: Line[] = [];
if (values.json !== true) process.stdout.write(`${'work'.padEnd(52)} ${'median ms'.padStart(9)} ${'p95 ms'.padStart(9)} ${'cpu ms'.padStart(9)}\n`);

async function measure(work: string, runs: number, run: (turn: number) => unknown): Promise<void> {
  const times: number[] = [];
  const cpuTimes: number[] = [];
  let note = '';
  for (let turn = 0; turn < runs; turn++) {
    const cpuFrom = process.threadCpuUsage();
    const from = process.hrtime.bigint();
    const result = await run(turn);
    times.push(Number(process.hrtime.bigint() - from) / 1e6);
    const cpu = process.threadCpuUsage(cpuFrom);
    cpuTimes.push((cpu.user + cpu.system) / 1e3);
    if (typeof result === 'number' || typeof result === 'string') note = String(result);
  }
  times.sort((left, right) => left - right);
  cpuTimes.sort((left, right) => left - right);
  const line = { work, medianMs: times[Math.floor(times.length / 2)]!, p95Ms: times[Math.min(times.length - 1, Math.floor(times.length * 0.95))]!, cpuMs: cpuTimes[Math.floor(cpuTimes.length / 2)]!, note };
  lines.push(line);
  if (values.json !== true) process.stdout.write(`${work.padEnd(52)} ${line.medianMs.toFixed(1).padStart(9)} ${line.p95Ms.toFixed(1).padStart(9)} ${line.cpuMs.toFixed(1).padStart(9)}  ${note}\n`);
}

/** Enough of a CSV reader for the generator's files: quotes, doubled quotes, one row per line. */
function readColumns(path: string): Map<string, TextColumn> {
  const text = readFileSync(path, 'utf8');
  let names: string[] = [];
  let builders: TextColumnBuilder[] = [];
  for (let at = 0; at < text.length; ) {
    const row: string[] = [];
    for (let isRow = true; isRow; at++) {
      if (text[at] === '"') {
        let end = text.indexOf('"', at + 1);
        while (text[end + 1] === '"') end = text.indexOf('"', end + 2);
        row.push(text.slice(at + 1, end).replaceAll('""', '"'));
        at = end + 1;
      } else {
        let end = at;
        while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++;
        row.push(text.slice(at, end));
        at = end;
      }
      if (text[at] === '\r') at++;
      isRow = text[at] === ',';
    }
    if (names.length === 0) {
      names = row;
      builders = names.map(() => new TextColumnBuilder());
    } else row.forEach((cell, i) => builders[i]!.add(cell));
  }
  return new Map(names.map((name, i) => [name, builders[i]!.finish()]));
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const heldMegabytes = (): string => megabytes(process.memoryUsage().rss);

const columns = readColumns(file);
const fields = [...columns.keys()].map((name): FieldId => `custom:${name}`);
const length = columns.values().next().value!.length;
const view: FieldView = { length, fields, field: (id) => columns.get(id.slice('custom:'.length)) };
const readNumber = (text: string): number => (text === '' ? Number.NaN : Number(text));
const readDay = (text: string): number => (/^\d{4}-\d\d-\d\d$/u.test(text) ? Date.parse(text) / 86_400_000 : Number.NaN);
const odd = Uint8Array.from({ length }, (_, row) => row & 1);
const context: QueryContext = {
  fold: foldText,
  locale: 'es',
  typeOf: (field) => (field === 'custom:postcode' ? 'number' : field === 'custom:updated_on' ? 'date' : 'text'),
  numberReader: () => readNumber,
  dateReader: () => readDay,
  rowSet: () => odd,
};
for (const [name, column] of columns) process.stderr.write(`${name}: ${column.kind}, ${column.offsets.length - 1} values, ${megabytes(columnBytes(column))}\n`);
process.stderr.write(`${length} rows, memory ${heldMegabytes()}\n`);

const all = [...columns.values()];
await measure('encode all columns for storage', 3, () => megabytes(all.reduce((sum, column) => sum + encodeColumn(column).chunks.reduce((size, chunk) => size + chunk.data.length, 0), 0)));
const encoded = all.map((column) => encodeColumn(column));
await measure('decode and check all columns', 3, () => encoded.every((one) => decodeColumn(one, allocateShared).ok) ? 'ok' : 'damaged');
const halves = all.map((column) => [sliceColumn(column, 0, length / 2), sliceColumn(column, length / 2, length)]);
await measure('join two halves of all columns', 3, () => { for (const half of halves) joinColumns(half, allocateShared); });

const rows = await filterRows(view, everyRow, context, quietJob);
const contains = (name: string, text: string): Filter => ({ kind: 'contains', field: `custom:${name}`, text });
await measure('first filter: contains on e-mail (folds the column)', 1, async () => (await filterRows(view, contains('email', 'garcia'), context, quietJob)).length);
await measure('filter: city equals', 20, async () => (await filterRows(view, { kind: 'equals', field: 'custom:city', values: ['Madrid'] }, context, quietJob)).length);
await measure('filter: e-mail equals', 20, async (turn) => (await filterRows(view, { kind: 'equals', field: 'custom:email', values: [`natalia.bernal${turn}@gmail.com`] }, context, quietJob)).length);
await measure('filter: e-mail contains, a new text each time', 20, async (turn) => (await filterRows(view, contains('email', `z${turn}`), context, quietJob)).length);
await measure('filter: city and not blank and flag', 20, async () => (await filterRows(view, { kind: 'all', of: [{ kind: 'equals', field: 'custom:city', values: ['Madrid'] }, { kind: 'not', of: { kind: 'blank', field: 'custom:email' } }, { kind: 'rows', set: 'odd' }] }, context, quietJob)).length);
const dates: Filter = { kind: 'dateRange', field: 'custom:updated_on', from: 19_000, to: 20_000 };
await measure('first filter: date range (reads the column)', 1, async () => (await filterRows(view, dates, context, quietJob)).length);
await measure('filter: date range', 20, async () => (await filterRows(view, dates, context, quietJob)).length);

const options = { limit: 200, order: 'count', search: '' } as const;
await measure('first facet: e-mail (groups equal values)', 1, async () => (await facetCounts(view, 'custom:email', everyRow, options, context, quietJob)).distinct);
await measure('facet: e-mail', 20, async () => (await facetCounts(view, 'custom:email', everyRow, options, context, quietJob)).distinct);
for (const name of ['city', 'surname1', 'province']) await measure(`facet: ${name}`, 20, async () => (await facetCounts(view, `custom:${name}`, everyRow, options, context, quietJob)).distinct);
await measure('facet: city under a filter', 20, async () => (await facetCounts(view, 'custom:city', dates, options, context, quietJob)).rows);
await measure('histogram: dates', 20, async () => (await histogram(view, 'custom:updated_on', 'date', 40, everyRow, context, quietJob)).counts.length);

for (const field of fields) await measure(`ranks: ${field.slice(7)}`, 1, async () => (await ranksFor(view, field, context, quietJob))!.count);
for (const name of ['city', 'email', 'updated_on', 'address']) {
  await measure(`sort: ${name}`, 20, async (turn) => (await sortRows(view, rows, [{ field: `custom:${name}`, descending: turn % 2 === 1 }], context, quietJob)).length);
}
await measure('sort: city, surname, given name', 10, async () => (await sortRows(view, rows, (['city', 'surname1', 'given_name'] as const).map((name) => ({ field: `custom:${name}` as const, descending: false })), context, quietJob)).length);
const sorted = await sortRows(view, rows, [{ field: 'custom:email', descending: false }], context, quietJob);
await measure('window of 60 rows, all fields', 200, (turn) => rowsWindow(view, sorted, (turn * 4999) % length, 60, fields).length);

const asTable = (table: readonly TextColumn[]): Table => ({ length: table[0]!.length, columns: fields.map((name, i) => ({ name, column: table[i]! })) });
const turned = Uint32Array.from({ length }, (_, row) => length - 1 - row);
const delivered = asTable(all.map((column) => takeRows(column, turned)));
await measure('refresh: compare a delivery with itself turned round', 3, async () => (await planRefresh(asTable(all), delivered, [fields[0]!], quietJob)).unchanged.after.length);

const search = async (text: string, mode: SearchMode, over: readonly FieldId[] = fields): Promise<number> => countRows(await searchMask(view, { text, fields: over, mode }, context, quietJob));
await measure('first search over all fields (folds all columns)', 1, () => search('garcia', 'substring'));
await measure('trigram index of all fields', 1, () => prepareSearch(view, fields, context.fold, quietJob));
process.stderr.write(`memory ${heldMegabytes()}\n`);
const phrases = ['maria garcia', 'bernal3267@gmail', 'calle dos de mayo', 'hidroinox', '717313139', 'peñaranda', 'rodriguez madrid', 'x9z', '@', '28486 alcorcon', 'lopez', 'núñez'];
for (const mode of ['substring', 'fuzzy', 'exact'] as const) {
  if (process.env['EACH'] !== undefined) for (const phrase of phrases) await measure(`${mode} ${phrase}`, 1, () => search(phrase, mode));
  await measure(`search, ${mode}, cold phrases, all fields`, phrases.length, (turn) => search(phrases[turn]!, mode));
}
const typed = phrases.flatMap((phrase) => Array.from({ length: phrase.length }, (_, i) => phrase.slice(0, i + 1)));
await measure('search, substring, letter by letter, all fields', typed.length, (turn) => search(typed[turn]!, 'substring'));
const few = ['given_name', 'surname1', 'surname2', 'company', 'email'].map((name): FieldId => `custom:${name}`);
await measure('search, substring, letter by letter, five fields', typed.length, (turn) => search(typed[turn]!, 'substring', few));
if (values.json === true) process.stdout.write(`${JSON.stringify({ file, rows: length, lines }, undefined, 2)}\n`);
