// A person's rights: everything known about them as a file, blocking, and destroying what is held.
import type { EntrySeq, RowId, SourceId } from '../../model/ids.ts';
import type { FolderToken, Language, TargetToken } from '../desktop.ts';
import type { ErasureOutcome, WrittenFile } from '../machine.ts';
import type { LogLine } from './log.ts';

export type PersonRow = { readonly row: RowId; readonly source: SourceId; readonly title: string; readonly isCurrent: boolean };
export type PersonFound = {
  readonly rows: readonly PersonRow[];
  /** Items in entries, by entry. */
  readonly traces: readonly { readonly line: LogLine; readonly items: number }[];
  readonly items: number;
  /** Other rows with the same e-mail, phone or number: perhaps the same person, perhaps a family. */
  readonly sameValues: readonly PersonRow[];
  /** Exports since the person came: files that nobody here can reach. */
  readonly exports: readonly LogLine[];
};
export type BlockLine = {
  readonly seq: EntrySeq;
  readonly at: number;
  readonly actor: string;
  readonly rows: readonly RowId[];
  /** Empty once the content is destroyed. */
  readonly title: string;
  readonly why: string;
  readonly approvedBy: string | null;
  readonly erased: { readonly seq: EntrySeq; readonly at: number } | null;
};
export type Certificate = { readonly block: EntrySeq; readonly entry: EntrySeq; readonly items: number; readonly entries: number } & ErasureOutcome;

/** Why data is blocked or destroyed, as a code that stays readable for ever. */
export const erasureReasons = ['art17', 'retention', 'withdrawn', 'unlawful', 'other'] as const;
export type ErasureReason = (typeof erasureReasons)[number];

export type PrivacyCalls = {
  /** The record that a row stands in, with all versions of its rows; `also` rows are taken to be the same person. */
  'privacy.find': { request: { row: RowId; also: readonly RowId[] }; response: PersonFound };
  'privacy.block': { request: { rows: readonly RowId[]; why: ErasureReason; comment: string }; response: LogLine };
  'privacy.blocks': { request: undefined; response: { readonly blocks: readonly BlockLine[]; readonly needsApproval: boolean } };
  'privacy.lift': { request: { block: EntrySeq }; response: LogLine };
  'privacy.approve': { request: { block: EntrySeq }; response: LogLine };
  'privacy.erase': { request: { block: EntrySeq }; response: Certificate };
  'privacy.rule': { request: { needsApproval: boolean }; response: LogLine };
  /** What the log proves about an erasure, as a page to print. */
  'privacy.certificate': { request: { block: EntrySeq; target: TargetToken; language: Language }; response: WrittenFile };
  /** Everything known about one person: a page to read and the same as data. */
  'privacy.access': { request: { row: RowId; folder: FolderToken; language: Language }; response: readonly WrittenFile[] };
};
