// How rows are picked out, as data: it can be saved, sent to a worker and put into an address.
import { assertNever } from '../../kernel/assertNever.ts';
import type { FieldId } from '../../model/fields.ts';

/**
 * exact: some field's whole value is the text. substring: every word of the text occurs in some field.
 * fuzzy: some field has, or several have together, most trigrams of the text.
 */
export type SearchMode = 'exact' | 'substring' | 'fuzzy';

/**
 * `all` of nothing is every row, `any` of nothing is no row. Ranges include both ends; null leaves an end open.
 * Dates are days since 1970-01-01. Texts of `contains`, `startsWith` and `search` meet with case and accents folded;
 * those of `equals` meet exactly as delivered.
 */
export type Filter =
  | { readonly kind: 'all'; readonly of: readonly Filter[] }
  | { readonly kind: 'any'; readonly of: readonly Filter[] }
  | { readonly kind: 'not'; readonly of: Filter }
  | { readonly kind: 'equals'; readonly field: FieldId; readonly values: readonly string[] }
  | { readonly kind: 'contains'; readonly field: FieldId; readonly text: string }
  | { readonly kind: 'startsWith'; readonly field: FieldId; readonly text: string }
  /** No cell, an empty one, or nothing but white space. */
  | { readonly kind: 'blank'; readonly field: FieldId }
  /** No cell at all. */
  | { readonly kind: 'missing'; readonly field: FieldId }
  | { readonly kind: 'numberRange'; readonly field: FieldId; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'dateRange'; readonly field: FieldId; readonly from: number | null; readonly to: number | null }
  /** Not blank, and no number or date by the field's own way of writing them. */
  | { readonly kind: 'unreadable'; readonly field: FieldId; readonly as: 'number' | 'date' }
  | { readonly kind: 'search'; readonly text: string; readonly fields: readonly FieldId[]; readonly mode: SearchMode }
  /** Rows of a set that the caller knows by name: stale, in a group, of a source, of a load. */
  | { readonly kind: 'rows'; readonly set: string };

export const everyRow: Filter = { kind: 'all', of: [] };

/** The same filter without its top-level conditions on one field: what that field's own facet counts under. */
export function withoutField(filter: Filter, field: FieldId): Filter {
  if (filter.kind === 'all') return { kind: 'all', of: filter.of.filter((part) => !isOnlyAbout(part, field)) };
  return isOnlyAbout(filter, field) ? everyRow : filter;
}

function isOnlyAbout(filter: Filter, field: FieldId): boolean {
  switch (filter.kind) {
    case 'all':
    case 'any':
      return filter.of.length > 0 && filter.of.every((part) => isOnlyAbout(part, field));
    case 'not':
      return isOnlyAbout(filter.of, field);
    case 'search':
    case 'rows':
      return false;
    case 'equals':
    case 'contains':
    case 'startsWith':
    case 'blank':
    case 'missing':
    case 'numberRange':
    case 'dateRange':
    case 'unreadable':
      return filter.field === field;
    default:
      return assertNever(filter);
  }
}
