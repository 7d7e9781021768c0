// Tells when two texts of a field say the same in other letters, and which of them is better written.
import { canonicalOf, type CanonicalField, type FieldId } from '../model/fields.ts';
import { foldText } from '../values/fold.ts';

const kept: Readonly<Partial<Record<CanonicalField, (folded: string) => string>>> = {
  email: (folded) => folded.trim(),
  website: (folded) => folded.trim().replace(/^https?:\/\//, '').replace(/^www\./, '').replace(/\/+$/, ''),
  // Nine digits tell a Spanish line, with or without 34 before them.
  phone: (folded) => folded.replaceAll(/\D+/g, '').replace(/^(?:00)?34(?=\d{9}$)/, ''),
  taxId: (folded) => folded.replaceAll(/[^a-z0-9]+/g, ''),
  iban: (folded) => folded.replaceAll(/[^a-z0-9]+/g, ''),
  amount: (folded) => folded.trim(),
  notes: (folded) => folded.trim(),
};

/** Equal for texts that differ in case, accents, punctuation and blanks only. */
export function agreementKey(field: FieldId, text: string): string {
  const canonical = canonicalOf(field);
  const own = canonical === undefined ? undefined : kept[canonical];
  const folded = foldText(text);
  if (own !== undefined) return own(folded);
  // Most texts are words and single blanks by now.
  if (/^[a-z0-9]+(?: [a-z0-9]+)*$/.test(folded)) return folded;
  // A text without letters and digits is its own key, so that "?" and "-" are not the same as nothing.
  return folded.replaceAll(/[.']/g, '').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim() || folded.trim();
}

/** Shorter texts are often short forms, and a letter is much of them. */
const SLIP_LETTERS = 4;

/** Whether two keys are one slip of the pen apart: a letter too many, too few, another, or two in the wrong order. Digits are never a slip. */
export function isSlip(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short === long || short.length < SLIP_LETTERS || long.length - short.length > 1 || /\d/.test(left + right)) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  const rest = (text: string, from: number): string => text.slice(start + from);
  if (short.length < long.length) return rest(short, 0) === rest(long, 1);
  return rest(short, 1) === rest(long, 1) || (short[start] === long[start + 1] && short[start + 1] === long[start] && rest(short, 2) === rest(long, 2));
}

/** Letters that went through the wrong code page: "GarcÃ­a", "NU?EZ", "MU¥OZ", "Pe¤a". Question marks belong in links. */
export function isGarbled(field: FieldId, text: string): boolean {
  const canonical = canonicalOf(field);
  return (canonical === undefined || kept[canonical] === undefined) && hasWrongLetters(text);
}

function hasWrongLetters(text: string): boolean {
  // Most texts have none of the letters that it takes.
  if (!/[?\u0080-\uffff]/.test(text)) return false;
  return /[ÃÂ][\u0080-\u00bf‚-›]|\ufffd|\p{L}\?\p{L}|\p{Lu}¥|\p{L}¤/u.test(text);
}

/** Higher is better written: not garbled, in small and capital letters, with its accents, without stray blanks. */
export function spellingScore(text: string): number {
  let score = 0;
  if (hasWrongLetters(text)) score -= 16;
  const isUpper = text === text.toUpperCase();
  const isLower = text === text.toLowerCase();
  const isAddress = text.includes('@');
  if (isUpper !== isLower && (isAddress ? !isLower : text.length > 3)) score -= 8;
  if (/^\s|\s$|\s\s|[\u00a0\u200b]/.test(text)) score -= 4;
  if (/[áéíóúàèòçñüïÁÉÍÓÚÀÈÒÇÑÜÏ]/.test(text)) score += 2;
  return score;
}
