// The step that writes files by a profile, with ids that are the same wherever the recipe runs.
import { ok } from '../../kernel/result.ts';
import type { ExportStep } from '../../model/recipe.ts';
import { exportProfileOf, readExportProfile } from '../facts/ExportProfiles.ts';
import type { RecipeKind } from './recipeKind.ts';

export const exportStep: RecipeKind<ExportStep> = {
  /** The last export of each name. What tells of this workspace alone is no part of it. */
  derive({ entries }) {
    const byName = new Map<string, ExportStep>();
    for (const { items } of entries) {
      for (const item of items) {
        const profile = item.kind === 'exportRun' ? readExportProfile(item.profile) : undefined;
        if (profile === undefined) continue;
        const parts = profile.parts.filter((part) => part !== 'log');
        if (parts.length > 0) byName.set(`${profile.name} ${profile.crm ?? ''}`, { kind: 'export', profile: { ...profile, parts, ids: 'content', onlyChanged: false } });
      }
    }
    return [...byName.values()];
  },
  read(raw) {
    const profile = typeof raw['profile'] === 'object' && raw['profile'] !== null ? exportProfileOf(raw['profile'] as Readonly<Record<string, unknown>>) : undefined;
    return profile === undefined ? undefined : { kind: 'export', profile };
  },
  async apply({ profile }, { exportFiles }, { groups }, job) {
    if (exportFiles === null) return ok({ done: 0, unused: 1 });
    return ok({ done: await exportFiles(profile, groups, job), unused: 0 });
  },
};
