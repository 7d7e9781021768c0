// The items of enriching in the log: how a reference is tied, what was accepted, what was turned down.
import type { CategoryScheme } from '../../enrich/categories.ts';
import type { Linkage } from '../../enrich/enrichTypes.ts';
import type { FieldId } from '../../model/fields.ts';
import type { GoldenId, RowId } from '../../model/ids.ts';

/** How a reference is tied to the records; the latest for a reference holds. */
export type LinkageItem = { readonly kind: 'linkage' } & Linkage;

/** A value of the record, as evidence. */
export type Because = { readonly field: FieldId; readonly value: string };

/** A proposed value that a steward accepted. It beats what survivorship chooses, and a pin beats it. */
export type EnrichItem = {
  readonly kind: 'enrich';
  readonly golden: GoldenId;
  readonly field: FieldId;
  readonly before: string;
  /** '' takes an earlier value of this kind away. */
  readonly after: string;
  /** See `sourceKey`. */
  readonly source: string;
  /** The row that the value was read from: of a reference, or of another record. */
  readonly row?: RowId;
  readonly confidencePpm: number;
  readonly because: readonly Because[];
  /** What the source proposed, where the steward accepted another value. */
  readonly proposed?: string;
};

/** A proposed value that a steward turned down; not proposed again on the same evidence. */
export type RejectItem = {
  readonly kind: 'reject';
  readonly golden: GoldenId;
  readonly field: FieldId;
  readonly value: string;
  readonly source: string;
  readonly row?: RowId;
  readonly because: readonly Because[];
};

/** A way to classify; the latest for a field holds. Without values and rules it is gone, and what was classified stays. */
export type CategoriesItem = { readonly kind: 'categories' } & CategoryScheme;

export type EnrichmentItem = LinkageItem | EnrichItem | RejectItem | CategoriesItem;
export const enrichmentKinds = ['linkage', 'enrich', 'reject', 'categories'] as const satisfies readonly EnrichmentItem['kind'][];
