// The words that a user of the interface reads, so that tests name buttons as they do, in either language.
import type { Language } from '../../../shared/contract/desktop.ts';
import { createTexts, type TextKey } from '../../../renderer/i18n/index.ts';

export type Say = (key: TextKey, facts?: Readonly<Record<string, string | number>>) => string;

/** The catalogue of a language as a function. */
export function wordsIn(language: Language): Say {
  const texts = createTexts(language);
  return (key, facts) => texts.t(key, { ...facts });
}
