// The step that puts sources into an order of trust; they have other numbers elsewhere, so it goes by their names.
import { err, ok } from '../../kernel/result.ts';
import type { TrustStep } from '../../model/recipe.ts';
import { planSourceUpdate } from '../plan/planSources.ts';
import type { RecipeKind } from './recipeKind.ts';

export const trustStep: RecipeKind<TrustStep> = {
  /** One source alone has no order. */
  derive({ state: { sources } }) {
    return sources.length < 2 ? [] : [{ kind: 'trust', sources: sources.map(({ name }) => name) }];
  },
  read(raw) {
    const names: unknown = raw['sources'];
    return Array.isArray(names) && names.length > 0 && names.every((name): name is string => typeof name === 'string') ? { kind: 'trust', sources: names } : undefined;
  },
  /** Sources that the recipe does not name keep their places. */
  async apply({ sources: names }, { workspace: { state }, commit }) {
    const wanted = [...new Set(names)].flatMap((name) => state.sources.find((one) => one.name === name) ?? []);
    const unused = names.length - wanted.length;
    // Ranks need not differ or be without gaps in older logs; places do.
    const order = [...state.sources];
    const places = wanted.map((one) => order.indexOf(one)).sort((a, b) => a - b);
    for (const [at, place] of places.entries()) order[place] = wanted[at]!;
    const moved = order.flatMap((one, place) => (one.trustRank === place + 1 ? [] : [{ ...one, trustRank: place + 1 }]));
    if (moved.length === 0 || order.every((one, place) => one === state.sources[place])) return ok({ done: 0, unused });
    const written = await commit(planSourceUpdate(...moved));
    return written.ok ? ok({ done: moved.length, unused }) : err({ kind: 'machine', trouble: written.error });
  },
};
