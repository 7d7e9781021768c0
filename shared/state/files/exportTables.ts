// Lays out the tables of an export: golden records, crosswalk, source rows, duplicates, merges, lines set aside, the change log.
import type { JsonObject, JsonValue } from '../../log/canonicalJson.ts';
import type { Entry } from '../../log/entry.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, RowId, SourceId } from '../../model/ids.ts';
import { sliceColumn, takeRows } from '../../table/sliceColumn.ts';
import type { Table } from '../../table/Table.ts';
import { isMissingAt, textAt, type TextColumn } from '../../table/TextColumn.ts';
import { TextColumnBuilder } from '../../table/TextColumnBuilder.ts';
import type { GoldenTable } from '../golden/goldenTable.ts';
import { bandOf, type FoundGroup } from '../match/matchWorkspace.ts';
import { readItems, type PayloadFault } from '../history/readPayload.ts';
import type { RecordIds } from '../recordIds.ts';
import type { Link } from '../facts/linkHistory.ts';
import type { Workspace } from '../workspace.ts';

const BATCH_ROWS = 20_000;

/** The records that are wanted: their places among the golden records; null for all. */
export type Places = Uint32Array | null;

export function* goldenTables(workspace: Workspace, golden: GoldenTable, fields: readonly FieldId[], places: Places, ids: RecordIds): Generator<Table> {
  const columns = fields.map((field) => golden.field(field));
  const count = places?.length ?? golden.length;
  for (let from = 0; from < count || from === 0; from += BATCH_ROWS) {
    const to = Math.min(count, from + BATCH_ROWS);
    const chosen = places?.subarray(from, to);
    const leads = Array.from({ length: to - from }, (_, i) => golden.leads[chosen === undefined ? from + i : chosen[i]!]! as RowId);
    const own = [columnFrom(leads, (lead) => ids.of(lead)), columnFrom(leads, (lead) => String(currentMembers(workspace, lead).length))];
    const cells = columns.map((column) => (column === undefined ? columnFrom(leads, () => undefined) : chosen === undefined ? sliceColumn(column, from, to) : takeRows(column, chosen)));
    yield tableOf(leads.length, [...own, ...cells]);
  }
}

export const crosswalkColumns = ['goldenId', 'source', 'customerId', 'row', 'file', 'linkedAt', 'linkedByEntry'];
/** Without what depends on when it happened, so that the same work gives the same bytes. */
export const timelessCrosswalkColumns = crosswalkColumns.slice(0, 5);

export function* crosswalkTables(workspace: Workspace, ids: RecordIds, wanted: Uint8Array | null): Generator<Table> {
  const { state, rows } = workspace;
  const customerId = rows.field('customerId');
  for (const batch of currentRowBatches(workspace, wanted)) {
    const list = Array.from(batch) as RowId[];
    // The merge that linked a row last, or the load that brought it in.
    const links = list.map((row) => state.merges.mergesAbove(row).at(-1) ?? ((state.loadOf(row)?.id ?? 0) as number as EntrySeq));
    yield tableOf(list.length, [
      columnFrom(list, (row) => ids.of(row)),
      columnFrom(list, (row) => sourceName(workspace, row)),
      customerId === undefined ? columnFrom(list, () => undefined) : takeRows(customerId, batch),
      columnFrom(list, (row) => ids.numberOf(row)),
      columnFrom(list, (row) => state.loadOf(row)?.fileName),
      columnFrom(list, (_, index) => new Date(state.entries[links[index]!]!.at).toISOString()),
      columnFrom(list, (_, index) => String(links[index]!)),
    ]);
  }
}

export const crosswalkHistoryColumns = ['source', 'customerId', 'row', 'goldenId', 'linkedFrom', 'linkedUntil', 'fromEntry', 'untilEntry'];

/** Every golden record that a row ever stood in, with the times between which it did; `linkedUntil` is empty for the one that it stands in. */
export function* crosswalkHistoryTables(workspace: Workspace, wanted: Uint8Array | null): Generator<Table> {
  const { state, rows } = workspace;
  const customerId = rows.field('customerId');
  const changed = new Map<RowId, Link[]>();
  for (const link of state.links('all')) {
    const known = changed.get(link.row);
    if (known === undefined) changed.set(link.row, [link]);
    else known.push(link);
  }
  const timeOf = (entry: EntrySeq): string => new Date(state.entries[entry]!.at).toISOString();
  for (const batch of currentRowBatches(workspace, wanted)) {
    const links = (Array.from(batch) as RowId[]).flatMap((row): readonly Link[] => changed.get(row) ?? [{ row, identity: row, from: null, until: null }]);
    const from = (link: Link): EntrySeq => link.from ?? ((state.loadOf(link.row)?.id ?? 0) as number as EntrySeq);
    yield tableOf(links.length, [
      columnFrom(links, ({ row }) => sourceName(workspace, row)),
      columnFrom(links, ({ row }) => (customerId === undefined ? undefined : textAt(customerId, row))),
      columnFrom(links, ({ row }) => String(row)),
      columnFrom(links, ({ identity }) => state.ownGoldenId(identity)),
      columnFrom(links, (link) => timeOf(from(link))),
      columnFrom(links, ({ until }) => (until === null ? '' : timeOf(until))),
      columnFrom(links, (link) => String(from(link))),
      columnFrom(links, ({ until }) => (until === null ? '' : String(until))),
    ]);
  }
}

export function* sourceRowTables(workspace: Workspace, fields: readonly FieldId[], ids: RecordIds, wanted: Uint8Array | null): Generator<Table> {
  const columns = fields.map((field) => workspace.rows.field(field));
  for (const batch of currentRowBatches(workspace, wanted)) {
    const list = Array.from(batch) as RowId[];
    yield tableOf(list.length, [
      columnFrom(list, (row) => ids.of(row)),
      columnFrom(list, (row) => sourceName(workspace, row)),
      columnFrom(list, (row) => ids.numberOf(row)),
      ...columns.map((column) => (column === undefined ? columnFrom(list, () => undefined) : takeRows(column, batch))),
    ]);
  }
}

export const duplicateColumns = ['group', 'probability', 'band', 'decision', 'goldenId', 'source', 'row'];

/** One line per row of each group that the last run found, with what was decided about it. */
export function* duplicateTables(workspace: Workspace, groups: readonly FoundGroup[], fields: readonly FieldId[], ids: RecordIds): Generator<Table> {
  const { state, rows } = workspace;
  const columns = fields.map((field) => rows.field(field));
  const lines = groups.flatMap((group, at) => {
    const current = group.rows.filter((row) => state.isCurrent(row));
    const anchors = new Set(current.map((row) => state.merges.anchorOf(row)));
    const apart = current.some((left, i) => current.slice(i + 1).some((right) => state.areDistinct(left, right)));
    const decision = current.length > 1 && anchors.size === 1 ? 'merged' : apart ? 'distinct' : anchors.size < current.length ? 'partly merged' : 'open';
    return current.map((row) => ({ row, group: String(at + 1), probability: group.probability.toFixed(4), band: bandOf(group.probability), decision }));
  });
  for (let from = 0; from < lines.length || from === 0; from += BATCH_ROWS) {
    const batch = lines.slice(from, from + BATCH_ROWS);
    const places = Uint32Array.from(batch, ({ row }) => row);
    yield tableOf(batch.length, [
      columnFrom(batch, ({ group }) => group),
      columnFrom(batch, ({ probability }) => probability),
      columnFrom(batch, ({ band }) => band),
      columnFrom(batch, ({ decision }) => decision),
      columnFrom(batch, ({ row }) => ids.of(row)),
      columnFrom(batch, ({ row }) => sourceName(workspace, row)),
      columnFrom(batch, ({ row }) => ids.numberOf(row)),
      ...columns.map((column) => (column === undefined ? columnFrom(batch, () => undefined) : takeRows(column, places))),
    ]);
  }
}

/** Customers that one system knows twice: the id that stays, the id that goes into it, the golden record. */
export function* mergeTables(workspace: Workspace, source: SourceId, ids: RecordIds): Generator<Table> {
  const { state, rows } = workspace;
  const customerId = rows.field('customerId');
  const lines: (readonly [string, string, string])[] = [];
  for (const members of state.merges.records()) {
    const own: { row: RowId; id: string }[] = [];
    for (const row of members) {
      if (!state.isCurrent(row) || state.loadOf(row)?.source !== source || customerId === undefined || isMissingAt(customerId, row)) continue;
      const id = textAt(customerId, row).trim();
      if (id !== '' && own.every((one) => one.id !== id)) own.push({ row, id });
    }
    const [master, ...losers] = own;
    for (const loser of losers) lines.push([master!.id, loser.id, ids.of(loser.row)]);
  }
  yield tableOf(lines.length, [0, 1, 2].map((at) => columnFrom(lines, (line) => line[at])));
}

export const quarantineColumns = ['source', 'file', 'line', 'reason', 'text', 'charactersCut'];

export async function* quarantineTables(workspace: Workspace): AsyncGenerator<Table> {
  for (const load of workspace.state.loads) {
    if (!load.current || load.quarantined === 0) continue;
    const items = await itemsOf(workspace, load.id as number as EntrySeq);
    const lines = items.filter((item) => item['kind'] === 'quarantine');
    const source = workspace.state.source(load.source)?.name;
    yield tableOf(lines.length, [
      columnFrom(lines, () => source),
      columnFrom(lines, (item) => asText(item['file']) ?? load.fileName),
      columnFrom(lines, (item) => asText(item['line'])),
      columnFrom(lines, (item) => asText((item['reason'] as JsonObject | undefined)?.['kind'])),
      columnFrom(lines, (item) => asText(item['raw'])),
      columnFrom(lines, (item) => (charactersCut(item) === 0 ? undefined : String(charactersCut(item)))),
    ]);
  }
}

/** How many characters of a row set aside the record does not hold, because it was too long. */
export function charactersCut(item: JsonObject): number {
  const raw = item['raw'];
  if (item['rawCut'] !== true || typeof raw !== 'string') return 0;
  const told = item['rawLength'] ?? (item['reason'] as JsonObject | undefined)?.['length'];
  return typeof told === 'number' ? Math.max(1, told - raw.length) : 1;
}

export const logColumns = ['entry', 'at', 'who', 'role', 'what', 'undoes', 'undoneBy', 'item', 'about', 'row', 'goldenId', 'field', 'before', 'after', 'comment'];

/** One line per item; loaded rows stand in the source rows, so a load has one line for the whole. */
export async function* logTables(workspace: Workspace, entries: readonly Entry[]): AsyncGenerator<Table> {
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
export async function* sealedLines(workspace: Workspace): AsyncGenerator<Uint8Array, { rows: number }, undefined> {
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

export async function itemsOf(workspace: Workspace, seq: EntrySeq): Promise<JsonObject[]> {
  const entry = workspace.entry(seq)!;
  const items = await readItems(workspace.journal, entry);
  if (items.ok) return items.value;
  return [missingItem(items.error)];
}

/** An export says what it could not read rather than leaving it out. */
function missingItem(fault: PayloadFault): JsonObject {
  return { kind: fault.kind, after: fault.payload };
}

export function currentMembers(workspace: Workspace, lead: RowId): RowId[] {
  const { state } = workspace;
  return state.merges.isMerged(lead) ? state.merges.membersOf(lead).filter((row) => state.isCurrent(row)) : [lead];
}

/** @param wanted 1 for each row that is wanted; null for all */
function* currentRowBatches(workspace: Workspace, wanted: Uint8Array | null): Generator<Uint32Array> {
  for (const load of workspace.state.loads) {
    if (!load.current) continue;
    for (let from = 0; from < load.rows; from += BATCH_ROWS) {
      const rows = Uint32Array.from({ length: Math.min(BATCH_ROWS, load.rows - from) }, (_, index) => load.firstRow + from + index);
      const { hiddenRows } = workspace.state;
      yield hiddenRows.size === 0 && wanted === null ? rows : rows.filter((row) => !hiddenRows.has(row as RowId) && (wanted === null || wanted[row] === 1));
    }
  }
}

export function sourceName(workspace: Workspace, row: RowId): string | undefined {
  const load = workspace.state.loadOf(row);
  return load === undefined ? undefined : workspace.state.source(load.source)?.name;
}

export function columnFrom<T>(list: readonly T[], textOf: (one: T, index: number) => string | undefined): TextColumn {
  const builder = new TextColumnBuilder();
  list.forEach((one, index) => builder.add(textOf(one, index)));
  return builder.finish();
}

export function tableOf(length: number, columns: readonly TextColumn[]): Table {
  return { length, columns: columns.map((column, index) => ({ name: String(index), column })) };
}

function asText(value: JsonValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
