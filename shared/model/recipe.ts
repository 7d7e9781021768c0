// Everything that was done on a source, as data that people can read: to be done again on next month's file.
import type { CanonicalField, FieldId } from './fields.ts';
import type { FieldMapping, LoadChoices } from './source.ts';
import type { ExportProfile } from './exportProfile.ts';

/** How the file is read, which column is which field, and by which columns a later delivery is compared with the rows that are there. */
export type LoadStep = { readonly kind: 'load'; readonly reading: Partial<Omit<LoadChoices, 'format'>>; readonly mapping: FieldMapping; readonly keys: readonly string[] };
/** What values of a field are read as instead. */
export type CorrectStep = { readonly kind: 'correct'; readonly field: FieldId; readonly reason: string; readonly changes: readonly { readonly before: string; readonly after: string }[] };
/** Rules as the log holds them: each member is one item without its ids of this workspace. */
export type SettingStep = { readonly kind: 'setting'; readonly of: 'survivorship' | 'policies' | 'rule' | 'weights' | 'matchModel' | 'categories'; readonly value: string };
/** Finds duplicates; groups that are at least so probable are merged, in millionths; null merges none. */
export type MatchStep = { readonly kind: 'match'; readonly mergeAbovePpm: number | null };
/** The order in which sources are trusted, by name, the most trusted first. */
export type TrustStep = { readonly kind: 'trust'; readonly sources: readonly string[] };
/** Brings values from a reference table; those that are at least so sure are accepted, in millionths; null only ties it. */
export type EnrichStep = {
  readonly kind: 'enrich';
  /** Found again by its bytes, else as the newest table of that name. Trust and day hold where a run loads it. */
  readonly table: { readonly name: string; readonly sha256: string; readonly trustRank: number; readonly asOf: number | null };
  readonly keys: readonly { readonly field: FieldId; readonly column: string }[];
  readonly bring: readonly { readonly column: string; readonly field: FieldId; readonly rule: 'ifEmpty' | 'ifNewer' | 'ifTrusted' | 'always' }[];
  readonly acceptAbovePpm: number | null;
};
export type ExportStep = { readonly kind: 'export'; readonly profile: ExportProfile };

export type RecipeStep = LoadStep | TrustStep | CorrectStep | SettingStep | MatchStep | EnrichStep | ExportStep;

export type Recipe = {
  readonly kind: 'fichero-recipe';
  readonly v: 1;
  readonly name: string;
  /** Name of the source whose file it works on. */
  readonly source: string;
  readonly steps: readonly RecipeStep[];
};

/** What of a history a recipe does not hold, and how often: single decisions are about these rows and no others. */
export type LeftOutOfRecipe = { readonly kind: 'rowCorrections' | 'decisions' | 'edits' | 'enriched' | 'confirmed'; readonly count: number };

/** What of a recipe does not fit a file. */
export type RecipeMisfit =
  /** A column that the recipe maps is not there; perhaps it is called so now. */
  | { readonly kind: 'missingColumn'; readonly column: string; readonly field: FieldId | null; readonly proposal: string | null }
  /** The file is encoded or divided otherwise than the recipe says; it is read as it is. */
  | { readonly kind: 'otherReading'; readonly encoding: string; readonly delimiter: string }
  /** A column that the recipe does not know; it is kept as it is. */
  | { readonly kind: 'newColumn'; readonly column: string }
  | { readonly kind: 'missingField'; readonly step: number; readonly field: FieldId | CanonicalField }
  /** A reference table is not in the workspace, or without these columns. */
  | { readonly kind: 'missingReference'; readonly step: number; readonly name: string; readonly columns: readonly string[] };

/** What one step did. `missing`: reference tables, or their columns, that were not there, so that it did nothing. */
export type RecipeOutcome = { readonly step: number; readonly kind: RecipeStep['kind']; readonly done: number; readonly unused: number; readonly missing?: readonly string[] };
