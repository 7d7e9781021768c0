// Finds duplicates among the rows of a workspace: current rows in, groups of row ids and kept pairs out.
import type { Band } from '../../contract/engine.ts';
import type { Job } from '../../kernel/job.ts';
import { probabilityOf, type PairConstraint } from '../../match/cluster/clusterPairs.ts';
import { findDuplicates, forecastPairs, type MatchRun, type PairForecast } from '../../match/findDuplicates.ts';
import { changedGroups, regroup, reweighRun, type Regrouped } from '../../match/groupRun.ts';
import type { KeptRun } from '../../match/keptRun.ts';
import type { MatchPool } from '../../match/MatchWorker.ts';
import { restoreRun, type KeptPairs, type ToldOfRun } from '../../match/restoreRun.ts';
import { isSavedModel, readModel, saveModel, usualBands, type Bands, type ModelOptions, type SavedModel } from '../../match/savedModel.ts';
import { relearnModel, type Relearned } from '../../match/train/relearnModel.ts';
import { canonicalOf, dateFields } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import { takeRows } from '../../table/sliceColumn.ts';
import type { Table } from '../../table/Table.ts';
import { FieldKnowledge } from '../analyse/fieldKnowledge.ts';
import type { Workspace } from '../workspace.ts';
import { datesAlike } from './datesAlike.ts';

export type FoundGroup = {
  /** Ascending. */
  readonly rows: readonly RowId[];
  /** Match probability of the weakest link. */
  readonly probability: number;
};

/** A run's results in row ids. */
export type WorkspaceMatch = {
  readonly run: MatchRun;
  /** The row id of each place of the run; undefined where places are row ids. */
  readonly rowOf: Uint32Array | undefined;
  readonly groups: readonly FoundGroup[];
  /** The run's choices and what it learned or took over. */
  readonly model: SavedModel;
};

export type MatchRequest = {
  readonly threshold?: number | undefined;
  /** A model to take up; null to learn from the rows. */
  readonly model: SavedModel | null;
  /** A run of this session: where it still fits, only pairs with changed rows are compared. */
  readonly previous?: WorkspaceMatch | undefined;
};

/** A model whose columns the workspace does not have. */
export class ModelMisfit extends Error {}

export function bandOf(probability: number, floors: Bands = usualBands): Band {
  return probability >= floors.automatic ? 'automatic' : probability >= floors.review ? 'review' : 'unlikely';
}

/** The model that the workspace says to take up. */
export function modelInUse({ state: { matchModels } }: Workspace): SavedModel | null {
  return matchModels.used === null ? null : savedModel(matchModels.model(matchModels.used));
}

/** Null where the text is no model. */
export function savedModel(text: string | undefined): SavedModel | null {
  try {
    const json: unknown = JSON.parse(text ?? 'null');
    return isSavedModel(json) ? json : null;
  } catch {
    return null;
  }
}

/** Current rows as matching reads them. */
export function matchTable({ rows }: Workspace): { table: Table; rowOf: Uint32Array | undefined; sources: Uint32Array } {
  const knowledge = new FieldKnowledge(rows, 'en');
  const current = rows.currentRows();
  const rowOf = current.includes(0) ? Uint32Array.from(rowsSet(current)) : undefined;
  const table: Table = {
    length: rowOf?.length ?? rows.length,
    columns: rows.fields.map((field) => {
      const delivered = rows.field(field)!;
      const canonical = canonicalOf(field);
      const column = canonical === 'birthDate' || dateFields.some((one) => one === canonical) ? datesAlike(delivered, field, knowledge) : delivered;
      return { name: columnName(field), column: rowOf === undefined ? column : takeRows(column, rowOf) };
    }),
  };
  const sourceOfRows = rows.sourceOfRows();
  return { table, rowOf, sources: Uint32Array.from({ length: table.length }, (_, place) => sourceOfRows[rowOf?.[place] ?? place]!) };
}

export function columnName(field: string): string {
  return field.startsWith('custom:') ? field.slice('custom:'.length) : field;
}

/** @throws ModelMisfit */
function optionsOf(model: SavedModel | null, table: Table): ModelOptions | undefined {
  if (model === null) return undefined;
  const options = readModel(model, table);
  if (!options.ok) throw new ModelMisfit(options.error.kind);
  return options.value;
}

/** @throws Cancelled, ModelMisfit */
export async function matchWorkspace(workspace: Workspace, { threshold, model, previous }: MatchRequest, pool: MatchPool, clock: () => number, job: Job): Promise<WorkspaceMatch> {
  const { table, rowOf, sources } = matchTable(workspace);
  const chosen = optionsOf(model, table);
  const options = {
    ...chosen,
    ...constraintsOf(workspace, rowOf),
    sources,
    clock,
    ...(threshold === undefined ? {} : { threshold }),
    ...(previous === undefined ? {} : { previous: previous.run }),
  };
  const run = await findDuplicates(table, options, pool, job);
  return { run, rowOf, groups: groupsOf(run.clusters.ids, run.clusters.weakestBits, rowOf), model: saveModel(run, { ...chosen, ...(model === null ? {} : { bands: model.bands }) }) };
}

/** A run of an earlier session on the same rows, from what was kept of it; undefined where the workspace has other fields now. @throws Cancelled */
export async function restoreMatch(workspace: Workspace, kept: { readonly run: KeptRun; readonly pairs: KeptPairs; readonly model: SavedModel; readonly fields: readonly string[]; readonly told: Omit<ToldOfRun, 'roles' | 'cap'> }, pool: MatchPool, job: Job): Promise<WorkspaceMatch | undefined> {
  const { table, rowOf, sources } = matchTable(workspace);
  const options = readModel(kept.model, table);
  if (!options.ok || options.value.model === undefined || JSON.stringify(workspace.rows.fields) !== JSON.stringify(kept.fields)) return undefined;
  const { roles, cap } = options.value.model;
  const run = await restoreRun(kept.run, kept.pairs, { ...kept.told, roles, cap }, table, sources, { ...constraintsOf(workspace, rowOf), oneToOne: kept.model.oneToOne }, pool, job);
  return { run, rowOf, groups: groupsOf(run.clusters.ids, run.clusters.weakestBits, rowOf), model: kept.model };
}

/** What a run would compare, before anything is scored. @throws Cancelled, ModelMisfit */
export async function forecastWorkspace(workspace: Workspace, model: SavedModel | null, pool: MatchPool, job: Job): Promise<PairForecast> {
  const { table, sources } = matchTable(workspace);
  return forecastPairs(table, { ...optionsOf(model, table), sources }, pool, job);
}

/** What another threshold would give under the decisions of now; nothing is scored again. */
export function previewThreshold(workspace: Workspace, { run, rowOf, model }: WorkspaceMatch, threshold: number): Regrouped {
  return regroup(run, threshold, { ...constraintsOf(workspace, rowOf), oneToOne: model.oneToOne });
}

/** The same run grouped at another threshold, under the decisions of now; nothing is scored again. */
export function regroupWorkspace(workspace: Workspace, found: WorkspaceMatch, threshold: number): WorkspaceMatch {
  const { run, rowOf, model } = found;
  const again = { ...run, ...previewThreshold(workspace, found, threshold) };
  return { run: again, rowOf, groups: groupsOf(again.clusters.ids, again.clusters.weakestBits, rowOf), model: { ...model, threshold } };
}

/** What the decisions of now teach the run's model, and the model that comes of it. */
export function relearnWorkspace(workspace: Workspace, found: WorkspaceMatch): { readonly model: SavedModel; readonly learned: Relearned; readonly groupsChanged: number; readonly groups: number } {
  const { run, rowOf, model } = found;
  const { mustLink, cannotLink } = constraintsOf(workspace, rowOf);
  const labels = [...mustLink.map((pair) => ({ ...pair, isMatch: true })), ...cannotLink.map((pair) => ({ ...pair, isMatch: false }))];
  const learned = relearnModel(run, labels);
  // What the model alone makes of the rows: with the decisions held, their groups would never change.
  const before = reweighRun(run, run.model, { oneToOne: model.oneToOne }).clusters;
  const after = reweighRun(run, learned.model, { oneToOne: model.oneToOne }).clusters;
  return { model: saveModel({ ...run, model: learned.model }, model), learned, groupsChanged: changedGroups(before, after), groups: after.count };
}

/** What decisions say of pairs of places. */
export function constraintsOf({ state }: Workspace, rowOf: Uint32Array | undefined): { mustLink: PairConstraint[]; cannotLink: PairConstraint[] } {
  const place = placeFinder(rowOf);
  return { mustLink: mustLinks(state.merges.records(), place), cannotLink: cannotLinks(state.distinct.map(({ rows: apart }) => apart), place) };
}

/** Groups by cluster number, each with its rows ascending. */
export function groupsOf(ids: Uint32Array, weakestBits: Float32Array, rowOf: Uint32Array | undefined): FoundGroup[] {
  const members: RowId[][] = Array.from({ length: weakestBits.length - 1 }, () => []);
  ids.forEach((id, place) => {
    if (id > 0) members[id - 1]!.push((rowOf?.[place] ?? place) as RowId);
  });
  return members.map((rows, index) => ({ rows, probability: probabilityOf(weakestBits[index + 1]!) }));
}

function* rowsSet(mask: Uint8Array): Generator<number> {
  for (let row = 0; row < mask.length; row++) if (mask[row] === 1) yield row;
}

/** Turns row ids into places; undefined for rows that take no part. */
function placeFinder(rowOf: Uint32Array | undefined): (row: RowId) => number | undefined {
  if (rowOf === undefined) return (row) => row;
  const places = new Map<number, number>();
  rowOf.forEach((row, place) => places.set(row, place));
  return (row) => places.get(row);
}

function mustLinks(records: readonly (readonly RowId[])[], placeOf: (row: RowId) => number | undefined): PairConstraint[] {
  return records.flatMap((rows) => {
    const places = rows.map(placeOf).filter((place) => place !== undefined);
    return places.slice(1).map((right, index) => ({ left: places[index]!, right }));
  });
}

function cannotLinks(verdicts: readonly (readonly RowId[])[], placeOf: (row: RowId) => number | undefined): PairConstraint[] {
  return verdicts.flatMap((rows) => {
    const places = rows.map(placeOf).filter((place) => place !== undefined);
    return places.flatMap((left, index) => places.slice(index + 1).map((right) => ({ left, right })));
  });
}

