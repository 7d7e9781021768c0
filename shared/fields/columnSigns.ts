// Measures what the values of one column look like: the signs from which a field or a role is guessed without any header.
import { valueCount, valueIndexOf, valueText, type TextColumn } from '../table/TextColumn.ts';
import { foldText } from '../values/fold.ts';
import { isGivenName } from '../values/givenNames.ts';

/** Shares are of the filled cells looked at, 0 to 1. */
export type ColumnSigns = {
  /** Rows looked at, and how many of them had text. */
  readonly looked: number;
  readonly filled: number;
  readonly nullShare: number;
  /** Distinct values among the filled cells looked at. */
  readonly distinct: number;
  readonly distinctShare: number;
  readonly meanLength: number;
  readonly maxLength: number;
  readonly meanWords: number;
  readonly email: number;
  readonly website: number;
  /** Digits with the punctuation of phone numbers, 7 to 14 digits; `phoneMarked` also has a +, a separator or a Spanish prefix. */
  readonly phone: number;
  readonly phoneMarked: number;
  readonly date: number;
  /** Middle year of the dates and the distance between their 10th and 90th percentile; 0 without dates. */
  readonly yearMiddle: number;
  readonly yearSpread: number;
  /** A year alone, of four digits or of two behind an apostrophe. */
  readonly yearOnly: number;
  readonly taxId: number;
  readonly iban: number;
  readonly postcode: number;
  readonly integer: number;
  readonly decimal: number;
  /** One word of letters and digits mixed, or of digits alone. */
  readonly code: number;
  /** Has letters only (and spaces, dots, hyphens, apostrophes). */
  readonly letters: number;
  readonly hasDigit: number;
  /** A number and words, as an address line has. */
  readonly numberAndWords: number;
  /** Begins with the number, as an address line without a kind of street does in English. */
  readonly numberFirst: number;
  readonly companyForm: number;
  readonly streetType: number;
  readonly gender: number;
  /** Begins with a known given name. */
  readonly givenName: number;
  /** "SURNAMES, NAME". */
  readonly commaName: number;
  readonly constant: boolean;
  /** Counts up: distinct integers (perhaps behind a fixed prefix) that fill their range. */
  readonly serial: boolean;
};

const LOOKED_AT = 5000;

const emailPattern = /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]{2,}$/;
const websitePattern = /^(?:https?:\/\/|www\.)\S+$|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|es|net|org|eu|info|biz|cat|gal|eus|co\.uk|fr|de|it|pt|io|app|shop|mx|com\.[a-z]{2})(?:\/\S*)?$/;
const phonePattern = /^(?:\+|00)?[\d\s().\-/]{7,24}$/;
const isoDate = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?$/;
const localDate = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?:[t ,]+\d{1,2}:\d{2}.*)?$/;
const plainDate = /^(\d{4})(\d{2})(\d{2})$/;
const wordDate = /^(?:\d{1,2}(?:\.|st|nd|rd|th)?[ -](?:de )?[a-z]{3,10}\.?,?[ -](?:de )?\d{2,4}|[a-z]{3,10}\.? \d{1,2},? \d{4})$/;
const yearPattern = /^(?:1[5-9]|20)\d{2}(?:\.0)?$|^['’]\d{2}$/;
const ibanPattern = /^[a-z]{2}\d{2}[a-z0-9]{11,30}$/;
const nifPattern = /^(?:es)?[xyz\d]\d{7}[a-z]$|^(?:es)?[a-hjnp-suvw]\d{7}[a-j\d]$/;
const postcodePattern = /^\d{4,5}$|^[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}$|^\d{4}-\d{3}$|^\d{5}-\d{4}$|^\d{4} ?[a-z]{2}$|^[a-z]\d[a-z] ?\d[a-z]\d$/;
const integerPattern = /^-?\d{1,3}(?:[.,]?\d{3})*$|^-?\d+$/;
/** Thousands in threes: 1.0.1 is a version, no amount. */
const decimalPattern = /^-?[$€£]? ?(?:\d+|\d{1,3}(?:[.,]\d{3})+)[.,]\d{1,6} ?(?:€|eur|\$|usd|%)?$|^-?\d+ ?(?:€|eur|%)$/;
const codePattern = /^[a-z]{0,6}[-_/. ]?\d[\da-z\-_/.]*$/;
const lettersPattern = /^[\p{L}\p{M}\s.'’ªº,\-&]+$/u;
const companyPattern = /(?:^|[\s,.])(?:s\.? ?l\.?(?: ?[ulp]\.?)?|s\.? ?a\.?(?: ?u\.?)?|s\.? ?coop\.?|c\.? ?b\.?|s\.? ?c\.?|ltd\.?|limited|inc\.?|corp\.?|corporation|llc|llp|plc|gmbh|ag|kg|ug|ohg|sarl|sas|eurl|lda\.?|ltda\.?|spa|s\.p\.a\.?|srl|s\.r\.l\.?|bv|nv|oy|ab|as|association|asociacion|fundacion|foundation|university|universidad|company|center|centre|school|restaurant|restaurante|hotel|group|grupo|services|servicios|consulting|systems|church|hospital|bank|banco|club)(?:[\s,.)]|$)/;
const streetPattern = /^(?:c\/|c\.|cl\.?|calle|av\.?|avda?\.?|avenida|avinguda|pza\.?|plz?\.?|plaza|placa|pl\.|pº|po\.|paseo|passeig|ps\.?|ctra\.?|crta\.?|carretera|cno\.?|camino|cami|rda\.?|ronda|trav\.?|travesia|urb\.?|urbanizacion|pol\.?|poligono|carrer|rua|rue|via|viale|piazza|ulica)(?:[\s/]|$)|\b(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|blvd|boulevard|place|pl|court|ct|circuit|crescent|close|way|parade|terrace|highway|hwy|parkway|pkwy|square|sq|strasse|kalea)\b\.?(?:[\s,#]|$)|(?:strasse|str\.?|weg|platz|allee|gasse|straat|laan|gatan|vagen|gade|vej) \d/;
const genders = new Set(['m', 'f', 'h', 'v', 'male', 'female', 'hombre', 'mujer', 'varon', 'masculino', 'femenino', 'masc', 'fem', 'd', 'w', 'u', 'x', 'unknown', 'homme', 'femme', 'man', 'woman', 'home', 'dona']);
const nifLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Looks at up to 5,000 rows, chosen by their content in `rows`, so that the row order does not matter. */
export function columnSigns(column: TextColumn, rows: Uint32Array): ColumnSigns {
  const step = Math.max(1, Math.floor(rows.length / LOOKED_AT));
  const counts = new Map<string, number>();
  let looked = 0;
  for (let i = 0; i < rows.length; i += step) {
    looked++;
    const text = valueText(column, valueIndexOf(column, rows[i]!)).trim();
    if (text !== '') counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const sums = { filled: 0, length: 0, words: 0, email: 0, website: 0, phone: 0, phoneMarked: 0, date: 0, yearOnly: 0, taxId: 0, iban: 0, postcode: 0, integer: 0, decimal: 0, code: 0, letters: 0, hasDigit: 0, numberAndWords: 0, numberFirst: 0, companyForm: 0, streetType: 0, gender: 0, givenName: 0, commaName: 0 };
  const years: number[] = [];
  let maxLength = 0;
  for (const [text, count] of counts) {
    const folded = foldText(text.length > 400 ? text.slice(0, 400) : text);
    sums.filled += count;
    sums.length += count * text.length;
    maxLength = Math.max(maxLength, text.length);
    const words = folded.split(/\s+/).length;
    sums.words += count * words;
    const digits = countDigits(folded);
    const year = yearOf(folded);
    if (year > 0) {
      sums.date += count;
      years.push(year);
    }
    if (yearPattern.test(folded)) sums.yearOnly += count;
    if (digits > 0) sums.hasDigit += count;
    if (emailPattern.test(folded)) sums.email += count;
    else if (websitePattern.test(folded)) sums.website += count;
    if (digits >= 7 && digits <= 14 && phonePattern.test(folded) && year === 0) {
      sums.phone += count;
      if (/[+()\-/. ]/.test(folded) || (digits === 9 && /^[6-9]/.test(folded)) || folded.startsWith('0034')) sums.phoneMarked += count;
    }
    const compact = folded.replace(/[\s.\-/]/g, '');
    if (isTaxIdShape(compact)) sums.taxId += count;
    if (ibanPattern.test(compact)) sums.iban += count;
    if (postcodePattern.test(folded)) sums.postcode += count;
    if (integerPattern.test(folded)) sums.integer += count;
    else if (decimalPattern.test(folded)) sums.decimal += count;
    if (codePattern.test(folded)) sums.code += count;
    if (digits === 0 && lettersPattern.test(folded)) sums.letters += count;
    if (digits > 0 && /\p{L}{3}/u.test(folded) && words > 1) sums.numberAndWords += count;
    if (/^\d{1,5}[a-z]? \p{L}{3}/u.test(folded)) sums.numberFirst += count;
    if (companyPattern.test(folded)) sums.companyForm += count;
    if (streetPattern.test(folded)) sums.streetType += count;
    if (genders.has(folded)) sums.gender += count;
    else if (digits === 0 && isGivenName(folded.split(/[\s\-.,]/, 1)[0]!)) sums.givenName += count;
    if (/^[\p{L}\s'’\-.]{2,},\s*[\p{L}\s'’\-.ªº]{2,}$/u.test(folded)) sums.commaName += count;
  }
  years.sort((left, right) => left - right);
  const filled = Math.max(1, sums.filled);
  const share = (sum: number): number => sum / filled;
  return {
    looked,
    filled: sums.filled,
    nullShare: looked === 0 ? 1 : 1 - sums.filled / looked,
    distinct: counts.size,
    distinctShare: sums.filled === 0 ? 0 : counts.size / sums.filled,
    meanLength: share(sums.length),
    maxLength,
    meanWords: share(sums.words),
    email: share(sums.email),
    website: share(sums.website),
    phone: share(sums.phone),
    phoneMarked: share(sums.phoneMarked),
    date: share(sums.date),
    yearMiddle: years.length === 0 ? 0 : years[years.length >> 1]!,
    yearSpread: years.length === 0 ? 0 : years[Math.floor(years.length * 0.9)]! - years[Math.floor(years.length * 0.1)]!,
    yearOnly: share(sums.yearOnly),
    taxId: share(sums.taxId),
    iban: share(sums.iban),
    postcode: share(sums.postcode),
    integer: share(sums.integer),
    decimal: share(sums.decimal),
    code: share(sums.code),
    letters: share(sums.letters),
    hasDigit: share(sums.hasDigit),
    numberAndWords: share(sums.numberAndWords),
    numberFirst: share(sums.numberFirst),
    companyForm: share(sums.companyForm),
    streetType: share(sums.streetType),
    gender: share(sums.gender),
    givenName: share(sums.givenName),
    commaName: share(sums.commaName),
    constant: counts.size <= 1,
    serial: isSerial(counts, column, looked),
  };
}

function countDigits(text: string): number {
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) digits++;
  }
  return digits;
}

/** The year of something that looks like a date between 1850 and 2100, else 0. */
function yearOf(text: string): number {
  const iso = isoDate.exec(text) ?? plainDate.exec(text);
  if (iso !== null) return plausible(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const local = localDate.exec(text);
  if (local !== null) {
    let year = Number(local[3]);
    if (year < 100) year += year > 30 ? 1900 : 2000;
    return plausible(year, Number(local[2]), Number(local[1])) || plausible(year, Number(local[1]), Number(local[2]));
  }
  if (wordDate.test(text)) return Number(/\d{4}/.exec(text)?.[0] ?? 2000);
  return 0;
}

function plausible(year: number, month: number, day: number): number {
  return year >= 1850 && year <= 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31 ? year : 0;
}

function isTaxIdShape(compact: string): boolean {
  if (!nifPattern.test(compact)) return false;
  const text = compact.startsWith('es') ? compact.slice(2) : compact;
  const first = text.charAt(0);
  if (!/[xyz\d]/.test(first)) return true;
  const number = Number((first === 'x' ? '0' : first === 'y' ? '1' : first === 'z' ? '2' : first) + text.slice(1, 8));
  return nifLetters.charAt(number % 23) === text.charAt(8).toUpperCase();
}

function isSerial(counts: Map<string, number>, column: TextColumn, looked: number): boolean {
  if (counts.size < 12 || counts.size < looked * 0.98) return false;
  if (column.kind === 'dictionary' && valueCount(column) < column.length * 0.98) return false;
  let prefix: string | undefined;
  let least = Infinity;
  let most = -Infinity;
  for (const text of counts.keys()) {
    const parts = /^(\D{0,12})(\d{1,15})$/.exec(text);
    if (parts === null) return false;
    prefix ??= parts[1]!;
    if (parts[1] !== prefix) return false;
    const number = Number(parts[2]);
    least = Math.min(least, number);
    most = Math.max(most, number);
  }
  return most - least < column.length * 2;
}
