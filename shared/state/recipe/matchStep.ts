// The step that finds duplicates and merges the groups that are sure enough; single decisions are no part of a recipe.
import { err, ok } from '../../kernel/result.ts';
import type { MatchStep } from '../../model/recipe.ts';
import { usualBands } from '../../match/savedModel.ts';
import { savedModel } from '../match/matchWorkspace.ts';
import { planMerge } from '../plan/plan.ts';
import type { RecipeKind } from './recipeKind.ts';

const PPM = 1_000_000;

export const matchStep: RecipeKind<MatchStep> = {
  derive({ entries, state: { matchModels } }) {
    if (!entries.some(({ items }) => items.some(({ kind }) => kind === 'match'))) return [];
    // Merging many groups at once is accepting a band.
    const accepted = entries.some(({ act, items }) => act === 'merge' && items.filter(({ kind }) => kind === 'merge').length > 1);
    return [{ kind: 'match', mergeAbovePpm: accepted ? Math.round((savedModel(matchModels.used === null ? undefined : matchModels.model(matchModels.used))?.bands ?? usualBands).automatic * PPM) : null }];
  },
  read(raw) {
    const above = raw['mergeAbovePpm'];
    return above === null || (typeof above === 'number' && above > 0 && above <= PPM) ? { kind: 'match', mergeAbovePpm: above } : undefined;
  },
  async apply({ mergeAbovePpm }, { workspace, commit, findDuplicates }, run, job) {
    run.groups = await findDuplicates(job);
    if (mergeAbovePpm === null) return ok({ done: 0, unused: run.groups.length });
    const sure = run.groups.filter(({ probability }) => probability * PPM >= mergeAbovePpm);
    const plan = planMerge(workspace.state, sure.map(({ rows }) => ({ rows, pins: [] })));
    if (!plan.ok) return ok({ done: 0, unused: run.groups.length });
    const written = await commit(plan.value);
    return written.ok ? ok({ done: sure.length, unused: run.groups.length - sure.length }) : err({ kind: 'machine', trouble: written.error });
  },
};
