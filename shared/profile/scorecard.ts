// Turns what was counted into scores between 0 and 1: five dimensions, per field and overall, and what would raise them most.
import type { CanonicalField, FieldId } from '../model/fields.ts';
import { canonicalOf } from '../model/fields.ts';
import type { FindingReason } from './reasons.ts';
import { fieldOfCheck, isCrossField } from './rules.ts';
import type { FieldTally, RuleTally, Tally } from './tally.ts';

export const dimensions = ['completeness', 'validity', 'uniqueness', 'consistency', 'timeliness'] as const;
export type Dimension = (typeof dimensions)[number];

export type ScoreWeights = {
  readonly dimensions: Readonly<Record<Dimension, number>>;
  /** Fields that are not named weigh 1. */
  readonly fields: Readonly<Partial<Record<CanonicalField, number>>>;
};

export const defaultWeights: ScoreWeights = {
  dimensions: { completeness: 0.25, validity: 0.35, uniqueness: 0.15, consistency: 0.15, timeliness: 0.1 },
  fields: {
    customerId: 2, fullName: 2, surname: 2, givenName: 1.5, companyName: 1.5, taxId: 3, email: 3, phone: 3, address: 2, street: 1.5, postcode: 2, city: 1.5, birthDate: 1.5, iban: 2,
    surname2: 0.5, gender: 0.25, website: 0.25, language: 0.25, houseNumber: 0.5, notes: 0, category: 0.5, amount: 0.5, verifiedOn: 0.5, lastContactOn: 0.5, consentOn: 1,
  },
};

/** 1 is perfect; null where nothing of the field is measured by the dimension. */
export type FieldScore = { readonly field: FieldId; readonly weight: number; readonly score: number } & { readonly [One in Dimension]: number | null };

export type ScoreAction = {
  readonly kind: 'fillIn' | 'applyRepairs' | 'correct' | 'resolveDuplicates' | 'reconcile' | 'reconfirm';
  readonly field: FieldId;
  /** The rule whose findings it works off; null for filling in. */
  readonly rule: string | null;
  readonly reason: FindingReason['kind'] | null;
  readonly rows: number;
  /** By how much the overall score rises when all of it is done. */
  readonly gain: number;
};

export type Scorecard = { readonly overall: number } & { readonly [One in Dimension]: number | null } & {
  readonly rows: number;
  readonly fields: readonly FieldScore[];
  /** The ten that raise the overall score most, best first. */
  readonly actions: readonly ScoreAction[];
};

/** Reasons whose repair is nearly always right: they can be applied in bulk. */
const repairable: ReadonlySet<FindingReason['kind']> = new Set(['lostZeros', 'missingControl', 'emailTypo', 'mojibake', 'placeholder']);
const SUSPECT_COUNTS = 0.5;

/** Scores of one source, or of all of them where the tally adds them up. */
export function computeScorecard(tally: Tally, weights: ScoreWeights = defaultWeights): Scorecard {
  const uniqueness = new Map<FieldId, RuleTally>();
  const consistency = new Map<FieldId, { broken: number; checked: number }>();
  for (const one of tally.rules) {
    const field = fieldOfCheck(one.rule.check);
    if (one.checked === 0) continue;
    if (one.rule.check.kind === 'unique') uniqueness.set(field, one);
    else if (isCrossField(one.rule.check)) {
      const sum = consistency.get(field) ?? { broken: 0, checked: 0 };
      consistency.set(field, { broken: sum.broken + one.broken, checked: sum.checked + one.checked });
    }
  }
  const fields = tally.fields.map((one): FieldScore => {
    const unique = uniqueness.get(one.field);
    const consistent = consistency.get(one.field);
    const scores: Record<Dimension, number | null> = {
      completeness: one.wanted === 0 ? null : Math.min(1, one.filled / one.wanted),
      validity: !one.isJudged || one.filled === 0 ? null : (one.valid + SUSPECT_COUNTS * one.suspect) / one.filled,
      uniqueness: unique === undefined ? null : 1 - unique.lost / unique.checked,
      consistency: consistent === undefined ? null : 1 - consistent.broken / consistent.checked,
      timeliness: one.dated === 0 ? null : one.recent / one.dated,
    };
    return { field: one.field, weight: weightOf(one.field, weights), score: combine(scores, weights), ...scores };
  });
  const totals = Object.fromEntries(dimensions.map((dimension) => [dimension, weightedMean(fields, dimension)])) as Record<Dimension, number | null>;
  const overall = combine(totals, weights);
  return { overall, ...totals, rows: tally.rows, fields, actions: findActions(tally, fields, uniqueness, totals, weights) };
}

function weightOf(field: FieldId, weights: ScoreWeights): number {
  const canonical = canonicalOf(field);
  // A second phone is worth less than the first; columns that the app does not understand count little.
  if (canonical === undefined) return 0.1;
  return (weights.fields[canonical] ?? 1) * (field === canonical ? 1 : 0.25);
}

function weightedMean(fields: readonly FieldScore[], dimension: Dimension): number | null {
  let sum = 0;
  let weight = 0;
  for (const field of fields) {
    const score = field[dimension];
    if (score === null) continue;
    sum += score * field.weight;
    weight += field.weight;
  }
  return weight === 0 ? null : sum / weight;
}

function combine(scores: Readonly<Record<Dimension, number | null>>, weights: ScoreWeights): number {
  let sum = 0;
  let weight = 0;
  for (const dimension of dimensions) {
    const score = scores[dimension];
    if (score === null) continue;
    sum += score * weights.dimensions[dimension];
    weight += weights.dimensions[dimension];
  }
  return weight === 0 ? 1 : sum / weight;
}

function findActions(tally: Tally, fields: readonly FieldScore[], uniqueness: ReadonlyMap<FieldId, RuleTally>, totals: Readonly<Record<Dimension, number | null>>, weights: ScoreWeights): ScoreAction[] {
  const measured = dimensions.filter((dimension) => totals[dimension] !== null);
  const allDimensions = measured.reduce((sum, dimension) => sum + weights.dimensions[dimension], 0);
  /** What a rise of the field's score in the dimension does to the overall score. */
  const gainOf = (field: FieldScore, dimension: Dimension, rise: number): number => {
    const of = fields.reduce((sum, one) => sum + (one[dimension] === null ? 0 : one.weight), 0);
    return of === 0 || allDimensions === 0 ? 0 : (rise * field.weight * weights.dimensions[dimension]) / (of * allDimensions);
  };
  const scoreOf = new Map(fields.map((field) => [field.field, field]));
  const tallyOf = new Map(tally.fields.map((one) => [one.field, one]));
  const actions: ScoreAction[] = [];
  for (const one of tally.fields) {
    const field = scoreOf.get(one.field)!;
    const missing = one.wanted - one.filled;
    if (missing > 0) actions.push({ kind: 'fillIn', field: one.field, rule: null, reason: 'missing', rows: missing, gain: gainOf(field, 'completeness', missing / one.wanted) });
    if (one.dated > one.recent) actions.push({ kind: 'reconfirm', field: one.field, rule: null, reason: null, rows: one.dated - one.recent, gain: gainOf(field, 'timeliness', 1 - one.recent / one.dated) });
  }
  for (const one of tally.rules) {
    if (one.broken === 0) continue;
    const fieldId = fieldOfCheck(one.rule.check);
    const field = scoreOf.get(fieldId);
    const counted = tallyOf.get(fieldId);
    if (field === undefined || counted === undefined) continue;
    const about = { field: fieldId, rule: one.rule.id };
    if (one.rule.check.kind === 'valid') {
      for (const { reason, rows } of one.byReason) {
        if (reason === 'placeholder') continue;
        actions.push({ kind: repairable.has(reason) ? 'applyRepairs' : 'correct', ...about, reason, rows, gain: gainOf(field, 'validity', (lackOf(counted) * rows) / Math.max(1, counted.filled)) });
      }
    } else if (one.rule.check.kind === 'unique') {
      if (uniqueness.get(fieldId) === one) actions.push({ kind: 'resolveDuplicates', ...about, reason: 'duplicate', rows: one.broken, gain: gainOf(field, 'uniqueness', one.lost / one.checked) });
    } else if (isCrossField(one.rule.check)) {
      const share = field.consistency === null ? 0 : one.broken / Math.max(1, one.checked);
      actions.push({ kind: 'reconcile', ...about, reason: one.byReason[0]?.reason ?? null, rows: one.broken, gain: gainOf(field, 'consistency', share) });
    }
  }
  return actions.filter((action) => action.gain > 0).sort((left, right) => right.gain - left.gain || right.rows - left.rows || (left.field < right.field ? -1 : 1)).slice(0, 10);
}

/** How much of a valid value each finding of a field lacks: suspect ones half. */
function lackOf({ suspect, invalid }: FieldTally): number {
  return (invalid + (1 - SUSPECT_COUNTS) * suspect) / Math.max(1, invalid + suspect);
}
