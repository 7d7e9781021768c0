// Names comparisons and blocking keys as people read them.
import { canonicalFields, type FieldId } from '../../shared/model/fields.ts';
import type { TextKey } from './index.ts';
import type { Words } from './useText.ts';
import { wordField } from './wordField.ts';

/** A comparison is named after its field where it has one. */
export function wordComparison(words: Words, name: string): string {
  const base = name.split('.')[0];
  return name.startsWith('custom:') || canonicalFields.some((field) => field === base) ? wordField(words, name as FieldId) : name;
}

/** `address:number + postcode` reads "Address (house number) + Postcode". */
export function wordKey(words: Words, key: string): string {
  // Where there are few rows, every two are compared.
  if (key === '*') return words.t('model.allPairs');
  return key
    .split(' + ')
    .map((part) => {
      const at = part.lastIndexOf(':');
      const what = part.slice(at + 1);
      if (at < 0 || !words.has(`keyPart.${what}`)) return wordComparison(words, part);
      return `${wordComparison(words, part.slice(0, at))} (${words.t(`keyPart.${what}` as TextKey)})`;
    })
    .join(' + ');
}
