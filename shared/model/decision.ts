// What stewards rule about rows: merges, splits, verdicts and corrections.
import type { FieldId } from './fields.ts';
import type { GoldenId, RowId } from './ids.ts';

/** A value that a steward chose or typed for one field of a golden record. */
export type PinnedValue = {
  readonly field: FieldId;
  readonly value: string;
  /** The row it was taken from, a member or one of a reference; absent where it was typed. */
  readonly row?: RowId;
  /** Left out for a pin. */
  readonly rule?: 'enriched';
};

export type Decision =
  /** Rows and golden records become one golden record. */
  | { readonly kind: 'merge'; readonly rows: readonly RowId[]; readonly pins: readonly PinnedValue[] }
  /** These rows are different customers, each from each. */
  | { readonly kind: 'distinct'; readonly rows: readonly RowId[] }
  /** One row leaves its golden record. */
  | { readonly kind: 'unmerge'; readonly row: RowId }
  /** A golden value is set by hand. */
  | { readonly kind: 'edit'; readonly golden: GoldenId; readonly pin: PinnedValue }
  /** The facts of a record were confirmed on a day. */
  | { readonly kind: 'confirm'; readonly row: RowId; readonly on: number };

export const survivorshipRules = [
  'mostRecent',
  'sourcePriority',
  'mostComplete',
  'mostFrequent',
  'longest',
  'validFirst',
  'enriched',
  'pinned',
] as const;
export type SurvivorshipRule = (typeof survivorshipRules)[number];
