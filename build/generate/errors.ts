// The ways in which people and systems write one fact differently or wrongly.
import { pick, randomInteger, type Random } from '../../shared/kernel/random.ts';
import type { Address } from './customers.ts';
import { domainTypos, legalForms } from './words/companyWords.ts';
import { englishShortForms } from './words/englishNames.ts';
import { spanishShortForms } from './words/spanishNames.ts';
import { streetTypes } from './words/streets.ts';

const neighbours: Readonly<Record<string, string>> = {
  a: 'sqz', b: 'vgn', c: 'xvs', d: 'sfe', e: 'wri', f: 'dgr', g: 'fhj', h: 'gjn', i: 'uoj', j: 'hkg', k: 'jl', l: 'kñ',
  m: 'nk', n: 'mb', o: 'ip', p: 'o', q: 'wa', r: 'et', s: 'adz', t: 'ry', u: 'yi', v: 'bc', w: 'qe', x: 'zc', y: 'tu', z: 'sx',
};

/** One slip of the fingers: a letter doubled, dropped, swapped with the next, or hit beside. Changes texts of 3 letters up. */
export function typo(random: Random, text: string): string {
  if (text.length < 3) return text;
  for (let attempt = 0; attempt < 8; attempt++) {
    const at = 1 + randomInteger(random, text.length - 1);
    const letter = text[at]!;
    if (!/\p{L}/u.test(letter)) continue;
    let wrong: string;
    switch (randomInteger(random, 4)) {
      case 0:
        wrong = text.slice(0, at) + letter + text.slice(at);
        break;
      case 1:
        wrong = text.slice(0, at) + text.slice(at + 1);
        break;
      case 2:
        wrong = at + 1 < text.length ? text.slice(0, at) + text[at + 1]! + letter + text.slice(at + 2) : text.slice(0, at);
        break;
      default:
        wrong = text.slice(0, at) + pick(random, (neighbours[letter.toLowerCase()] ?? 'e').split('')) + text.slice(at + 1);
    }
    if (wrong !== text && !/\s{2}/.test(wrong)) return wrong;
  }
  return text.slice(0, -1);
}

/** A spelling that sounds the same to a Spanish ear, or undefined where there is none. */
export function soundAlike(random: Random, text: string): string | undefined {
  const swaps: readonly (readonly [RegExp, string])[] = [
    [/z$/, 's'], [/b(?=[aeiouáéíóú])/, 'v'], [/v(?=[aeiouáéíóú])/, 'b'], [/^B(?=[aeiouáéíóú])/, 'V'], [/^V(?=[aeiouáéíóú])/, 'B'],
    [/ll/, 'y'], [/^J(?=[ei])/, 'G'], [/^G(?=[ei])/, 'J'], [/^H(?=[aeiou])/, ''], [/^E(?=[rsl])/, 'He'], [/tx/i, 'ch'], [/ñ/, 'n'], [/qu(?=[ei])/, 'k'],
  ];
  const fitting = swaps.filter(([from]) => from.test(text));
  if (fitting.length === 0) return undefined;
  const [from, to] = pick(random, fitting);
  const changed = text.replace(from, to);
  return changed[0]!.toUpperCase() + changed.slice(1);
}

/** ñ stays: it is a letter of its own on every Spanish keyboard. */
export function dropAccents(text: string): string {
  return text.normalize('NFD').replaceAll(/(?<![nN])\p{M}|\p{M}(?<!\u0303)/gu, '').normalize('NFC');
}

/** Everything beyond ASCII lost, ñ too. */
export function toAscii(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** What the person goes by; undefined where no short form is known. */
export function shortForm(random: Random, given: string): string | undefined {
  const forms = spanishShortForms[given] ?? englishShortForms[given];
  return forms === undefined ? undefined : pick(random, forms);
}

export function abbreviatedType(random: Random, address: Address): string | undefined {
  const spellings = streetTypes.find((type) => type.name === address.type)?.spellings;
  return spellings === undefined ? undefined : pick(random, spellings);
}

export function otherLegalForm(random: Random, form: string): string {
  const spellings = legalForms.find((known) => known.name === form)?.spellings;
  return spellings === undefined ? (form === 'Ltd' ? 'Limited' : form === 'Limited' ? 'Ltd.' : form.toLowerCase()) : pick(random, spellings);
}

/** Nine digits in one of the ways that Spaniards write them. */
export function spanishPhone(random: Random, digits: string): string {
  const [a, b, c] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  switch (randomInteger(random, 10)) {
    case 0:
      return `+34 ${a} ${b} ${c}`;
    case 1:
      return `+34${digits}`;
    case 2:
      return `0034 ${digits}`;
    case 3:
      return `34${digits}`;
    case 4:
      return `${a} ${b} ${c}`;
    case 5:
      return `${a}-${b}-${c}`;
    case 6:
      return `${a}.${b}.${c}`;
    case 7:
      return `${a} ${digits.slice(3, 5)} ${digits.slice(5, 7)} ${digits.slice(7)}`;
    case 8:
      return `(+34) ${a}${b}${c}`;
    default:
      return digits;
  }
}

/** One digit changed for another, or two neighbours swapped. */
export function digitSlip(random: Random, digits: string): string {
  const places = digits.split('').flatMap((character, index) => (/\d/.test(character) ? [index] : []));
  const at = places[1 + randomInteger(random, places.length - 1)]!;
  const next = digits[at + 1];
  if (random() < 0.4 && next !== undefined && /\d/.test(next) && next !== digits[at]) return digits.slice(0, at) + next + digits[at]! + digits.slice(at + 2);
  return digits.slice(0, at) + String((Number(digits[at]) + 1 + randomInteger(random, 9)) % 10) + digits.slice(at + 1);
}

/** The domain mistyped; addresses of firms lose a letter of their domain instead. */
export function emailTypo(random: Random, email: string): string {
  const at = email.indexOf('@');
  const user = email.slice(0, at);
  const domain = email.slice(at + 1);
  const typos = domainTypos[domain];
  if (typos !== undefined && random() < 0.6) return `${user}@${pick(random, typos)}`;
  if (random() < 0.6) return `${typo(random, user)}@${domain}`;
  return `${user}@${domain.replace(/(.)\./, '.')}`;
}
