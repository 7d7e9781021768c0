// Explains the match weight of two rows comparison by comparison, in the words of the screens.
import type { PairExplanation, WeightPart } from '../contract/engine.ts';
import { explainPair as explain } from '../match/explain/explainPair.ts';
import type { RowId } from '../model/ids.ts';
import { textAt } from '../table/TextColumn.ts';
import type { WorkspaceMatch } from './matchWorkspace.ts';
import type { Workspace } from './workspace.ts';

/** Any two current rows, whether or not a key brought them together. Undefined where one took no part in the run. */
export function explainPair(workspace: Workspace, { run, rowOf }: WorkspaceMatch, left: RowId, right: RowId): PairExplanation | undefined {
  const leftPlace = rowOf === undefined ? left : rowOf.indexOf(left);
  const rightPlace = rowOf === undefined ? right : rowOf.indexOf(right);
  const { world } = run;
  if (leftPlace < 0 || rightPlace < 0 || leftPlace >= world.rows || rightPlace >= world.rows) return undefined;
  const explained = explain(run, leftPlace, rightPlace);
  const parts: WeightPart[] = explained.parts.map(({ comparison, name, level, weightBits, count }) => {
    const { plan } = world.fields[comparison]!;
    const texts = (row: RowId): string => plan.columns.map((column) => textAt(workspace.rows.field(workspace.rows.fields[column]!)!, row)).filter(Boolean).join(' ');
    return { field: name, level, left: texts(left), right: texts(right), weightBits, frequency: count ?? null };
  });
  if (explained.relation !== undefined) parts.push({ field: explained.relation.kind, level: 'shared', left: '', right: '', weightBits: explained.relation.bits, frequency: null });
  if (explained.strayBits !== 0) parts.push({ field: 'stray', level: 'shared', left: '', right: '', weightBits: explained.strayBits, frequency: null });
  const isApart = workspace.state.areDistinct(left, right);
  const isTogether = workspace.state.merges.isMerged(left) && workspace.state.merges.anchorOf(left) === workspace.state.merges.anchorOf(right);
  return {
    left,
    right,
    priorBits: explained.priorBits,
    weightBits: explained.weightBits,
    probability: explained.probability,
    parts,
    keys: explained.keys,
    constraint: isApart ? 'cannotLink' : isTogether ? 'mustLink' : null,
  };
}
