// Reads gender and forms of address.
import { cleanText } from './cleanText.ts';
import { foldWords } from './fold.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, suspect, valid } from './reading.ts';
import type { ReadContext, ValueReading } from './reading.ts';

export type Gender = 'female' | 'male' | 'other';
export type GenderParts = { readonly gender: Gender | undefined };

const words = new Map<string, Gender>();
for (const [gender, list] of [
  ['female', 'f|fem|female|femenino|femenina|woman|w|mujer|muj|hembra|senora|sra|srta|senorita|dona|dna|da|d a|mrs|ms|miss|madam|lady|girl|feminin|feminine|femme|mme|mlle|madame|frau|weiblich|feminino|feminina|mulher|donna|femmina|signora|sig ra|dona catala|senyora|sra dna|niña|nina|chica|emakumea|2'],
  ['male', 'm|mas|masc|male|masculino|masculina|man|h|hombre|hom|varon|v|var|senor|sr|don|d|mr|sir|gentleman|boy|masculin|homme|monsieur|herr|mannlich|homem|uomo|maschio|signor|sig|home|senyor|sr d|nino|chico|gizona|1'],
  ['other', 'o|x|otro|otra|other|diverse|divers|no binario|no binaria|non binary|nonbinary|nb|neutral|neutro|otros|indistinto'],
] as const) {
  for (const word of list.split('|')) words.set(word, gender);
}

/** Canonical: female, male or other. The letter M is read by the column's code: `HM` (mujer) or `MF` (masculino). */
export function readGender(text: string, context: ReadContext & { readonly genderLetters?: 'HM' | 'MF' }): ValueReading<GenderParts> {
  const raw = cleanText(text);
  if (raw === '') return empty({ gender: undefined });
  const word = foldWords(raw);
  const gender = word === 'm' && context.genderLetters === 'HM' ? 'female' : words.get(word);
  if (gender !== undefined) return valid(gender, { gender });
  if (isPlaceholder(raw) || word === '0' || word === '9') return empty({ gender: undefined }, { kind: 'placeholder' });
  return suspect(raw, { gender: undefined }, { kind: 'unknown' });
}

/** HM where a column writes hombre/mujer, MF where masculino/femenino or male/female. */
export function decideGenderLetters(values: Iterable<readonly [text: string, count: number]>): 'HM' | 'MF' {
  let men = 0;
  let women = 0;
  for (const [text, count] of values) {
    const word = foldWords(text);
    if (word === 'h' || word === 'v') men += count;
    else if (word === 'f') women += count;
  }
  return men > women ? 'HM' : 'MF';
}
