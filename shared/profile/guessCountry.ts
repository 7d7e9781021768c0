// Guesses in which country most rows of a table are at home, so that its phones, postcodes and tax ids are read by the right rules.
import { atOnce, type Pausing } from '../kernel/pieces.ts';
import type { FieldId } from '../model/fields.ts';
import type { FieldView } from '../table/FieldView.ts';
import { valueText } from '../table/TextColumn.ts';
import { findCountry } from '../values/country.adapter.ts';
import { isProvinceOf } from '../values/foreignProvinces.ts';
import { foldText } from '../values/fold.ts';
import { cleanText } from '../values/cleanText.ts';
import { readPhone } from '../values/phone.adapter.ts';
import { readPostcode } from '../values/place.ts';
import { isPlaceholder } from '../values/placeholder.ts';
import { findProvince } from '../values/spanishPlaces.ts';
import { readTaxId } from '../values/taxId.ts';

export type CountryGuess = {
  readonly country: string;
  /** 0.5 where nothing told and the first choice was taken. */
  readonly confidence: number;
};

/** In the order in which ties are settled. */
const candidates = ['ES', 'US', 'GB', 'MX', 'PT', 'FR', 'DE', 'IT', 'AR', 'CO', 'CL', 'PE', 'IE', 'CA', 'AU', 'NL', 'BE', 'CH', 'AT', 'BR', 'PL', 'SE', 'NO', 'DK', 'FI', 'NZ'] as const;
const SAMPLE = 600;
/** Shorter ones are local numbers, which some country's plan always allows. */
const LEAST_PHONE_DIGITS = 8;

const spanishStreet = /^(?:c\/|c |cl |calle|av\b|avd|avenida|pza|plaza|paseo|carretera|ctra|camino|ronda|urb|pol\b|rambla|carrer|rua |travesia|glorieta|calzada|carrera|jiron|privada|colonia)/;
const englishStreet = /\b(?:st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|ct|court|way|place|pl|square|terrace|crescent|close|circuit|hwy|pkwy)\b/;
const streetLanguages: Readonly<Record<string, RegExp>> = {
  ES: spanishStreet, MX: spanishStreet, AR: spanishStreet, CO: spanishStreet, CL: spanishStreet, PE: spanishStreet,
  US: englishStreet, GB: englishStreet, IE: englishStreet, CA: englishStreet, AU: englishStreet, NZ: englishStreet,
  FR: /\b(?:rue|avenue|boulevard|place|chemin|allee|impasse|quai|route)\b/, DE: /(?:strasse|str\.|str\b|platz|weg|allee|gasse)/, AT: /(?:strasse|str\.|str\b|platz|weg|allee|gasse)/,
  PT: /\b(?:rua|avenida|travessa|praca|largo|estrada|r\.|av\.)/, BR: /\b(?:rua|avenida|travessa|praca|alameda|rodovia|r\.|av\.)/, IT: /\b(?:via|viale|piazza|corso|largo|vicolo|strada)\b/, NL: /(?:straat|weg|laan|plein|gracht|kade)/, PL: /\b(?:ul|al|aleja|plac|os)\b/,
};

/** `first` wins ties. Reads at most a few hundred values per column. */
export function guessCountry(view: FieldView, first = 'ES'): CountryGuess {
  return atOnce(guessingCountry(view, first));
}

/** Pauses, because reading as many phones as that takes a good part of a second. */
export function* guessingCountry(view: FieldView, first = 'ES'): Pausing<CountryGuess> {
  const named = namedCountry(view);
  if (named !== undefined) return named;
  const order = [first, ...candidates.filter((country) => country !== first)];
  const columns = (
    [
      ['phone', 1, (text: string, country: string) => text.replace(/\D/g, '').length >= LEAST_PHONE_DIGITS && readPhone(text, { country }).parts.country === country],
      ['postcode', 1, (text: string, country: string) => ['valid', 'suspect'].includes(readPostcode(text, { country }).validity) && readPostcode(text, { country }).reason?.kind !== 'lostZeros' && readPostcode(text, { country }).parts.country === country],
      ['province', 1.5, (text: string, country: string) => (country === 'ES' ? findProvince(text) !== undefined : isProvinceOf(text, country))],
      ['address', 1, (text: string, country: string) => streetLanguages[country]?.test(foldText(text)) === true],
      ['taxId', 0.75, (text: string, country: string) => readTaxId(text, { country }).validity === 'valid'],
    ] as const
  )
    .map(([field, weight, fits]) => ({ texts: sampleTexts(view, field), weight, fits }))
    .filter(({ texts }) => texts.length > 0);
  let best = first;
  let bestScore = 0;
  let second = 0;
  for (const country of order) {
    let score = 0;
    for (const { texts, weight, fits } of columns) {
      let fitting = 0;
      for (const text of texts) if (fits(text, country)) fitting++;
      score += weight * (fitting / texts.length);
      yield;
    }
    // A hair's breadth is no evidence against the first choice.
    if (score > bestScore + 0.02) {
      second = bestScore;
      best = country;
      bestScore = score;
    } else if (score > second) second = score;
  }
  return { country: best, confidence: bestScore === 0 ? 0.5 : 0.5 + (0.5 * (bestScore - second)) / bestScore };
}

/** The country that most rows name. */
function namedCountry(view: FieldView): CountryGuess | undefined {
  const texts = sampleTexts(view, 'country', 5000);
  if (texts.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const text of texts) {
    const country = findCountry(text);
    if (country !== undefined) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  const [most] = Array.from(counts).sort((left, right) => right[1] - left[1]);
  return most === undefined || most[1] * 2 < texts.length ? undefined : { country: most[0], confidence: most[1] / texts.length };
}

/** Filled values of rows spread evenly over the table. */
function sampleTexts(view: FieldView, field: FieldId, limit = SAMPLE): string[] {
  const column = view.field(field);
  if (column === undefined) return [];
  const texts: string[] = [];
  const step = Math.max(1, Math.floor(view.length / limit));
  for (let row = 0; row < view.length; row += step) {
    const text = cleanText(valueText(column, column.kind === 'arena' ? row : column.codes[row]!));
    if (text !== '' && !isPlaceholder(text)) texts.push(text);
  }
  return texts;
}
