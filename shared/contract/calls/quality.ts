// Quality: profiles of columns, rules and what breaks them, scores and how they moved.
import type { Progress } from '../../kernel/job.ts';
import type { FieldId } from '../../model/fields.ts';
import type { EpochDay, RowId, SourceId } from '../../model/ids.ts';
import type { FindingState } from '../../profile/findings.ts';
import type { Measure } from '../../profile/measure.ts';
import type { ColumnProfile } from '../../profile/profileColumn.ts';
import type { FindingReason } from '../../profile/reasons.ts';
import type { Rule, RuleCheck } from '../../profile/rules.ts';
import type { Scorecard, ScoreWeights } from '../../profile/scorecard.ts';
import type { Repair } from '../../values/reading.ts';
import type { TargetToken } from '../desktop.ts';
import type { PrintDocument, WrittenFile } from '../machine.ts';
import type { LogLine } from './log.ts';

export type { ColumnProfile, FindingReason, FindingState, Measure, Repair, Rule, RuleCheck, Scorecard, ScoreWeights };

export type RuleLine = {
  readonly rule: Rule;
  /** Of the app's own; a changed one can be brought back, one of a steward's own can be taken away. */
  readonly isDefault: boolean;
  readonly isChanged: boolean;
  /** Rows to which the rule applied. */
  readonly checked: number;
  readonly open: number;
  readonly accepted: number;
  readonly ignored: number;
  /** Open findings by reason, commonest first. */
  readonly byReason: readonly { readonly reason: FindingReason['kind']; readonly rows: number }[];
};

export type QualitySummary = {
  readonly today: EpochDay;
  readonly rows: number;
  readonly country: string;
  readonly scorecard: Scorecard;
  readonly sources: readonly { readonly source: SourceId; readonly scorecard: Scorecard }[];
  readonly weights: ScoreWeights;
  /** Findings nobody has ruled on, and rows with at least one that is an error. */
  readonly open: number;
  readonly rowsWithErrors: number;
  /** Oldest first. */
  readonly history: readonly Measure[];
};

export type FindingFilter = {
  readonly rule: string | null;
  readonly state: FindingState | 'all';
  readonly reason: FindingReason['kind'] | null;
  readonly source: SourceId | null;
  /** Rules whose findings stand at this field. */
  readonly field: FieldId | null;
};

export type FindingLine = {
  readonly rule: string;
  readonly row: RowId;
  readonly source: SourceId;
  readonly title: string;
  /** What the rule looks at, the value that would be mended first. */
  readonly values: readonly { readonly field: FieldId; readonly value: string }[];
  readonly reason: FindingReason;
  readonly state: FindingState;
  readonly comment: string;
  /** What would mend it, where the value itself tells. */
  readonly repair: Repair | null;
};

/** A finding with the rule that it breaks. */
export type RecordFinding = FindingLine & Pick<Rule, 'severity' | 'check'>;

export type FindingName = { readonly rule: string; readonly row: RowId };

export type QualityCalls = {
  /** How far the analysis is; null while none is under way. Answers at once. */
  'quality.progress': { request: undefined; response: Progress | null };
  /** Waits for the analysis where it is outdated. */
  'quality.summary': { request: { today: EpochDay }; response: QualitySummary };
  'quality.columns': { request: { today: EpochDay }; response: readonly ColumnProfile[] };
  'quality.rules': { request: { today: EpochDay }; response: readonly RuleLine[] };
  /** Shares of all rows per field, from the last analysis; empty before the first. Answers at once. */
  'quality.bars': { request: undefined; response: readonly { readonly field: FieldId; readonly filled: number; readonly invalid: number }[] };
  'quality.findings': { request: { today: EpochDay; filter: FindingFilter; from: number; count: number }; response: { readonly total: number; readonly lines: readonly FindingLine[] } };
  /** What rules find at these rows, ruled on or not; gravest first. */
  'quality.ofRows': { request: { today: EpochDay; rows: readonly RowId[] }; response: readonly RecordFinding[] };
  /** Lists of values that a rule can ask for: columns of reference tables. */
  'quality.lists': { request: undefined; response: readonly string[] };
  /** What a rule would find, before it is one. */
  'quality.try': { request: { today: EpochDay; check: RuleCheck }; response: { readonly checked: number; readonly broken: number; readonly examples: readonly { readonly row: RowId; readonly title: string; readonly value: string; readonly reason: FindingReason }[] } };
  /** Sets a rule; without an id it is a new one. */
  'quality.setRule': { request: { id: string | null; rule: Omit<Rule, 'id'> }; response: LogLine };
  /** Takes a steward's own rule away, or brings a default one back as it was. */
  'quality.dropRule': { request: { id: string }; response: LogLine };
  'quality.setWeights': { request: { weights: ScoreWeights | null }; response: LogLine };
  'quality.judge': { request: { today: EpochDay; findings: readonly FindingName[]; state: FindingState; comment: string }; response: LogLine };
  /** Prints a scorecard to a PDF that the save dialog named. */
  'quality.report': { request: { target: TargetToken; document: PrintDocument }; response: WrittenFile };
  /** Corrects one of the values that a finding is about. */
  'quality.fix': { request: { today: EpochDay; finding: FindingName; field: FieldId; value: string }; response: LogLine };
};
