// The items that this app writes into log entries: one shape per kind of change, as canonical JSON (integers only).
// What an item is about it says in `row`, `rows` or `golden`: a record's history and the erasure of a person look there.
import type { FreshnessSettings } from '../../freshness/policies.ts';
import type { DecisionReason, PinHold, PinnedValue, SurvivorshipSettings } from '../../model/decision.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, GoldenId, LoadId, RowId, SourceId } from '../../model/ids.ts';
import type { FieldMapping, LoadChoices, LoadedFile, ReferenceTable } from '../../model/source.ts';
import type { EnrichmentItem } from '../enrich/enrichItems.ts';
import type { AnswerItem, PackItem } from './RefreshFacts.ts';
import type { QualityItem } from './qualityFacts.ts';
import type { ApprovalRule, Ruling } from './secondLooks.ts';

/** A source as it is known from now on. `gone` takes it out of the list, while nothing of it is part of the current state. */
export type SourceItem = { readonly kind: 'source'; readonly id: SourceId; readonly name: string; readonly owner?: string; readonly trustRank: number; readonly gone?: true };
/** From now on the columns of a load are read as these fields. */
export type MapItem = { readonly kind: 'map'; readonly load: LoadId; readonly mapping: FieldMapping };
export type LoadItem = {
  readonly kind: 'load';
  readonly source: SourceId;
  readonly fileName: string;
  readonly fileSha256: string;
  readonly fileBytes: number;
  readonly firstRow: number;
  readonly rows: number;
  readonly quarantined: number;
  readonly columns: readonly string[];
  readonly mapping: FieldMapping;
  readonly choices: LoadChoices;
  /** Of a refresh: the columns by which rows were told apart. */
  readonly keys?: readonly string[];
  /** Where several files were loaded as one. */
  readonly files?: readonly LoadedFile[];
  /** Loads that leave the current state. */
  readonly replaces: readonly LoadId[];
  /** Rows of the file that were there already, cell by cell, and so were not loaded again. */
  readonly unchanged?: number;
  /** Only of a reference: rows to learn from, which never are records. Its mapping leaves every column out. */
  readonly reference?: ReferenceTable;
};
/** What a newer delivery of a source said about rows that were there. One load may have many of these. */
export type RefreshItem = {
  readonly kind: 'refresh';
  /** Older version and newer version, one after the other. */
  readonly changed: readonly RowId[];
  /** Rows that the source no longer has. */
  readonly vanished: readonly RowId[];
};
export type MergeItem = {
  readonly kind: 'merge';
  readonly rows: readonly RowId[];
  readonly pins: readonly PinnedValue[];
  /** Golden records that became one. */
  readonly before: readonly GoldenId[];
  readonly after: GoldenId;
  readonly comment: string;
  readonly reason?: DecisionReason;
};
export type DistinctItem = { readonly kind: 'distinct'; readonly rows: readonly RowId[]; readonly comment: string; readonly reason?: DecisionReason };
/** Where a value that was set by hand goes when its record parts: to the part with this row, or nowhere. */
export type KeptPin = { readonly field: FieldId; readonly row: RowId | null };
export type UnmergeItem = {
  readonly kind: 'unmerge';
  readonly row: RowId;
  readonly before: GoldenId;
  readonly after: readonly GoldenId[];
  readonly comment: string;
  readonly reason?: DecisionReason;
  readonly kept?: readonly KeptPin[];
  /** The row is not ruled to be a different customer: a later run may propose it again. */
  readonly open?: true;
};
/** One earlier merge inside a record is taken apart, or all of them. */
export type SplitItem = {
  readonly kind: 'split';
  /** A row of the record. */
  readonly row: RowId;
  /** The entry that made the merge; null for every merge of the record. */
  readonly merge: EntrySeq | null;
  readonly before: GoldenId;
  readonly after: readonly GoldenId[];
  readonly comment: string;
  readonly reason?: DecisionReason;
  readonly kept?: readonly KeptPin[];
  readonly open?: true;
};
/** A ruling that rows are different customers no longer holds. */
export type RevokeItem = { readonly kind: 'revoke'; readonly entry: EntrySeq; readonly rows: readonly RowId[]; readonly comment: string; readonly reason?: DecisionReason };
/** A steward looked again at an earlier decision, and it stands. */
export type UpholdItem = { readonly kind: 'uphold'; readonly entry: EntrySeq; readonly rows: readonly RowId[]; readonly field?: FieldId; readonly comment: string };
/** A field of a golden record is left to the rule again. */
export type UnpinItem = { readonly kind: 'unpin'; readonly golden: GoldenId; readonly field: FieldId; readonly before: string; readonly comment: string };
/** The survivorship of the whole workspace; null for the defaults. */
export type SurvivorshipItem = { readonly kind: 'survivorship'; readonly settings: SurvivorshipSettings | null };
/** Which decisions need a second person; null for none. */
export type ApprovalsItem = { readonly kind: 'approvals'; readonly rule: ApprovalRule | null };
/** What the first of two people ruled. */
export type FirstItem = {
  readonly kind: 'first';
  readonly rows: readonly RowId[];
  readonly ruling: Ruling;
  readonly pins: readonly PinnedValue[];
  readonly comment: string;
  readonly reason?: DecisionReason;
};
/** What the second one ruled without seeing it. Where they agree, the decision stands beside this item in the same entry. */
export type SecondItem = {
  readonly kind: 'second';
  readonly first: EntrySeq;
  /** A row that the first decision was about. */
  readonly row: RowId;
  readonly rows: readonly RowId[];
  readonly ruling: Ruling;
  readonly agrees: boolean;
  readonly comment: string;
};
export type EditItem = {
  readonly kind: 'edit';
  readonly golden: GoldenId;
  readonly field: FieldId;
  readonly before: string;
  readonly after: string;
  /** The value's source row; absent where it was typed. */
  readonly row?: RowId;
  readonly hold?: PinHold;
  readonly comment: string;
};
/** What cells of source rows shall read; the delivered value stays beside it. Items of one entry hold at once. */
export type CorrectItem = {
  readonly kind: 'correct';
  readonly field: FieldId;
  /** What the cells read until then, blank and missing ones '' . */
  readonly before: string;
  readonly after: string;
  /** These rows; absent where it is every row that read `before`. */
  readonly rows?: readonly RowId[];
  /** Rows from here on came later and are not touched. */
  readonly end: RowId;
  /** What kind of work it was part of. */
  readonly reason: string;
  readonly comment: string;
};
/** Rows of one person are taken out of all work. Their content stays until an `erase` entry names it. */
export type BlockItem = { readonly kind: 'block'; readonly rows: readonly RowId[] };
/** What somebody noted about some rows: an item of its own, so that erasing it takes nothing else along. */
export type RemarkItem = { readonly kind: 'remark'; readonly rows: readonly RowId[]; readonly comment: string };
/** Another person agrees that what a block entry named is destroyed. */
export type ApproveErasureItem = { readonly kind: 'approveErasure'; readonly block: EntrySeq };
/** In an `erase` entry: whose content it destroyed. */
export type ErasedItem = { readonly kind: 'erased'; readonly block: EntrySeq; readonly rows: readonly RowId[] };
/** Whether destroying takes a second person. */
export type ErasureRuleItem = { readonly kind: 'erasureRule'; readonly needsApproval: boolean };
export type ConfirmItem = { readonly kind: 'confirm'; readonly row: RowId; readonly on: number };
export type PoliciesItem = { readonly kind: 'policies' } & FreshnessSettings;
export type ExportItem = {
  readonly kind: 'export';
  readonly part: string;
  readonly fileName: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** The path that it was written to; absent in older logs. */
  readonly where?: string;
};
/** By which profile the files of an export were made, as JSON text: a filter may hold numbers that are not whole. */
export type ExportRunItem = { readonly kind: 'exportRun'; readonly profile: string };
/** A profile that is kept under a name; null takes it away. */
export type ExportProfileItem = { readonly kind: 'exportProfile'; readonly name: string; readonly profile: string | null };
export type MatchItem = {
  readonly kind: 'match';
  readonly rows: number;
  readonly groups: number;
  readonly candidatePairs: number;
  readonly matchedPairs: number;
  /** Millionths, because the log holds integers only. */
  readonly thresholdPpm: number;
  readonly model: string;
};

/** A match model under a name, as JSON text; null lets it go. */
export type MatchModelItem = { readonly kind: 'matchModel'; readonly name: string; readonly model: string | null };
/** The model that runs from here on take up; null: each learns from the rows. */
export type UseModelItem = { readonly kind: 'useModel'; readonly name: string | null };

export type StateItem =
  | SourceItem
  | MapItem
  | LoadItem
  | RefreshItem
  | MergeItem
  | DistinctItem
  | UnmergeItem
  | SplitItem
  | RevokeItem
  | UpholdItem
  | EditItem
  | UnpinItem
  | SurvivorshipItem
  | ApprovalsItem
  | FirstItem
  | SecondItem
  | CorrectItem
  | BlockItem
  | RemarkItem
  | ApproveErasureItem
  | ErasedItem
  | ErasureRuleItem
  | ConfirmItem
  | PoliciesItem
  | ExportItem
  | ExportRunItem
  | ExportProfileItem
  | MatchItem
  | MatchModelItem
  | UseModelItem
  | EnrichmentItem
  | PackItem
  | AnswerItem
  | QualityItem;

/** One entry as the projection sees it. */
export type StateEntry = {
  readonly seq: EntrySeq;
  /** UTC milliseconds. */
  readonly at: number;
  readonly actor: string;
  readonly act: string;
  readonly clockBack: boolean;
  readonly undoes: EntrySeq | null;
  readonly items: readonly StateItem[];
};

