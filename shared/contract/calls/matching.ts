// Match runs: what they chose and found, the threshold, and why two rows match or not.
import type { FieldId } from '../../model/fields.ts';
import type { RowId } from '../../model/ids.ts';

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

export type MatchingCalls = {
  'match.run': { request: MatchSettings; response: MatchRun };
  'match.last': { request: undefined; response: MatchRun | null };
  /** Clusters again at another threshold, without scoring. */
  'match.threshold': { request: { threshold: number }; response: MatchRun };
  'match.explain': { request: { left: RowId; right: RowId }; response: PairExplanation };
};
