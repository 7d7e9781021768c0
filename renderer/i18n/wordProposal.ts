// Says in words where a proposed value comes from.
import type { ProposalSource } from '../../shared/contract/engine.ts';
import type { Words } from './useText.ts';

/** `name` is that of a reference table. */
export function wordSource({ t }: Pick<Words, 't'>, source: ProposalSource, name: string): string {
  switch (source.kind) {
    case 'reference':
      return name;
    case 'similar':
      return t(`enrich.similar.${source.by}`);
    case 'derived':
      return t(`enrich.derived.${source.rule}`);
    case 'answer':
      return name === '' ? t('enrich.answers') : t('enrich.answersTo', { name });
    case 'category':
      return source.rule === '' ? t('categories.byHand') : source.rule;
  }
}
