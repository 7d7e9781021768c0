// Explains the match weight of two rows comparison by comparison, in the words of the screens.
import type { PairExplanation, WeightPart } from '../../contract/engine.ts';
import { OWN_PARTNER_BITS } from '../../match/cluster/ownPartners.ts';
import { explainPair as explain } from '../../match/explain/explainPair.ts';
import { explainableRows, type Explainable, type KeptRun } from '../../match/keptRun.ts';
import type { RowId } from '../../model/ids.ts';
import { takeRows } from '../../table/sliceColumn.ts';
import { textAt } from '../../table/TextColumn.ts';
import { columnName } from './matchWorkspace.ts';
import type { Workspace } from '../workspace.ts';

/** Rows in hand, as the kept run sees them; only their own values are read, whatever the number of rows. */
export type RowsInHand = { readonly rows: readonly RowId[]; readonly seen: Explainable };

/** Undefined where the workspace no longer has the columns that were compared. `fields` were the workspace's when the run was made. */
export function takeInHand(workspace: Workspace, kept: KeptRun, fields: readonly string[], rows: readonly RowId[]): RowsInHand | undefined {
  const picked = Uint32Array.from(rows);
  const used = new Set(kept.comparisons.flatMap(({ columns }) => columns));
  const table = { length: rows.length, columns: fields.map((name, place) => ({ name: columnName(name), column: used.has(place) ? workspace.rows.field(name as (typeof workspace.rows.fields)[number]) : undefined })) };
  const columns = table.columns.map(({ name, column }) => ({ name, column: column === undefined ? undefined : takeRows(column, picked) }));
  if (columns.some(({ column }, place) => used.has(place) && column === undefined)) return undefined;
  const sourceOfRows = workspace.rows.sourceOfRows();
  // Columns that are not compared are never read.
  const compared = columns.map(({ name, column }) => ({ name, column: column ?? columns.find((one) => one.column !== undefined)!.column! }));
  return { rows, seen: explainableRows(kept, { length: rows.length, columns: compared }, Uint32Array.from(rows, (row) => sourceOfRows[row]!), (place) => rows[place]!) };
}

/** Any two of the rows in hand, whether or not a key brought them together. */
export function explainPair(workspace: Workspace, { rows, seen }: RowsInHand, left: RowId, right: RowId, fields: readonly string[]): PairExplanation {
  const explained = explain(seen, rows.indexOf(left), rows.indexOf(right));
  const parts: WeightPart[] = explained.parts.map(({ comparison, name, level, weightBits, m, u, count }) => {
    const { plan } = seen.world.fields[comparison]!;
    const texts = (row: RowId): string => plan.columns.map((column) => textAt(workspace.rows.field(fields[column] as (typeof workspace.rows.fields)[number])!, row)).filter(Boolean).join(' ');
    return { field: name, level, left: texts(left), right: texts(right), weightBits, frequency: count ?? null, m, u };
  });
  const shared = { level: 'shared', left: '', right: '', frequency: null, m: null, u: null };
  if (explained.relation !== undefined) parts.push({ ...shared, field: explained.relation.kind, weightBits: explained.relation.bits });
  if (explained.strayBits !== 0) parts.push({ ...shared, field: explained.strayBits <= OWN_PARTNER_BITS / 2 ? 'ownPartners' : 'stray', weightBits: explained.strayBits });
  const isApart = workspace.state.areDistinct(left, right);
  const isTogether = workspace.state.merges.isMerged(left) && workspace.state.merges.anchorOf(left) === workspace.state.merges.anchorOf(right);
  return {
    left,
    right,
    priorBits: explained.priorBits,
    weightBits: explained.weightBits,
    probability: explained.probability,
    thresholdBits: seen.thresholdBits,
    parts,
    keys: explained.keys,
    missedKeys: explained.missedKeys,
    decisive: explained.decisive ?? null,
    taxIdsDiffer: explained.forbidden !== undefined,
    constraint: isApart ? 'cannotLink' : isTogether ? 'mustLink' : null,
  };
}
