// Reads bank accounts: IBAN, the Spanish CCC that preceded it, and BIC; lengths and national controls are ibantools'.
import { countrySpecs, isValidBIC, isValidIBAN } from 'ibantools';
import { cleanText, compactCapitals, hasOnlyDigits } from './cleanText.ts';
import { isGenericDigits, isPlaceholder } from './placeholder.ts';
import { empty, invalid, suspect, valid } from './reading.ts';
import type { ReadContext, ValueReading } from './reading.ts';

export type IbanParts = {
  readonly country: string;
  /** The four digits of a Spanish bank, '' elsewhere. */
  readonly bank: string;
};
export type BicParts = { readonly bank: string; readonly country: string; readonly branch: string };

const noParts: IbanParts = { country: '', bank: '' };

/** Canonical: capitals without spaces; a Spanish CCC with right controls becomes its IBAN. */
export function readIban(text: string, context: ReadContext): ValueReading<IbanParts> {
  if (text === '') return empty(noParts);
  let id = compactCapitals(text);
  if (id === '') return cleanText(text) === '' ? empty(noParts) : empty(noParts, { kind: 'placeholder' });
  if (id.startsWith('IBAN')) id = id.slice(4);
  if (hasOnlyDigits(id)) return readCcc(id, context);
  if (isPlaceholder(id) || isPlaceholder(cleanText(text))) return empty(noParts, { kind: 'placeholder' });
  const country = id.slice(0, 2);
  const expected = countrySpecs[country]?.chars;
  if (!/^[A-Z]{2}\d{2}/.test(id)) {
    const misread = /^[A-Z]{2}[\dO]{2}/.test(id) ? id.replaceAll('O', '0') : id;
    if (misread !== id && isValidIBAN(misread)) return invalid(id, noParts, { kind: 'badShape' }, { value: misread, confidence: 0.9 });
    return invalid(id, noParts, { kind: 'badShape' });
  }
  const parts: IbanParts = { country, bank: country === 'ES' ? id.slice(4, 8) : '' };
  if (expected === undefined || expected === null) return invalid(id, parts, { kind: 'unknownCountry', country });
  if (id.length !== expected) return invalid(id, parts, { kind: 'wrongLength', length: id.length, expected });
  if (isValidIBAN(id)) return isGenericDigits(id.slice(4)) ? suspect(id, parts, { kind: 'generic' }) : valid(id, parts);
  const control = ibanControl(country, id.slice(4));
  const mended = country + control + id.slice(4);
  if (control !== id.slice(2, 4)) {
    // Where the national controls agree, the two check digits are what is wrong.
    const sure = country === 'ES' && cccAgrees(id.slice(4));
    return sure
      ? invalid(id, parts, { kind: 'wrongControl', expected: control }, { value: mended, confidence: 0.9 })
      : invalid(id, parts, { kind: 'wrongControl', expected: control });
  }
  return invalid(id, parts, { kind: 'badShape' });
}

function readCcc(digits: string, context: ReadContext): ValueReading<IbanParts> {
  if (context.country !== 'ES') return invalid(digits, noParts, { kind: 'badShape' });
  if (isGenericDigits(digits)) return suspect(digits, noParts, { kind: 'generic' });
  const ccc = digits.length === 19 && cccAgrees(`0${digits}`) ? `0${digits}` : digits;
  if (ccc.length === 20) {
    const iban = `ES${ibanControl('ES', ccc)}${ccc}`;
    if (cccAgrees(ccc)) return suspect(iban, { country: 'ES', bank: ccc.slice(0, 4) }, { kind: 'missingControl', expected: iban.slice(0, 4) }, { value: iban, confidence: 0.97 });
    return invalid(digits, noParts, { kind: 'wrongControl', expected: cccControl(ccc) });
  }
  const iban = `ES${digits}`;
  if (digits.length === 22 && isValidIBAN(iban)) return suspect(iban, { country: 'ES', bank: digits.slice(2, 6) }, { kind: 'missingControl', expected: 'ES' }, { value: iban, confidence: 0.97 });
  return invalid(digits, noParts, { kind: 'wrongLength', length: digits.length, expected: 20 });
}

/** The two check digits of an IBAN (ISO 7064 MOD 97-10). */
export function ibanControl(country: string, account: string): string {
  let rest = 0;
  for (const character of `${account}${country}00`) {
    const code = character.charCodeAt(0);
    rest = code >= 65 ? (rest * 100 + code - 55) % 97 : (rest * 10 + code - 48) % 97;
  }
  return String(98 - rest).padStart(2, '0');
}

/** The two control digits of a Spanish account: bank and branch, then number. Source: CSB, weights 1 2 4 8 5 10 9 7 3 6. */
export function cccControl(ccc: string): string {
  return controlDigit(`00${ccc.slice(0, 8)}`) + controlDigit(ccc.slice(10, 20));
}

function cccAgrees(ccc: string): boolean {
  return ccc.length === 20 && hasOnlyDigits(ccc) && cccControl(ccc) === ccc.slice(8, 10);
}

const cccWeights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];

function controlDigit(tenDigits: string): string {
  let sum = 0;
  for (let i = 0; i < 10; i++) sum += (tenDigits.charCodeAt(i) - 48) * cccWeights[i]!;
  const control = 11 - (sum % 11);
  return control === 11 ? '0' : control === 10 ? '1' : String(control);
}

/** Canonical: eleven characters, `XXX` for the head office. */
export function readBic(text: string): ValueReading<BicParts> {
  const noBic: BicParts = { bank: '', country: '', branch: '' };
  const raw = cleanText(text);
  if (raw === '') return empty(noBic);
  if (isPlaceholder(raw)) return empty(noBic, { kind: 'placeholder' });
  const bic = compactCapitals(raw);
  if (bic.length !== 8 && bic.length !== 11) return invalid(bic, noBic, { kind: 'wrongLength', length: bic.length, expected: 11 });
  const parts: BicParts = { bank: bic.slice(0, 4), country: bic.slice(4, 6), branch: bic.slice(8) || 'XXX' };
  if (!isValidBIC(bic)) return invalid(bic, noBic, { kind: 'badShape' });
  return valid(bic.length === 8 ? `${bic}XXX` : bic, parts);
}
