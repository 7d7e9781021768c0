// What stewards rule about rows: merges, splits, verdicts and corrections.
import type { CanonicalField, FieldId } from './fields.ts';
import type { RowId, SourceId } from './ids.ts';

/**
 * How long a value that was set by hand holds: for good; until a source delivers another value of the field for one
 * of the record's rows; or until facts of one of the rows are newer than the day on which it was set.
 */
export const pinHolds = ['always', 'untilSourceChanges', 'latest'] as const;
export type PinHold = (typeof pinHolds)[number];

/** A value that a steward chose or typed for one field of a golden record. */
export type PinnedValue = {
  readonly field: FieldId;
  readonly value: string;
  /** The row it was taken from, a member or one of a reference; absent where it was typed. */
  readonly row?: RowId;
  /** `always` where absent. */
  readonly hold?: PinHold;
};

/** A value that holds whatever the rows say: pinned, or accepted from another source. */
export type FixedValue = PinnedValue & { readonly rule?: 'enriched' };

export const survivorshipRules = [
  'mostRecent',
  'sourcePriority',
  'mostComplete',
  'mostFrequent',
  'longest',
  'validFirst',
  /** Of texts that differ by a slip of the pen, the one that more rows of the workspace bear; looked at with `longest`. */
  'commonest',
  /** Where the rules leave several: the one whose row came first. */
  'earliest',
  'enriched',
  'pinned',
] as const;
export type SurvivorshipRule = (typeof survivorshipRules)[number];

/** A rule that narrows the choice; a pin or an accepted enrichment needs no choice, the commonest text goes with the longest, and the earliest row is what is left to. */
export type Narrowing = Exclude<SurvivorshipRule, 'commonest' | 'earliest' | 'pinned' | 'enriched'>;

/** How the value of one field, or of the unit that begins with it, is chosen. */
export type FieldRule = {
  readonly field: FieldId;
  /** In the order in which they narrow the choice. */
  readonly rules: readonly Narrowing[];
  /** Sources in the order in which they are trusted for this field, before all others; empty for the workspace's own order. */
  readonly trust: readonly SourceId[];
};

/** What a workspace rules about surviving values; fields that are not named follow the defaults. */
export type SurvivorshipSettings = {
  readonly fields: readonly FieldRule[];
  /** Fields that say something only together, each in one unit at most; null for the defaults. */
  readonly units: readonly (readonly CanonicalField[])[] | null;
};

/** Why a decision was made, from a closed list; anything else is said in the comment. */
export const decisionReasons = ['sameCustomer', 'confirmed', 'differentCustomer', 'household', 'branch', 'testRecord', 'unclear'] as const;
export type DecisionReason = (typeof decisionReasons)[number];
