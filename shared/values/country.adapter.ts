// Reads countries by code or by name in nine languages; the names are i18n-iso-countries', the shortcuts our own.
import countries from 'i18n-iso-countries';
import ca from 'i18n-iso-countries/langs/ca.json' with { type: 'json' };
import de from 'i18n-iso-countries/langs/de.json' with { type: 'json' };
import en from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import es from 'i18n-iso-countries/langs/es.json' with { type: 'json' };
import eu from 'i18n-iso-countries/langs/eu.json' with { type: 'json' };
import fr from 'i18n-iso-countries/langs/fr.json' with { type: 'json' };
import gl from 'i18n-iso-countries/langs/gl.json' with { type: 'json' };
import it from 'i18n-iso-countries/langs/it.json' with { type: 'json' };
import pt from 'i18n-iso-countries/langs/pt.json' with { type: 'json' };
import { cleanText } from './cleanText.ts';
import { foldWords } from './fold.ts';
import { isOneSlip } from './oneSlip.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, suspect, valid } from './reading.ts';
import type { ValueReading } from './reading.ts';

export type CountryParts = { readonly alpha2: string; readonly alpha3: string };

const aliases: Readonly<Record<string, string>> = {
  ES: 'esp|espana|spain|reino de espana|kingdom of spain|espanya|espainia|spanish|espanola|espanol|spa|e',
  US: 'ee uu|eeuu|e e u u|eua|usa|u s a|us|u s|estados unidos de america|united states|united states of america|the united states|america|norteamerica|estadounidense',
  GB: 'uk|u k|reino unido|gran bretana|great britain|britain|united kingdom|inglaterra|england|escocia|scotland|gales|wales|irlanda del norte|northern ireland|r u|uk gb|british',
  DE: 'alemania|rfa|germany|bundesrepublik deutschland|brd|d', FR: 'francia|republica francesa|f', IT: 'italia|i', PT: 'portugal|p',
  NL: 'holanda|paises bajos|netherlands|the netherlands|holland|pays bas|nederland', CH: 'suiza|switzerland|suisse|schweiz|ch', BE: 'belgica|belgium|belgie|belgique',
  CZ: 'republica checa|chequia|czech republic|czechia', GR: 'grecia|el|hellas', IE: 'irlanda|ireland|eire|republica de irlanda|republic of ireland', AD: 'andorra|principado de andorra',
  MA: 'marruecos|morocco|maroc', RU: 'rusia|russia|federacion rusa', CN: 'china|r p china|republica popular china', KR: 'corea del sur|corea|south korea|korea|republica de corea', KP: 'corea del norte|north korea',
  MX: 'mexico|mejico|mex|estados unidos mexicanos', AR: 'argentina|rep argentina|republica argentina', DO: 'republica dominicana|rep dominicana|santo domingo|dominican republic', VE: 'venezuela', BO: 'bolivia',
  AE: 'emiratos arabes|emiratos arabes unidos|eau|uae|dubai', TR: 'turquia|turkey|turkiye', SV: 'el salvador', TW: 'taiwan', IR: 'iran', SY: 'siria|syria', VN: 'vietnam|viet nam', MD: 'moldavia|moldova', MK: 'macedonia|macedonia del norte',
  SA: 'arabia saudi|arabia saudita|saudi arabia', ZA: 'sudafrica|south africa', CI: 'costa de marfil|ivory coast', GQ: 'guinea ecuatorial', PH: 'filipinas|philippines', PR: 'puerto rico', CU: 'cuba', BR: 'brasil|brazil', PS: 'palestina|palestine', VA: 'vaticano|vatican|ciudad del vaticano', LA: 'laos', TZ: 'tanzania', BN: 'brunei', SZ: 'suazilandia|swaziland', MM: 'birmania|burma', CV: 'cabo verde|cape verde', XK: 'kosovo',
};

const byName = new Map<string, string>();
for (const language of [es, en, fr, pt, de, ca, gl, it, eu] as unknown as { countries: Record<string, string | string[]> }[]) {
  for (const [code, names] of Object.entries(language.countries)) {
    for (const name of typeof names === 'string' ? [names] : names) if (!byName.has(foldWords(name))) byName.set(foldWords(name), code);
  }
}
for (const [code, alpha3] of Object.entries(countries.getAlpha2Codes())) {
  byName.set(code.toLowerCase(), code);
  byName.set(alpha3.toLowerCase(), code);
}
for (const [code, names] of Object.entries(aliases)) for (const name of names.split('|')) byName.set(name, code);

/** The ISO code of a country, or undefined. */
export function findCountry(text: string): string | undefined {
  const key = foldWords(text);
  const found = byName.get(key) ?? byName.get(key.replaceAll(' ', ''));
  if (found !== undefined) return found;
  if (/^\d{3}$/.test(key)) return countries.numericToAlpha2(key);
  return undefined;
}

/** Canonical: ISO 3166-1 alpha-2. */
export function readCountry(text: string): ValueReading<CountryParts> {
  const raw = cleanText(text);
  const none: CountryParts = { alpha2: '', alpha3: '' };
  if (raw === '') return empty(none);
  const code = findCountry(raw);
  if (code !== undefined) return valid(code, { alpha2: code, alpha3: countries.alpha2ToAlpha3(code) ?? '' });
  if (isPlaceholder(raw)) return empty(none, { kind: 'placeholder' });
  const key = foldWords(raw);
  if (key.length >= 5) {
    for (const [name, meant] of byName) {
      if (name.length >= 5 && isOneSlip(key, name)) return suspect(raw, none, { kind: 'unknown' }, { value: meant, confidence: 0.8 });
    }
  }
  return suspect(raw, none, { kind: 'unknown' });
}

/** Every country with its names in English and Spanish. */
export function listCountries(): { readonly code: string; readonly english: string; readonly spanish: string }[] {
  const nameIn = (names: unknown, code: string): string => {
    const found = (names as { countries: Record<string, string | string[]> }).countries[code];
    return typeof found === 'string' ? found : (found?.[0] ?? '');
  };
  return Object.keys(countries.getAlpha2Codes()).map((code) => ({ code, english: nameIn(en, code), spanish: nameIn(es, code) }));
}
