// How a recipe reads a file that is written otherwise than the one that it was made of, as when a spreadsheet has saved it with another encoding or delimiter.
import type { Result } from '../../kernel/result.ts';
import type { Preview } from '../../load/previewFile.ts';
import type { LoadStep, Recipe } from '../../model/recipe.ts';
import { previewFiles, type FileSource, type LoadFailure } from '../files/readFile.ts';
import { overridesOf } from './loadStep.ts';

export type FittedReading = {
  readonly recipe: Recipe;
  readonly preview: Result<Preview, LoadFailure>;
  /** Whether the file decides by itself how it is read. */
  readonly isOther: boolean;
};

/** As the recipe says, unless the file's own encoding and delimiter give more of the recipe's columns, or it is UTF-8 that would be misread. */
export async function fitReading(recipe: Recipe, file: FileSource): Promise<FittedReading> {
  const step = recipe.steps.find((one): one is LoadStep => one.kind === 'load')!;
  const asSaid = await previewFiles(file, overridesOf(step.reading), undefined);
  const { encoding, delimiter, quote: _, escape: __, padded: ___, headerLine: ____, ...parts } = step.reading;
  const unchanged = { recipe, preview: asSaid, isOther: false };
  if (encoding === undefined && delimiter === undefined) return unchanged;
  const own = await previewFiles(file, overridesOf(parts), undefined);
  if (!own.ok || own.value.format !== 'delimited') return unchanged;
  const mapped = new Set(step.mapping.map(({ column }) => column));
  const found = (preview: Result<Preview, LoadFailure>): number => (preview.ok ? preview.value.columns.filter(({ name }) => mapped.has(name)).length : -1);
  const isMisread = encoding !== undefined && encoding !== 'utf-8' && own.value.encoding.encoding === 'utf-8' && !own.value.encoding.asciiOnly;
  if (!(found(own) > found(asSaid) || (isMisread && found(own) === found(asSaid)))) return unchanged;
  return { recipe: { ...recipe, steps: recipe.steps.map((one) => (one === step ? { ...step, reading: parts } : one)) }, preview: own, isOther: true };
}
