// Checks tax and VAT numbers of other countries than Spain with the validators of stdnum.
import { stdnum } from 'stdnum';

type Validator = { validate(value: string): { isValid: boolean; compact?: string; isIndividual?: boolean; isCompany?: boolean } };
const byCountry = stdnum as unknown as Readonly<Record<string, Readonly<Record<string, Validator>>>>;

/** The VAT validators of each member state, Northern Ireland, and the neighbours whose numbers come with a prefix. */
const vatValidators: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  AT: [['AT', 'uid']], BE: [['BE', 'vat']], BG: [['BG', 'vat']], CY: [['CY', 'vat']], CZ: [['CZ', 'dic']], DE: [['DE', 'vat']], DK: [['DK', 'cvr']],
  EE: [['EE', 'kmkr']], EL: [['GR', 'vat']], ES: [['ES', 'nif']], FI: [['FI', 'alv']], FR: [['FR', 'tva']], HR: [['HR', 'oib']], HU: [['HU', 'anum']],
  IE: [['IE', 'vat']], IT: [['IT', 'iva']], LT: [['LT', 'pvm']], LU: [['LU', 'tva']], LV: [['LV', 'pvn']], MT: [['MT', 'vat']], NL: [['NL', 'btw']],
  PL: [['PL', 'nip']], PT: [['PT', 'nif'], ['PT', 'nipc']], RO: [['RO', 'cif'], ['RO', 'cui'], ['RO', 'cnp']], SE: [['SE', 'vat']], SI: [['SI', 'ddv']], SK: [['SK', 'dph']],
  GB: [['GB', 'vat']], XI: [['GB', 'vat']], CHE: [['CH', 'vat'], ['CH', 'uid']], NO: [['NO', 'mva']],
};

/** Numbers of a country that identify a tax payer or a person; the others of stdnum are accounts and passports. */
const notTaxIds = new Set(['clabe', 'cbu', 'passport', 'nss', 'kontonr', 'onderwijsnummer', 'pnf']);

export type ForeignId = { readonly kind: 'valid'; readonly compact: string; readonly person: boolean | undefined; readonly scheme: string } | { readonly kind: 'invalid' };

/** Splits `FR40303265045` into country and number, where the first letters are a VAT prefix. */
export function splitVat(id: string): { readonly country: string; readonly prefix: string; readonly number: string } | undefined {
  const prefix = id.startsWith('CHE') ? 'CHE' : id.slice(0, 2);
  if (vatValidators[prefix] === undefined || id.length < prefix.length + 5) return undefined;
  const number = id.slice(prefix.length);
  if (!/\d/.test(number)) return undefined;
  return { country: prefix === 'EL' ? 'GR' : prefix === 'CHE' ? 'CH' : prefix === 'XI' ? 'GB' : prefix, prefix, number };
}

/** Checks a VAT number without its prefix. */
export function checkVat(prefix: string, number: string): ForeignId {
  for (const [country, name] of vatValidators[prefix] ?? []) {
    const result = check(byCountry[country]?.[name], number) ?? (prefix === 'CHE' ? check(byCountry[country]?.[name], `CHE${number}`) : undefined);
    if (result !== undefined) return { kind: 'valid', compact: prefix + number, person: personOf(result), scheme: name };
  }
  return { kind: 'invalid' };
}

/** Checks a number against every tax id of a country (RFC, CUIT, RUT, CPF, NINO, codice fiscale …); undefined where none is known. */
export function checkNationalId(country: string, id: string): ForeignId | undefined {
  const validators = byCountry[country];
  if (validators === undefined) return undefined;
  for (const [name, validator] of Object.entries(validators)) {
    if (notTaxIds.has(name)) continue;
    const result = check(validator, id);
    if (result !== undefined) return { kind: 'valid', compact: result.compact ?? id, person: personOf(result), scheme: name };
  }
  return { kind: 'invalid' };
}

/** The Spanish validator of the library, as a cross-check of our own. */
export function libraryAcceptsSpanish(id: string): boolean {
  return check(byCountry['ES']?.['nif'], id) !== undefined || check(byCountry['ES']?.['cif'], id) !== undefined || check(byCountry['ES']?.['dni'], id) !== undefined || check(byCountry['ES']?.['nie'], id) !== undefined;
}

function check(validator: Validator | undefined, value: string): ReturnType<Validator['validate']> | undefined {
  if (validator === undefined) return undefined;
  const result = validator.validate(value);
  return result.isValid ? result : undefined;
}

function personOf(result: { isIndividual?: boolean; isCompany?: boolean }): boolean | undefined {
  if (result.isIndividual === true && result.isCompany !== true) return true;
  if (result.isCompany === true && result.isIndividual !== true) return false;
  return undefined;
}
