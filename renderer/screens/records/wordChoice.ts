// Says in words what a facet lets through, for the line of filters above the grid.
import type { Words } from '../../i18n/useText.ts';
import type { FacetChoice } from '../../session/routes.ts';

/** "Madrid, Toledo, ≠ blank"; "1 Jan 2020 – 31 Dec 2020, not a date". */
export function wordChoice(words: Words, { include = [], exclude = [], blank, as, from, to, unreadable }: FacetChoice): string {
  const { t } = words;
  const end = (value: number) => (as === 'date' ? words.day(value) : words.number(value, Number.isInteger(value) ? 0 : 2));
  const aside = (choice: 'only' | 'not' | undefined, word: string) => (choice === undefined ? [] : [choice === 'only' ? word : `≠ ${word}`]);
  const range = from === undefined ? (to === undefined ? [] : [t('records.atMost', { value: end(to) })]) : [to === undefined ? t('records.atLeast', { value: end(from) }) : `${end(from)} – ${end(to)}`];
  return [...include, ...range, ...exclude.map((value) => `≠ ${value}`), ...aside(blank, t('records.blank')), ...aside(unreadable, as === 'date' ? t('records.notADate') : t('records.notANumber'))].join(', ');
}
