// Lays out the files of an export: golden records, crosswalk, source rows, lines set aside, the change log.
import type { Dialect, ExportPart } from '../contract/engine.ts';
import type { Job } from '../kernel/job.ts';
import { exportTable, exportFormats, type ExportColumn } from '../export/exportTable.ts';
import type { JsonObject, JsonValue } from '../log/canonicalJson.ts';
import type { Entry } from '../log/entry.ts';
import type { FieldId } from '../model/fields.ts';
import type { EntrySeq, RowId } from '../model/ids.ts';
import { sliceColumn, takeRows } from '../table/sliceColumn.ts';
import type { Table } from '../table/Table.ts';
import type { TextColumn } from '../table/TextColumn.ts';
import { TextColumnBuilder } from '../table/TextColumnBuilder.ts';
import type { GoldenTable } from './goldenTable.ts';
import { readItems, type PayloadFault } from './readPayload.ts';
import type { Workspace } from './workspace.ts';

/** A file about to be written; its bytes are made as they are asked for. */
export type ExportFile = {
  readonly part: ExportPart;
  readonly name: string;
  bytes(job: Job): AsyncGenerator<Uint8Array, { readonly rows: number }, undefined>;
};

const BATCH_ROWS = 20_000;

/** The files of the chosen parts. `stamp` names them, such as 2026-03-14. */
export function exportFiles(workspace: Workspace, golden: GoldenTable, parts: readonly ExportPart[], dialect: Dialect, stamp: string): ExportFile[] {
  const format = dialect === 'excelEs' ? exportFormats.excelSpanishCsv : exportFormats.csv;
  const csv = (part: ExportPart, name: string, columns: readonly string[], tables: () => Iterable<Table> | AsyncIterable<Table>): ExportFile => ({
    part,
    name: `${name}-${stamp}.csv`,
    bytes: (job) => exportTable(tables(), columns.map((header, column): ExportColumn => ({ header, column, type: 'text' })), format, job),
  });
  return parts.flatMap((part): ExportFile[] => {
    switch (part) {
      case 'golden':
        return [csv(part, 'golden-records', ['goldenId', 'sourceRows', ...golden.fields.map(headerOf)], () => goldenTables(workspace, golden))];
      case 'crosswalk':
        return [csv(part, 'crosswalk', crosswalkColumns, () => crosswalkTables(workspace))];
      case 'sourceRows':
        return [csv(part, 'source-rows', ['goldenId', 'source', 'row', ...golden.fields.map(headerOf)], () => sourceRowTables(workspace))];
      case 'quarantine':
        return [csv(part, 'quarantined-lines', ['source', 'file', 'line', 'reason', 'text'], () => quarantineTables(workspace))];
      case 'log':
        return [logTableFile(workspace, workspace.entries, dialect, stamp), { part, name: `change-log-entries-${stamp}.jsonl`, bytes: () => sealedLines(workspace) }];
    }
  });
}

/** The log as a table, one line per change. */
export function logTableFile(workspace: Workspace, entries: readonly Entry[], dialect: Dialect, stamp: string): ExportFile {
  const format = dialect === 'excelEs' ? exportFormats.excelSpanishCsv : exportFormats.csv;
  return { part: 'log', name: `change-log-${stamp}.csv`, bytes: (job) => exportTable(logTables(workspace, entries), logColumns.map((header, column): ExportColumn => ({ header, column, type: 'text' })), format, job) };
}

/** The log as JSON, one entry a line with its changes; loaded rows stand in the source rows. */
export function logLinesFile(workspace: Workspace, entries: readonly Entry[]): ExportFile {
  return {
    part: 'log',
    name: 'change-log.jsonl',
    bytes: async function* () {
      for (const entry of entries) yield new TextEncoder().encode(`${JSON.stringify({ ...entry, about: (await itemsOf(workspace, entry.seq as EntrySeq)).filter((item) => item['kind'] !== 'quarantine') })}\n`);
      return { rows: entries.length };
    },
  };
}

/** The header of a field in files; reading the file again finds the same field. */
function headerOf(field: FieldId): string {
  return field.startsWith('custom:') ? field.slice('custom:'.length) : field;
}

function* goldenTables(workspace: Workspace, golden: GoldenTable): Generator<Table> {
  const columns = golden.fields.map((field) => golden.field(field)!);
  for (let from = 0; from < golden.length || from === 0; from += BATCH_ROWS) {
    const to = Math.min(golden.length, from + BATCH_ROWS);
    const leads = Array.from(golden.leads.subarray(from, to)) as RowId[];
    const own = [
      columnFrom(leads, (lead) => workspace.state.goldenOf(lead)),
      columnFrom(leads, (lead) => String(currentMembers(workspace, lead).length)),
    ];
    yield tableOf(leads.length, [...own, ...columns.map((column) => sliceColumn(column, from, to))]);
  }
}

const crosswalkColumns = ['goldenId', 'source', 'customerId', 'row', 'file', 'linkedAt', 'linkedByEntry'];

function* crosswalkTables(workspace: Workspace): Generator<Table> {
  const { state, rows } = workspace;
  const customerId = rows.field('customerId');
  for (const batch of currentRowBatches(workspace)) {
    const list = Array.from(batch) as RowId[];
    // The merge that linked a row last, or the load that brought it in.
    const links = list.map((row) => state.merges.mergesAbove(row).at(-1) ?? ((state.loadOf(row)?.id ?? 0) as number as EntrySeq));
    yield tableOf(list.length, [
      columnFrom(list, (row) => state.goldenOf(row)),
      columnFrom(list, (row) => sourceName(workspace, row)),
      customerId === undefined ? columnFrom(list, () => undefined) : takeRows(customerId, batch),
      columnFrom(list, (row) => String(row)),
      columnFrom(list, (row) => state.loadOf(row)?.fileName),
      columnFrom(list, (_, index) => new Date(state.entries[links[index]!]!.at).toISOString()),
      columnFrom(list, (_, index) => String(links[index]!)),
    ]);
  }
}

function* sourceRowTables(workspace: Workspace): Generator<Table> {
  const { state, rows } = workspace;
  const columns = rows.fields.map((field) => rows.field(field)!);
  for (const batch of currentRowBatches(workspace)) {
    const list = Array.from(batch) as RowId[];
    yield tableOf(list.length, [
      columnFrom(list, (row) => state.goldenOf(row)),
      columnFrom(list, (row) => sourceName(workspace, row)),
      columnFrom(list, (row) => String(row)),
      ...columns.map((column) => takeRows(column, batch)),
    ]);
  }
}

async function* quarantineTables(workspace: Workspace): AsyncGenerator<Table> {
  for (const load of workspace.state.loads) {
    if (!load.current || load.quarantined === 0) continue;
    const items = await itemsOf(workspace, load.id as number as EntrySeq);
    const lines = items.filter((item) => item['kind'] === 'quarantine');
    const source = workspace.state.source(load.source)?.name;
    yield tableOf(lines.length, [
      columnFrom(lines, () => source),
      columnFrom(lines, () => load.fileName),
      columnFrom(lines, (item) => asText(item['line'])),
      columnFrom(lines, (item) => asText((item['reason'] as JsonObject | undefined)?.['kind'])),
      columnFrom(lines, (item) => asText(item['raw'])),
    ]);
  }
}

const logColumns = ['entry', 'at', 'who', 'role', 'what', 'undoes', 'undoneBy', 'item', 'about', 'row', 'goldenId', 'field', 'before', 'after', 'comment'];

/** One line per item; loaded rows stand in the source rows, so a load has one line for the whole. */
async function* logTables(workspace: Workspace, entries: readonly Entry[]): AsyncGenerator<Table> {
  for (const entry of entries) {
    const items = (await itemsOf(workspace, entry.seq as EntrySeq)).filter((item) => item['kind'] !== 'quarantine');
    const lines: readonly (JsonObject | null)[] = items.length === 0 ? [null] : items;
    const undoneBy = workspace.state.undoneBy(entry.seq as EntrySeq);
    yield tableOf(lines.length, [
      columnFrom(lines, () => String(entry.seq)),
      columnFrom(lines, () => new Date(entry.at).toISOString()),
      columnFrom(lines, () => entry.actor),
      columnFrom(lines, () => entry.role),
      columnFrom(lines, () => entry.act),
      columnFrom(lines, () => asText(entry.undoes)),
      columnFrom(lines, () => asText(undoneBy ?? undefined)),
      columnFrom(lines, (item, index) => (item === null ? undefined : String(index))),
      columnFrom(lines, (item) => asText(item?.['kind'])),
      columnFrom(lines, (item) => asText(item?.['row'] ?? item?.['rows'])),
      columnFrom(lines, (item) => asText(item?.['golden'])),
      columnFrom(lines, (item) => asText(item?.['field'])),
      columnFrom(lines, (item) => asText(item?.['before'])),
      columnFrom(lines, (item) => asText(item?.['after'] ?? item?.['fileName'] ?? item?.['name'])),
      columnFrom(lines, (item) => asText(item?.['comment'])),
    ]);
  }
}

/** The log's lines as they are sealed, so that hashes can be checked. */
async function* sealedLines(workspace: Workspace): AsyncGenerator<Uint8Array, { rows: number }, undefined> {
  let rows = 0;
  for (;;) {
    const lines = await workspace.journal.entries({ from: rows });
    if (lines.length === 0) return { rows };
    for (const line of lines) {
      const ended = new Uint8Array(line.length + 1);
      ended.set(line);
      ended[line.length] = 10;
      rows++;
      yield ended;
    }
  }
}

async function itemsOf(workspace: Workspace, seq: EntrySeq): Promise<JsonObject[]> {
  const entry = workspace.entry(seq)!;
  const items = await readItems(workspace.journal, entry);
  if (items.ok) return items.value;
  return [missingItem(items.error)];
}

/** An export says what it could not read rather than leaving it out. */
function missingItem(fault: PayloadFault): JsonObject {
  return { kind: fault.kind, after: fault.payload };
}

function currentMembers(workspace: Workspace, lead: RowId): RowId[] {
  const { state } = workspace;
  return state.merges.isMerged(lead) ? state.merges.membersOf(lead).filter((row) => state.isCurrent(row)) : [lead];
}

function* currentRowBatches(workspace: Workspace): Generator<Uint32Array> {
  for (const load of workspace.state.loads) {
    if (!load.current) continue;
    for (let from = 0; from < load.rows; from += BATCH_ROWS) {
      const rows = Uint32Array.from({ length: Math.min(BATCH_ROWS, load.rows - from) }, (_, index) => load.firstRow + from + index);
      const { hiddenRows } = workspace.state;
      yield hiddenRows.size === 0 ? rows : rows.filter((row) => !hiddenRows.has(row as RowId));
    }
  }
}

function sourceName(workspace: Workspace, row: RowId): string | undefined {
  const load = workspace.state.loadOf(row);
  return load === undefined ? undefined : workspace.state.source(load.source)?.name;
}

function columnFrom<T>(list: readonly T[], textOf: (one: T, index: number) => string | undefined): TextColumn {
  const builder = new TextColumnBuilder();
  list.forEach((one, index) => builder.add(textOf(one, index)));
  return builder.finish();
}

function tableOf(length: number, columns: readonly TextColumn[]): Table {
  return { length, columns: columns.map((column, index) => ({ name: String(index), column })) };
}

function asText(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
