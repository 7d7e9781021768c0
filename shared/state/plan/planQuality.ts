// Plans changes about quality: rules, weights, rulings about findings, and noting the score down.
import type { EpochDay, RowId, SourceId } from '../../model/ids.ts';
import type { FindingState } from '../../profile/findings.ts';
import type { ScoreParts } from '../../profile/measure.ts';
import type { Rule } from '../../profile/rules.ts';
import { dimensions, type Dimension, type Scorecard, type ScoreWeights } from '../../profile/scorecard.ts';
import type { Analysis } from '../analyse/analyse.ts';
import type { Change } from './plan.ts';
import { checkToItem, weightsToItem, type MeasureItem, type RulingItem } from '../facts/qualityFacts.ts';

/** Sets a rule, or takes it away (a default one comes back as it was). */
export function planRule(id: string, rule: Rule | null): Change {
  return { act: 'rules', items: [{ kind: 'rule', id, rule: rule === null ? null : { ...rule, check: checkToItem(rule.check) } }], undoes: null, note: { what: 'rule', rules: 1 }, basis: null };
}

export function planWeights(weights: ScoreWeights | null): Change {
  return { act: 'rules', items: [{ kind: 'weights', weights: weightsToItem(weights) }], undoes: null, note: { what: 'weights', weights: 1 }, basis: null };
}

/** Rules about findings, each named by its rule, its row and how the row reads. */
export function planRulings(findings: readonly { readonly rule: string; readonly row: RowId; readonly values: readonly string[] }[], state: FindingState, comment: string): Change {
  const alike = new Map<string, { readonly rule: string; readonly values: readonly string[]; readonly rows: RowId[] }>();
  for (const { rule, row, values } of findings) {
    const key = JSON.stringify([rule, values]);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { rule, values, rows: [row] });
    else known.rows.push(row);
  }
  const items = Array.from(alike.values(), ({ rule, values, rows }): RulingItem => ({ kind: 'ruling', rule, state, values, rows, comment }));
  return { act: 'judge', items, undoes: null, note: { findings: findings.length, state }, basis: null };
}

/** Notes the scores down, so that they can be compared later. `sources` names the groups of the analysis. */
export function planMeasure(analysis: Analysis, sources: readonly SourceId[], today: EpochDay): Change {
  const item: MeasureItem = {
    kind: 'measure',
    today,
    rows: analysis.rowCount,
    findings: analysis.findings.length,
    scores: partsOf(analysis.scorecard),
    sources: analysis.groupScores.map((scorecard, group) => ({ source: sources[group]!, rows: scorecard.rows, scores: partsOf(scorecard) })),
    fields: analysis.scorecard.fields.map(({ field, score }) => ({ field, score: millionths(score) })),
    rules: analysis.findings.perRule.filter(({ broken }) => broken > 0).map(({ rule, broken }) => ({ rule: rule.id, broken })),
  };
  return { act: 'measure', items: [item], undoes: null, note: { rows: item.rows, findings: item.findings, score: Math.round(item.scores.overall / 1000) }, basis: null };
}

const millionths = (share: number): number => Math.round(share * 1_000_000);

function partsOf(scorecard: Scorecard): ScoreParts {
  const parts = Object.fromEntries(dimensions.map((one) => [one, scorecard[one] === null ? null : millionths(scorecard[one])])) as Record<Dimension, number | null>;
  return { overall: millionths(scorecard.overall), ...parts };
}
