// Turns profile and findings into scores between 0 and 1: five dimensions, per field and overall, and what would raise them most.
import type { CanonicalField, FieldId } from '../model/fields.ts';
import { canonicalOf } from '../model/fields.ts';
import type { Findings } from './findings.ts';
import type { ColumnProfile } from './profileColumn.ts';
import type { FindingReason } from './reasons.ts';
import { fieldOfCheck, isCrossField } from './rules.ts';

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

/** Share of the rows with a recent enough date about them, per date field; null where there is none. */
export type Timeliness = ReadonlyMap<FieldId, { readonly dated: number; readonly recent: number }>;

/** Reasons whose repair is nearly always right: they can be applied in bulk. */
const repairable: ReadonlySet<FindingReason['kind']> = new Set(['lostZeros', 'missingControl', 'emailTypo', 'mojibake', 'placeholder']);
const SUSPECT_COUNTS = 0.5;

/** Rows that ought to have the field: a company needs no birth date. Fields that are not named apply to every row. */
export type Applicability = ReadonlyMap<FieldId, number>;

export function computeScorecard(profiles: readonly ColumnProfile[], findings: Findings, timeliness: Timeliness, applicability: Applicability, weights: ScoreWeights = defaultWeights): Scorecard {
  const rows = profiles[0]?.rows ?? 0;
  const uniqueness = new Map<FieldId, { lost: number; of: number; rule: string }>();
  const consistency = new Map<FieldId, { broken: number; checked: number }>();
  for (const { rule, checked, broken, from } of findings.perRule) {
    const field = fieldOfCheck(rule.check);
    if (checked === 0) continue;
    if (rule.check.kind === 'unique') uniqueness.set(field, { lost: surplus(findings, from, broken), of: checked, rule: rule.id });
    else if (isCrossField(rule.check)) {
      const sum = consistency.get(field) ?? { broken: 0, checked: 0 };
      consistency.set(field, { broken: sum.broken + broken, checked: sum.checked + checked });
    }
  }
  const fields: FieldScore[] = [];
  for (const profile of profiles) {
    const weight = weightOf(profile.field, weights);
    const unique = uniqueness.get(profile.field);
    const consistent = consistency.get(profile.field);
    const timely = timeliness.get(profile.field);
    const scores: Record<Dimension, number | null> = {
      completeness: wantedRows(profile, applicability) === 0 ? null : Math.min(1, profile.filled / wantedRows(profile, applicability)),
      validity: profile.validity === null || profile.filled === 0 ? null : (profile.validity.valid + SUSPECT_COUNTS * profile.validity.suspect) / profile.filled,
      uniqueness: unique === undefined ? null : 1 - unique.lost / unique.of,
      consistency: consistent === undefined ? null : 1 - consistent.broken / consistent.checked,
      timeliness: timely === undefined || timely.dated === 0 ? null : timely.recent / timely.dated,
    };
    fields.push({ field: profile.field, weight, score: combine(scores, weights), ...scores });
  }
  const totals = Object.fromEntries(dimensions.map((dimension) => [dimension, weightedMean(fields, dimension)])) as Record<Dimension, number | null>;
  const overall = combine(totals, weights);
  return { overall, ...totals, rows, fields, actions: findActions(profiles, fields, findings, uniqueness, timeliness, applicability, totals, weights) };
}

function wantedRows(profile: ColumnProfile, applicability: Applicability): number {
  return applicability.get(profile.field) ?? profile.rows;
}

/** Rows too many: of a group of n, n − 1. */
function surplus(findings: Findings, from: number, broken: number): number {
  let lost = 0;
  for (let at = from; at < from + broken; at++) {
    const reason = findings.reasons[findings.reason[at]!]!;
    if (reason.kind === 'duplicate') lost += 1 - 1 / reason.count;
  }
  return lost;
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

function findActions(
  profiles: readonly ColumnProfile[],
  fields: readonly FieldScore[],
  findings: Findings,
  uniqueness: ReadonlyMap<FieldId, { lost: number; of: number; rule: string }>,
  timeliness: Timeliness,
  applicability: Applicability,
  totals: Readonly<Record<Dimension, number | null>>,
  weights: ScoreWeights,
): ScoreAction[] {
  const measured = dimensions.filter((dimension) => totals[dimension] !== null);
  const allDimensions = measured.reduce((sum, dimension) => sum + weights.dimensions[dimension], 0);
  /** What a rise of the field's score in the dimension does to the overall score. */
  const gainOf = (field: FieldScore, dimension: Dimension, rise: number): number => {
    const of = fields.reduce((sum, one) => sum + (one[dimension] === null ? 0 : one.weight), 0);
    return of === 0 || allDimensions === 0 ? 0 : (rise * field.weight * weights.dimensions[dimension]) / (of * allDimensions);
  };
  const scoreOf = new Map(fields.map((field) => [field.field, field]));
  const profileOf = new Map(profiles.map((profile) => [profile.field, profile]));
  const actions: ScoreAction[] = [];
  for (const profile of profiles) {
    const wanted = wantedRows(profile, applicability);
    const missing = wanted - profile.filled;
    const field = scoreOf.get(profile.field)!;
    if (missing > 0) actions.push({ kind: 'fillIn', field: profile.field, rule: null, reason: 'missing', rows: missing, gain: gainOf(field, 'completeness', missing / wanted) });
  }
  for (const { rule, checked, broken, from } of findings.perRule) {
    if (broken === 0) continue;
    const fieldId = fieldOfCheck(rule.check);
    const field = scoreOf.get(fieldId);
    const profile = profileOf.get(fieldId);
    if (field === undefined || profile === undefined) continue;
    if (rule.check.kind === 'valid') {
      for (const [kind, count] of countKinds(findings, from, broken)) {
        // How much of a valid value each of them lacks: suspect ones half.
        if (kind === 'placeholder') continue;
        const validity = profile.validity!;
        const lack = (validity.invalid + (1 - SUSPECT_COUNTS) * validity.suspect) / Math.max(1, validity.invalid + validity.suspect);
        actions.push({ kind: repairable.has(kind) ? 'applyRepairs' : 'correct', field: fieldId, rule: rule.id, reason: kind, rows: count, gain: gainOf(field, 'validity', (lack * count) / Math.max(1, profile.filled)) });
      }
    } else if (rule.check.kind === 'unique') {
      const unique = uniqueness.get(fieldId);
      if (unique !== undefined && unique.rule === rule.id) actions.push({ kind: 'resolveDuplicates', field: fieldId, rule: rule.id, reason: 'duplicate', rows: broken, gain: gainOf(field, 'uniqueness', unique.lost / unique.of) });
    } else if (isCrossField(rule.check)) {
      const share = field.consistency === null ? 0 : broken / Math.max(1, checked);
      actions.push({ kind: 'reconcile', field: fieldId, rule: rule.id, reason: countKinds(findings, from, broken)[0]?.[0] ?? null, rows: broken, gain: gainOf(field, 'consistency', share) });
    }
  }
  for (const [fieldId, { dated, recent }] of timeliness) {
    const field = scoreOf.get(fieldId);
    if (field !== undefined && dated > recent) actions.push({ kind: 'reconfirm', field: fieldId, rule: null, reason: null, rows: dated - recent, gain: gainOf(field, 'timeliness', 1 - recent / dated) });
  }
  return actions.filter((action) => action.gain > 0).sort((left, right) => right.gain - left.gain || right.rows - left.rows || (left.field < right.field ? -1 : 1)).slice(0, 10);
}

/** Kinds of reasons with their counts, commonest first. */
export function countKinds(findings: Findings, from: number, count: number): [FindingReason['kind'], number][] {
  const counts = new Map<FindingReason['kind'], number>();
  for (let at = from; at < from + count; at++) {
    const { kind } = findings.reasons[findings.reason[at]!]!;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return Array.from(counts).sort((left, right) => right[1] - left[1]);
}
