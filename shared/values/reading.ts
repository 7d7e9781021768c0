// What reading one value gives, the same for every kind: canonical form, parts, validity, reason, repair.
import type { CanonicalField } from '../model/fields.ts';
import type { EpochDay } from '../model/ids.ts';
import type { DateFormat } from './dateFormat.ts';

/**
 * valid: can be used as it stands. suspect: can be used, but somebody should look. invalid: breaks a rule of its kind.
 * empty: nothing there, or a stand-in for nothing such as `N/A` (then with the reason `placeholder`).
 */
export type Validity = 'valid' | 'invalid' | 'suspect' | 'empty';

/** Why a value is not plainly valid; the screens and the command line word it. */
export type ValueReason =
  // any kind
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'generic' }
  | { readonly kind: 'severalValues'; readonly count: number }
  | { readonly kind: 'mojibake' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'strayCharacters' }
  // identifiers: tax ids, IBAN, BIC
  | { readonly kind: 'badShape' }
  | { readonly kind: 'wrongControl'; readonly expected: string }
  | { readonly kind: 'missingControl'; readonly expected: string }
  | { readonly kind: 'lostZeros'; readonly count: number }
  | { readonly kind: 'wrongLength'; readonly length: number; readonly expected: number }
  | { readonly kind: 'unknownCountry'; readonly country: string }
  // e-mail
  | { readonly kind: 'emailSyntax'; readonly problem: EmailProblem }
  | { readonly kind: 'emailTypo'; readonly domain: string; readonly likely: string }
  | { readonly kind: 'roleAddress'; readonly user: string }
  | { readonly kind: 'disposableAddress'; readonly domain: string }
  // phone
  | { readonly kind: 'phone'; readonly problem: 'tooShort' | 'tooLong' | 'notANumber' | 'unknownCountry' | 'notInUse' }
  // dates
  | { readonly kind: 'notADate' }
  | { readonly kind: 'impossibleDate' }
  | { readonly kind: 'genericDate' }
  | { readonly kind: 'futureDate' }
  | { readonly kind: 'tooLongAgo' }
  | { readonly kind: 'twoDigitYear' }
  // places
  | { readonly kind: 'unknownProvince' }
  | { readonly kind: 'wrongPostcodeShape'; readonly country: string }
  // names, companies, addresses
  | { readonly kind: 'digitsInName' }
  | { readonly kind: 'companyInPersonName'; readonly legalForm: string }
  | { readonly kind: 'singleLetter' }
  | { readonly kind: 'noNumber' }
  // amounts
  | { readonly kind: 'notANumber' }
  | { readonly kind: 'negative' }
  // URLs
  | { readonly kind: 'urlSyntax' };

export type EmailProblem = 'noAt' | 'severalAts' | 'noUser' | 'noDomain' | 'badCharacter' | 'noTopDomain' | 'dots' | 'tooLong';

/** A value to put in place of the one that is there; `confidence` in 0..1 that it is what was meant. */
export type Repair = { readonly value: string; readonly confidence: number };

export type ValueReading<Parts = unknown> = {
  /** The one spelling in which equal values are equal; '' where nothing usable is there. Reading it again gives itself. */
  readonly canonical: string;
  readonly parts: Parts;
  readonly validity: Validity;
  readonly reason?: ValueReason;
  readonly repair?: Repair;
};

/** What is told about a value where its canonical form is not needed. */
export type Judgement = Pick<ValueReading, 'validity' | 'reason'>;

/** What reading depends on besides the text. */
export type ReadContext = {
  /** ISO 3166-1 alpha-2 in capitals; phones, postcodes and tax ids without a country of their own are read as its. */
  readonly country: string;
  /** How the column writes its dates; without it, day before month unless the value says otherwise. */
  readonly dateFormat?: DateFormat;
  /** The column's decimal sign; without it, decided value by value. */
  readonly decimal?: ',' | '.';
  /** Dates after it are in the future, and two-digit years turn by it. */
  readonly today?: EpochDay;
};

/** Reads one value of a field. */
export type ValueReader<Parts = unknown> = (text: string, context: ReadContext) => ValueReading<Parts>;

export type FieldReaders = { readonly [Field in CanonicalField]?: ValueReader };

export function valid<Parts>(canonical: string, parts: Parts, reason?: ValueReason): ValueReading<Parts> {
  return reason === undefined ? { canonical, parts, validity: 'valid' } : { canonical, parts, validity: 'valid', reason };
}

export function suspect<Parts>(canonical: string, parts: Parts, reason: ValueReason, repair?: Repair): ValueReading<Parts> {
  return repair === undefined
    ? { canonical, parts, validity: 'suspect', reason }
    : { canonical, parts, validity: 'suspect', reason, repair };
}

export function invalid<Parts>(canonical: string, parts: Parts, reason: ValueReason, repair?: Repair): ValueReading<Parts> {
  return repair === undefined
    ? { canonical, parts, validity: 'invalid', reason }
    : { canonical, parts, validity: 'invalid', reason, repair };
}

export function empty<Parts>(parts: Parts, reason?: ValueReason): ValueReading<Parts> {
  return reason === undefined
    ? { canonical: '', parts, validity: 'empty' }
    : { canonical: '', parts, validity: 'empty', reason };
}
