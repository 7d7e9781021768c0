// The change log as the screens show it: entries, their items with proofs, the past, what vouches for all of it.
import type { EntrySeq, GoldenId, RowId, SourceId } from '../../model/ids.ts';
import type { FileToken, Language, TargetToken } from '../desktop.ts';
import type { WrittenFile } from '../machine.ts';
import type { MemberRow, SurvivingValue } from './records.ts';
import type { FieldId } from '../../model/fields.ts';

export type LogLine = {
  readonly seq: EntrySeq;
  readonly at: number;
  readonly actor: string;
  readonly act: string;
  readonly items: number;
  readonly undoes: EntrySeq | null;
  readonly undoneBy: EntrySeq | null;
  /** Counts and names for the sentence in words, by name. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly clockBack: boolean;
};

/** Which entries are wanted; null and '' leave a condition out. */
export type LogFilter = {
  readonly act: string | null;
  readonly actor: string | null;
  readonly field: string | null;
  readonly source: SourceId | null;
  /** Entries about the row, or about the golden record that it stands in. */
  readonly row: RowId | null;
  /** UTC milliseconds, both ends included. */
  readonly from: number | null;
  readonly to: number | null;
  /** Looked for in all texts of the changes, without regard to capitals and accents. */
  readonly text: string;
};
export const everyEntry: LogFilter = { act: null, actor: null, field: null, source: null, row: null, from: null, to: null, text: '' };

/** What there is to filter by. */
export type LogFacets = {
  readonly acts: readonly { readonly act: string; readonly entries: number }[];
  readonly actors: readonly { readonly actor: string; readonly entries: number }[];
  readonly fields: readonly string[];
  readonly sources: readonly { readonly id: SourceId; readonly name: string }[];
};

export type LogItem = {
  readonly index: number;
  readonly kind: string | null;
  readonly row: RowId | null;
  /** Where it is about several. */
  readonly rows: readonly RowId[];
  readonly golden: GoldenId | null;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
  readonly rule: string | null;
  /** What the change was founded on, by name. */
  readonly evidence: readonly { readonly name: string; readonly value: string }[];
  readonly leaf: string;
  readonly state: 'present' | 'erased' | 'missing';
};

/** What an entry says of itself beside its line. */
export type LogEntryFacts = {
  readonly role: string;
  readonly app: string;
  readonly why: string | null;
  readonly basis: string | null;
  /** SHA-256 of its line in hex. */
  readonly hash: string;
  readonly previous: string;
  readonly root: string;
};

/** One item with all that it takes to check it without the rest. */
export type LogProof = {
  readonly leaf: string;
  readonly salt: string;
  readonly index: number;
  readonly count: number;
  /** Neighbours from the leaf to the root, and on which side they stand. */
  readonly path: readonly { readonly hash: string; readonly side: 'left' | 'right' }[];
  readonly root: string;
  /** Whether leaf and path lead to the root in the entry. */
  readonly holds: boolean;
};

export type LogFault = { readonly seq: number | null; readonly kind: string; readonly words: string };
export type LogReceipt = { readonly name: string; readonly proves: boolean; /** Entries proved unchanged. */ readonly size: number; readonly at: number; readonly words: readonly string[] };
export type LogVerdict = {
  readonly clean: boolean;
  readonly entries: number;
  readonly items: number;
  readonly erasedItems: number;
  readonly checkpoints: number;
  /** States that a replay gave again. */
  readonly states: number;
  readonly faults: readonly LogFault[];
  readonly notices: readonly string[];
  readonly receipts: readonly LogReceipt[];
};

/** What vouches for the log, before anything is computed anew. */
export type LogTrust = {
  readonly entries: number;
  /** Of the last entry, in hex. */
  readonly fingerprint: string;
  readonly checkpoints: number;
  readonly lastCheckpoint: { readonly size: number; readonly at: number; readonly words: readonly string[] } | null;
  readonly receipts: number;
  readonly lastReceipt: { readonly seq: EntrySeq; readonly at: number } | null;
  readonly clockBacks: readonly { readonly seq: EntrySeq; readonly byMs: number }[];
  readonly keys: readonly { readonly key: string; readonly seq: EntrySeq }[];
  readonly people: readonly { readonly actor: string; readonly entries: number; readonly first: number; readonly last: number }[];
};

export type HistoryStep = { readonly line: LogLine; readonly items: readonly LogItem[] };

/** A record as it stood after an entry. */
export type PastRecord = {
  readonly golden: GoldenId;
  readonly fields: readonly FieldId[];
  readonly values: readonly SurvivingValue[];
  readonly members: readonly Pick<MemberRow, 'row' | 'source' | 'cells'>[];
};
export type PastSummary = { readonly seq: EntrySeq; readonly at: number; readonly rows: number; readonly goldenRecords: number; readonly sources: readonly { readonly name: string; readonly rows: number }[]; readonly digest: string };

export type SampleRequest = { readonly seed: string; readonly count: number; readonly filter: LogFilter };
export type LogSample = { readonly seed: string; /** Items that could have been drawn. */ readonly of: number; readonly drawn: readonly { readonly line: LogLine; readonly item: LogItem }[] };

export const auditFormats = ['bundle', 'report', 'csv', 'jsonl'] as const;
export type AuditFormat = (typeof auditFormats)[number];
export type HandedReceipt = { readonly size: number; readonly at: number; readonly words: readonly string[]; readonly file: WrittenFile };

export type LogCalls = {
  /** Newest first. */
  'log.list': { request: { filter: LogFilter; from: number; count: number }; response: { total: number; all: number; lines: readonly LogLine[] } };
  'log.facets': { request: undefined; response: LogFacets };
  'log.entry': { request: { seq: EntrySeq }; response: LogEntryFacts | null };
  'log.items': { request: { seq: EntrySeq; from: number; count: number }; response: { total: number; items: readonly LogItem[] } };
  /** Null where the item is erased. Takes a while for the rows of a large load. */
  'log.proof': { request: { seq: EntrySeq; index: number }; response: LogProof | null };
  'log.saveProof': { request: { seq: EntrySeq; index: number; target: TargetToken }; response: WrittenFile | null };
  /** Everything that ever happened to the record that a row stands in, oldest first. */
  'log.history': { request: { row: RowId }; response: readonly HistoryStep[] };
  'log.sample': { request: SampleRequest; response: LogSample };
  'log.trust': { request: undefined; response: LogTrust };
  /** An unsuccessful verification is entered in the log, unless it is open for reading only. */
  'log.verify': { request: { receipts: readonly FileToken[]; language: Language }; response: LogVerdict };
  'log.past': { request: { seq: EntrySeq }; response: PastSummary };
  /** Null where there was no such record then. */
  'log.pastRecord': { request: { seq: EntrySeq; row: RowId }; response: PastRecord | null };
  /** The golden records as they stood after an entry, as CSV. */
  'log.exportPast': { request: { seq: EntrySeq; target: TargetToken }; response: WrittenFile };
  'log.export': { request: { format: AuditFormat; filter: LogFilter; sample: SampleRequest | null; target: TargetToken; language: Language }; response: WrittenFile };
  /** Signs the log as it stands, and writes that down for somebody else to keep: as a file, or as a page to print. */
  'log.receipt': { request: { form: 'file' | 'page'; target: TargetToken; language: Language }; response: HandedReceipt };
};
