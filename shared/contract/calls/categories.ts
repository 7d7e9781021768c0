// Categories and tags: ways to classify, what their rules would give, and giving values by hand.
import type { CategoryScheme } from '../../enrich/categories.ts';
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';
import type { LogLine } from './log.ts';
import type { RecordsQuery } from './records.ts';

export { categoryTests, tagsIn, type CategoryCondition, type CategoryRule, type CategoryScheme, type CategoryTest } from '../../enrich/categories.ts';

export type CategoryPreview = {
  /** Records that a rule fits, by value. */
  readonly byValue: readonly { readonly value: string; readonly records: number }[];
  readonly without: number;
  /** Records whose value would become another one. */
  readonly changes: number;
  /** Of these, such as have a value already. */
  readonly replaces: number;
};

export type CategoriesCalls = {
  'categories.list': { request: undefined; response: { readonly schemes: readonly CategoryScheme[]; readonly fields: readonly FieldId[] } };
  'categories.save': { request: CategoryScheme; response: LogLine };
  'categories.preview': { request: { scheme: CategoryScheme }; response: CategoryPreview };
  /** Classifies by the rules; records that have a value keep it unless `replace`. */
  'categories.apply': { request: { field: FieldId; replace: boolean }; response: LogLine };
  'categories.of': { request: { row: RowId }; response: readonly { readonly scheme: CategoryScheme; readonly value: string }[] };
  /** By hand: gives the value to one record, or to all that a query of the records found; or takes it away. */
  'categories.set': { request: { to: { readonly kind: 'row'; readonly row: RowId } | { readonly kind: 'query'; readonly query: RecordsQuery }; field: FieldId; value: string; isOn: boolean }; response: LogLine };
};
