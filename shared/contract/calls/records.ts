// Rows and golden records: grid, facets, one record’s page.
import type { StaleReason } from '../../freshness/freshnessOf.ts';
import type { SurvivorshipRule } from '../../model/decision.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EpochDay, GoldenId, LoadId, RowId, SourceId } from '../../model/ids.ts';
import type { SortKey } from '../../table/query/sortRows.ts';
import type { Filter } from '../../table/query/Filter.ts';
import type { LogLine } from './log.ts';

export type { SortKey };

/**
 * How rows are picked out. Sets of `{ kind: 'rows', set }` are named `source:ID`, `load:ID`, or as one of `rowFlags`.
 */
export type RowFilter = Filter;

/** What the app found out about a row. */
export const rowFlags = ['inOpenGroup', 'merged', 'stale', 'invalid', 'unlinkable'] as const;
export type RowFlag = (typeof rowFlags)[number];

/** Source rows as delivered, or golden records as they stand. */
export type RecordsOf = 'rows' | 'golden';

export type RecordsQuery = {
  readonly of: RecordsOf;
  readonly filter: RowFilter;
  readonly sort: readonly SortKey[];
};

/** A query's answer is held by the worker under an id until the data changes. */
export type RecordsAnswer = { readonly query: number; readonly count: number; readonly total: number; readonly fields: readonly FieldId[] };

export type RecordLine = {
  /** For golden records: the row whose id the golden record descends from. */
  readonly row: RowId;
  readonly golden: GoldenId;
  readonly source: SourceId;
  readonly flags: readonly RowFlag[];
  /** Source rows behind this golden record; 1 for a source row. */
  readonly members: number;
  /** In the order of the answer's fields; null where the source has no such field. */
  readonly cells: readonly (string | null)[];
};

export type FacetValue = { readonly value: string; readonly count: number };
export type Facet = {
  readonly field: FieldId;
  readonly values: readonly FacetValue[];
  /** Different values in all, shown or not. */
  readonly distinct: number;
  readonly blank: number;
};

/** How the values of a field are read where they are compared. Dates are days since 1970-01-01. */
export type ValueType = 'text' | 'number' | 'date';

/** A field's numbers or dates in bins; bin `i` goes from `edges[i]` up to but without `edges[i + 1]`, the last one includes its upper edge. */
export type FieldHistogram = {
  readonly field: FieldId;
  readonly as: 'number' | 'date';
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  readonly blank: number;
  /** Rows with a value that is no number or date. */
  readonly unreadable: number;
};

export type SetCounts = { readonly flags: Readonly<Record<RowFlag, number>>; readonly sources: readonly { readonly source: SourceId; readonly rows: number }[] };

export type SurvivingValue = {
  readonly field: FieldId;
  readonly value: string;
  /** Null for a value typed by a steward. */
  readonly row: RowId | null;
  readonly rule: SurvivorshipRule;
};

export type MemberRow = {
  readonly row: RowId;
  readonly source: SourceId;
  readonly load: LoadId;
  readonly updatedOn: EpochDay | null;
  readonly stale: readonly StaleReason[];
  /** In the order of the page's fields; null where the source has no such field. */
  readonly cells: readonly (string | null)[];
};

export type RecordPage = {
  readonly golden: GoldenId;
  readonly fields: readonly FieldId[];
  readonly values: readonly SurvivingValue[];
  readonly members: readonly MemberRow[];
  readonly history: readonly LogLine[];
};

export type RecordsCalls = {
  'records.query': { request: RecordsQuery; response: RecordsAnswer };
  'records.window': { request: { query: number; from: number; count: number }; response: readonly RecordLine[] | 'outdated' };
  'records.facet': { request: { query: RecordsQuery; field: FieldId; limit: number; search: string }; response: Facet };
  /** How many of the query's rows bear each flag, and come from each source. */
  'records.sets': { request: { query: RecordsQuery }; response: SetCounts };
  'records.types': { request: { fields: readonly FieldId[] }; response: Readonly<Partial<Record<FieldId, ValueType>>> };
  /** Null where the field holds texts. Counts are made without the query's own conditions on the field. */
  'records.histogram': { request: { query: RecordsQuery; field: FieldId; bins: number }; response: FieldHistogram | null };
  'records.page': { request: { row: RowId; today: EpochDay }; response: RecordPage };
};
