// Reads phone numbers: country, type, E.164. The numbering plans are libphonenumber's; Spanish-style national numbers and
// numbers of countries with a calling code of their own are matched against the plans directly, about ten times faster.
import metadata from 'libphonenumber-js/max/metadata';
import { isSupportedCountry, Metadata, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import { cleanText, hasOnlyDigits } from './cleanText.ts';
import { isGenericDigits, isPlaceholder } from './placeholder.ts';
import { empty, invalid, suspect, valid } from './reading.ts';
import type { ReadContext, ValueReading, ValueReason } from './reading.ts';

export type PhoneType =
  | 'fixed' | 'mobile' | 'fixedOrMobile' | 'tollFree' | 'premium' | 'sharedCost' | 'voip' | 'personal' | 'pager' | 'company' | 'voicemail' | 'unknown';

export type PhoneParts = {
  /** ISO 3166-1 alpha-2; '' where unknown. */
  readonly country: string;
  readonly type: PhoneType;
  /** National digits, without prefix. */
  readonly national: string;
  readonly extension: string;
  /** Every number in the cell, E.164, this one first. */
  readonly all: readonly string[];
};

type Plan = {
  readonly country: string;
  readonly callingCode: string;
  /** No other country uses the calling code. */
  readonly sole: boolean;
  /** Digits dialled before a national number at home and left out in E.164; '' where none. */
  readonly nationalPrefix: string;
  /** Nothing more than that prefix has to be handled. */
  readonly simplePrefix: boolean;
  readonly general: RegExp;
  readonly types: readonly { readonly type: PhoneType; readonly pattern: RegExp; readonly lengths: readonly number[] }[];
};

type Found = { readonly country: string; readonly type: PhoneType; readonly national: string; readonly e164: string; readonly extension: string; readonly inUse: boolean };

/** Fewer digits are one number, with or without extension. */
const TWO_NUMBERS_DIGITS = 14;

const noParts: PhoneParts = { country: '', type: 'unknown', national: '', extension: '', all: [] };

/** The library's names in the order in which it asks. */
const typeNames: readonly (readonly [string, PhoneType])[] = [
  ['FIXED_LINE', 'fixed'], ['MOBILE', 'mobile'], ['PREMIUM_RATE', 'premium'], ['TOLL_FREE', 'tollFree'], ['SHARED_COST', 'sharedCost'],
  ['VOIP', 'voip'], ['PERSONAL_NUMBER', 'personal'], ['PAGER', 'pager'], ['UAN', 'company'], ['VOICEMAIL', 'voicemail'],
];
const typeByName: Readonly<Record<string, PhoneType>> = { ...Object.fromEntries(typeNames), FIXED_LINE_OR_MOBILE: 'fixedOrMobile' };

type RawType = { pattern(): string | undefined; possibleLengths(): number[] } | undefined;
type RawPlan = {
  callingCode(): string;
  nationalNumberPattern(): string;
  nationalPrefix(): string | 0 | undefined;
  nationalPrefixForParsing(): string | 0 | undefined;
  nationalPrefixTransformRule(): string | 0 | undefined;
  possibleLengths(): number[];
  type(name: string): RawType;
};

const countriesByCode = (metadata as unknown as { country_calling_codes: Record<string, string[]> }).country_calling_codes;
const plans = new Map<string, Plan | undefined>();

function planOf(country: string): Plan | undefined {
  if (plans.has(country)) return plans.get(country);
  const plan = buildPlan(country);
  plans.set(country, plan);
  return plan;
}

function buildPlan(country: string): Plan | undefined {
  if (!isSupportedCountry(country)) return undefined;
  const source = new Metadata();
  source.selectNumberingPlan(country);
  const raw = source.numberingPlan as unknown as RawPlan;
  const nationalPrefix = raw.nationalPrefix() || '';
  // The library gives 0 where a plan has none.
  const forParsing = raw.nationalPrefixForParsing() || undefined;
  const types: { type: PhoneType; pattern: RegExp; lengths: readonly number[] }[] = [];
  for (const [name, type] of typeNames) {
    const rawType = raw.type(name);
    const pattern = rawType?.pattern();
    if (rawType === undefined || pattern === undefined || pattern === '') continue;
    types.push({ type, pattern: new RegExp(`^(?:${pattern})$`), lengths: rawType.possibleLengths() ?? raw.possibleLengths() });
  }
  return {
    country,
    callingCode: raw.callingCode(),
    sole: countriesByCode[raw.callingCode()]?.length === 1,
    nationalPrefix,
    simplePrefix: !raw.nationalPrefixTransformRule() && (forParsing === undefined || forParsing === nationalPrefix),
    general: new RegExp(`^(?:${raw.nationalNumberPattern()})$`),
    types,
  };
}

function typeIn(plan: Plan, national: string): PhoneType | undefined {
  if (!plan.general.test(national)) return undefined;
  let fixed = false;
  let hasMobile = false;
  for (const { type, pattern, lengths } of plan.types) {
    const matches = lengths.includes(national.length) && pattern.test(national);
    if (type === 'fixed') fixed = matches;
    else if (type === 'mobile') {
      hasMobile = true;
      if (matches) return fixed ? 'fixedOrMobile' : 'mobile';
    } else if (fixed) break;
    else if (matches) return type;
  }
  if (!fixed) return undefined;
  return hasMobile ? 'fixed' : 'fixedOrMobile';
}

/** Canonical: E.164 where the number can be told, else the text as it stands. */
export function readPhone(text: string, context: ReadContext): ValueReading<PhoneParts> {
  const raw = cleanText(text);
  if (raw === '') return empty(noParts);
  if (isPlaceholder(raw)) return empty(noParts, { kind: 'placeholder' });
  const digits = digitsOf(raw);
  // Before one number is looked for: the library would take the second for an extension.
  if (digits.length >= TWO_NUMBERS_DIGITS) {
    const several = splitNumbers(raw, digits, context.country);
    if (several.length > 1) {
      const [first, ...others] = several as [Found, ...Found[]];
      const judged = judge(first, others);
      return suspect(judged.canonical, judged.parts, { kind: 'severalValues', count: several.length }, { value: first.e164, confidence: 0.6 });
    }
  }
  const found = find(raw, digits, context.country);
  if (found?.inUse === true) return judge(found, []);
  if (isGenericDigits(digits)) return suspect(raw, noParts, { kind: 'generic' });
  if (found !== undefined) {
    // Of a possible length, in a range that nobody was given when the plan was written down: perhaps since.
    const { country, type, national, extension, e164 } = found;
    return suspect(e164, { country, type, national, extension, all: [e164] }, { kind: 'phone', problem: 'notInUse' });
  }
  return invalid(raw, noParts, problemOf(digits, raw, context));
}

function judge(found: Found, others: readonly Found[]): ValueReading<PhoneParts> {
  const { country, type, national, extension } = found;
  const parts: PhoneParts = { country, type, national, extension, all: [found.e164, ...others.map((other) => other.e164)] };
  if (isGenericDigits(national) || isGenericDigits(national.slice(1)) || endsInRun(national)) return suspect(found.e164, parts, { kind: 'generic' });
  return valid(found.e164, parts);
}

/** Seven times the same digit at the end. */
function endsInRun(digits: string): boolean {
  const last = digits.length - 1;
  for (let i = 1; i < 7; i++) if (digits.charCodeAt(last - i) !== digits.charCodeAt(last)) return false;
  return true;
}

/** Digits of the text, in order; a trailing `.0` of spreadsheets is no part of it. */
function digitsOf(raw: string): string {
  const text = raw.endsWith('.0') ? raw.slice(0, -2) : raw;
  return hasOnlyDigits(text) ? text : text.replace(/\D+/g, '');
}

/** Nothing but digits and the usual signs between them, so that no extension and no letters have to be understood. */
function isPlain(raw: string): boolean {
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if ((code >= 48 && code <= 57) || code === 32 || code === 45 || code === 46 || code === 40 || code === 41 || code === 47) continue;
    if (code === 43 && (i === 0 || (i === 1 && raw[0] === '('))) continue;
    return false;
  }
  return true;
}

function find(raw: string, digits: string, country: string): Found | undefined {
  if (digits.length < 5 || digits.length > 20) return undefined;
  const home = planOf(country);
  if (isPlain(raw) && !raw.includes('(0)')) {
    const abroad = raw.startsWith('+') || raw.startsWith('(+') ? digits : digits.startsWith('00') ? digits.slice(2) : '';
    if (abroad === '') {
      if (home?.sole === true && home.simplePrefix) {
        const national = home.nationalPrefix !== '' && digits.startsWith(home.nationalPrefix) ? digits.slice(home.nationalPrefix.length) : digits;
        const type = typeIn(home, national);
        if (type !== undefined) return { country, type, national, e164: `+${home.callingCode}${national}`, extension: '', inUse: true };
        if (digits.startsWith(home.callingCode)) {
          const rest = digits.slice(home.callingCode.length);
          const restType = typeIn(home, rest);
          if (restType !== undefined) return { country, type: restType, national: rest, e164: `+${digits}`, extension: '', inUse: true };
        }
      }
    } else {
      const plan = planAbroad(abroad);
      if (plan !== undefined) {
        const national = abroad.slice(plan.callingCode.length);
        const type = typeIn(plan, national);
        if (type !== undefined) return { country: plan.country, type, national, e164: `+${abroad}`, extension: '', inUse: true };
      }
    }
  }
  return findByLibrary(raw, home?.country);
}

/** The plan of digits that start with a calling code which one country has for itself. */
function planAbroad(digits: string): Plan | undefined {
  for (let size = 1; size <= 3; size++) {
    const countries = countriesByCode[digits.slice(0, size)];
    if (countries === undefined) continue;
    return countries.length === 1 ? planOf(countries[0]!) : undefined;
  }
  return undefined;
}

function findByLibrary(raw: string, country: string | undefined): Found | undefined {
  const text = raw.replace(/^(?:[(]?00)(?=[1-9])/, '+').replace(/^[^+\d(]+/, '').replace(/\.0$/, '');
  const number = parsePhoneNumberFromString(text, country === undefined ? {} : { defaultCountry: country as CountryCode, extract: false });
  if (number === undefined) return undefined;
  const inUse = number.isValid();
  if (!inUse && !number.isPossible()) return undefined;
  return {
    country: number.country ?? '',
    type: typeByName[number.getType() ?? ''] ?? 'unknown',
    national: number.nationalNumber,
    e164: number.number,
    extension: number.ext ?? '',
    inUse,
  };
}

function splitNumbers(raw: string, digits: string, country: string): Found[] {
  const pieces = raw.split(/\s*[/;|,]\s*|\s+(?:y|o|and|or|-)\s+/i).filter((piece) => digitsOf(piece).length >= 7);
  // Two numbers of nine digits with nothing between them.
  if (pieces.length < 2 && digits.length === 18 && country === 'ES') pieces.splice(0, pieces.length, digits.slice(0, 9), digits.slice(9));
  if (pieces.length < 2 || pieces.length > 5) return [];
  const found = pieces.map((piece) => find(piece, digitsOf(piece), country)).filter((one) => one?.inUse === true) as Found[];
  return found.length === pieces.length ? found : [];
}

function problemOf(digits: string, raw: string, context: ReadContext): ValueReason {
  if (digits.length === 0 || /\p{L}{3,}/u.test(raw)) return { kind: 'phone', problem: 'notANumber' };
  if (digits.length < 7) return { kind: 'phone', problem: 'tooShort' };
  if (digits.length > 15) return { kind: 'phone', problem: 'tooLong' };
  if (raw.startsWith('+') || digits.startsWith('00')) {
    const abroad = digits.replace(/^00/, '');
    const known = [1, 2, 3].some((size) => countriesByCode[abroad.slice(0, size)] !== undefined);
    if (!known) return { kind: 'phone', problem: 'unknownCountry' };
  } else if (context.country === 'ES') {
    if (digits.length < 9) return { kind: 'phone', problem: 'tooShort' };
    if (digits.length > 9 && !digits.startsWith('34')) return { kind: 'phone', problem: 'tooLong' };
  }
  return { kind: 'phone', problem: 'notInUse' };
}
