// Explains the match weight of two rows comparison by comparison, in the words of the screens.
import type { PairExplanation, WeightPart } from '../contract/engine.ts';
import { LEVELS, levelNames } from '../match/matchTypes.ts';
import { probabilityOf } from '../match/cluster/clusterPairs.ts';
import { exactLevel } from '../match/score/ScoreModel.ts';
import { Scorer } from '../match/score/Scorer.ts';
import type { RowId } from '../model/ids.ts';
import { textAt } from '../table/TextColumn.ts';
import type { WorkspaceMatch } from './matchWorkspace.ts';
import type { Workspace } from './workspace.ts';

/** Any two current rows, whether or not a key brought them together. Undefined where one took no part in the run. */
export function explainPair(workspace: Workspace, { run, rowOf }: WorkspaceMatch, left: RowId, right: RowId): PairExplanation | undefined {
  const leftPlace = rowOf === undefined ? left : rowOf.indexOf(left);
  const rightPlace = rowOf === undefined ? right : rowOf.indexOf(right);
  const { world, weights } = run;
  if (leftPlace < 0 || rightPlace < 0 || leftPlace >= world.rows || rightPlace >= world.rows) return undefined;
  const scorer = new Scorer(world, weights);
  const levels = scorer.grade(leftPlace, rightPlace).slice();
  const width = world.fields.length;
  const parts: WeightPart[] = [];
  world.fields.forEach(({ plan, values }, c) => {
    const level = levels[c]!;
    if (level === 0) return;
    const code = world.codes[leftPlace * width + c]!;
    const isExact = level === exactLevel(plan.kind);
    const texts = (row: RowId): string => plan.columns.map((column) => textAt(workspace.rows.field(workspace.rows.fields[column]!)!, row)).filter(Boolean).join(' ');
    parts.push({
      field: plan.name,
      level: levelNames[plan.kind][level]!,
      left: texts(left),
      right: texts(right),
      weightBits: isExact ? weights.exactBits[c]![code]! : weights.levelBits[c * LEVELS + level]!,
      frequency: isExact ? values.counts[code]! : null,
    });
  });
  const plain = scorer.sumOf(leftPlace, levels);
  const weightBits = scorer.weigh(leftPlace, rightPlace, levels);
  if (plain - weightBits > 0.05) parts.push({ field: 'relatives', level: 'shared', left: '', right: '', weightBits: weightBits - plain, frequency: null });
  const isApart = workspace.state.areDistinct(left, right);
  const isTogether = workspace.state.merges.isMerged(left) && workspace.state.merges.anchorOf(left) === workspace.state.merges.anchorOf(right);
  return {
    left,
    right,
    priorBits: weights.priorBits,
    weightBits,
    probability: probabilityOf(weightBits),
    parts,
    keys: [],
    constraint: isApart ? 'cannotLink' : isTogether ? 'mustLink' : null,
  };
}
