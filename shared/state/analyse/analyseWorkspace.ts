// Analyses the rows of a workspace as they stand: by its rules, weights and rulings, with scores per source.
import type { Freshness } from '../../freshness/freshnessOf.ts';
import type { Job } from '../../kernel/job.ts';
import type { FieldId } from '../../model/fields.ts';
import type { SourceId } from '../../model/ids.ts';
import type { RowGroups } from '../../profile/RuleRun.ts';
import type { FieldView } from '../../table/FieldView.ts';
import type { TextColumn } from '../../table/TextColumn.ts';
import { analyse, type LiveAnalysis, type Unfinished } from './analyse.ts';
import { readLists } from '../files/referenceLists.ts';
import type { Workspace } from '../workspace.ts';

export type WorkspaceAnalysis = LiveAnalysis & { readonly sources: readonly SourceId[] };

/** @throws Cancelled */
export async function analyseWorkspace(workspace: Workspace, freshness: Freshness, job: Job, before?: LiveAnalysis | Unfinished, started?: Unfinished): Promise<WorkspaceAnalysis> {
  const { rows, state } = workspace;
  const view = await freezeView(rows, job);
  const { groups, sources } = groupBySource(workspace);
  const selected = selectRows(rows.currentRows(), before?.readings?.selectedRows);
  const { quality, loads } = state;
  const rules = quality.rules(rows.fields);
  const analysis = await analyse(
    {
      view,
      ...(selected === undefined ? {} : { rows: selected }),
      groups,
      deliveries: loads.map(({ firstRow, rows: count, mapping }) => ({ firstRow, rows: count, fields: new Set(mapping.flatMap(({ field }) => field ?? [])) })),
      records: recordsOf(workspace, before !== undefined && 'records' in before ? before.records : undefined),
      today: freshness.today,
      rules,
      references: readLists(workspace, rules.filter(({ enabled }) => enabled).map(({ check }) => check)),
      weights: quality.weights,
      freshness: () => freshness,
      rulingsOf: (rule) => quality.rulingsOf(rule),
    },
    job,
    before,
    started,
  );
  return { ...analysis, sources };
}

/** The columns as they are now, whatever is written while they are looked at. */
async function freezeView(rows: FieldView, job: Job): Promise<FieldView> {
  const fields = [...rows.fields];
  const { length } = rows;
  const columns = new Map<FieldId, TextColumn>();
  for (const field of fields) {
    const column = rows.field(field);
    if (column !== undefined) columns.set(field, column);
    await job.breathe();
  }
  // A row that came meanwhile would be in some columns only.
  return { length, fields: fields.filter((field) => columns.get(field)?.length === length), field: (id) => columns.get(id) };
}

function groupBySource({ rows, state }: Workspace): { groups: RowGroups; sources: readonly SourceId[] } {
  const sources = state.sources.filter(({ id }) => state.currentRowsOf(id) > 0).map(({ id }) => id);
  const of = new Uint16Array(rows.length);
  for (const load of state.loads) of.fill(Math.max(0, sources.indexOf(load.source)), load.firstRow, load.firstRow + load.rows);
  return { groups: { of, count: Math.max(1, sources.length) }, sources };
}

/** The first row of the record that each row is part of; undefined where nothing is merged, the known array where it says the same. */
function recordsOf({ rows, state }: Workspace, known: Uint32Array | undefined): Uint32Array | undefined {
  const merged = state.merges.records();
  if (merged.length === 0) return undefined;
  const records = Uint32Array.from({ length: rows.length }, (_, row) => row);
  for (const members of merged) for (const row of members) records[row] = members[0]!;
  return known?.length === records.length && known.every((record, row) => record === records[row]) ? known : records;
}

/** Undefined where all rows are current; the known array where it says the same. */
function selectRows(current: Uint8Array, known: Uint32Array | undefined): Uint32Array | undefined {
  let count = 0;
  for (let row = 0; row < current.length; row++) count += current[row]!;
  if (count === current.length) return undefined;
  if (known?.length === count && known.every((row) => current[row] === 1)) return known;
  const rows = new Uint32Array(count);
  let at = 0;
  for (let row = 0; row < current.length; row++) if (current[row] === 1) rows[at++] = row;
  return rows;
}
