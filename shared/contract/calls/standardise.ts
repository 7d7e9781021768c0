// Standardising: one form for the values of a field, clusters of spellings, one value for another; previewed before anything is written.
import type { FieldId } from '../../model/fields.ts';
import type { EpochDay } from '../../model/ids.ts';
import type { ClusterMethod, SpellingCluster } from '../../profile/clusterValues.ts';
import type { StandardOptions } from '../../profile/standardise.ts';
import type { LogLine } from './log.ts';

export type { ClusterMethod, SpellingCluster, StandardOptions };
export { standardWays, type StandardWay } from '../../profile/standardWays.ts';

/** Values whose spelling changes in the same way. */
export type ShapeGroup = {
  readonly field: FieldId;
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly rows: number;
  readonly values: number;
  /** The commonest first. */
  readonly examples: readonly { readonly before: string; readonly after: string; readonly rows: number }[];
};
export type StandardPreview = {
  readonly rows: number;
  readonly values: number;
  /** Those with most rows; `more` groups are not listed, and go with those that nothing is said about. */
  readonly groups: readonly ShapeGroup[];
  readonly more: number;
};

/** Null stands for every field. */
export type StandardRequest = { readonly today: EpochDay; readonly field: FieldId | null; readonly options: StandardOptions };

export type StandardiseCalls = {
  'standardise.preview': { request: StandardRequest; response: StandardPreview };
  /** All groups but some, or some alone, in one entry. The delivered values stay. */
  'standardise.apply': { request: StandardRequest & { take: 'allBut' | 'only'; groups: readonly { field: FieldId; key: string }[] }; response: LogLine };
  'standardise.clusters': { request: { field: FieldId; how: ClusterMethod }; response: { readonly clusters: readonly SpellingCluster[]; readonly more: number } };
  /** What cells of the field read, and what they shall read. */
  'standardise.replace': { request: { field: FieldId; changes: readonly { before: string; after: string }[]; reason: 'cluster' | 'facet' }; response: LogLine };
};
