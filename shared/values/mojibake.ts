// Finds text whose bytes were read in the wrong encoding (Ã± for ñ, MU¥OZ for MUÑOZ, NU?EZ for NUÑEZ) and mends it.
import { foldText, stripAccents } from './fold.ts';
import type { Repair } from './reading.ts';

/** Windows-1252 characters of the bytes 0x80..0x9f; 0 where the byte means nothing there. */
const windows1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ';
const byteOf1252 = new Map<number, number>();
for (let i = 0; i < 32; i++) {
  const code = windows1252.charCodeAt(i);
  byteOf1252.set(code === 0 ? 0x80 + i : code, 0x80 + i);
  byteOf1252.set(0x80 + i, 0x80 + i);
}

/** Letters of Spanish and its neighbours, as code page 850 bytes read as Latin-1. */
const from850: Readonly<Record<string, string>> = {
  '¥': 'Ñ', '¤': 'ñ', '\u00a0': 'á', '‚': 'é', '\u0082': 'é', '¡': 'í', '¢': 'ó', '£': 'ú', 'µ': 'Á', '\u0090': 'É', 'Ö': 'Í', 'à': 'Ó', 'é': 'Ú',
  '\u0081': 'ü', '\u009a': 'Ü', 'š': 'Ü', '‡': 'ç', '\u0087': 'ç', '€': 'Ç', '\u0080': 'Ç', '…': 'à', '\u0085': 'à', 'Š': 'è', '\u008a': 'è', '•': 'ò', '\u0095': 'ò',
};
/** Only these betray code page 850 by themselves: no Spanish word holds them. */
const sure850 = '¥¤¢£¡€';

/** Windows-1252 bytes read as code page 850: Mu±oz, Garc\u00eda as GarcÝa. */
const from1252As850: Readonly<Record<string, string>> = { '±': 'ñ', 'Ð': 'Ñ', 'ß': 'á', 'Ý': 'í', '¾': 'ó', '·': 'ú', 'Ú': 'é' };

/** Words that people meant when their special letter came out as `?` or U+FFFD. Folded to lower case with ? in its place. */
const lostLetters = new Map<string, string>();
for (const word of (
  'núñez muñoz ibáñez ordóñez yáñez peña nuño cañas cañizares zúñiga briceño castaño castañeda montañés acuña borroñas miño ' +
  'garcía lópez pérez sánchez gómez fernández gonzález rodríguez martínez hernández jiménez díaz álvarez vázquez gutiérrez ramírez suárez domínguez ' +
  'méndez ortíz marín iglesias márquez cortés guzmán velázquez sáez benítez durán galván giménez ibánez rincón bermúdez báez valdés cárdenas ' +
  'josé maría jesús ángel andrés ramón joaquín martín agustín sebastián verónica mónica inés sofía lucía rocío raúl óscar iván rubén adrián ' +
  'héctor víctor tomás nicolás germán fermín simón félix césar álvaro ángela ángeles asunción concepción encarnación begoña íñigo iñaki toño belén ' +
  'coruña españa málaga cádiz córdoba jaén león ávila cáceres almería castellón logroño gijón alcalá móstoles alcorcón leganés ' +
  'álava araña ávila compañía año años niño niños señor señora señorita montaña cataluña mañana logroño teléfono dirección dirección número ' +
  'administración construcción gestión asociación fundación españoles español pequeño jardín estación constitución avenida río'
).split(' ')) {
  const plain = stripAccents(word);
  for (let i = 0; i < word.length; i++) {
    if (word.charCodeAt(i) > 127) lostLetters.set(`${plain.slice(0, i)}?${plain.slice(i + 1)}`, word);
  }
  const all = Array.from(word, (letter) => (letter.charCodeAt(0) > 127 ? '?' : letter)).join('');
  if (all !== word) lostLetters.set(all, word);
}

/**
 * A mended spelling and how sure it is, or undefined where the text looks right.
 * Sources of the damage: UTF-8 read as Windows-1252 once or twice; code page 850 read as Latin-1 and the other way
 * round; a letter lost to `?` or U+FFFD, given back only in words that leave no doubt.
 */
export function mendMojibake(text: string): Repair | undefined {
  let special = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 || code === 63) {
      special = true;
      break;
    }
  }
  if (!special) return undefined;
  let mended = readAsUtf8(text);
  if (mended !== undefined) {
    const again = readAsUtf8(mended);
    return { value: again ?? mended, confidence: 0.98 };
  }
  mended = mendCodePage(text);
  if (mended !== undefined) return { value: mended, confidence: 0.9 };
  mended = mendLostLetters(text);
  return mended === undefined ? undefined : { value: mended, confidence: 0.85 };
}

/** The text whose UTF-8 bytes were taken for Windows-1252, or undefined where they are no UTF-8. */
function readAsUtf8(text: string): string | undefined {
  if (!/[\u00c2-\u00f4\u0102\u0103][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122]/.test(text)) return undefined;
  let out = '';
  let changed = false;
  for (let i = 0; i < text.length; i++) {
    const lead = byteAt(text, i);
    const size = lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 1;
    let code = size === 2 ? lead & 0x1f : size === 3 ? lead & 0x0f : lead & 0x07;
    let good = size > 1;
    for (let k = 1; k < size; k++) {
      const byte = byteAt(text, i + k);
      if (byte < 0x80 || byte > 0xbf) {
        good = false;
        break;
      }
      code = (code << 6) | (byte & 0x3f);
    }
    if (!good || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || (size === 3 && code < 0x800) || (size === 4 && code < 0x10000)) {
      out += text[i]!;
      continue;
    }
    out += String.fromCodePoint(code);
    changed = true;
    i += size - 1;
  }
  return changed ? out : undefined;
}

function byteAt(text: string, at: number): number {
  if (at >= text.length) return -1;
  const code = text.charCodeAt(at);
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
  return byteOf1252.get(code) ?? -1;
}

/** Signs that belong to no word, standing inside one. */
function mendCodePage(text: string): string | undefined {
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (sure850.includes(character) && isInsideWord(text, i)) return replaceInWords(text, from850);
    if ((character === '±' || character === '¾' || character === 'Ý') && isInsideWord(text, i)) return replaceInWords(text, from1252As850);
  }
  return undefined;
}

function isInsideWord(text: string, at: number): boolean {
  return isLetter(text[at - 1]) && isLetter(text[at + 1]);
}

function replaceInWords(text: string, table: Readonly<Record<string, string>>): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    // The byte of ñ reads as the euro sign in ISO 8859-15; the euro sign of Windows-1252 is the byte of Ç.
    const meant = character === '€' && isSmall(text[i - 1]) ? 'ñ' : table[character];
    const beside = isLetter(text[i - 1]) || isLetter(text[i + 1]);
    if (meant === undefined || !beside) out += character;
    else {
      // Code pages have the accented capitals out of reach for most; the neighbours decide the case.
      const capital = (isCapital(text[i - 1]) || text[i - 1] === undefined) && (isCapital(text[i + 1]) || text[i + 1] === undefined);
      out += capital && i > 0 ? meant.toUpperCase() : meant;
    }
  }
  return out;
}

function mendLostLetters(text: string): string | undefined {
  if (!/[?\ufffd]/.test(text)) return undefined;
  let changed = false;
  const out = text.replace(/[\p{L}?\ufffd]+/gu, (word) => {
    if (!/[?\ufffd]/.test(word)) return word;
    // Decoders may leave one sign per lost byte.
    const key = foldText(word).replaceAll('\ufffd', '?');
    const meant = lostLetters.get(key) ?? lostLetters.get(key.replaceAll('??', '?'));
    if (meant === undefined) return word;
    changed = true;
    const letters = word.replace(/[\ufffd?]/g, '');
    if (letters === letters.toUpperCase() && letters.length > 1) return meant.toUpperCase();
    return /^\p{Lu}/u.test(word) || /^[?\ufffd]/.test(word) ? meant[0]!.toUpperCase() + meant.slice(1) : meant;
  });
  return changed ? out : undefined;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /\p{L}/u.test(character);
}

function isSmall(character: string | undefined): boolean {
  return character !== undefined && /\p{Ll}/u.test(character);
}

function isCapital(character: string | undefined): boolean {
  return character !== undefined && /\p{Lu}/u.test(character);
}
