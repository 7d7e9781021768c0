// Keys under which different spellings of one value meet. Sources: OpenRefine's key collision methods, and the project's Spanish phonetic key.
import { foldWords } from '../values/fold.ts';
import { phoneticEs } from '../values/phoneticEs.ts';

/** Folded words, each once, in order: `Peña, Ana` = `ana  PEÑA`. '' where nothing is left. */
export function fingerprint(text: string): string {
  const words = foldWords(text);
  if (!words.includes(' ')) return words;
  return Array.from(new Set(words.split(' '))).sort().join(' ');
}

/** Runs of `size` letters, each once, in order, whatever the spaces: catches `Villa nueva` = `Villanueva`. */
export function ngramFingerprint(text: string, size = 2): string {
  const letters = foldWords(text).replaceAll(' ', '');
  if (letters.length <= size) return letters;
  const grams = new Set<string>();
  for (let at = 0; at + size <= letters.length; at++) grams.add(letters.slice(at, at + size));
  return Array.from(grams).sort().join('');
}

/** Sounds of the words in order: `Jiménez Vázquez` = `Basquez Gimenes`. */
export function phoneticFingerprint(text: string): string {
  const words = foldWords(text);
  if (words === '') return '';
  return Array.from(new Set(words.split(' ').map((word) => phoneticEs(word) || word))).sort().join(' ');
}
