// Loads a source again by key: what is new, changed or gone is told before anything is written; ids and decisions stay.
import type { MachineTrouble } from '../../contract/machine.ts';
import { detectFields } from '../../fields/detectFields.ts';
import { Cancelled, type Job } from '../../kernel/job.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { LoadLimits } from '../../load/problem.ts';
import type { LoadOverrides } from '../../load/startLoad.ts';
import type { JsonObject } from '../../log/canonicalJson.ts';
import type { LoadId, RowId, SourceId } from '../../model/ids.ts';
import type { FieldMapping, Load } from '../../model/source.ts';
import { planRefresh, type RefreshPlan } from '../../refresh/planRefresh.ts';
import { allocateOrdinary } from '../../table/allocate.ts';
import { joinColumns, type AbsentColumn } from '../../table/joinColumns.ts';
import { takeRows } from '../../table/sliceColumn.ts';
import type { Table } from '../../table/Table.ts';
import type { TextColumn } from '../../table/TextColumn.ts';
import type { LoadItem, RefreshItem, StateItem } from '../facts/items.ts';
import { loadFacts, mappingOf, quarantineKeeper } from './loadFile.ts';
import { readFile, type FileSource, type LoadFailure, type ReadFile } from './readFile.ts';
import { mappingOfSource } from '../plan/planSources.ts';
import { joinTables } from '../history/readPayload.ts';
import type { Workspace } from '../workspace.ts';

/** Pairs of versions in one item of the log. */
const PAIRS_PER_ITEM = 10_000;

/** A file compared with what its source delivered before. Nothing is written yet. */
export type ComparedFile = {
  readonly file: FileSource;
  readonly source: SourceId;
  readonly keys: readonly string[];
  readonly read: ReadFile;
  readonly table: Table;
  readonly quarantined: readonly JsonObject[];
  readonly plan: RefreshPlan;
  /** The row id of each row that the plan calls `before`. */
  readonly rowsBefore: Uint32Array;
  readonly version: number;
};

export type RefreshCounts = { readonly added: number; readonly changed: number; readonly unchanged: number; readonly vanished: number };

export function countsOf({ plan }: ComparedFile): RefreshCounts {
  return { added: plan.added.length, changed: plan.changed.after.length, unchanged: plan.unchanged.after.length, vanished: plan.vanished.length };
}

/** Reads a file and compares it with the current rows of its source. `keys` are columns of the file. @throws Cancelled */
export async function compareFile(
  workspace: Workspace,
  file: FileSource,
  request: { readonly source: SourceId; readonly keys: readonly string[]; readonly overrides: LoadOverrides; readonly limits?: LoadLimits },
  job: Job,
): Promise<Result<ComparedFile, LoadFailure>> {
  const batches: Table[] = [];
  const aside = quarantineKeeper();
  const read = await readFile(
    file,
    request.overrides,
    (batch, part) => {
      if (batch.table.length > 0) batches.push(batch.table);
      for (const bad of batch.quarantined) aside.keep(bad, part);
      return Promise.resolve(ok(undefined));
    },
    job,
    undefined,
    request.limits,
  );
  if (!read.ok) return read;
  const table = await joinTables(batches, allocateOrdinary, job);
  const before = currentTable(workspace, request.source);
  const plan = await planRefresh(before.table, table, request.keys, job);
  return ok({ file, source: request.source, keys: request.keys, read: read.value, table, quarantined: aside.items, plan, rowsBefore: before.rows, version: workspace.version });
}

/** What goes into the same entry besides. */
export type RefreshMore = {
  readonly before?: readonly StateItem[];
  /** Made of the rows that were written, by their places in the file; undefined for rows that were there already. */
  readonly after?: (rowIdOf: (row: number) => RowId | undefined) => readonly StateItem[];
  readonly mapping?: FieldMapping;
  /** Rows that the source no longer has stay. */
  readonly keepVanished?: boolean;
};

/** Writes what the comparison found: new and newer rows, and which rows are gone. Rows that did not change keep their ids. */
export async function refreshSource(workspace: Workspace, compared: ComparedFile, job: Job, more: RefreshMore = {}): Promise<Result<Load, MachineTrouble>> {
  if (compared.version !== workspace.version) throw new Error('The workspace changed since the file was compared.');
  const { plan, table, file, read, source } = compared;
  const append = await workspace.beginAppend(file.bytes * 2);
  if (!append.ok) return append;
  try {
    const firstRow = workspace.state.rowCount;
    const chosen = Uint32Array.from([...plan.changed.after, ...plan.added]).sort();
    const added = await append.value.addRows({ length: chosen.length, columns: table.columns.map(({ name, column }) => ({ name, column: takeRows(column, chosen) })) });
    if (!added.ok) {
      await append.value.abort();
      return added;
    }
    job.throwIfCancelled();
    const idOf = new Map<number, RowId>();
    chosen.forEach((row, index) => idOf.set(row, (firstRow + index) as RowId));
    const changed = Array.from(plan.changed.after, (row, index) => [compared.rowsBefore[plan.changed.before[index]!]! as RowId, idOf.get(row)!]).flat();
    const vanished = more.keepVanished === true ? [] : Array.from(plan.vanished, (row) => compared.rowsBefore[row]! as RowId);
    const item: LoadItem = { ...loadFacts(file, read, more.mapping ?? mappingFor(workspace, source, table)), source, firstRow, rows: chosen.length, replaces: [], unchanged: plan.unchanged.after.length, keys: compared.keys };
    const counts = { ...countsOf(compared), vanished: vanished.length };
    const written = await append.value.finish(
      { act: 'load', items: [...(more.before ?? []), item, ...refreshItems(changed, vanished), ...(more.after?.((row) => idOf.get(row)) ?? [])], undoes: null, note: { ...counts }, basis: null },
      { rows: item.rows, quarantined: item.quarantined },
      compared.quarantined,
    );
    return written.ok ? ok(workspace.state.load(written.value.seq as number as LoadId)!) : written;
  } catch (error) {
    if (error instanceof Cancelled) await append.value.abort();
    throw error;
  }
}

function refreshItems(changed: readonly RowId[], vanished: readonly RowId[]): RefreshItem[] {
  const items: RefreshItem[] = [];
  for (let from = 0; from < Math.max(changed.length, vanished.length); from += PAIRS_PER_ITEM * 2) {
    items.push({ kind: 'refresh', changed: changed.slice(from, from + PAIRS_PER_ITEM * 2), vanished: vanished.slice(from, from + PAIRS_PER_ITEM * 2) });
  }
  return items;
}

/** The source's rows as they stand, by the columns that it delivered them in. */
function currentTable(workspace: Workspace, source: SourceId): { table: Table; rows: Uint32Array } {
  const loads = workspace.state.loads.filter((load) => load.source === source);
  const current = workspace.rows.currentRows();
  const places: number[] = [];
  let at = 0;
  for (const load of loads) for (let row = 0; row < load.rows; row++, at++) if (current[load.firstRow + row] === 1) places.push(at);
  const rowAt = loads.flatMap((load) => Array.from({ length: load.rows }, (_, row) => load.firstRow + row));
  const names = [...new Set(loads.flatMap((load) => load.columns))];
  const chosen = Uint32Array.from(places);
  const columns = names.map((name) => {
    const parts = loads.map((load): TextColumn | AbsentColumn => workspace.rows.table(load.id)?.columns.find((one) => one.name === name)?.column ?? { kind: 'absent', length: load.rows });
    return { name, column: takeRows(joinColumns(parts), chosen) };
  });
  return { table: { length: chosen.length, columns }, rows: Uint32Array.from(places, (place) => rowAt[place]!) };
}

/** As the source was mapped before; columns that it did not have are looked at. */
function mappingFor(workspace: Workspace, source: SourceId, table: Table): FieldMapping {
  const before = mappingOfSource(workspace.state.loads, source) ?? [];
  const found = mappingOf(detectFields(table));
  const taken = new Set(before.map(({ field }) => field));
  return table.columns.map(({ name }) => {
    const known = before.find(({ column }) => column === name);
    const own = found.find(({ column }) => column === name)!;
    return known ?? (taken.has(own.field) ? { column: name, field: `custom:${name}` as const } : own);
  });
}

