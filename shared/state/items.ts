// The items that this app writes into log entries: one shape per kind of change, as canonical JSON (integers only).
import type { PinnedValue } from '../model/decision.ts';
import type { CanonicalField, FieldId } from '../model/fields.ts';
import type { EntrySeq, GoldenId, LoadId, RowId, SourceId } from '../model/ids.ts';
import type { FieldMapping, LoadChoices } from '../model/source.ts';
import type { QualityItem } from './qualityFacts.ts';

export type SourceItem = { readonly kind: 'source'; readonly id: SourceId; readonly name: string; readonly trustRank: number };
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
  /** Loads that leave the current state. */
  readonly replaces: readonly LoadId[];
  /** Rows of the file that were there already, cell by cell, and so were not loaded again. */
  readonly unchanged?: number;
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
};
export type DistinctItem = { readonly kind: 'distinct'; readonly rows: readonly RowId[]; readonly comment: string };
export type UnmergeItem = {
  readonly kind: 'unmerge';
  readonly row: RowId;
  readonly before: GoldenId;
  readonly after: readonly GoldenId[];
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
export type ConfirmItem = { readonly kind: 'confirm'; readonly row: RowId; readonly on: number };
export type PoliciesItem = { readonly kind: 'policies'; readonly policies: readonly { readonly field: CanonicalField; readonly months: number }[] };
export type ExportItem = {
  readonly kind: 'export';
  readonly part: string;
  readonly fileName: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
};
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

export type StateItem =
  | SourceItem
  | LoadItem
  | RefreshItem
  | MergeItem
  | DistinctItem
  | UnmergeItem
  | EditItem
  | CorrectItem
  | ConfirmItem
  | PoliciesItem
  | ExportItem
  | MatchItem
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

