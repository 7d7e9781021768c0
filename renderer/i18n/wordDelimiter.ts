// The name of a delimiter.
import type { Words } from './useText.ts';

export const knownDelimiters = [
  { id: ',', name: 'comma' },
  { id: ';', name: 'semicolon' },
  { id: '\t', name: 'tab' },
  { id: '|', name: 'pipe' },
] as const;

/** The delimiter with its sign; an unusual one is shown as it is. */
export function wordDelimiter({ t }: Words, delimiter: string): string {
  const known = knownDelimiters.find((one) => one.id === delimiter);
  return known ? t(`load.delimiters.${known.name}`) : delimiter === '' ? '–' : delimiter;
}
