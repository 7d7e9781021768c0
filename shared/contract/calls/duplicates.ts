// The stewardship queue, decisions and undo.
import type { PinnedValue } from '../../model/decision.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EpochDay, RowId } from '../../model/ids.ts';
import type { LogLine } from './log.ts';
import type { Band, GroupLinks } from './matching.ts';
import type { MemberRow, SurvivingValue } from './records.ts';

export type QueueFilter = {
  readonly state: 'open' | 'merged' | 'distinct' | 'skipped' | 'all';
  readonly band: Band | null;
};

/** Names a group by its lowest row, so that the name survives a restart and another run. */
export type GroupLine = {
  readonly lead: RowId;
  readonly rows: number;
  readonly band: Band;
  readonly probability: number;
  readonly state: 'open' | 'merged' | 'distinct' | 'skipped';
  /** What the steward recognises it by: the leading row's name. */
  readonly title: string;
};

export type QueuePage = { readonly total: number; readonly groups: readonly GroupLine[] };

export type GroupPage = GroupLine & GroupLinks & {
  readonly position: number;
  readonly fields: readonly FieldId[];
  readonly members: readonly MemberRow[];
  readonly proposal: readonly SurvivingValue[];
};

export type UndoState = { readonly undo: LogLine | null; readonly redo: LogLine | null };

export type DuplicatesCalls = {
  'queue.page': { request: { filter: QueueFilter; from: number; count: number }; response: QueuePage };
  'queue.group': { request: { lead: RowId; filter: QueueFilter; today: EpochDay }; response: GroupPage | null };
  'queue.skip': { request: { lead: RowId }; response: undefined };
  'decide.merge': { request: { rows: readonly RowId[]; pins: readonly PinnedValue[]; comment: string }; response: LogLine };
  'decide.distinct': { request: { rows: readonly RowId[]; comment: string }; response: LogLine };
  /** Merges every open group of a band in one operation. */
  'decide.band': { request: { band: Band; minProbability: number }; response: LogLine };
  'undo.state': { request: undefined; response: UndoState };
  'undo.undo': { request: undefined; response: LogLine };
  'undo.redo': { request: undefined; response: LogLine };
};
