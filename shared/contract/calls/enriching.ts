// Enriching: references and how they are tied, proposals and what is done with them, ambiguous records, bundled tables.
import type { BundledId, Bring, KeyPair, LinkCounts, Linkage, ProposalSource } from '../../enrich/enrichTypes.ts';
import type { LoadProblem } from '../../load/problem.ts';
import type { LoadOverrides } from '../../load/startLoad.ts';
import type { FieldId } from '../../model/fields.ts';
import type { GoldenId, LoadId, RowId } from '../../model/ids.ts';
import type { FieldMapping, ReferenceTable } from '../../model/source.ts';
import type { FileToken } from '../desktop.ts';
import type { LogLine } from './log.ts';

export { bundledIds, conflictRules, sourceOfKey, type ConflictRule } from '../../enrich/enrichTypes.ts';
export type { BundledId, Bring, KeyPair, LinkCounts, Linkage, ProposalSource };


export type ReferenceLine = {
  readonly id: LoadId;
  readonly table: ReferenceTable;
  readonly fileName: string;
  readonly rows: number;
  readonly quarantined: number;
  readonly columns: readonly string[];
  /** UTC milliseconds. */
  readonly at: number;
  readonly linkage: Linkage | null;
  /** Records that wait for somebody to choose among several reference rows; null before anybody looked. */
  readonly ambiguous: number | null;
};

export type ProposalFilter = {
  /** A kind of source, or one source as `sourceKey` spells it; null for all. */
  readonly source: string | null;
  readonly field: FieldId | null;
  /** 0 to 1. */
  readonly leastConfidence: number;
};

export type ProposalSummary = {
  /** False before anybody looked: there is no list yet. */
  readonly looked: boolean;
  /** Rows or tables changed since. */
  readonly outdated: boolean;
  /** Open proposals that the filter lets through. */
  readonly total: number;
  readonly records: number;
  /** Open ones in all, whatever the filter. */
  readonly all: number;
  readonly bySource: readonly { readonly source: ProposalSource; readonly key: string; readonly name: string; readonly count: number }[];
  readonly byField: readonly { readonly field: FieldId; readonly count: number }[];
};

export type ProposalLine = {
  /** Stands for the proposal until somebody looks again. */
  readonly id: number;
  readonly row: RowId;
  readonly golden: GoldenId;
  readonly title: string;
  readonly field: FieldId;
  readonly before: string;
  readonly value: string;
  readonly source: ProposalSource;
  readonly sourceName: string;
  readonly confidence: number;
  readonly because: readonly { readonly field: FieldId; readonly value: string }[];
  readonly from: RowId | null;
};

/** The row that a value was read from, as it was delivered. */
export type EvidenceRow = { /** From 1 within its table. */ readonly row: number; readonly table: string; readonly fileName: string; readonly cells: readonly { readonly column: string; readonly text: string; readonly isValue: boolean }[] };

/** An accepted value's way back: its entry, its source, what led to it, and the row that it was read from. */
export type AcceptedEvidence = {
  readonly entry: LogLine;
  readonly source: ProposalSource;
  readonly sourceName: string;
  readonly confidence: number;
  readonly because: readonly { readonly field: FieldId; readonly value: string }[];
  readonly evidence: EvidenceRow | null;
};

/** Several at once: those of a filter, or single ones. */
export type Chosen = { readonly kind: 'ids'; readonly ids: readonly number[] } | { readonly kind: 'filter'; readonly filter: ProposalFilter };

export type AmbiguousLine = {
  readonly row: RowId;
  readonly title: string;
  /** The record's own values: keys first, then what would be brought. */
  readonly own: readonly string[];
  readonly candidates: readonly { readonly referenceRow: number; readonly cells: readonly string[] }[];
};

export type ReferenceRequest = {
  readonly file: FileToken;
  readonly overrides: LoadOverrides;
  readonly fields: FieldMapping;
  readonly name: string;
  readonly standsFor: BundledId | null;
  readonly trustRank: number;
  readonly asOf: number | null;
  readonly replaces: LoadId | null;
};

export type BundledLine = { readonly id: BundledId; readonly rows: number; readonly columns: readonly string[]; readonly source: string; readonly date: string; readonly licence: string; readonly replacedBy: { readonly id: LoadId; readonly name: string } | null };

export type EnrichingCalls = {
  'enrich.references': { request: undefined; response: readonly ReferenceLine[] };
  'enrich.loadReference': { request: ReferenceRequest; response: { ok: true; reference: LoadId } | { ok: false; problem: LoadProblem } };
  /** Keys and columns that seem to fit, best first. */
  'enrich.suggest': { request: { reference: LoadId }; response: { readonly keys: readonly KeyPair[]; readonly bring: readonly Bring[]; readonly ownFields: readonly FieldId[] } };
  /** What a tie would come to; nothing is written. */
  'enrich.count': { request: Linkage; response: LinkCounts };
  /** Writes how a reference is tied and looks for proposals. */
  'enrich.tie': { request: Linkage; response: LogLine };
  /** Looks for proposals anew. */
  'enrich.look': { request: undefined; response: undefined };
  'enrich.summary': { request: ProposalFilter; response: ProposalSummary };
  'enrich.page': { request: { filter: ProposalFilter; from: number; count: number }; response: readonly ProposalLine[] };
  'enrich.evidence': { request: { id: number }; response: EvidenceRow | null };
  /** Where an accepted value of a record came from; null where the field has none. */
  'enrich.accepted': { request: { row: RowId; field: FieldId }; response: AcceptedEvidence | null };
  /** A seeded sample of what a bulk decision would touch. */
  'enrich.sample': { request: { filter: ProposalFilter; count: number; seed: number }; response: readonly ProposalLine[] };
  'enrich.accept': { request: { chosen: Chosen; instead: string | null }; response: LogLine };
  'enrich.reject': { request: { chosen: Chosen }; response: LogLine };
  'enrich.ambiguous': { request: { reference: LoadId; from: number; count: number }; response: { readonly total: number; readonly headers: readonly FieldId[]; readonly columns: readonly string[]; readonly lines: readonly AmbiguousLine[] } };
  /** The chosen row's values are accepted; null turns all candidates down. */
  'enrich.choose': { request: { reference: LoadId; row: RowId; referenceRow: number | null }; response: LogLine };
  /** The name of a table or a pack; '' for sources without one. */
  'enrich.sourceName': { request: ProposalSource; response: string };
  'enrich.bundled': { request: undefined; response: readonly BundledLine[] };
  'enrich.bundledRows': { request: { id: BundledId; from: number; count: number }; response: { readonly total: number; readonly rows: readonly (readonly string[])[] } };
};
