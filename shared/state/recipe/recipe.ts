// Recipes: derived from the history of a source, read back from a file, held against next month's file, and run.
import { proposeMapping } from '../files/loadFile.ts';
import type { Job } from '../../kernel/job.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Preview } from '../../load/previewFile.ts';
import type { FieldId, CanonicalField } from '../../model/fields.ts';
import type { SourceId } from '../../model/ids.ts';
import type { LeftOutOfRecipe, LoadStep, Recipe, RecipeMisfit, RecipeOutcome, RecipeStep } from '../../model/recipe.ts';
import { columnOf } from '../../table/TextColumnBuilder.ts';
import { foldWords } from '../../values/fold.ts';
import type { StateItem } from '../facts/items.ts';
import type { Projection } from '../facts/projection.ts';
import type { FileSource, LoadFailure } from '../files/readFile.ts';
import { correctStep, isByValue } from './correctStep.ts';
import { enrichStep, isAcceptedAlike } from './enrichStep.ts';
import { exportStep } from './exportStep.ts';
import { fitReading } from './fitReading.ts';
import { loadStep } from './loadStep.ts';
import { matchStep } from './matchStep.ts';
import type { RecipeKind, RecipeRun, RecipeWork } from './recipeKind.ts';
import { settingStep } from './settingStep.ts';
import { trustStep } from './trustStep.ts';

/** Every kind of step, in the order in which they are done. */
const kinds: { readonly [Kind in RecipeStep['kind']]: RecipeKind<Extract<RecipeStep, { kind: Kind }>> } = { load: loadStep, trust: trustStep, correct: correctStep, setting: settingStep, match: matchStep, enrich: enrichStep, export: exportStep };

/** The kind of a step, as one that takes any step: the map above pairs them. */
function kindOf(kind: RecipeStep['kind']): RecipeKind<RecipeStep> {
  return kinds[kind] as RecipeKind<RecipeStep>;
}

const order: readonly RecipeStep['kind'][] = ['load', 'trust', 'setting', 'correct', 'match', 'enrich', 'export'];

/** What was done on a source, and what of it is about single rows and so stays out. */
export function deriveRecipe(state: Projection, source: SourceId, name: string): { readonly recipe: Recipe; readonly leftOut: readonly LeftOutOfRecipe[] } {
  const entries = state.entries.filter(({ seq, undoes }) => undoes === null && state.undoneBy(seq) === null);
  const history = { state, source, entries };
  const steps = order.flatMap((kind) => kindOf(kind).derive(history));
  const items = entries.flatMap((entry) => entry.items.map((item) => ({ act: entry.act, item, many: entry.items.length > 1, again: isAcceptedAlike(state, entry, item) })));
  const count = (isOut: (one: { act: string; item: StateItem; many: boolean; again: boolean }) => boolean): number => items.filter(isOut).length;
  const leftOut: LeftOutOfRecipe[] = [
    { kind: 'rowCorrections' as const, count: count(({ item }) => item.kind === 'correct' && !isByValue(item)) },
    { kind: 'decisions' as const, count: count(({ item, many }) => (item.kind === 'merge' && !many) || ['distinct', 'unmerge', 'split'].includes(item.kind)) },
    { kind: 'edits' as const, count: count(({ item }) => item.kind === 'edit') },
    { kind: 'enriched' as const, count: count(({ item, again }) => item.kind === 'enrich' && !again) },
    { kind: 'confirmed' as const, count: count(({ item }) => item.kind === 'confirm') },
  ].filter((one) => one.count > 0);
  return { recipe: { kind: 'fichero-recipe', v: 1, name, source: state.source(source)?.name ?? '', steps }, leftOut };
}

/** As people read and share it. */
export function writeRecipe(recipe: Recipe): string {
  return `${JSON.stringify(recipe, null, 2)}\n`;
}

/** The recipe that a text spells; undefined where it spells none, or one with a step that this app does not know. */
export function readRecipe(text: string): Recipe | undefined {
  let raw: Readonly<Record<string, unknown>>;
  try {
    raw = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
  if (raw === null || typeof raw !== 'object' || raw['kind'] !== 'fichero-recipe' || raw['v'] !== 1 || typeof raw['source'] !== 'string' || !Array.isArray(raw['steps'])) return undefined;
  const steps = raw['steps'].map((one: unknown) => {
    const step = one as Readonly<Record<string, unknown>> | null;
    const kind = order.find((known) => known === step?.['kind']);
    return kind === undefined ? undefined : kindOf(kind).read(step!);
  });
  if (steps.some((step) => step === undefined) || steps.filter((step) => step?.kind === 'load').length !== 1) return undefined;
  return { kind: 'fichero-recipe', v: 1, name: typeof raw['name'] === 'string' ? raw['name'] : '', source: raw['source'], steps: steps as RecipeStep[] };
}

/** Names of columns in the recipe, and what they are called in the file. */
export type Repairs = Readonly<Record<string, string>>;

/** The recipe for a file whose columns are called otherwise. */
export function repairRecipe(recipe: Recipe, repairs: Repairs): Recipe {
  const now = (column: string): string => (Object.hasOwn(repairs, column) ? repairs[column]! : column);
  return { ...recipe, steps: recipe.steps.map((step) => (step.kind === 'load' ? { ...step, mapping: step.mapping.map((one) => ({ ...one, column: now(one.column) })), keys: step.keys.map(now) } : step)) };
}

export type RecipeCheck = { readonly misfits: readonly RecipeMisfit[]; readonly columns: readonly string[]; readonly preview: Preview };

/** Holds a recipe against a file; nothing is written. */
export async function checkRecipe(recipe: Recipe, file: FileSource): Promise<Result<RecipeCheck, LoadFailure>> {
  const load = recipe.steps.find((step) => step.kind === 'load')!;
  const { preview: read, isOther } = await fitReading(recipe, file);
  if (!read.ok) return read;
  const columns = read.value.columns.map(({ name }) => name);
  const other: RecipeMisfit[] = isOther ? [{ kind: 'otherReading', encoding: read.value.encoding.encoding, delimiter: read.value.layout.dialect.delimiter }] : [];
  return ok({ misfits: [...other, ...misfitsOf(recipe, load, read.value, columns)], columns, preview: read.value });
}

function misfitsOf(recipe: Recipe, load: LoadStep, preview: Preview, columns: readonly string[]): RecipeMisfit[] {
  const known = new Set(load.mapping.map(({ column }) => column));
  const unknown = columns.filter((column) => !known.has(column));
  const table = { length: preview.rows.length, columns: columns.map((name, index) => ({ name, column: columnOf(preview.rows.map((row) => row[index] ?? '')) })) };
  const detected = proposeMapping(table, null);
  const taken = new Set<string>();
  const missing = load.mapping
    .filter(({ column, field }) => field !== null && !columns.includes(column))
    .map(({ column, field }): RecipeMisfit => {
      const proposal = unknown.filter((one) => !taken.has(one)).map((one) => ({ one, likeness: likeness(column, one) + (detected.find((found) => found.column === one)?.field === field ? 1 : 0) })).sort((a, b) => b.likeness - a.likeness)[0];
      const found = proposal !== undefined && proposal.likeness >= 0.5 ? proposal.one : null;
      if (found !== null) taken.add(found);
      return { kind: 'missingColumn', column, field, proposal: found };
    });
  const fields = new Set<FieldId | CanonicalField>(load.mapping.filter(({ column }) => columns.includes(column)).flatMap(({ field }) => field ?? []));
  const lost = recipe.steps.flatMap((step, at): RecipeMisfit[] => (step.kind === 'correct' && !fields.has(step.field) && missing.length > 0 ? [{ kind: 'missingField', step: at, field: step.field }] : []));
  return [...missing, ...unknown.filter((column) => !taken.has(column)).map((column): RecipeMisfit => ({ kind: 'newColumn', column })), ...lost];
}

/** Shared words of two headers, 0 to 1. */
function likeness(left: string, right: string): number {
  const one = new Set(foldWords(left).split(' '));
  const other = new Set(foldWords(right).split(' '));
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / Math.max(1, one.size, other.size);
}

/** Does every step in order; ends with the first one that cannot be done. @throws Cancelled */
export async function runRecipe(recipe: Recipe, work: RecipeWork, job: Job): Promise<Result<RecipeOutcome[], LoadFailure>> {
  const run: RecipeRun = { load: undefined, groups: null };
  const { recipe: fitted } = await fitReading(recipe, work.file);
  const outcomes: RecipeOutcome[] = [];
  for (const [step, one] of fitted.steps.entries()) {
    job.report({ stage: 'recipe', done: step, total: fitted.steps.length, unit: 'steps' });
    const done = await kindOf(one.kind).apply(one, work, run, job);
    if (!done.ok) return done;
    outcomes.push({ step, kind: one.kind, ...done.value });
  }
  return ok(outcomes);
}
