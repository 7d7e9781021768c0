// Recipes: what was done on a source, kept as a file, held against another file, done again on it.
import type { LeftOutOfRecipe, Recipe, RecipeMisfit, RecipeOutcome } from '../../model/recipe.ts';
import type { EpochDay, SourceId } from '../../model/ids.ts';
import type { LoadProblem } from '../../load/problem.ts';
import type { FileToken, FolderToken, TargetToken } from '../desktop.ts';
import type { WrittenFile } from '../machine.ts';
import type { ExportReport } from './exporting.ts';

export type RecipeFiles = { readonly file: FileToken; readonly more?: readonly FileToken[] };
/** Names of columns in the recipe, and what they are called in the file. */
export type RecipeRepairs = Readonly<Record<string, string>>;

export type RecipeCheckReport = { readonly misfits: readonly RecipeMisfit[]; readonly columns: readonly string[] };
export type RecipeRunReport = { readonly outcomes: readonly RecipeOutcome[]; readonly files: ExportReport['files'] };

export type RecipesCalls = {
  /** What was done on a source, and what of it is about single rows and stays out. */
  'recipe.derive': { request: { source: SourceId }; response: { recipe: Recipe; leftOut: readonly LeftOutOfRecipe[] } };
  'recipe.save': { request: { recipe: Recipe; target: TargetToken }; response: WrittenFile };
  /** null where the file holds no recipe that this app understands. */
  'recipe.read': { request: { file: FileToken }; response: Recipe | null };
  'recipe.check': { request: RecipeFiles & { recipe: Recipe; repairs: RecipeRepairs }; response: { ok: true; check: RecipeCheckReport } | { ok: false; problem: LoadProblem } };
  /** Writes the files of its exports into the folder, where there is one. */
  'recipe.run': {
    request: RecipeFiles & { recipe: Recipe; repairs: RecipeRepairs; folder: FolderToken | null; today: EpochDay };
    response: { ok: true; report: RecipeRunReport } | { ok: false; problem: LoadProblem };
  };
};
