// Match runs: what they chose and found, the threshold, and why two rows match or not.
import type { FieldId } from '../../model/fields.ts';
import type { TargetToken } from '../desktop.ts';
import type { WrittenFile } from '../machine.ts';
import type { SavedModel } from '../../match/savedModel.ts';
import type { RowId } from '../../model/ids.ts';
import type { LogLine } from './log.ts';

export { levelNames, pairings, type MatchRole } from '../../match/matchTypes.ts';
export type { SavedComparison, SavedModel } from '../../match/savedModel.ts';

export const bands = ['automatic', 'review', 'unlikely'] as const;
export type Band = (typeof bands)[number];

export type MatchSettings = {
  /** Match probability from which pairs are linked into groups; null lets the engine choose. */
  readonly threshold: number | null;
};

/** Shares of 0 to 1, each with the interval it is expected to lie in. */
export type ExpectedQuality = {
  readonly precision: number;
  readonly recall: number;
  readonly precisionRange: readonly [number, number];
  readonly recallRange: readonly [number, number];
};

/** What another threshold would give; nothing is written. */
export type ThresholdPreview = { readonly threshold: number; readonly groups: number; readonly changed: number; readonly matchedPairs: number; readonly expected: ExpectedQuality };

/** Pairs of a blocking key. Blocks that are `tooLarge` are split by what `splitBy` names, in turn; `dropped` pairs stand in no part of them and are left to other keys. */
export type KeyPairs = { readonly name: string; readonly pairs: number; readonly tooLarge: number; readonly dropped: number; readonly splitBy: readonly string[] };

/** What a run would compare, before anything is scored. */
export type PairForecast = {
  readonly keys: readonly KeyPairs[];
  readonly pairs: number;
  readonly dropped: number;
  readonly cap: number | null;
  readonly budget: number;
};

/** The models of the workspace, the one in use, and what the last run chose, as the JSON that export writes. */
export type MatchModelList = { readonly names: readonly string[]; readonly used: string | null; readonly last: SavedModel | null };

/** What decisions taught the model. */
export type RelearnReport = {
  readonly model: SavedModel;
  readonly matches: number;
  readonly distinct: number;
  /** Decided pairs on the wrong side of the threshold. */
  readonly wrongBefore: number;
  readonly wrongAfter: number;
  readonly priorBeforeBits: number;
  readonly priorAfterBits: number;
  readonly changes: readonly { readonly comparison: string; readonly level: string; readonly beforeBits: number; readonly afterBits: number }[];
  readonly groups: number;
  readonly groupsChanged: number;
};

export type MatchRun = {
  readonly rows: number;
  readonly candidatePairs: number;
  readonly matchedPairs: number;
  readonly groups: number;
  readonly rowsInGroups: number;
  readonly threshold: number;
  readonly expected: ExpectedQuality;
  readonly seconds: number;
  /** Counts of groups per band, open ones and decided ones apart. */
  readonly bands: Readonly<Record<Band, number>>;
  readonly decided: number;
  /** True where rows or decisions changed since the run. */
  readonly outdated: boolean;
  /** False after a restart: the rows are read once again before groups can be formed anew. */
  readonly hasPairs: boolean;
  readonly roles: readonly { readonly field: FieldId; readonly role: string; readonly confidence: number }[];
  readonly keys: readonly KeyPairs[];
  /** Rows with too little to tell a partner by. */
  readonly unlinkable: number;
  /** Name of the model that was taken up; null where the run learned from the rows. */
  readonly model: string | null;
  readonly bandFloors: { readonly automatic: number; readonly review: number };
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
  /** P(level | same customer) and P(level | different ones); null for what is no comparison. */
  readonly m: number | null;
  readonly u: number | null;
};

export type PairExplanation = {
  readonly left: RowId;
  readonly right: RowId;
  readonly priorBits: number;
  readonly weightBits: number;
  readonly probability: number;
  /** From this weight on rows are put in one group. */
  readonly thresholdBits: number;
  readonly parts: readonly WeightPart[];
  /** Blocking keys that brought the rows together; empty where none did. */
  readonly keys: readonly string[];
  /** Where none did: the keys that came nearest, with the parts in which the rows differ; no part: its block was too large. */
  readonly missedKeys: readonly { readonly name: string; readonly unlike: readonly string[] }[];
  /** The one comparison without which the pair would stay under the threshold. */
  readonly decisive: string | null;
  /** Two different valid tax ids: never one customer. */
  readonly taxIdsDiffer: boolean;
  readonly constraint: 'mustLink' | 'cannotLink' | null;
};

/** What holds a group together. */
export type GroupLinks = {
  /** Per row but the first its strongest link into the group. */
  readonly links: readonly PairExplanation[];
  readonly weakest: PairExplanation | null;
  /** Links without which the group would fall in two. */
  readonly bridges: readonly { readonly left: RowId; readonly right: RowId }[];
  /** Share of all pairs of the group that reach the threshold, 0 to 1. */
  readonly density: number;
};

export type MatchingCalls = {
  'match.run': { request: MatchSettings; response: MatchRun };
  'match.last': { request: undefined; response: MatchRun | null };
  /** Clusters again at another threshold, without scoring. */
  'match.threshold': { request: { threshold: number }; response: MatchRun };
  /** Groups and expected quality at another threshold, while the slider moves. */
  'match.preview': { request: { threshold: number }; response: ThresholdPreview };
  'match.forecast': { request: { model: SavedModel | null }; response: PairForecast };
  'match.models': { request: undefined; response: MatchModelList };
  'match.model': { request: { name: string }; response: SavedModel | null };
  /** Saves the model under the name and takes it up from the next run on. */
  'match.saveModel': { request: { name: string; model: SavedModel }; response: LogLine };
  'match.useModel': { request: { name: string | null }; response: LogLine };
  'match.deleteModel': { request: { name: string }; response: LogLine };
  'match.relearn': { request: undefined; response: RelearnReport };
  /** Reads a model that export wrote; null where the text is none. */
  'match.readModel': { request: { text: string }; response: SavedModel | null };
  /** Writes a model as JSON to a file that a save dialog named. */
  'match.exportModel': { request: { target: TargetToken; model: SavedModel }; response: WrittenFile };
  'match.unlinkable': { request: { from: number; count: number }; response: { total: number; rows: readonly { row: RowId; title: string }[] } };
  'match.explain': { request: { left: RowId; right: RowId }; response: PairExplanation };
};
