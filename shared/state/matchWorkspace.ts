// Finds duplicates among the rows of a workspace: current rows in, groups of row ids and kept pairs out.
import type { Band } from '../contract/engine.ts';
import type { Job } from '../kernel/job.ts';
import { probabilityOf, type PairConstraint } from '../match/cluster/clusterPairs.ts';
import { findDuplicates, type MatchRun } from '../match/findDuplicates.ts';
import { regroup } from '../match/groupRun.ts';
import type { MatchPool } from '../match/MatchWorker.ts';
import type { RowId } from '../model/ids.ts';
import { takeRows } from '../table/sliceColumn.ts';
import type { Table } from '../table/Table.ts';
import type { Workspace } from './workspace.ts';

/** From this match probability of its weakest link a group counts as certain, down to that one as worth a look. */
export const bandFloors = { automatic: 0.99, review: 0.5 } as const;

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
};

export function bandOf(probability: number): Band {
  return probability >= bandFloors.automatic ? 'automatic' : probability >= bandFloors.review ? 'review' : 'unlikely';
}

/**
 * `previous` is a run of this session: where it still fits, only pairs with changed rows are compared.
 * @throws Cancelled
 */
export async function matchWorkspace(workspace: Workspace, threshold: number | null, pool: MatchPool, clock: () => number, job: Job, previous?: WorkspaceMatch): Promise<WorkspaceMatch> {
  const { rows, state } = workspace;
  const current = rows.currentRows();
  const rowOf = current.includes(0) ? Uint32Array.from(rowsSet(current)) : undefined;
  const columns = rows.fields.map((field) => {
    const column = rows.field(field)!;
    return { name: field.startsWith('custom:') ? field.slice('custom:'.length) : field, column: rowOf === undefined ? column : takeRows(column, rowOf) };
  });
  const table: Table = { length: rowOf?.length ?? rows.length, columns };
  const sourceOfRows = rows.sourceOfRows();
  const sources = Uint32Array.from({ length: table.length }, (_, place) => sourceOfRows[rowOf?.[place] ?? place]!);
  const place = placeFinder(rowOf);
  const options = {
    sources,
    clock,
    ...(previous === undefined ? {} : { previous: previous.run }),
    ...(threshold === null ? {} : { threshold }),
    mustLink: mustLinks(state.merges.records(), place),
    cannotLink: cannotLinks(state.distinct.map(({ rows: apart }) => apart), place),
  };
  const run = await findDuplicates(table, options, pool, job);
  return { run, rowOf, groups: groupsOf(run.clusters.ids, run.clusters.weakestBits, rowOf) };
}

/** The same run grouped at another threshold, under the decisions of now; nothing is scored again. */
export function regroupWorkspace({ state }: Workspace, { run, rowOf }: WorkspaceMatch, threshold: number): WorkspaceMatch {
  const place = placeFinder(rowOf);
  const constraints = { mustLink: mustLinks(state.merges.records(), place), cannotLink: cannotLinks(state.distinct.map(({ rows: apart }) => apart), place) };
  const again = { ...run, ...regroup(run, threshold, constraints) };
  return { run: again, rowOf, groups: groupsOf(again.clusters.ids, again.clusters.weakestBits, rowOf) };
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

