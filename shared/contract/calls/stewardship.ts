// What stewards rule beyond one group: how records part, where values come from, survivorship, second persons, earlier decisions, bulk edits.
import type { DecisionReason, FieldRule, PinHold, SurvivorshipRule, SurvivorshipSettings } from '../../model/decision.ts';
import type { CanonicalField, FieldId } from '../../model/fields.ts';
import type { EntrySeq, GoldenId, RowId, SourceId } from '../../model/ids.ts';
import type { Saying } from './duplicates.ts';
import type { LogLine } from './log.ts';
import type { Band } from './matching.ts';
import type { RecordsOf, RecordsQuery } from './records.ts';

/** A merge with its parts; rows by their number. */
export type MergeNode = { readonly entry: EntrySeq; readonly at: number; readonly actor: string; readonly parts: readonly (RowId | MergeNode)[] };

/** A value that a steward set by hand. */
export type HandSet = {
  readonly field: FieldId;
  readonly value: string;
  readonly row: RowId | null;
  readonly entry: EntrySeq;
  readonly at: number;
  readonly actor: string;
  readonly comment: string;
  readonly hold: PinHold;
  /** False once it gave way to the sources. */
  readonly holds: boolean;
};

/** Where a record comes from. */
export type Lineage = {
  readonly tree: MergeNode | null;
  readonly handSet: readonly HandSet[];
  /** The load that brought each row. */
  readonly loads: readonly { readonly row: RowId; readonly source: SourceId; readonly fileName: string; readonly at: number; readonly entry: EntrySeq }[];
  /** Which golden record each row stood in; times in UTC milliseconds, `from` null where it began so with its load. */
  readonly links: readonly { readonly row: RowId; readonly golden: GoldenId; readonly from: number | null; readonly until: number | null }[];
};

export type Taken = 'row' | 'all' | { readonly merge: EntrySeq };

export type SplitPreview = {
  readonly parts: readonly { readonly golden: GoldenId; readonly rows: readonly { readonly row: RowId; readonly title: string; readonly source: SourceId }[] }[];
  /** Values set by hand on the whole record: a steward says to which part each belongs. */
  readonly unclear: readonly { readonly field: FieldId; readonly value: string; readonly row: RowId | null }[];
};

/** One field or unit with the rules that choose its value. */
export type SurvivorshipLine = { readonly field: FieldId; readonly fields: readonly FieldId[]; readonly rules: FieldRule['rules']; readonly trust: readonly SourceId[]; readonly isDefault: boolean };
export type SurvivorshipPage = { readonly settings: SurvivorshipSettings | null; readonly lines: readonly SurvivorshipLine[]; readonly units: readonly (readonly CanonicalField[])[]; /** The rules that hold for each field, or the unit that begins with it, without configuration. */ readonly defaults: readonly { readonly field: FieldId; readonly rules: FieldRule['rules'] }[] };

export type FlipsPage = {
  readonly values: number;
  readonly records: number;
  readonly byField: readonly { readonly field: FieldId; readonly values: number }[];
  readonly some: readonly { readonly row: RowId; readonly title: string; readonly field: FieldId; readonly before: string; readonly after: string; readonly rule: SurvivorshipRule | null }[];
};

export type ApprovalSettings = { readonly minRows: number | null; readonly bands: readonly Band[] };
export type ApprovalsPage = { readonly rule: ApprovalSettings | null; readonly waiting: number; readonly disagreed: number; readonly agreed: number; readonly judged: number };

/** Why an earlier decision needs a look: rows of it are no longer delivered; what they say changed; a hand-set value gave way. */
export type DecisionTrouble = { readonly kind: 'rowGone'; readonly rows: readonly RowId[] } | { readonly kind: 'valuesChanged'; readonly fields: readonly FieldId[] } | { readonly kind: 'gaveWay'; readonly hold: PinHold };

export type DecisionLine = {
  readonly kind: 'merge' | 'distinct' | 'handSet';
  readonly entry: EntrySeq;
  readonly at: number;
  readonly actor: string;
  /** The newest versions of the rows. */
  readonly rows: readonly RowId[];
  readonly title: string;
  readonly comment: string;
  readonly reason: DecisionReason | null;
  readonly field: FieldId | null;
  readonly value: string | null;
  /** Rows that a newer delivery took the place of, so that the decision moved on to it. */
  readonly movedOn: number;
  readonly trouble: DecisionTrouble | null;
};
export const decisionFilters = ['look', 'all', 'merge', 'distinct', 'handSet'] as const;
export type DecisionFilter = (typeof decisionFilters)[number];

/** What is done to the values of one field; `replace` follows the rules of JavaScript's regular expressions where it is one. */
export type BulkWork =
  | { readonly kind: 'fill'; readonly value: string; readonly onlyBlank: boolean }
  | { readonly kind: 'clear' }
  | { readonly kind: 'replace'; readonly find: string; readonly with: string; readonly how: 'plain' | 'cell' | 'regex'; readonly ignoresCase: boolean };

/** Which rows: those that a query answers with (of golden records all their rows), or the ones named. */
export type BulkScope = { readonly query: RecordsQuery } | { readonly rows: readonly RowId[]; readonly of: RecordsOf };
export type BulkRequest = { readonly scope: BulkScope; readonly field: FieldId; readonly work: BulkWork };
/** Why a regular expression can't be worked with: it can't be read, in its own words; or it comes to no end on a value. */
export type BulkTrouble = { readonly kind: 'unreadable'; readonly detail: string } | { readonly kind: 'tooSlow'; readonly value: string };
export type BulkPreview = {
  readonly rowsInScope: number;
  readonly cells: number;
  /** Different values that change. */
  readonly values: number;
  /** The first of them, most rows first. */
  readonly some: readonly { readonly before: string; readonly after: string; readonly rows: number }[];
  readonly trouble: BulkTrouble | null;
};

/** What is typed or pasted into a cell; `before` is what was seen there, blank and missing cells ''. Of a golden record the row that its line names. */
export type CellEdit = { readonly row: RowId; readonly field: FieldId; readonly before: string; readonly after: string };

export type StewardshipCalls = {
  'record.lineage': { request: { row: RowId }; response: Lineage };
  'split.foresee': { request: { row: RowId; taken: Taken }; response: SplitPreview };
  'split.run': { request: { row: RowId; taken: Taken; kept: readonly { field: FieldId; row: RowId | null }[]; open: boolean } & Saying; response: LogLine };
  'handSet.set': { request: { row: RowId; field: FieldId; value: string; from: RowId | null; hold: PinHold; comment: string }; response: LogLine };
  'handSet.release': { request: { row: RowId; field: FieldId; comment: string }; response: LogLine };
  'survivorship.read': { request: undefined; response: SurvivorshipPage };
  'survivorship.foresee': { request: { settings: SurvivorshipSettings | null }; response: FlipsPage };
  'survivorship.apply': { request: { settings: SurvivorshipSettings | null; flips: number }; response: LogLine };
  'approvals.read': { request: undefined; response: ApprovalsPage };
  'approvals.set': { request: { rule: ApprovalSettings | null }; response: LogLine };
  'decisions.list': { request: { filter: DecisionFilter; from: number; count: number }; response: { total: number; look: number; lines: readonly DecisionLine[] } };
  'decisions.revoke': { request: { line: DecisionLine } & Saying; response: LogLine };
  /** A steward looked again, and the decision stands. */
  'decisions.uphold': { request: { line: DecisionLine; comment: string }; response: LogLine };
  'bulk.foresee': { request: BulkRequest; response: BulkPreview };
  'bulk.apply': { request: BulkRequest & { cells: number; comment: string }; response: LogLine };
  /** One step for all cells, none of them twice: source rows are corrected, golden records' values set by hand. */
  'cells.set': { request: { of: RecordsOf; cells: readonly CellEdit[]; comment: string }; response: LogLine };
};
