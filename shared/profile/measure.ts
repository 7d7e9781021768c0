// A score as it was noted down at a moment, to be compared with later ones.
import type { FieldId } from '../model/fields.ts';
import type { EpochDay, SourceId } from '../model/ids.ts';
import type { Dimension } from './scorecard.ts';

/** Scores in millionths; null where nothing is measured. */
export type ScoreParts = { readonly overall: number } & { readonly [One in Dimension]: number | null };
export type MeasureFacts = {
  readonly today: EpochDay;
  readonly rows: number;
  readonly findings: number;
  readonly scores: ScoreParts;
  readonly sources: readonly { readonly source: SourceId; readonly rows: number; readonly scores: ScoreParts }[];
  readonly fields: readonly { readonly field: FieldId; readonly score: number }[];
  readonly rules: readonly { readonly rule: string; readonly broken: number }[];
};
/** `at` in UTC milliseconds; `seq` is the entry that noted it. */
export type Measure = MeasureFacts & { readonly seq: number; readonly at: number };
