// Match runs, the stewardship queue, decisions and undo.
import type { PinnedValue } from '../../model/decision.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EpochDay, RowId } from '../../model/ids.ts';
import type { LogLine } from './log.ts';
import type { MemberRow, SurvivingValue } from './records.ts';

export const bands = ['automatic', 'review', 'unlikely'] as const;
export type Band = (typeof bands)[number];

export type MatchSettings = {
  /** Match probability from which pairs are linked into groups; null lets the engine choose. */
  readonly threshold: number | null;
};

export type MatchRun = {
  readonly rows: number;
  readonly candidatePairs: number;
  readonly matchedPairs: number;
  readonly groups: number;
  readonly rowsInGroups: number;
  readonly threshold: number;
  readonly expected: { readonly precision: number; readonly recall: number };
  readonly seconds: number;
  /** Counts of groups per band, open ones and decided ones apart. */
  readonly bands: Readonly<Record<Band, number>>;
  readonly decided: number;
  /** True where rows or decisions changed since the run. */
  readonly outdated: boolean;
  readonly roles: readonly { readonly field: FieldId; readonly role: string; readonly confidence: number }[];
  readonly keys: readonly { readonly name: string; readonly pairs: number }[];
  readonly ignoredValues: readonly { readonly field: FieldId; readonly value: string; readonly count: number }[];
  /** Counts of scored pairs per bin of match weight; `fromBits` is the bin's lower edge, bins are 1 bit wide. */
  readonly histogram: readonly { readonly fromBits: number; readonly pairs: number }[];
};

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

/** One comparison's share of a pair's weight. */
export type WeightPart = {
  readonly field: string;
  readonly level: string;
  readonly left: string;
  readonly right: string;
  readonly weightBits: number;
  /** How often the shared value occurs, where that mattered. */
  readonly frequency: number | null;
};

export type PairExplanation = {
  readonly left: RowId;
  readonly right: RowId;
  readonly priorBits: number;
  readonly weightBits: number;
  readonly probability: number;
  readonly parts: readonly WeightPart[];
  /** Blocking keys that brought the rows together; empty where none did. */
  readonly keys: readonly string[];
  readonly constraint: 'mustLink' | 'cannotLink' | null;
};

export type GroupPage = GroupLine & {
  readonly position: number;
  readonly fields: readonly FieldId[];
  readonly members: readonly MemberRow[];
  readonly proposal: readonly SurvivingValue[];
  /** One explanation per member but the lead: its strongest link into the group. */
  readonly links: readonly PairExplanation[];
  readonly weakest: PairExplanation | null;
};

export type UndoState = { readonly undo: LogLine | null; readonly redo: LogLine | null };

export type DuplicatesCalls = {
  'match.run': { request: MatchSettings; response: MatchRun };
  'match.last': { request: undefined; response: MatchRun | null };
  /** Clusters again at another threshold, without scoring. */
  'match.threshold': { request: { threshold: number }; response: MatchRun };
  'match.explain': { request: { left: RowId; right: RowId }; response: PairExplanation };
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
