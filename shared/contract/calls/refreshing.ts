// Asking customers: refresh packs, what came back, who has not answered.

import type { FormDesign } from '../../enrich/formDesign.ts';
import type { StaleReason } from '../../freshness/freshnessOf.ts';
import type { CanonicalField } from '../../model/fields.ts';
import type { EntrySeq, EpochDay, RowId } from '../../model/ids.ts';
import type { FileToken, FolderToken } from '../desktop.ts';
import type { WrittenFile } from '../machine.ts';
import type { LogLine } from './log.ts';

export { askableFields, type FormDesign, type FormField } from '../../enrich/formDesign.ts';
/** Why an answer can't be taken in. */
export type AsideReason =
  /** No answer of a form, or a list without references. */
  | 'unreadable'
  /** Its form came from another workspace. */
  | 'otherWorkspace'
  /** The reference is of no pack, or a digit was misread. */
  | 'wrongReference'
  /** The record that the reference names is gone. */
  | 'recordGone'
  /** The very same answer was taken in before, or stands in these files twice. */
  | 'twice'
  /** Nothing was filled in. */
  | 'empty';

export const packParts = ['mergeCsv', 'mergeXlsx', 'callList', 'forms', 'blankForm'] as const;
export type PackPart = (typeof packParts)[number];

/** Who is asked. */
export type PackScope =
  | { readonly kind: 'stale'; readonly reason: StaleReason['kind'] | null }
  /** Those of an earlier pack who have not answered. */
  | { readonly kind: 'unanswered'; readonly pack: EntrySeq }
  /** Nobody by name: only the blank form. */
  | { readonly kind: 'nobody' };

export type PackRequest = {
  readonly name: string;
  readonly scope: PackScope;
  /** At most so many records, the most urgent first. */
  readonly most: number;
  readonly design: FormDesign;
  readonly parts: readonly PackPart[];
  readonly folder: FolderToken;
  readonly today: EpochDay;
};

export type PackLine = {
  readonly seq: EntrySeq;
  readonly name: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly asked: number;
  readonly answered: number;
  readonly files: number;
};

export type AskedLine = { readonly row: RowId; readonly title: string; readonly reference: string; /** Epoch day; null for who has not answered. */ readonly answeredOn: number | null };

export type AnswerLine = {
  readonly fileName: string;
  readonly outcome: 'taken' | 'new' | 'aside';
  readonly reason: AsideReason | null;
  readonly title: string;
  readonly row: RowId | null;
  readonly confirmed: readonly CanonicalField[];
  readonly proposed: readonly { readonly field: CanonicalField; readonly value: string; readonly before: string }[];
  readonly doubtful: readonly CanonicalField[];
  readonly edited: boolean;
  readonly byValues: boolean;
  readonly dayGuessed: boolean;
  /** Epoch day. */
  readonly on: number | null;
};

export type RefreshingCalls = {
  'refresh.packs': { request: undefined; response: readonly PackLine[] };
  'refresh.scope': { request: { scope: PackScope; today: EpochDay }; response: { readonly records: number } };
  /** The design of the last pack, or one to begin with. */
  'refresh.design': { request: undefined; response: FormDesign | null };
  'refresh.make': { request: PackRequest; response: { readonly entry: LogLine; readonly files: readonly WrittenFile[]; readonly asked: number } };
  'refresh.asked': { request: { pack: EntrySeq; only: 'all' | 'unanswered'; from: number; count: number }; response: { readonly total: number; readonly lines: readonly AskedLine[] } };
  /** What the files say; nothing is written. */
  'refresh.read': { request: { files: readonly FileToken[]; today: EpochDay }; response: readonly AnswerLine[] };
  /** Takes in what can be taken in; what was said anew becomes proposals. */
  'refresh.take': { request: { files: readonly FileToken[]; today: EpochDay }; response: { readonly entry: LogLine | null; readonly lines: readonly AnswerLine[]; readonly newRows: number } };
};
