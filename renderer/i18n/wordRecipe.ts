// Says in words what a step of a recipe does.
import { assertNever } from '../../shared/kernel/assertNever.ts';
import type { RecipeStep } from '../../shared/model/recipe.ts';
import type { Words } from './useText.ts';
import { wordDelimiter } from './wordDelimiter.ts';
import { wordField } from './wordField.ts';

export function wordRecipeStep(words: Words, step: RecipeStep): string {
  const { t, percent } = words;
  switch (step.kind) {
    case 'load': {
      const { encoding, delimiter, sheet } = step.reading;
      const how = [encoding, delimiter === undefined ? '' : wordDelimiter(words, delimiter), sheet ?? ''].filter((one) => one !== '' && one !== undefined).join(', ');
      return t('recipe.step.load', { count: step.mapping.filter(({ field }) => field !== null).length, how: how === '' ? '–' : how });
    }
    case 'correct':
      return t('recipe.step.correct', { field: wordField(words, step.field), count: step.changes.length, before: step.changes[0]?.before === '' ? '–' : (step.changes[0]?.before ?? ''), after: step.changes[0]?.after ?? '' });
    case 'setting':
      return t(`recipe.step.${step.of}`);
    case 'trust':
      return t('recipe.step.trust', { sources: step.sources.join(', ') });
    case 'enrich': {
      const what = { table: step.table.name, keys: step.keys.map(({ field }) => wordField(words, field)).join(', '), fields: step.bring.map(({ field }) => wordField(words, field)).join(', ') };
      return step.acceptAbovePpm === null ? t('recipe.step.enrich', what) : t('recipe.step.enrichAccept', { ...what, share: percent(step.acceptAbovePpm / 1_000_000) });
    }
    case 'match':
      return step.mergeAbovePpm === null ? t('recipe.step.match') : t('recipe.step.matchMerge', { share: percent(step.mergeAbovePpm / 1_000_000) });
    case 'export':
      return t('recipe.step.export', { parts: step.profile.parts.map((part) => t(`export.part.${part}`)).join(', '), format: step.profile.crm === null ? t(`export.formats.${step.profile.format}`) : t(`export.systems.${step.profile.crm}`) });
    default:
      return assertNever(step);
  }
}
