// Writes names in ordinary capitals: GARCÍA DE LA TORRE → García de la Torre.

const particles = new Set(
  'de del la las los el y e i da das do dos d von van der den ten ter zu di della des du le les lo al en na'.split(' '),
);
/** Roman numerals and company marks that keep their capitals. */
const keepUpper = /^(?:[IVX]{2,5}|S\.?[LAC]\.?U?\.?)$/;

/**
 * Changes only texts written in one case: mixed case was somebody's choice. Particles inside stay small, `McDonald`,
 * `O'Brien`, `L'Hospitalet`, `García-Lorca` get their second capital.
 */
export function capitaliseName(text: string): string {
  if (text !== text.toUpperCase() && text !== text.toLowerCase()) return text;
  if (!/\p{L}/u.test(text)) return text;
  let first = true;
  return text.replace(/[\p{L}\p{M}'’.·?\ufffd]+/gu, (word, at: number) => {
    const isFirst = first;
    first = false;
    const lower = word.toLowerCase();
    if (!isFirst && particles.has(lower) && text[at - 1] !== '-') return lower;
    if (word === word.toUpperCase() && keepUpper.test(word) && !isFirst) return word;
    return capitaliseWord(lower);
  });
}

function capitaliseWord(lower: string): string {
  const apostrophe = /^(o|d|l|n|s)['’](\p{L}.*)$/u.exec(lower);
  if (apostrophe !== null) return `${apostrophe[1] === 'd' || apostrophe[1] === 's' ? apostrophe[1]! : apostrophe[1]!.toUpperCase()}'${upperFirst(apostrophe[2]!)}`;
  if (/^mc\p{L}{3,}/u.test(lower)) return `Mc${upperFirst(lower.slice(2))}`;
  return upperFirst(lower);
}

function upperFirst(word: string): string {
  const first = String.fromCodePoint(word.codePointAt(0)!);
  const upper = first.toUpperCase();
  // A letter without a capital of its own (ß, ᾀ) stays.
  return (upper.length === first.length ? upper : first) + word.slice(first.length);
}
