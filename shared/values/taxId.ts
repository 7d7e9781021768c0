// Reads tax ids of persons and companies: Spanish ones by our own rules, EU VAT and other countries' by the library.
import { cleanText, compactCapitals } from './cleanText.ts';
import { isGenericDigits, isPlaceholder } from './placeholder.ts';
import { empty, invalid, suspect, valid } from './reading.ts';
import type { ReadContext, Repair, ValueReading } from './reading.ts';
import { checkSpanishTaxId, entityKinds } from './spanishTaxId.ts';
import type { EntityKind, SpanishTaxIdCheck } from './spanishTaxId.ts';
import { checkNationalId, checkVat, splitVat } from './vat.adapter.ts';

export type TaxIdParts = {
  /** dni, nie, special (K, L, M), entity: Spain. vat: with an EU prefix. national: another country's own. */
  readonly scheme: 'dni' | 'nie' | 'special' | 'entity' | 'vat' | 'national' | 'unknown';
  readonly country: string;
  /** Whether it belongs to a natural person; undefined where the number does not tell. */
  readonly person: boolean | undefined;
  readonly entity: EntityKind | undefined;
};

const noParts: TaxIdParts = { scheme: 'unknown', country: '', person: undefined, entity: undefined };

/** Canonical: capitals without separators, zeros and a missing control restored where that is certain. */
export function readTaxId(text: string, context: ReadContext): ValueReading<TaxIdParts> {
  if (text === '') return empty(noParts);
  let id = compactCapitals(text);
  if (id === '' || (id.length < 25 && !/\d/.test(id) && (isPlaceholder(id) || isPlaceholder(cleanText(text))))) {
    return cleanText(text) === '' ? empty(noParts) : empty(noParts, { kind: 'placeholder' });
  }
  const label = /^(?:NIFCIF|CIFNIF|NIF|CIF|DNI|NIE|VAT|IVA)(?=[A-Z]?\d{4})/.exec(id);
  if (label !== null) id = id.slice(label[0].length);
  const spanish = context.country === 'ES' ? readSpanish(id) : undefined;
  if (spanish !== undefined && spanish.validity !== 'invalid') return spanish;
  const vat = splitVat(id);
  if (vat !== undefined && vat.prefix !== 'ES') {
    const checked = checkVat(vat.prefix, vat.number);
    const parts: TaxIdParts = { scheme: 'vat', country: vat.country, person: checked.kind === 'valid' ? checked.person : undefined, entity: undefined };
    if (checked.kind === 'valid') return valid(checked.compact, parts);
    if (context.country !== 'ES' || spanish === undefined) {
      const national = checkNationalId(context.country, id);
      if (national?.kind !== 'valid') return invalid(id, parts, { kind: 'badShape' });
    }
  }
  if (vat?.prefix === 'ES') {
    const reading = readSpanish(vat.number);
    if (reading !== undefined) return reading;
  }
  if (context.country !== 'ES') {
    const national = checkNationalId(context.country, id);
    if (national?.kind === 'valid') {
      const parts: TaxIdParts = { scheme: 'national', country: context.country, person: national.person, entity: undefined };
      return isGenericDigits(id) ? suspect(national.compact, parts, { kind: 'generic' }) : valid(national.compact, parts);
    }
    const own = readSpanish(id);
    if (own?.validity === 'valid') return own;
    if (national === undefined) return suspect(id, { ...noParts, country: context.country }, { kind: 'unknown' });
    return invalid(id, { ...noParts, country: context.country }, { kind: 'badShape' });
  }
  if (spanish !== undefined) return spanish;
  const misread = repairMisreadDigits(id);
  if (misread !== undefined) return invalid(id, noParts, { kind: 'badShape' }, misread);
  if (isGenericDigits(id)) return suspect(id, noParts, { kind: 'generic' });
  return invalid(id, noParts, { kind: 'badShape' });
}

function readSpanish(id: string): ValueReading<TaxIdParts> | undefined {
  const check = checkSpanishTaxId(id);
  if (check.kind === 'notSpanish') return undefined;
  const parts = partsOf(check);
  switch (check.kind) {
    case 'valid':
      if (isGenericId(check.id)) return suspect(check.id, parts, { kind: 'generic' });
      if (check.lostZeros > 0) return suspect(check.id, parts, { kind: 'lostZeros', count: check.lostZeros }, { value: check.id, confidence: 0.99 });
      if (check.movedLetter) return suspect(check.id, parts, { kind: 'badShape' }, { value: check.id, confidence: 0.9 });
      return valid(check.id, parts);
    case 'missingControl':
      if (isGenericId(check.id)) return suspect(check.id, parts, { kind: 'generic' });
      return suspect(check.id, parts, { kind: 'missingControl', expected: check.expected }, { value: check.id, confidence: 0.9 });
    case 'wrongControl': {
      // The letter or any digit may be the wrong one: the digits are many, so the letter is right more often than not.
      const repair: Repair = { value: check.id.slice(0, -1) + check.expected, confidence: 0.4 };
      return invalid(check.id, parts, { kind: 'wrongControl', expected: check.expected }, repair);
    }
  }
}

function partsOf(check: Exclude<SpanishTaxIdCheck, { kind: 'notSpanish' }>): TaxIdParts {
  const entity = check.scheme === 'entity' ? entityKinds[check.id[0]!] : undefined;
  return { scheme: check.scheme, country: 'ES', person: check.scheme !== 'entity', entity };
}

function isGenericId(id: string): boolean {
  const digits = id.replace(/\D/g, '');
  return isGenericDigits(digits.slice(0, -1)) && isGenericDigits(digits);
}

const lookalikes: Readonly<Record<string, string>> = { O: '0', Q: '0', I: '1', L: '1', S: '5', B: '8', G: '6', Z: '2' };

/** O for 0, I for 1 … among the digits, where the control then agrees. */
function repairMisreadDigits(id: string): Repair | undefined {
  if (id.length < 8 || id.length > 9) return undefined;
  for (const from of [0, 1]) {
    const middle = id.slice(from, -1).replace(/[A-Z]/g, (letter) => lookalikes[letter] ?? letter);
    const candidate = id.slice(0, from) + middle + id.slice(-1);
    if (candidate !== id && checkSpanishTaxId(candidate).kind === 'valid') return { value: candidate, confidence: 0.9 };
  }
  return undefined;
}
