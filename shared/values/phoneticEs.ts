// Gives Spanish words that sound alike one key: Vázquez = Básques, Jiménez = Giménez, Núñez = Nuñes = Nunyez, Etxeberria = Echeverría.
import { foldText } from './fold.ts';

/**
 * The key of one word or several (spaces stay). Rules: b = v = w, g before e or i = j = x, ll = y, silent h,
 * s = z = c before e or i, qu = k = c, tx = tz = ch, ñ = ny = n, ph = f, ss = s, -ez = -es, doubled letters once.
 * Digits stay; everything else falls away.
 */
export function phoneticEs(text: string): string {
  const word = foldText(text);
  const length = word.length;
  let key = '';
  for (let i = 0; i < length; i++) {
    const letter = word[i]!;
    const next = i + 1 < length ? word[i + 1]! : '';
    let sound: string;
    switch (letter) {
      case 'v':
      case 'w':
        sound = 'b';
        break;
      case 'h':
        sound = '';
        break;
      case 'z':
        sound = 's';
        break;
      case 'c':
        if (next === 'h') {
          sound = 'C';
          i++;
        } else if (next === 'e' || next === 'i') sound = 's';
        else if (next === 'k') {
          sound = 'k';
          i++;
        } else sound = 'k';
        break;
      case 't':
        if (next === 'x' || next === 'z' || next === 's') {
          sound = 'C';
          i++;
        } else if (next === 'h') {
          sound = 't';
          i++;
        } else sound = 't';
        break;
      case 'q':
        sound = 'k';
        if (next === 'u' && (word[i + 2] === 'e' || word[i + 2] === 'i')) i++;
        break;
      case 'g':
        if (next === 'u' && (word[i + 2] === 'e' || word[i + 2] === 'i')) {
          sound = 'g';
          i++;
        } else sound = next === 'e' || next === 'i' ? 'j' : 'g';
        break;
      case 'x':
        // Xavier, Ximénez and Xoán sound as j; inside a word it stays near s: Félix, Calixto.
        sound = key === '' || key.endsWith(' ') ? 'j' : 's';
        break;
      case 'l':
        if (next === 'l') {
          sound = 'y';
          i++;
        } else sound = 'l';
        break;
      case 'n':
        sound = 'n';
        // Catalan ny is the Spanish ñ.
        if (next === 'y' && isVowel(word[i + 2])) i++;
        break;
      case 'p':
        if (next === 'h') {
          sound = 'f';
          i++;
        } else sound = 'p';
        break;
      case 'y':
        sound = isVowel(next) ? 'y' : 'i';
        break;
      case ' ':
        sound = key === '' || key.endsWith(' ') ? '' : ' ';
        break;
      default:
        sound = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ? letter : '';
    }
    if (sound !== '' && (sound <= '9' || !key.endsWith(sound))) key += sound;
  }
  return key.trimEnd();
}

function isVowel(letter: string | undefined): boolean {
  return letter === 'a' || letter === 'e' || letter === 'i' || letter === 'o' || letter === 'u';
}
