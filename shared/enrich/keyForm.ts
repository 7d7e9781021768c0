// Brings values of a field into the form in which keys are compared: the same for every spelling of the same thing.
// Far cheaper than reading a value to the end: a key needs no validity, and a million phones are read in a second.
import { canonicalOf, type CanonicalField, type FieldId } from '../model/fields.ts';
import { compactCapitals } from '../values/cleanText.ts';
import { findLegalForm } from '../values/companyName.ts';
import { findCountry } from '../values/country.adapter.ts';
import { parseDate } from '../values/dateFormat.ts';
import { foldWords } from '../values/fold.ts';
import { isGenericDigits, isPlaceholder } from '../values/placeholder.ts';
import { findProvince, findTown, townKey } from '../values/spanishPlaces.ts';
import { registeredDomain } from '../values/website.ts';

/** '' where there is nothing to compare. */
export type KeyForm = (text: string) => string;

/** Digits that tell a line apart; prefixes of countries and of long distance stand before them. */
const PHONE_DIGITS = 9;

const forms: Readonly<Partial<Record<CanonicalField, KeyForm>>> = {
  email: (text) => text.trim().toLowerCase(),
  phone: phoneKey,
  taxId: taxIdKey,
  iban: compactCapitals,
  postcode: postcodeKey,
  website: (text) => domainKey(text),
  fullName: nameKey,
  givenName: foldWords,
  surname: foldWords,
  surname2: foldWords,
  companyName: companyKey,
  address: streetKey,
  street: streetKey,
  city: (text) => townKey(findTown(text)?.name ?? text),
  province: (text) => findProvince(text)?.code ?? foldWords(text),
  country: (text) => findCountry(text) ?? foldWords(text),
  birthDate: dateKey,
  createdOn: dateKey,
  updatedOn: dateKey,
  verifiedOn: dateKey,
  lastContactOn: dateKey,
  lastPurchaseOn: dateKey,
  consentOn: dateKey,
  customerId: (text) => text.trim().toUpperCase(),
};

/** How values of a field are compared; a stand-in for nothing, such as "N/A", is nothing. */
export function keyFormOf(field: FieldId): KeyForm {
  const canonical = canonicalOf(field);
  const form = (canonical === undefined ? undefined : forms[canonical]) ?? plainKey;
  return (text) => (text === '' || isPlaceholder(text) ? '' : form(text));
}

/** How two values of a field are told to be the same: as keys are, but a page is not its whole domain. */
export function valueFormOf(field: FieldId): KeyForm {
  if (canonicalOf(field) !== 'website') return keyFormOf(field);
  return (text) => text.trim().toLowerCase().replace(/^https?:\/\//, '').replace(/^www\./, '').replace(/\/+$/, '');
}

function plainKey(text: string): string {
  return foldWords(text) || text.trim();
}

function phoneKey(text: string): string {
  const digits = text.replace(/\D+/g, '');
  const last = digits.length > PHONE_DIGITS ? digits.slice(-PHONE_DIGITS) : digits;
  return last.length < 6 || isGenericDigits(last) ? '' : last;
}

/** Spanish ids with or without their prefix and their leading zeros. */
function taxIdKey(text: string): string {
  const id = compactCapitals(text).replace(/^(?:NIFCIF|NIF|CIF|DNI|NIE|VAT|IVA)(?=[A-Z]?\d{4})/, '').replace(/^ES(?=[A-Z]?\d{7})/, '');
  return /^\d{1,7}[A-Z]$/.test(id) ? id.padStart(9, '0') : id;
}

function postcodeKey(text: string): string {
  const code = text.toUpperCase().replace(/\.0+$/, '').replace(/[\s.\-–]+/g, '');
  return /^\d{4}$/.test(code) ? `0${code}` : code;
}

/** Registered domain of a website; '' for what is none. */
export function domainKey(text: string): string {
  const host = /^(?:[a-z]+:\/\/)?(?:www\.)?([^/?#:\s@]+\.[a-z\u00a1-\uffff]{2,})/i.exec(text.trim());
  return host === null ? '' : registeredDomain(host[1]!.toLowerCase());
}

/** "García Ruiz, Ana" and "Ana García Ruiz" are one name. */
function nameKey(text: string): string {
  const comma = text.indexOf(',');
  return foldWords(comma < 0 ? text : `${text.slice(comma + 1)} ${text.slice(0, comma)}`);
}

/** A company by its name without the legal form. */
function companyKey(text: string): string {
  const rest = findLegalForm(text)?.rest;
  return foldWords(rest === undefined || rest === '' ? text : rest);
}

/** A street by its core and its number: its kind is written in a dozen ways, or left out. */
function streetKey(text: string): string {
  return foldWords(text)
    .replace(/^(?:calle|c|cl|avenida|av|avda|avd|plaza|pza|plz|pl|paseo|po|pso|carretera|ctra|camino|cno|ronda|rda|travesia|trav|carrer|avinguda|placa|passeig|rua) (?=\S)/, '')
    .replace(/ (?:n|no|num|numero)(?= \d)/, '');
}

function dateKey(text: string): string {
  const parsed = parseDate(text);
  return parsed.kind === 'date' ? `${parsed.year}-${parsed.month}-${parsed.day}` : foldWords(text);
}
