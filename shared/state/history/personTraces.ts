// Finds everything that a workspace holds about one person: their rows in every version, items about them, other rows with the same values.
import type { Job } from '../../kernel/job.ts';
import type { JsonObject, JsonValue } from '../../log/canonicalJson.ts';
import { payloadId, type Entry } from '../../log/entry.ts';
import { isErased, itemAt, readFrame, type Frame } from '../../log/frame.ts';
import { tellingValues, tracesInFrame, type Trace, type Wanted } from '../../log/traces.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, RowId } from '../../model/ids.ts';
import { isMissingAt, textAt, valueIndexOf, valueText } from '../../table/TextColumn.ts';
import { encodeText } from '../../table/wtf8.ts';
import { rowFramesOf } from './readPayload.ts';
import type { Workspace } from '../workspace.ts';

export type PersonTraces = {
  /** All versions of the person's rows. */
  readonly rows: readonly RowId[];
  readonly traces: readonly Trace[];
  /** Other rows that hold one of the telling values, in loads that left the current state too; perhaps the same person, perhaps a family. */
  readonly sameValues: readonly RowId[];
  /** Items that are lost with the person although they are about others as well: what is left of them without the person. */
  readonly forOthers: readonly { readonly act: string; readonly item: JsonObject }[];
  /** Exports since the first of the rows came: files out there that nobody here can reach. */
  readonly exports: readonly EntrySeq[];
};

/** The rows that are one person: everything merged with the row, in all versions that refreshes brought. */
export function rowsOfPerson(workspace: Workspace, row: RowId): RowId[] {
  const { state } = workspace;
  return [...new Set(state.merges.membersOf(row).flatMap((member) => state.versionsOf(member)))].sort((a, b) => a - b);
}

export async function findPerson(workspace: Workspace, rows: readonly RowId[], job: Job): Promise<PersonTraces> {
  const { state } = workspace;
  const wantedRows = new Set<number>(rows);
  const cells = rows.flatMap((row) => cellsOf(workspace, row));
  const telling = tellingValues(cells);
  const wanted: Wanted = { rows: wantedRows, golden: new Set(rows.flatMap((row) => [state.goldenOf(row), state.ownGoldenId(row)])), values: [...telling, ...namesOf(workspace, rows)] };
  const traces: Trace[] = [];
  const claims: Trace[] = [];
  const forOthers: { act: string; item: JsonObject }[] = [];
  for (const entry of workspace.entries) {
    for (const row of rows) {
      const load = state.load(entry.seq as never);
      if (load !== undefined && row >= load.firstRow && row < load.firstRow + load.rows) traces.push({ entry: entry.seq, item: row - load.firstRow, reason: 'row' });
    }
    await eachItemFrame(workspace, entry, (frame) => {
      for (const trace of tracesInFrame(frame, entry.seq, wanted)) {
        traces.push(trace);
        const rest = withoutRows(itemAt(frame, trace.item - frame.firstItem), wantedRows);
        if (rest !== undefined && state.undoneBy(entry.seq as EntrySeq) === null) forOthers.push({ act: entry.act, item: rest });
      }
      claims.push(...claimsIn(frame, entry.seq));
    });
    if (entry.seq % 500 !== 0) continue;
    job.report({ stage: 'trace', done: entry.seq, total: workspace.entries.length, unit: 'entries' });
    await job.breathe();
  }
  // What was noted about a state in which these items counted could betray what they said.
  const first = traces.find(({ reason }) => reason !== 'row')?.entry ?? Number.POSITIVE_INFINITY;
  traces.push(...claims.filter(({ entry }) => entry > first));
  const since = Math.min(...rows.map((row) => state.loadOf(row)?.id ?? 0));
  return {
    rows,
    traces,
    sameValues: rowsWith(workspace, new Set(telling), wantedRows),
    forOthers,
    exports: workspace.entries.filter(({ act, seq }) => act === 'export' && seq > since).map(({ seq }) => seq as EntrySeq),
  };
}

/** What was delivered in a row, by column; null where it has no such cell. */
export function deliveredCells(workspace: Workspace, row: RowId): { readonly column: string; readonly value: string | null }[] {
  const load = workspace.state.loadOf(row);
  const table = load === undefined ? undefined : workspace.rows.table(load.id);
  if (load === undefined || table === undefined) return [];
  return table.columns.map(({ name, column }) => ({ column: name, value: isMissingAt(column, row - load.firstRow) ? null : textAt(column, row - load.firstRow) }));
}

function cellsOf(workspace: Workspace, row: RowId): (string | null)[] {
  return deliveredCells(workspace, row).map(({ value }) => value);
}

/** Whole names, by which notes may speak of somebody; a single word is nobody's alone. */
function namesOf(workspace: Workspace, rows: readonly RowId[]): string[] {
  const { rows: all } = workspace;
  const read = (field: FieldId, row: RowId): string => {
    const column = all.raw(field);
    return column === undefined ? '' : textAt(column, row).trim();
  };
  const names = rows.flatMap((row) => [read('fullName', row), ['givenName', 'surname'].map((field) => read(field as FieldId, row)).join(' ').trim()]);
  return [...new Set(names.filter((name) => name.includes(' ') && name.length >= 8))];
}

async function eachItemFrame(workspace: Workspace, entry: Entry, visit: (frame: Frame) => void): Promise<void> {
  for (let part = rowFramesOf(entry); part < entry.payload; part++) {
    const bytes = await workspace.journal.frame({ payload: payloadId(entry.seq, part) });
    const frame = bytes === null ? undefined : readFrame(bytes);
    if (frame?.ok === true) visit(frame.value);
  }
}

function claimsIn(frame: Frame, entry: number): Trace[] {
  if (frame.kind === 'rows') return [];
  return frame.texts.flatMap((text, index): Trace[] => (isErased(frame, index) || !text.includes('"kind":"state"') ? [] : [{ entry, item: frame.firstItem + index, reason: 'digest' }]));
}

/** Kinds of items that go on being true of the other rows when one is taken out. */
const aboutEachRow: ReadonlySet<unknown> = new Set(['merge', 'distinct', 'correct', 'tag']);

/** The item about the other rows alone; undefined where there are none, or it says nothing about a state. */
function withoutRows(item: JsonObject | null, gone: ReadonlySet<number>): JsonObject | undefined {
  const listed = item?.['rows'];
  if (item === null || !Array.isArray(listed) || !aboutEachRow.has(item['kind'])) return undefined;
  const others = (listed as readonly JsonValue[]).filter((row) => typeof row === 'number' && !gone.has(row));
  if (others.length === 0 || (item['kind'] === 'merge' && others.length < 2) || (item['kind'] === 'distinct' && others.length < 2)) return undefined;
  return { ...item, rows: others, ...(item['kind'] === 'merge' ? { pins: [] } : {}), ...('comment' in item ? { comment: '' } : {}) };
}

function rowsWith(workspace: Workspace, values: ReadonlySet<string>, except: ReadonlySet<number>): RowId[] {
  if (values.size === 0) return [];
  const found = new Set<number>();
  const lengths = new Set([...values].map((value) => encodeText(value).length));
  for (const load of workspace.state.loads) {
    const table = workspace.rows.table(load.id);
    for (const { column } of table?.columns ?? []) {
      // Each different value is looked at once.
      const held = new Set<number>();
      for (let value = 0; value < column.offsets.length - 1; value++) if (lengths.has(column.offsets[value + 1]! - column.offsets[value]!) && values.has(valueText(column, value))) held.add(value);
      if (held.size === 0) continue;
      for (let at = 0; at < column.length; at++) if (held.has(valueIndexOf(column, at)) && !except.has(load.firstRow + at)) found.add(load.firstRow + at);
    }
  }
  return [...found].sort((a, b) => a - b) as RowId[];
}
