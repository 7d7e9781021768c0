// Reads dates: when somebody was born, when a record was touched; canonical form is ISO 8601.
import { calendarDayOf, epochDayOf, isoDate } from './calendar.ts';
import { cleanText } from './cleanText.ts';
import { dayFirst, parseDate } from './dateFormat.ts';
import { isPlaceholder } from './placeholder.ts';
import { empty, invalid, suspect, valid } from './reading.ts';
import type { ReadContext, ValueReading } from './reading.ts';
import type { EpochDay } from '../model/ids.ts';

export type DateParts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly epochDay: EpochDay | undefined;
  /** What of the date was given; a missing month or day stands as 1. */
  readonly precision: 'day' | 'month' | 'year' | 'none';
};

const noParts: DateParts = { year: 0, month: 0, day: 0, epochDay: undefined, precision: 'none' };

/** Days that systems put where they know none. */
const genericDays = new Set(['1900-01-01', '1900-01-02', '1899-12-30', '1899-12-31', '1901-01-01', '1970-01-01', '1753-01-01', '1582-10-15', '0001-01-01', '1000-01-01', '1111-11-11', '1800-01-01', '1904-01-01', '9999-12-31', '2999-12-31', '2099-12-31', '3000-01-01', '1910-01-01', '1911-11-11']);

const OLDEST_RECORD_YEAR = 1900;
const OLDEST_AGE_YEARS = 115;
const DEFAULT_YEAR = 2025;

/** A date about a record: creation, last contact, consent … Nothing after today, nothing before 1900. */
export function readDate(text: string, context: ReadContext): ValueReading<DateParts> {
  return read(text, context, false);
}

/** A birth date: not in the future, not over 115 years ago; two-digit years never lie in the future. */
export function readBirthDate(text: string, context: ReadContext): ValueReading<DateParts> {
  return read(text, context, true);
}

function read(text: string, context: ReadContext, birth: boolean): ValueReading<DateParts> {
  if (text === '') return empty(noParts);
  const raw = cleanText(text);
  if (raw === '') return empty(noParts);
  const todayYear = context.today === undefined ? DEFAULT_YEAR : calendarDayOf(context.today).year;
  const format = context.dateFormat ?? (context.country === 'US' ? { order: 'mdy' as const, serial: false } : dayFirst);
  const parsed = parseDate(raw, format, birth ? todayYear - 10 : todayYear);
  if (parsed.kind === 'none') {
    if (isPlaceholder(raw) || /^0*[-/. ]?0*[-/. ]?0+(?:[ T]00:00(?::00)?)?$/.test(raw)) return empty(noParts, { kind: 'placeholder' });
    return invalid(raw, noParts, { kind: 'notADate' });
  }
  if (parsed.kind === 'impossible') {
    if (/^[0\s\-/.:T]+$/.test(raw)) return empty(noParts, { kind: 'placeholder' });
    const { swapped } = parsed;
    if (swapped === undefined) return invalid(raw, noParts, { kind: 'impossibleDate' });
    return invalid(raw, noParts, { kind: 'impossibleDate' }, { value: isoDate(swapped.year, swapped.month, swapped.day), confidence: 0.7 });
  }
  const { year, month, day, precision } = parsed;
  const epochDay = epochDayOf(year, month, day);
  const canonical = precision === 'day' ? isoDate(year, month, day) : precision === 'month' ? isoDate(year, month, day).slice(0, 7) : String(year).padStart(4, '0');
  const parts: DateParts = { year, month, day, epochDay, precision };
  if (precision === 'day' && genericDays.has(canonical)) return suspect(canonical, parts, { kind: 'genericDate' });
  if (context.today !== undefined && epochDay > context.today) {
    // A typing slip in the century or the year, not a plan for the future.
    return invalid(canonical, parts, { kind: 'futureDate' });
  }
  if (context.today === undefined && year > DEFAULT_YEAR + 75) return invalid(canonical, parts, { kind: 'futureDate' });
  if (birth ? year < todayYear - OLDEST_AGE_YEARS : year < OLDEST_RECORD_YEAR) {
    return year < 1800 ? invalid(canonical, parts, { kind: 'tooLongAgo' }) : suspect(canonical, parts, { kind: 'tooLongAgo' });
  }
  return parsed.twoDigitYear ? valid(canonical, parts, { kind: 'twoDigitYear' }) : valid(canonical, parts);
}
