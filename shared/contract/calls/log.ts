// The change log as the screens show it.
import type { ProposalSource } from '../../enrich/enrichTypes.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EntrySeq, GoldenId, RowId } from '../../model/ids.ts';

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
export type LogEvidence = {
  readonly source: ProposalSource;
  /** The row that the value was read from; null where it was none. */
  readonly row: RowId | null;
  /** 0 to 1; null where nothing was accepted. */
  readonly confidence: number | null;
  readonly because: readonly { readonly field: FieldId; readonly value: string }[];
};
export type LogItem = {
  readonly index: number;
  readonly row: RowId | null;
  readonly golden: GoldenId | null;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** What a proposed value rested on. */
  readonly evidence?: LogEvidence;
  readonly leaf: string;
  readonly state: 'present' | 'erased' | 'missing';
};
export type LogFault = { readonly seq: number | null; readonly kind: string; readonly detail: Readonly<Record<string, string | number>> };
export type LogVerdict = {
  readonly clean: boolean;
  readonly entries: number;
  readonly items: number;
  readonly checkpoints: number;
  readonly faults: readonly LogFault[];
};

export type LogCalls = {
  /** Newest first. */
  'log.list': { request: { from: number; count: number; act: string | null; row: RowId | null }; response: { total: number; lines: readonly LogLine[] } };
  'log.items': { request: { seq: EntrySeq; from: number; count: number }; response: { total: number; items: readonly LogItem[] } };
  'log.verify': { request: undefined; response: LogVerdict };
};
