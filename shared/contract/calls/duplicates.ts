// The stewardship queue, decisions and undo.
import type { DecisionReason, PinnedValue } from '../../model/decision.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EpochDay, RowId, SourceId } from '../../model/ids.ts';
import type { LogLine } from './log.ts';
import type { Band, GroupLinks } from './matching.ts';
import type { MemberRow, RowFilter, SurvivingValue } from './records.ts';

/** What the rows of a group have in common, or differ in. */
export const groupReasons = ['sameTaxId', 'sameEmail', 'samePhone', 'sameName', 'otherTaxId', 'otherBirthDate', 'otherName'] as const;
export type GroupReason = (typeof groupReasons)[number];

/** By what may go wrong where the machine is unsure; least sure first; surest first. */
export const queueOrders = ['risk', 'unsure', 'sure'] as const;
export type QueueOrder = (typeof queueOrders)[number];

export const queueStates = ['open', 'waiting', 'disagreed', 'merged', 'distinct', 'skipped', 'all'] as const;
export type QueueFilter = {
  readonly state: (typeof queueStates)[number];
  readonly band: Band | null;
  readonly reason: GroupReason | null;
  /** Groups with a row of this source. */
  readonly source: SourceId | null;
  /** Groups with a row that the filter lets through; null for all. */
  readonly rows: RowFilter | null;
  readonly order: QueueOrder;
};

/** Names a group by its lowest row, so that the name survives a restart and another run. */
export type GroupLine = {
  readonly lead: RowId;
  readonly rows: number;
  readonly band: Band;
  readonly probability: number;
  readonly state: Exclude<QueueFilter['state'], 'all'>;
  /** Another person ruled on it already: what is decided now is the second, blind look. */
  readonly isSecond: boolean;
  /** The customers' amounts together; null where no amount is known. */
  readonly value: number | null;
  /** What the steward recognises it by: the leading row's name. */
  readonly title: string;
};

export type QueuePage = { readonly total: number; readonly groups: readonly GroupLine[] };

/** One value of one row, beside its text: what it says in standard form, and whether it is right. */
export type CellFacts = { readonly standard: string | null; readonly valid: boolean | null };

/** Rows side by side, with the golden record that they would make. */
export type Comparison = {
  readonly fields: readonly FieldId[];
  readonly members: readonly MemberRow[];
  /** By member, in the order of the fields; null where nothing is to be said. */
  readonly facts: readonly (readonly (CellFacts | null)[])[];
  readonly proposal: readonly SurvivingValue[];
  /** Fields in which stewards set different values by hand on records that are brought together: one is to be chosen. */
  readonly handSet: readonly { readonly field: FieldId; readonly values: readonly string[] }[];
};

export type GroupPage = GroupLine & Comparison & { readonly position: number };

/** What would happen to all open groups that a filter lets through. */
export type BandPreview = {
  readonly groups: number;
  readonly rows: number;
  readonly goldenBefore: number;
  readonly goldenAfter: number;
  /** Groups whose merge would contradict a decision; they are left out. */
  readonly left: number;
  /** Groups that will wait for a second person. */
  readonly waiting: number;
  readonly seed: number;
  readonly sample: readonly { readonly lead: RowId; readonly probability: number; readonly titles: readonly string[]; /** Fields in which the rows differ, with what survives. */ readonly differing: readonly { readonly field: FieldId; readonly values: readonly string[]; readonly survives: string }[] }[];
};

/** What a steward says with a decision; both may be left out. */
export type Saying = { readonly comment: string; readonly reason: DecisionReason | null };

export type UndoState = { readonly undo: LogLine | null; readonly redo: LogLine | null };

export type DuplicatesCalls = {
  'queue.page': { request: { filter: QueueFilter; from: number; count: number }; response: QueuePage };
  'queue.group': { request: { lead: RowId; filter: QueueFilter; today: EpochDay }; response: GroupPage | null };
  'queue.links': { request: { rows: readonly RowId[] }; response: GroupLinks };
  'queue.skip': { request: { lead: RowId }; response: undefined };
  /** Any rows side by side, with all rows of the records that they stand in. */
  'compare.rows': { request: { rows: readonly RowId[]; today: EpochDay }; response: Comparison };
  'decide.merge': { request: { rows: readonly RowId[]; pins: readonly PinnedValue[] } & Saying; response: LogLine };
  'decide.distinct': { request: { rows: readonly RowId[] } & Saying; response: LogLine };
  'band.foresee': { request: { filter: QueueFilter; seed: number }; response: BandPreview };
  /** Merges every open group that the filter lets through in one operation, as long as they are as many as were foreseen. */
  'band.accept': { request: { filter: QueueFilter; groups: number; seed: number } & Saying; response: LogLine };
  'undo.state': { request: undefined; response: UndoState };
  'undo.undo': { request: undefined; response: LogLine };
  'undo.redo': { request: undefined; response: LogLine };
};
