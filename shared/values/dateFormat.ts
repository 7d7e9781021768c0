// Decides how a column writes its dates, from the evidence of its values, and reads one date in that format.
import { daysInMonth } from './calendar.ts';
import { foldText } from './fold.ts';

export type DateFormat = {
  readonly order: 'dmy' | 'mdy' | 'ymd';
  /** Plain numbers are day counts of a spreadsheet (1 = 1900-01-01, with its phantom leap day). */
  readonly serial: boolean;
};

export const dayFirst: DateFormat = { order: 'dmy', serial: false };

export type ParsedDate =
  | { readonly kind: 'date'; readonly year: number; readonly month: number; readonly day: number; readonly precision: 'day' | 'month' | 'year'; readonly twoDigitYear: boolean }
  /** Looks like a date, but there is no such day; `swapped` is the day with day and month the other way round. */
  | { readonly kind: 'impossible'; readonly swapped?: { readonly year: number; readonly month: number; readonly day: number } }
  | { readonly kind: 'none' };

export type DateEvidence = {
  readonly format: DateFormat;
  /** 0.5 where nothing told day from month, near 1 where all values agree. */
  readonly confidence: number;
  /** Weights of values that can only be read so. */
  readonly dayFirst: number;
  readonly monthFirst: number;
  readonly yearFirst: number;
  readonly ambiguous: number;
  readonly serials: number;
  readonly unread: number;
};

const monthNames = new Map<string, number>();
for (const list of [
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'ene feb mar abr may jun jul ago sep oct nov dic',
  'january february march april may june july august september october november december',
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'janv fevr mars avr mai juin juil aout sept oct nov dec',
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
  'jan fev mar abr mai jun jul ago set out nov dez',
  'januar februar marz april mai juni juli august september oktober november dezember',
  'jan feb maerz apr mai jun jul aug sep okt nov dez',
  'gener febrer marc abril maig juny juliol agost setembre octubre novembre desembre',
  'gen febr mrz abr maig juny jul ag set oct nov des',
  'xaneiro febreiro marzo abril maio xuno xullo agosto setembro outubro novembro decembro',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'gen feb mar apr mag giu lug ago set ott nov dic',
  'urtarrila otsaila martxoa apirila maiatza ekaina uztaila abuztua iraila urria azaroa abendua',
]) {
  list.split(' ').forEach((name, index) => {
    if (!monthNames.has(name)) monthNames.set(name, index + 1);
  });
}

/** Years from this many years after `pivotYear` on are taken for the century before. */
const FUTURE_YEARS = 10;
const DEFAULT_PIVOT = 2025;

/**
 * Reads a date; a time behind it is left out, and no time zone is applied: the day is the day as written.
 * `pivotYear` is today's year: two digits mean the last year with that ending up to ten years after it.
 */
export function parseDate(text: string, format: DateFormat = dayFirst, pivotYear: number = DEFAULT_PIVOT): ParsedDate {
  if (format.serial) {
    // A day count with the time of day as its fraction.
    const serial = /^\s*(\d{1,6})[.,]\d+\s*$/.exec(text);
    if (serial !== null) return parseSingle({ value: Number(serial[1]), digits: serial[1]!.length }, serial[1]!, format, pivotYear);
  }
  const numbers = readNumbers(text);
  if (numbers === undefined) return parseWords(text, pivotYear);
  const [first, second, third] = numbers;
  if (second === undefined) return parseSingle(first, text.trim(), format, pivotYear);
  if (third === undefined) return parsePair(first, second);
  return parseTriple(first, second, third, format, pivotYear);
}

type NumberToken = { readonly value: number; readonly digits: number };
type Numbers = readonly [NumberToken, NumberToken | undefined, NumberToken | undefined];

/** One to three numbers parted by - / . or spaces, then perhaps a time; undefined for anything else. */
function readNumbers(text: string): Numbers | undefined {
  const found: NumberToken[] = [];
  let i = 0;
  const length = text.length;
  while (i < length && text.charCodeAt(i) === 32) i++;
  while (found.length < 3) {
    let value = 0;
    const start = i;
    let code = 0;
    while (i < length && (code = text.charCodeAt(i)) >= 48 && code <= 57) {
      value = value * 10 + code - 48;
      i++;
    }
    if (i === start) return undefined;
    found.push({ value, digits: i - start });
    if (i >= length || found.length === 3) break;
    code = text.charCodeAt(i);
    if (code !== 45 && code !== 47 && code !== 46 && code !== 32 && code !== 44) return found.length === 1 && isTimeTail(text, i) ? [found[0]!, undefined, undefined] : undefined;
    i++;
    while (i < length && text.charCodeAt(i) === 32) i++;
    if (i >= length) break;
    const ahead = text.charCodeAt(i);
    if (ahead < 48 || ahead > 57) return undefined;
  }
  if (i < length && !isTimeTail(text, i)) return undefined;
  return [found[0]!, found[1], found[2]];
}

/** `T10:20`, ` 10:20:30.5 +02:00`, ` 10:20 PM`, `Z` or spaces. */
function isTimeTail(text: string, from: number): boolean {
  return /^[\s,T]*(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?(?:\[[\w/]+\])?\s*$/i.test(text.slice(from));
}

function parseSingle(number: NumberToken, text: string, format: DateFormat, pivotYear: number): ParsedDate {
  const { value, digits } = number;
  if (digits === 8) {
    const asYmd = dateOf(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100, false);
    const a = Math.floor(value / 1_000_000);
    const b = Math.floor(value / 10_000) % 100;
    const year = value % 10_000;
    const other = format.order === 'mdy' ? dateOf(year, a, b, false) : dateOf(year, b, a, false);
    if (format.order === 'ymd' || asYmd.kind === 'date') {
      const plausible = asYmd.kind === 'date' && asYmd.year >= 1800 && asYmd.year <= pivotYear + 100;
      if (plausible || other.kind !== 'date') return asYmd;
    }
    return other;
  }
  if (format.serial && digits >= 1 && digits <= 6 && value >= 1 && value <= 110_000) return ofSerial(value);
  if (digits === 14 && text.length === 14) return parseSingle({ value: Math.floor(value / 1_000_000), digits: 8 }, text.slice(0, 8), format, pivotYear);
  if (digits === 4 && value >= 1800 && value <= 2200) return { kind: 'date', year: value, month: 1, day: 1, precision: 'year', twoDigitYear: false };
  return { kind: 'none' };
}

/** Month and year: 03/1990, 1990-03. */
function parsePair(first: NumberToken, second: NumberToken): ParsedDate {
  const yearFirst = first.digits === 4;
  const [year, month] = yearFirst ? [first, second] : [second, first];
  if (year.digits !== 4 || month.digits > 2 || month.value < 1 || month.value > 12) return { kind: 'none' };
  return { kind: 'date', year: year.value, month: month.value, day: 1, precision: 'month', twoDigitYear: false };
}

function parseTriple(first: NumberToken, second: NumberToken, third: NumberToken, format: DateFormat, pivotYear: number): ParsedDate {
  if (second.digits > 2 || second.value === 0) return { kind: second.digits > 2 ? 'none' : 'impossible' };
  if (first.digits >= 3) {
    if (first.digits > 4 || third.digits > 2) return { kind: 'none' };
    return orSwapped(first.value, second.value, third.value, false);
  }
  if (third.digits > 4) return { kind: 'none' };
  if (format.order === 'ymd' && third.digits <= 2) return orSwapped(fullYear(first.value, pivotYear), second.value, third.value, true);
  const twoDigitYear = third.digits <= 2;
  const year = twoDigitYear ? fullYear(third.value, pivotYear) : third.value;
  return format.order === 'mdy' ? orSwapped(year, first.value, second.value, twoDigitYear) : orSwapped(year, second.value, first.value, twoDigitYear);
}

function orSwapped(year: number, month: number, day: number, twoDigitYear: boolean): ParsedDate {
  const date = dateOf(year, month, day, twoDigitYear);
  if (date.kind === 'date') return date;
  const swapped = dateOf(year, day, month, twoDigitYear);
  return swapped.kind === 'date' ? { kind: 'impossible', swapped: { year, month: day, day: month } } : { kind: 'impossible' };
}

function dateOf(year: number, month: number, day: number, twoDigitYear: boolean): ParsedDate {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return { kind: 'impossible' };
  return { kind: 'date', year, month, day, precision: 'day', twoDigitYear };
}

function fullYear(twoDigits: number, pivotYear: number): number {
  if (twoDigits > 99) return twoDigits;
  const latest = pivotYear + FUTURE_YEARS;
  const year = latest - (latest % 100) + twoDigits;
  return year > latest ? year - 100 : year;
}

/** Day counts of spreadsheets; 60 is the 29th of February 1900, which never was. */
function ofSerial(serial: number): ParsedDate {
  if (serial === 60) return { kind: 'impossible' };
  let rest = serial - (serial > 60 ? 1 : 0);
  let year = 1900;
  for (;;) {
    const days = daysInMonth(year, 2) === 29 ? 366 : 365;
    if (rest <= days) break;
    rest -= days;
    year++;
  }
  let month = 1;
  while (rest > daysInMonth(year, month)) rest -= daysInMonth(year, month++);
  return { kind: 'date', year, month, day: rest, precision: 'day', twoDigitYear: false };
}

/** 12 de marzo de 1980, 12-mar-80, March 12th, 1980, Mar 1980. */
function parseWords(text: string, pivotYear: number): ParsedDate {
  if (text.length > 60) return { kind: 'none' };
  let month = 0;
  const numbers: NumberToken[] = [];
  let monthAt = -1;
  const withoutTime = foldText(text).replace(/[\s,t]*\b\d{1,2}:\d{2}.*$/, '');
  for (const [word] of withoutTime.matchAll(/\d+|[a-z]+/g)) {
    if (word.charCodeAt(0) <= 57) numbers.push({ value: Number(word), digits: word.length });
    else {
      const named = monthNames.get(word);
      if (named !== undefined && month === 0) {
        month = named;
        monthAt = numbers.length;
      } else if (!/^(?:de|del|d|of|the|st|nd|rd|th|er|el|dia|le|am|den|lunes|martes|miercoles|jueves|viernes|sabado|domingo|lun|mie|jue|vie|sab|dom|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)$/.test(word)) return { kind: 'none' };
    }
  }
  if (month === 0) return { kind: 'none' };
  if (numbers.length === 1 && numbers[0]!.digits === 4) return { kind: 'date', year: numbers[0]!.value, month, day: 1, precision: 'month', twoDigitYear: false };
  if (numbers.length !== 2 || monthAt > 1) return { kind: 'none' };
  const [a, b] = numbers as [NumberToken, NumberToken];
  const yearFirst = a.digits === 4;
  const year = yearFirst ? a : b;
  const day = yearFirst ? b : a;
  if (day.digits > 2 || year.digits === 3 || year.digits > 4) return { kind: 'none' };
  return dateOf(year.digits <= 2 ? fullYear(year.value, pivotYear) : year.value, month, day.value, year.digits <= 2);
}

/** Weighs the distinct values of a column. `monthFirstAtHome`: where nothing tells, month stands before day (US). */
export function decideDateFormat(values: Iterable<readonly [text: string, count: number]>, monthFirstAtHome = false): DateEvidence {
  let first = 0;
  let second = 0;
  let yearFirst = 0;
  let ambiguous = 0;
  let serials = 0;
  let named = 0;
  let unread = 0;
  let compactYearFirst = 0;
  let shortYearFirst = 0;
  for (const [text, count] of values) {
    if (text.trim() === '') continue;
    const numbers = readNumbers(text);
    if (numbers === undefined) {
      if (parseWords(text, DEFAULT_PIVOT).kind === 'none') unread += count;
      else named += count;
      continue;
    }
    const [a, b, c] = numbers;
    if (b === undefined) {
      if (a.digits === 8) {
        if (Math.floor(a.value / 10_000) >= 1800 && Math.floor(a.value / 10_000) < 2100) compactYearFirst += count;
        else first += count;
      } else if (a.digits === 5 && a.value >= 10_000 && a.value < 80_000) serials += count;
      else unread += count;
    } else if (c === undefined) named += count;
    else if (a.digits === 4) yearFirst += count;
    else if (a.value > 31 && a.digits <= 2) shortYearFirst += count;
    else if (a.value > 12 && b.value <= 12) first += count;
    else if (b.value > 12 && a.value <= 12) second += count;
    else ambiguous += count;
  }
  const told = first + second;
  const years = yearFirst + compactYearFirst + shortYearFirst;
  // A few impossible dates must not turn a column round: the majority of what can be read one way only decides.
  const order: DateFormat['order'] =
    shortYearFirst > told || (years > 0 && told + ambiguous === 0) ? 'ymd' : second > first ? 'mdy' : first > second ? 'dmy' : monthFirstAtHome ? 'mdy' : 'dmy';
  const all = told + years + ambiguous + serials + named + unread;
  const serial = serials > 0 && serials > unread && serials >= 0.5 * (all - years - told - ambiguous - named);
  const winner = Math.max(first, second);
  const confidence = order === 'ymd' ? 0.99 : told === 0 ? (ambiguous === 0 && years + named > 0 ? 0.95 : 0.5) : 0.5 + 0.5 * (winner / told) * (winner / (winner + 1));
  return { format: { order, serial }, confidence, dayFirst: first, monthFirst: second, yearFirst: years, ambiguous, serials, unread };
}
