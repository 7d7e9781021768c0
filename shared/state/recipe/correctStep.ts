// The step that corrects values: standardising, facet edits, clusters, find and replace; by value, never by row.
import { err, ok } from '../../kernel/result.ts';
import { fieldFromText } from '../../model/fields.ts';
import type { CorrectStep } from '../../model/recipe.ts';
import type { RowId } from '../../model/ids.ts';
import { planCorrection, rowsOfChanges, type CorrectionReason } from '../plan/planCorrection.ts';
import type { CorrectItem } from '../facts/items.ts';
import type { RecipeKind } from './recipeKind.ts';

/** Whether a correction can be done again elsewhere: an empty cell that was filled in one row says nothing of other rows. */
export function isByValue({ before, rows }: CorrectItem): boolean {
  return before !== '' || rows === undefined;
}

export const correctStep: RecipeKind<CorrectStep> = {
  derive({ entries }) {
    return entries.flatMap(({ items }) => {
      const steps = new Map<string, { -readonly [Key in keyof CorrectStep]: CorrectStep[Key] extends readonly (infer One)[] ? One[] : CorrectStep[Key] }>();
      for (const item of items) {
        if (item.kind !== 'correct' || !isByValue(item)) continue;
        const step = steps.get(item.field) ?? { kind: 'correct', field: item.field, reason: item.reason, changes: [] };
        steps.set(item.field, step);
        if (!step.changes.some(({ before }) => before === item.before)) step.changes.push({ before: item.before, after: item.after });
      }
      return [...steps.values()];
    });
  },
  read(raw) {
    const field = typeof raw['field'] === 'string' ? fieldFromText(raw['field']) : undefined;
    const changes = Array.isArray(raw['changes']) ? raw['changes'].filter((one): one is { before: string; after: string } => typeof (one as { before?: unknown } | null)?.before === 'string' && typeof (one as { after?: unknown }).after === 'string') : [];
    return field === undefined || changes.length === 0 ? undefined : { kind: 'correct', field, reason: typeof raw['reason'] === 'string' ? raw['reason'] : 'replace', changes: changes.map(({ before, after }) => ({ before, after })) };
  },
  async apply({ field, reason, changes }, { workspace, commit }, { load }) {
    const { rows, state } = workspace;
    if (load === undefined) return ok({ done: 0, unused: changes.length });
    // Rows of other sources are none of the recipe's business.
    const own = state.sources.length === 1 ? undefined : Array.from({ length: load.rows }, (_, index) => (load.firstRow + index) as RowId);
    const wanted = changes.map(({ before, after }) => ({ before, after, ...(own === undefined ? {} : { rows: own }) }));
    const found = rowsOfChanges(rows, field, wanted);
    const unused = found.filter((one) => one.length === 0).length;
    const plan = planCorrection(state, rows, { field, changes: wanted, reason: reason as CorrectionReason, comment: '' });
    if (!plan.ok) return ok({ done: 0, unused: changes.length });
    const written = await commit(plan.value);
    return written.ok ? ok({ done: found.reduce((sum, one) => sum + one.length, 0), unused }) : err({ kind: 'machine', trouble: written.error });
  },
};
