// The step that sets rules of the workspace: survivorship, freshness, quality rules and weights, the match model, categories.
import { err, ok } from '../../kernel/result.ts';
import type { SourceId } from '../../model/ids.ts';
import type { SettingStep } from '../../model/recipe.ts';
import type { SurvivorshipItem, StateItem } from '../facts/items.ts';
import type { Projection } from '../facts/projection.ts';
import type { RecipeKind } from './recipeKind.ts';

const kinds = ['survivorship', 'policies', 'rule', 'weights', 'matchModel', 'categories'] as const;

export const settingStep: RecipeKind<SettingStep> = {
  /** Of each rule only what holds in the end. */
  derive({ entries, state }) {
    const steps = new Map<string, SettingStep>();
    for (const { items } of entries) {
      for (const item of items) {
        const of = kinds.find((one) => one === item.kind);
        if (of === undefined) continue;
        const key = item.kind === 'rule' ? `rule ${item.id}` : item.kind === 'matchModel' ? `matchModel ${item.name}` : item.kind === 'categories' ? `categories ${item.field}` : of;
        steps.delete(key);
        steps.set(key, { kind: 'setting', of, value: JSON.stringify(item.kind === 'survivorship' ? named(item, state) : item) });
      }
    }
    return [...steps.values()];
  },
  read(raw) {
    const of = kinds.find((one) => one === raw['of']);
    if (of === undefined || typeof raw['value'] !== 'string') return undefined;
    try {
      return (JSON.parse(raw['value']) as { kind?: unknown }).kind === of ? { kind: 'setting', of, value: raw['value'] } : undefined;
    } catch {
      return undefined;
    }
  },
  async apply({ of, value }, { workspace, commit }) {
    const item = JSON.parse(value) as StateItem;
    const items: StateItem[] = [item.kind === 'survivorship' ? numbered(item as NamedSurvivorship, workspace.state) : item];
    if (item.kind === 'matchModel' && item.model !== null) items.push({ kind: 'useModel', name: item.name });
    const written = await commit({ act: 'rules', items, undoes: null, note: { rules: 1, what: of }, basis: null });
    return written.ok ? ok({ done: 1, unused: 0 }) : err({ kind: 'machine', trouble: written.error });
  },
};

type NamedSurvivorship = SurvivorshipItem & { readonly sources?: Readonly<Record<string, string>> };

/** Sources have other numbers elsewhere, so their names go along. */
function named(item: SurvivorshipItem, state: Projection): NamedSurvivorship {
  const used = item.settings?.fields.flatMap(({ trust }) => trust) ?? [];
  return { ...item, sources: Object.fromEntries(used.map((id) => [String(id), state.source(id)?.name ?? ''])) };
}

function numbered({ sources = {}, ...item }: NamedSurvivorship, state: Projection): SurvivorshipItem {
  if (item.settings === null) return item;
  const idOf = (id: SourceId): SourceId[] => state.sources.filter(({ name }) => name === sources[String(id)]).map((source) => source.id);
  return { ...item, settings: { ...item.settings, fields: item.settings.fields.map((rule) => ({ ...rule, trust: rule.trust.flatMap(idOf) })) } };
}
