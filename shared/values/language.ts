// Reads languages: ISO 639-1 codes, locales, names in the languages of the app's users.
import { cleanText } from './cleanText.ts';
import { foldWords } from './fold.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, suspect, valid } from './reading.ts';
import type { ValueReading } from './reading.ts';

export type LanguageParts = { readonly language: string; readonly region: string };

const languages: Readonly<Record<string, string>> = {
  es: 'spa|esp|espanol|castellano|spanish|espagnol|espanhol|spanisch|castella|spagnolo|cas|cast|espanola',
  en: 'eng|ing|ingles|english|anglais|englisch|angles|inglese',
  ca: 'cat|catalan|catala|katalanisch|catalao|valenciano|valencia|valencian|val',
  gl: 'glg|gal|gallego|galego|galician|galicien',
  eu: 'eus|baq|euskera|euskara|vasco|basque|baskisch|vascuence|euz',
  fr: 'fra|fre|frances|french|francais|franzosisch|francese',
  pt: 'por|portugues|portuguese|portugais|portugiesisch|portoghese',
  de: 'deu|ger|ale|aleman|german|allemand|deutsch|alemao|alemany|tedesco',
  it: 'ita|italiano|italian|italien|italienisch|italia',
  nl: 'nld|dut|neerlandes|holandes|dutch|neerlandais|nederlands|niederlandisch',
  ro: 'ron|rum|rumano|romanian|roumain|romana|rumanisch',
  ar: 'ara|arabe|arabic|arabisch|arabo',
  zh: 'zho|chi|chino|chinese|chinois|chinesisch|mandarin',
  ru: 'rus|ruso|russian|russe|russisch',
  uk: 'ukr|ucraniano|ukrainian|ukrainien|ukrainisch',
  pl: 'pol|polaco|polish|polonais|polnisch|polski',
  bg: 'bul|bulgaro|bulgarian|bulgare',
  sv: 'swe|sueco|swedish|suedois|svenska',
  no: 'nor|noruego|norwegian|norvegien|norsk',
  da: 'dan|danes|danish|danois|dansk',
  fi: 'fin|fines|finlandes|finnish|finnois|suomi',
  el: 'ell|gre|griego|greek|grec',
  hu: 'hun|hungaro|hungarian|hongrois|magyar',
  cs: 'ces|cze|checo|czech|tcheque',
  sk: 'slk|slo|eslovaco|slovak|slovaque',
  tr: 'tur|turco|turkish|turc',
  ja: 'jpn|japones|japanese|japonais',
  ko: 'kor|coreano|korean|coreen',
  hi: 'hin|hindi',
  he: 'heb|hebreo|hebrew',
};
const codeOf = new Map<string, string>();
for (const [code, names] of Object.entries(languages)) for (const name of [code, ...names.split('|')]) codeOf.set(name, code);

/** Canonical: the two-letter code in lower case. */
export function readLanguage(text: string): ValueReading<LanguageParts> {
  const raw = cleanText(text);
  if (raw === '') return empty({ language: '', region: '' });
  const locale = /^([a-z]{2,3})[-_]([a-z]{2})$/i.exec(raw);
  const language = codeOf.get(foldWords(locale === null ? raw : locale[1]!));
  if (language !== undefined) return valid(language, { language, region: locale === null ? '' : locale[2]!.toUpperCase() });
  if (isPlaceholder(raw)) return empty({ language: '', region: '' }, { kind: 'placeholder' });
  return suspect(raw, { language: '', region: '' }, { kind: 'unknown' });
}
