// What the score views share: the dimensions, where their numbers lead, and what moved since a score was noted down.
import type { LinkProps } from '@tanstack/react-router';
import type { Measure, QualitySummary, Rule, RuleLine } from '../../../shared/contract/engine.ts';
import { canonicalOf, type FieldId } from '../../../shared/model/fields.ts';

export const dimensions = ['completeness', 'validity', 'uniqueness', 'consistency', 'timeliness'] as const;
export type Dimension = (typeof dimensions)[number];

/** The place where the rows behind a field's score stand. */
export function linkOf(dimension: Dimension, field: FieldId, source: number | null): LinkProps {
  const sources = source === null ? {} : { sources: [source] };
  switch (dimension) {
    case 'completeness':
      return { to: '/records', search: { facets: { [field]: { blank: 'only' } }, ...sources } };
    case 'validity':
      return { to: '/quality', search: { view: 'findings', rule: `valid:${field}` } };
    case 'uniqueness':
      return { to: '/quality', search: { view: 'findings', rule: `unique:${field}` } };
    case 'consistency':
      return { to: '/quality', search: { view: 'findings', field } };
    case 'timeliness': {
      const canonical = canonicalOf(field);
      return { to: '/stale', search: { reason: 'fieldTooOld', ...(canonical === undefined ? {} : { field: canonical }) } };
    }
  }
}

/** The place where what a dimension lacks is worked off. */
export function linkOfDimension(dimension: Dimension): LinkProps {
  if (dimension === 'completeness') return { to: '/quality', search: { view: 'columns' } };
  if (dimension === 'uniqueness') return { to: '/duplicates' };
  return dimension === 'timeliness' ? { to: '/stale' } : { to: '/quality', search: { view: 'findings' } };
}

/** Moves smaller than this many points are noise to the eye. */
const SMALLEST_CHANGE = 0.0005;
const SHOWN = 6;

/** The fields and rules that moved most since a score was noted down. */
export function changesSince(before: Measure, now: QualitySummary, rules: readonly RuleLine[]): { readonly fields: readonly { field: FieldId; change: number }[]; readonly rules: readonly { rule: Rule; before: number; after: number }[] } {
  const then = new Map(before.fields.map(({ field, score }) => [field, score / 1e6]));
  const fields = now.scorecard.fields
    .flatMap(({ field, score }) => (then.has(field) ? [{ field, change: score - then.get(field)! }] : []))
    .filter(({ change }) => Math.abs(change) >= SMALLEST_CHANGE)
    .sort((left, right) => Math.abs(right.change) - Math.abs(left.change));
  const broken = new Map(before.rules.map((one) => [one.rule, one.broken]));
  const moved = rules
    .map(({ rule, open, accepted, ignored }) => ({ rule, before: broken.get(rule.id) ?? 0, after: open + accepted + ignored }))
    .filter((one) => one.before !== one.after)
    .sort((left, right) => Math.abs(right.after - right.before) - Math.abs(left.after - left.before));
  return { fields: fields.slice(0, SHOWN), rules: moved.slice(0, SHOWN) };
}
