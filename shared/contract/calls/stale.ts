// Freshness: stale records, policies, confirmations.
import type { StaleReason } from '../../freshness/freshnessOf.ts';
import type { FreshnessSettings } from '../../freshness/policies.ts';
import type { CanonicalField, FieldId } from '../../model/fields.ts';
import type { EpochDay, GoldenId, RowId, SourceId } from '../../model/ids.ts';
import type { LogLine } from './log.ts';

export type { FreshnessSettings, StaleReason };

/** Of golden records. */
export type StaleSummary = {
  readonly today: EpochDay;
  readonly stale: number;
  readonly fresh: number;
  readonly unknown: number;
  readonly byReason: readonly { readonly reason: StaleReason['kind']; readonly field: CanonicalField | null; readonly rows: number }[];
  /** The column that the queue is ranked by; null where all customers count alike. */
  readonly valueField: FieldId | null;
};
/** A golden record, by the row that leads it. */
export type StaleLine = {
  readonly row: RowId;
  readonly golden: GoldenId;
  readonly source: SourceId;
  /** Source rows that the record is made of. */
  readonly members: number;
  readonly title: string;
  readonly reasons: readonly StaleReason[];
  /** What the customer is worth times the chance that a fact of it is wrong by now; 0 to 1 where all count alike. */
  readonly atRisk: number;
};

/** What holds in a workspace, and what could be chosen instead. */
export type FreshnessDesk = {
  /** Field policies in force, in months. */
  readonly fields: readonly { readonly field: CanonicalField; readonly months: number; readonly halfLifeMonths: number }[];
  readonly dormantMonths: number;
  readonly consentMonths: number;
  readonly retentionMonths: number;
  /** Which columns hold which date. */
  readonly dates: readonly { readonly date: CanonicalField; readonly fields: readonly FieldId[] }[];
  readonly bounce: readonly FieldId[];
  readonly value: FieldId | null;
  /** Fields of the workspace that a policy can hold for, that hold dates, that hold numbers, that hold few words. */
  readonly choices: { readonly fields: readonly CanonicalField[]; readonly dates: readonly FieldId[]; readonly numbers: readonly FieldId[]; readonly states: readonly FieldId[] };
};

export type StaleCalls = {
  'stale.summary': { request: { today: EpochDay }; response: StaleSummary };
  /** `field` narrows facts that are too old down to those of one field. The most value at risk first. */
  'stale.list': { request: { today: EpochDay; from: number; count: number; reason: StaleReason['kind'] | null; field: CanonicalField | null }; response: { total: number; lines: readonly StaleLine[] } };
  'stale.confirm': { request: { row: RowId; on: EpochDay }; response: LogLine };
  'stale.desk': { request: undefined; response: FreshnessDesk };
  'stale.settings': { request: { settings: FreshnessSettings }; response: LogLine };
};
