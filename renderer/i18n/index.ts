// The texts of the interface in English and Spanish, typed by the English catalogue.
import i18next, { type i18n } from 'i18next';
import type { Language } from '../../shared/contract/desktop.ts';
import { rowNumberOf } from '../../shared/model/rowNumber.ts';
import { en } from './en/index.ts';
import { es } from './es/index.ts';

type StripPlural<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
type Leaves<Branch, Prefix extends string = ''> = {
  [Key in keyof Branch & string]: Branch[Key] extends string ? `${Prefix}${StripPlural<Key>}` : Leaves<Branch[Key], `${Prefix}${Key}.`>;
}[keyof Branch & string];
/** Every text of the catalogues, such as `sources.rows`; plural forms go by their common name. */
export type TextKey = Leaves<typeof en>;

type Branch = { readonly [key: string]: string | Branch };

/** Spanish has a third plural form ("many", for millions); here it reads like "other". */
export function withManyForms(branch: Branch): Branch {
  const out: Record<string, string | Branch> = {};
  for (const [key, value] of Object.entries(branch)) {
    if (typeof value !== 'string') out[key] = withManyForms(value);
    else {
      out[key] = value;
      if (key.endsWith('_other')) out[key.replace(/_other$/, '_many')] = value;
    }
  }
  return out;
}

/** Makes the translator; the catalogues are bundled, so nothing is awaited. */
export function createTexts(language: Language): i18n {
  const texts = i18next.createInstance();
  void texts.init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: ['en', 'es'],
    initAsync: false,
    resources: { en: { translation: en }, es: { translation: withManyForms(es) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  texts.services.formatter?.add('number', (value: unknown, lng) => formatNumber(Number(value), lng === 'es' ? 'es' : 'en'));
  texts.services.formatter?.add('rowNumber', (value: unknown) => String(rowNumberOf(Number(value))));
  texts.services.formatter?.add('counted', (value: unknown, lng, options: { one?: string; other?: string }) => countWords(Number(value), lng === 'es' ? 'es' : 'en', options));
  return texts;
}

/** "1 row", "1,000 rows": in a text, `{{rows, counted(one: row; other: rows)}}`, where it speaks of several numbers. */
function countWords(value: number, language: Language, { one = '', other = '' }: { one?: string; other?: string }): string {
  return `${formatNumber(value, language)} ${new Intl.PluralRules(language).select(value) === 'one' ? one : other}`;
}

/** Making a format takes longer than using it a hundred times. */
const formats = new Map<string, Intl.NumberFormat>();

/** Grouped also below 10,000, so that columns of numbers line up in Spanish too; what rounds to nothing has no sign. */
export function formatNumber(value: number, language: Language, options: Intl.NumberFormatOptions = {}): string {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(language, { useGrouping: 'always', signDisplay: 'negative', ...options });
  formats.set(key, format);
  return format.format(value);
}
