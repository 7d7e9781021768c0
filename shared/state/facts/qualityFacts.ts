// Folds what stewards ruled about quality: rules, weights, rulings about findings, and the scores that were noted down.
import { assertNever } from '../../kernel/assertNever.ts';
import type { CanonicalField, FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import type { FindingState } from '../../profile/findings.ts';
import type { Measure, MeasureFacts } from '../../profile/measure.ts';
import { defaultRules, type Rule, type RuleCheck } from '../../profile/rules.ts';
import { defaultWeights, dimensions, type Dimension, type ScoreWeights } from '../../profile/scorecard.ts';

/** The log holds integers only: the ends of ranges are written as decimal text. */
type StoredCheck = Exclude<RuleCheck, { kind: 'range' | 'when' }> | (Omit<Extract<RuleCheck, { kind: 'range' }>, 'from' | 'to'> & { readonly from: string | null; readonly to: string | null }) | (Omit<Extract<RuleCheck, { kind: 'when' }>, 'check'> & { readonly check: StoredCheck });

/** Sets a rule; null takes a steward's own rule away, and brings a default one back to its default. */
export type RuleItem = { readonly kind: 'rule'; readonly id: string; readonly rule: (Omit<Rule, 'check'> & { readonly check: StoredCheck }) | null };
/** In hundredths. Null brings the default weights back. */
export type WeightsItem = { readonly kind: 'weights'; readonly weights: { readonly dimensions: Readonly<Record<Dimension, number>>; readonly fields: readonly { readonly field: CanonicalField; readonly weight: number }[] } | null };
/** Findings of one rule in rows that read alike. */
export type RulingItem = {
  readonly kind: 'ruling';
  readonly rule: string;
  readonly state: FindingState;
  /** What the rule looks at, as it read; the ruling holds while it reads so. */
  readonly values: readonly string[];
  readonly rows: readonly RowId[];
  readonly comment: string;
};
export type MeasureItem = MeasureFacts & { readonly kind: 'measure' };
export type QualityItem = RuleItem | WeightsItem | RulingItem | MeasureItem;

export type Ruling = { readonly state: FindingState; readonly values: readonly string[]; readonly comment: string };

export class QualityFacts {
  private readonly changedRules = new Map<string, Rule>();
  private givenWeights: ScoreWeights | null = null;
  private readonly rulings = new Map<string, Map<RowId, Ruling>>();
  private readonly noted: Measure[] = [];

  take(item: QualityItem, seq: number, at: number): void {
    switch (item.kind) {
      case 'rule':
        if (item.rule === null) this.changedRules.delete(item.id);
        else this.changedRules.set(item.id, { ...item.rule, check: checkFromItem(item.rule.check) });
        return;
      case 'weights':
        this.givenWeights =
          item.weights === null
            ? null
            : {
                dimensions: Object.fromEntries(dimensions.map((one) => [one, item.weights!.dimensions[one] / 100])) as Record<Dimension, number>,
                fields: Object.fromEntries(item.weights.fields.map(({ field, weight }) => [field, weight / 100])),
              };
        return;
      case 'ruling': {
        let byRow = this.rulings.get(item.rule);
        if (byRow === undefined) this.rulings.set(item.rule, (byRow = new Map()));
        for (const row of item.rows) {
          if (item.state === 'open') byRow.delete(row);
          else byRow.set(row, { state: item.state, values: item.values, comment: item.comment });
        }
        return;
      }
      case 'measure': {
        const { kind: _, ...measure } = item;
        this.noted.push({ ...measure, seq, at });
        return;
      }
      default:
        assertNever(item);
    }
  }

  /** A newer version of a row keeps the rulings about it: they hold only where it still reads the same. */
  rename(older: RowId, newer: RowId): void {
    for (const byRow of this.rulings.values()) {
      const ruling = byRow.get(older);
      if (ruling === undefined) continue;
      byRow.delete(older);
      byRow.set(newer, ruling);
    }
  }

  /** The rules that hold for these fields: the defaults as changed, then a steward's own. */
  rules(fields: readonly FieldId[]): Rule[] {
    const defaults = defaultRules(fields);
    const known = new Set(defaults.map(({ id }) => id));
    return [...defaults.map((rule) => this.changedRules.get(rule.id) ?? rule), ...[...this.changedRules.values()].filter(({ id }) => !known.has(id) && isOwnRule(id))];
  }

  /** Rules that were changed or added. */
  get changed(): ReadonlyMap<string, Rule> {
    return this.changedRules;
  }

  get weights(): ScoreWeights {
    return this.givenWeights ?? defaultWeights;
  }

  rulingsOf(rule: string): ReadonlyMap<RowId, Ruling> | undefined {
    return this.rulings.get(rule);
  }

  /** In the order in which they were noted. */
  get measures(): readonly Measure[] {
    return this.noted;
  }

  /** What the state digest holds of all this; null where nobody ruled anything. */
  facts(): unknown {
    if (this.changedRules.size === 0 && this.givenWeights === null && this.noted.length === 0 && [...this.rulings.values()].every((byRow) => byRow.size === 0)) return null;
    return {
      rules: [...this.changedRules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, rule]) => ({ id, rule: { ...rule, check: checkToItem(rule.check) } })),
      weights: weightsToItem(this.givenWeights),
      rulings: [...this.rulings]
        .filter(([, byRow]) => byRow.size > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([rule, byRow]) => ({ rule, rows: [...byRow].sort(([a], [b]) => a - b).map(([row, { state, values, comment }]) => ({ row, state, values, comment })) })),
      measures: this.noted,
    };
  }
}

const OWN = 'own:';

/** Rules that a steward made are told from the defaults by their ids. */
export function isOwnRule(id: string): boolean {
  return id.startsWith(OWN);
}

/** The id for one more rule of a steward's own. */
export function nextOwnRule(facts: QualityFacts): string {
  const numbers = [...facts.changed.keys()].filter(isOwnRule).map((id) => Number(id.slice(OWN.length)));
  return `${OWN}${Math.max(0, ...numbers) + 1}`;
}

export function checkToItem(check: RuleCheck): StoredCheck {
  if (check.kind === 'when') return { ...check, check: checkToItem(check.check) };
  if (check.kind !== 'range') return check;
  return { ...check, from: check.from === null ? null : String(check.from), to: check.to === null ? null : String(check.to) };
}

function checkFromItem(check: StoredCheck): RuleCheck {
  if (check.kind === 'when') return { ...check, check: checkFromItem(check.check) };
  if (check.kind !== 'range') return check;
  return { ...check, from: check.from === null ? null : Number(check.from), to: check.to === null ? null : Number(check.to) };
}

export function weightsToItem(weights: ScoreWeights | null): WeightsItem['weights'] {
  if (weights === null) return null;
  const hundredths = (value: number): number => Math.round(value * 100);
  return {
    dimensions: Object.fromEntries(dimensions.map((one) => [one, hundredths(weights.dimensions[one])])) as Record<Dimension, number>,
    fields: Object.entries(weights.fields).map(([field, weight]) => ({ field: field as CanonicalField, weight: hundredths(weight) })),
  };
}
