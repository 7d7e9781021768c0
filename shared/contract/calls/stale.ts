// Freshness: stale records, policies, confirmations.
import type { StaleReason } from '../../freshness/freshnessOf.ts';
import type { CanonicalField } from '../../model/fields.ts';
import type { EpochDay, GoldenId, RowId, SourceId } from '../../model/ids.ts';
import type { LogLine } from './log.ts';

export type { StaleReason };

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

export type StaleCalls = {
  'stale.summary': { request: { today: EpochDay }; response: StaleSummary };
  'stale.list': { request: { today: EpochDay; from: number; count: number; reason: StaleReason['kind'] | null }; response: { total: number; lines: readonly StaleLine[] } };
  'stale.confirm': { request: { row: RowId; on: EpochDay }; response: LogLine };
  'stale.policies': { request: { policies: readonly FreshnessPolicy[] }; response: undefined };
};
