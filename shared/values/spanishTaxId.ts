// Reads Spanish tax ids: NIF of persons (DNI, NIE, K L M) and of entities (formerly CIF), with their control characters.
// Sources: Real Decreto 1065/2007 art. 19–21; Orden EHA/451/2008 (letters of entities and their controls).

export type SpanishIdScheme = 'dni' | 'nie' | 'special' | 'entity';

/** What the first letter of an entity's id says. */
export type EntityKind =
  | 'publicCompany' | 'limitedCompany' | 'generalPartnership' | 'limitedPartnership' | 'jointOwnership' | 'cooperative'
  | 'association' | 'ownersCommunity' | 'civilPartnership' | 'foreignEntity' | 'localCorporation' | 'publicBody'
  | 'religiousBody' | 'stateBody' | 'temporaryUnion' | 'other' | 'permanentEstablishment';

export type SpanishTaxIdCheck =
  | { readonly kind: 'valid'; readonly scheme: SpanishIdScheme; readonly id: string; readonly lostZeros: number; readonly movedLetter: boolean }
  | { readonly kind: 'missingControl'; readonly scheme: SpanishIdScheme; readonly id: string; readonly expected: string; readonly lostZeros: number }
  | { readonly kind: 'wrongControl'; readonly scheme: SpanishIdScheme; readonly id: string; readonly expected: string }
  | { readonly kind: 'notSpanish' };

const PERSON_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const ENTITY_LETTERS = 'JABCDEFGHI';
/** The control of these entities is a letter … */
const LETTER_CONTROL = 'NPQRSW';
/** … of these a digit … */
const DIGIT_CONTROL = 'ABEH';
/** … and of these either is met in the field. */
const EITHER_CONTROL = 'CDFGJUV';

export const entityKinds: Readonly<Record<string, EntityKind>> = {
  A: 'publicCompany', B: 'limitedCompany', C: 'generalPartnership', D: 'limitedPartnership', E: 'jointOwnership', F: 'cooperative',
  G: 'association', H: 'ownersCommunity', J: 'civilPartnership', N: 'foreignEntity', P: 'localCorporation', Q: 'publicBody',
  R: 'religiousBody', S: 'stateBody', U: 'temporaryUnion', V: 'other', W: 'permanentEstablishment',
};

/** The letter of a DNI number, also used by NIE and K, L, M. `number` counts as written, 0 to 99,999,999. */
export function personLetter(number: number): string {
  return PERSON_LETTERS[number % 23]!;
}

/** The control of an entity's seven digits, as a digit 0..9. */
export function entityControl(sevenDigits: string): number {
  let sum = 0;
  for (let i = 0; i < 7; i++) {
    const digit = sevenDigits.charCodeAt(i) - 48;
    if (i % 2 === 0) {
      const doubled = digit * 2;
      sum += doubled > 9 ? doubled - 9 : doubled;
    } else sum += digit;
  }
  return (10 - (sum % 10)) % 10;
}

/**
 * Judges an id in capitals without separators. Ids that lost their leading zeros are filled up where the control
 * then agrees; a missing control is computed.
 */
export function checkSpanishTaxId(id: string): SpanishTaxIdCheck {
  const length = id.length;
  if (length < 6 || length > 10) return { kind: 'notSpanish' };
  const first = id.charCodeAt(0);
  const last = id.charCodeAt(length - 1);
  if (isDigit(first)) {
    if (!digitsBetween(id, 0, length - 1)) return { kind: 'notSpanish' };
    if (isLetter(last)) return checkDni(id.slice(0, -1), id[length - 1]!);
    if (isDigit(last) && length === 8) {
      const expected = personLetter(Number(id));
      return { kind: 'missingControl', scheme: 'dni', id: id + expected, expected, lostZeros: 0 };
    }
    return { kind: 'notSpanish' };
  }
  if (!isLetter(first) || !digitsBetween(id, 1, length - 1)) return { kind: 'notSpanish' };
  const lead = id[0]!;
  if (lead === 'X' || lead === 'Y' || lead === 'Z') return checkNie(id, lead, last);
  if (lead === 'K' || lead === 'L' || lead === 'M') return checkSpecial(id, lead, last);
  if (entityKinds[lead] !== undefined) return checkEntity(id, lead, last);
  return (length === 9 && isDigit(last) ? movedLetter(id) : undefined) ?? { kind: 'notSpanish' };
}

/** A DNI whose letter was written in front; not of letters that begin an entity's id, where a wrong digit is likelier. */
function movedLetter(id: string): SpanishTaxIdCheck | undefined {
  if (personLetter(Number(id.slice(1))) !== id[0]) return undefined;
  return { kind: 'valid', scheme: 'dni', id: id.slice(1) + id[0]!, lostZeros: 0, movedLetter: true };
}

function checkDni(digits: string, letter: string): SpanishTaxIdCheck {
  if (digits.length > 8 || digits.length < 5) return { kind: 'notSpanish' };
  const lostZeros = 8 - digits.length;
  const padded = digits.padStart(8, '0');
  const expected = personLetter(Number(padded));
  if (letter === expected) return { kind: 'valid', scheme: 'dni', id: padded + letter, lostZeros, movedLetter: false };
  if (lostZeros > 0) return { kind: 'notSpanish' };
  return { kind: 'wrongControl', scheme: 'dni', id: padded + letter, expected };
}

function checkNie(id: string, lead: string, last: number): SpanishTaxIdCheck {
  const hasLetter = isLetter(last);
  let digits = hasLetter ? id.slice(1, -1) : id.slice(1);
  // Before 2008 an X stood before eight digits, the first of them 0.
  if (digits.length === 8 && digits[0] === '0') digits = digits.slice(1);
  if (digits.length > 7 || digits.length < 5) return { kind: 'notSpanish' };
  const lostZeros = 7 - digits.length;
  const padded = digits.padStart(7, '0');
  const expected = personLetter(Number((lead === 'X' ? '0' : lead === 'Y' ? '1' : '2') + padded));
  if (!hasLetter) {
    if (lostZeros > 0) return { kind: 'notSpanish' };
    return { kind: 'missingControl', scheme: 'nie', id: lead + padded + expected, expected, lostZeros };
  }
  const letter = id[id.length - 1]!;
  if (letter === expected) return { kind: 'valid', scheme: 'nie', id: lead + padded + letter, lostZeros, movedLetter: false };
  if (lostZeros > 0) return { kind: 'notSpanish' };
  return { kind: 'wrongControl', scheme: 'nie', id: lead + padded + letter, expected };
}

function checkSpecial(id: string, lead: string, last: number): SpanishTaxIdCheck {
  const hasLetter = isLetter(last);
  const digits = hasLetter ? id.slice(1, -1) : id.slice(1);
  if (digits.length !== 7) return { kind: 'notSpanish' };
  const expected = personLetter(Number(digits));
  if (!hasLetter) return { kind: 'missingControl', scheme: 'special', id: id + expected, expected, lostZeros: 0 };
  const letter = id[id.length - 1]!;
  if (letter === expected) return { kind: 'valid', scheme: 'special', id: lead + digits + letter, lostZeros: 0, movedLetter: false };
  return { kind: 'wrongControl', scheme: 'special', id: lead + digits + letter, expected };
}

function checkEntity(id: string, lead: string, last: number): SpanishTaxIdCheck {
  if (id.length === 8 && isDigit(last)) {
    const expected = controlOf(lead, id.slice(1));
    return { kind: 'missingControl', scheme: 'entity', id: id + expected, expected, lostZeros: 0 };
  }
  if (id.length !== 9) return { kind: 'notSpanish' };
  const digits = id.slice(1, 8);
  const control = entityControl(digits);
  const given = id[8]!;
  const asLetter = ENTITY_LETTERS[control]!;
  const agrees =
    (given === asLetter && !DIGIT_CONTROL.includes(lead)) || (given === String(control) && !LETTER_CONTROL.includes(lead));
  if (agrees) return { kind: 'valid', scheme: 'entity', id, lostZeros: 0, movedLetter: false };
  const expected = EITHER_CONTROL.includes(lead) && isLetter(last) ? asLetter : controlOf(lead, digits);
  return { kind: 'wrongControl', scheme: 'entity', id, expected };
}

function controlOf(lead: string, digits: string): string {
  const control = entityControl(digits);
  return LETTER_CONTROL.includes(lead) ? ENTITY_LETTERS[control]! : String(control);
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isLetter(code: number): boolean {
  return code >= 65 && code <= 90;
}

function digitsBetween(id: string, from: number, end: number): boolean {
  for (let i = from; i < end; i++) if (!isDigit(id.charCodeAt(i))) return false;
  return true;
}
