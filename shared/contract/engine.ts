// What the page asks of the data worker: the calls, the long jobs, and everything the screens show.
import type { StaleReason } from '../freshness/freshnessOf.ts';
import type { Progress } from '../kernel/job.ts';
import type { PinnedValue, SurvivorshipRule } from '../model/decision.ts';
import type { CanonicalField, FieldId } from '../model/fields.ts';
import type { EntrySeq, EpochDay, GoldenId, LoadId, RowId, SourceId } from '../model/ids.ts';
import type { LoadProblem, Quarantined } from '../load/problem.ts';
import type { PreviewNotice } from '../load/previewFile.ts';
import type { LoadOverrides } from '../load/startLoad.ts';
import type { FieldMapping, Load, LoadChoices, Source } from '../model/source.ts';
import type { SortKey } from '../table/query/sortRows.ts';
import type { Filter } from '../table/query/Filter.ts';
import type { FileToken, FolderToken, WorkspaceInfo } from './desktop.ts';
import type { MachineTrouble, WrittenFile } from './machine.ts';

export type { LoadProblem, PreviewNotice, SortKey, StaleReason };
export type { QuarantineReason } from '../load/problem.ts';
export type QuarantinedLine = Quarantined;

// ---------------------------------------------------------------- opening

export type RebuildReason = 'workingDataMissing' | 'workingDataBehind' | 'workingDataAhead' | 'workingDataDamaged' | 'newSchema';

export type OpenReport = {
  readonly info: WorkspaceInfo;
  /** Why the working data was made anew from the folder; null where it matched. */
  readonly rebuilt: RebuildReason | null;
  readonly rows: number;
  readonly entries: number;
};

// ---------------------------------------------------------------- loading

/** What the user corrected of the guesses about a file. */
export type ReadOverrides = LoadOverrides;

export type MappingProposal = {
  readonly column: string;
  readonly field: FieldId | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reason: 'remembered' | 'header' | 'similarHeader' | 'content' | 'none';
  readonly samples: readonly string[];
};

export type LoadPreview = {
  readonly fileName: string;
  readonly bytes: number;
  readonly format: string;
  readonly choices: LoadChoices;
  readonly encodingConfidence: number;
  readonly columns: readonly string[];
  /** The first rows, at most 100. */
  readonly rows: readonly (readonly string[])[];
  /** Lines among the first ones that would be set aside. */
  readonly quarantined: readonly QuarantinedLine[];
  /** Guesses that a person should look at. */
  readonly notices: readonly PreviewNotice[];
  readonly mapping: readonly MappingProposal[];
  /** A name for the source, from the file's name. */
  readonly sourceName: string;
  /** Sources of the workspace that look like this file's, best first. */
  readonly knownSources: readonly Source[];
};

export type LoadMode =
  /** The rows come beside those that are there. */
  | { readonly kind: 'append' }
  /** The source's earlier rows leave the current state; they stay in the record. */
  | { readonly kind: 'replace' }
  /** Rows are told apart by these columns of the file; ids and decisions of rows that were there stay. */
  | { readonly kind: 'refresh'; readonly keys: readonly string[] };

/** What a refresh would do, told before anything is written. Counts are rows. */
export type RefreshPreview = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly vanished: number;
  readonly quarantined: number;
  /** Columns that differ, in how many rows each, most first. */
  readonly changesByColumn: readonly { readonly column: string; readonly rows: number }[];
  /** Keys that more than one row has; such rows are paired only where all their cells are equal. */
  readonly repeatedKeys: number;
  readonly withoutKey: number;
};

export type LoadRequest = {
  readonly file: FileToken;
  readonly overrides: ReadOverrides;
  readonly mapping: FieldMapping;
  readonly source: { readonly kind: 'new'; readonly name: string } | { readonly kind: 'known'; readonly id: SourceId };
  readonly mode: LoadMode;
};

export type LoadReport = {
  readonly load: Load;
  /** rowsIn = load.rows + load.unchanged + load.quarantined, always. */
  readonly rowsIn: number;
};

// ---------------------------------------------------------------- records

/**
 * How rows are picked out. Sets of `{ kind: 'rows', set }` are named `source:ID`, `load:ID`, or as one of `rowFlags`.
 */
export type RowFilter = Filter;

/** What the app found out about a row. */
export const rowFlags = ['inOpenGroup', 'merged', 'stale', 'invalid'] as const;
export type RowFlag = (typeof rowFlags)[number];

/** Source rows as delivered, or golden records as they stand. */
export type RecordsOf = 'rows' | 'golden';

export type RecordsQuery = {
  readonly of: RecordsOf;
  readonly filter: RowFilter;
  readonly sort: readonly SortKey[];
};

/** A query's answer is held by the worker under an id until the data changes. */
export type RecordsAnswer = { readonly query: number; readonly count: number; readonly total: number; readonly fields: readonly FieldId[] };

export type RecordLine = {
  /** For golden records: the row whose id the golden record descends from. */
  readonly row: RowId;
  readonly golden: GoldenId;
  readonly source: SourceId;
  readonly flags: readonly RowFlag[];
  /** Source rows behind this golden record; 1 for a source row. */
  readonly members: number;
  /** In the order of the answer's fields; null where the source has no such field. */
  readonly cells: readonly (string | null)[];
};

export type FacetValue = { readonly value: string; readonly count: number };
export type Facet = {
  readonly field: FieldId;
  readonly values: readonly FacetValue[];
  /** Different values in all, shown or not. */
  readonly distinct: number;
  readonly blank: number;
};

export type SurvivingValue = {
  readonly field: FieldId;
  readonly value: string;
  /** Null for a value typed by a steward. */
  readonly row: RowId | null;
  readonly rule: SurvivorshipRule;
};

export type MemberRow = {
  readonly row: RowId;
  readonly source: SourceId;
  readonly load: LoadId;
  readonly updatedOn: EpochDay | null;
  readonly stale: readonly StaleReason[];
  /** In the order of the page's fields; null where the source has no such field. */
  readonly cells: readonly (string | null)[];
};

export type RecordPage = {
  readonly golden: GoldenId;
  readonly fields: readonly FieldId[];
  readonly values: readonly SurvivingValue[];
  readonly members: readonly MemberRow[];
  readonly history: readonly LogLine[];
};

// ---------------------------------------------------------------- duplicates

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

// ---------------------------------------------------------------- stale

export type FreshnessPolicy = { readonly field: CanonicalField; readonly months: number };
export type StaleSummary = {
  readonly today: EpochDay;
  readonly policies: readonly FreshnessPolicy[];
  readonly stale: number;
  readonly fresh: number;
  readonly unknown: number;
  readonly byReason: readonly { readonly reason: StaleReason['kind']; readonly field: CanonicalField | null; readonly rows: number }[];
};
export type StaleLine = {
  readonly row: RowId;
  readonly golden: GoldenId;
  readonly source: SourceId;
  readonly title: string;
  readonly reasons: readonly StaleReason[];
};

// ---------------------------------------------------------------- change log

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
export type LogItem = {
  readonly index: number;
  readonly row: RowId | null;
  readonly golden: GoldenId | null;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
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

// ---------------------------------------------------------------- export and overview

export const exportParts = ['golden', 'crosswalk', 'sourceRows', 'log', 'quarantine'] as const;
export type ExportPart = (typeof exportParts)[number];
export const dialects = ['rfc4180', 'excelEs'] as const;
export type Dialect = (typeof dialects)[number];
export type ExportRequest = { readonly folder: FolderToken; readonly parts: readonly ExportPart[]; readonly dialect: Dialect };
export type ExportReport = { readonly files: readonly (WrittenFile & { readonly part: ExportPart; readonly rows: number })[] };

export type Overview = {
  readonly rows: number;
  readonly quarantined: number;
  readonly goldenRecords: number;
  readonly sources: readonly { readonly source: Source; readonly rows: number; readonly loads: number; readonly lastLoadAt: number }[];
  readonly groups: { readonly open: number; readonly merged: number; readonly distinct: number } | null;
  readonly stale: number | null;
  readonly recent: readonly LogLine[];
};

export type UndoState = { readonly undo: LogLine | null; readonly redo: LogLine | null };

// ---------------------------------------------------------------- the map

export type EngineCalls = {
  open: { request: { actor: string; language: 'en' | 'es' }; response: OpenReport };
  close: { request: undefined; response: undefined };
  overview: { request: { today: EpochDay }; response: Overview };

  'sources.list': { request: undefined; response: readonly { source: Source; loads: readonly Load[] }[] };
  'sources.update': { request: { id: SourceId; name: string; trustRank: number }; response: undefined };
  'load.preview': { request: { file: FileToken; overrides: ReadOverrides }; response: { ok: true; preview: LoadPreview } | { ok: false; problem: LoadProblem } };
  'load.run': { request: LoadRequest; response: { ok: true; report: LoadReport } | { ok: false; problem: LoadProblem } };
  /** Compares a file with what its source delivered before. */
  'load.compare': {
    request: { file: FileToken; overrides: ReadOverrides; source: SourceId; keys: readonly string[] };
    response: { ok: true; preview: RefreshPreview } | { ok: false; problem: LoadProblem };
  };
  'load.quarantined': { request: { load: LoadId; from: number; count: number }; response: readonly QuarantinedLine[] };

  'records.query': { request: RecordsQuery; response: RecordsAnswer };
  'records.window': { request: { query: number; from: number; count: number }; response: readonly RecordLine[] | 'outdated' };
  'records.facet': { request: { query: RecordsQuery; field: FieldId; limit: number; search: string }; response: Facet };
  'records.page': { request: { row: RowId; today: EpochDay }; response: RecordPage };
  'records.edit': { request: { golden: GoldenId; field: FieldId; value: string; comment: string }; response: LogLine };
  'records.unmerge': { request: { row: RowId }; response: LogLine };

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

  'stale.summary': { request: { today: EpochDay }; response: StaleSummary };
  'stale.list': { request: { today: EpochDay; from: number; count: number; reason: StaleReason['kind'] | null }; response: { total: number; lines: readonly StaleLine[] } };
  'stale.confirm': { request: { row: RowId; on: EpochDay }; response: LogLine };
  'stale.policies': { request: { policies: readonly FreshnessPolicy[] }; response: undefined };

  /** Newest first. */
  'log.list': { request: { from: number; count: number; act: string | null; row: RowId | null }; response: { total: number; lines: readonly LogLine[] } };
  'log.items': { request: { seq: EntrySeq; from: number; count: number }; response: { total: number; items: readonly LogItem[] } };
  'log.verify': { request: undefined; response: LogVerdict };

  'export.run': { request: ExportRequest; response: ExportReport };

  /** A small value of the page's own, kept with the working data: queue position, saved views, widths. */
  'ui.read': { request: { key: string }; response: string | null };
  'ui.write': { request: { key: string; value: string }; response: undefined };
};
export type EngineCall = keyof EngineCalls;

/** Expected trouble that any call may end in. */
export type EngineTrouble =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'machine'; readonly trouble: MachineTrouble }
  | { readonly kind: 'notOpen' }
  | { readonly kind: 'nothingToUndo' }
  | { readonly kind: 'conflict'; readonly reason: 'differentCustomers' | 'alreadyMerged' | 'changedSince' | 'notMerged' }
  | { readonly kind: 'storage'; readonly detail: string }
  | { readonly kind: 'damagedLog'; readonly seq: number; readonly detail: string };

/** The wire. `id` is the caller's; a reply whose id was cancelled or is unknown is dropped. */
export type EngineRequest =
  | { readonly kind: 'call'; readonly id: number; readonly call: EngineCall; readonly request: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'machine' };
export type EngineReply =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'done'; readonly id: number; readonly response: unknown }
  | { readonly kind: 'trouble'; readonly id: number; readonly trouble: EngineTrouble }
  | { readonly kind: 'bug'; readonly id: number; readonly message: string }
  /** Facts changed: everything shown is to be asked for again. `version` grows by each commit. */
  | { readonly kind: 'changed'; readonly version: number };

/** What the page holds: calls the worker, hears progress, cancels. */
export interface EngineClient {
  call<Name extends EngineCall>(
    name: Name,
    request: EngineCalls[Name]['request'],
    options?: { readonly onProgress?: (progress: Progress) => void; readonly signal?: AbortSignal },
  ): Promise<EngineCalls[Name]['response']>;
  /** Returns a function that stops listening. */
  onChanged(listener: (version: number) => void): () => void;
}
