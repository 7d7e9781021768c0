// Reads an end of a range as it is typed, and writes it back.
import { readAmount } from '../../../shared/values/amount.ts';
import { calendarDayOf, daysInMonth, epochDayOf, isoDate } from '../../../shared/values/calendar.ts';
import { parseDate } from '../../../shared/values/dateFormat.ts';

/**
 * A number in either notation, or a day (as days since 1970-01-01); undefined where the text is neither. A month or a
 * year alone starts a range on its first day and ends one on its last.
 */
export function readEnd(text: string, as: 'number' | 'date', end: 'from' | 'to'): number | undefined {
  if (as === 'number') {
    const { value } = readAmount(text, { country: 'ES' }).parts;
    return Number.isFinite(value) ? value : undefined;
  }
  const parsed = parseDate(text);
  if (parsed.kind !== 'date') return undefined;
  const { year, month, day, precision } = parsed;
  if (precision === 'day') return epochDayOf(year, month, day);
  const lastMonth = precision === 'year' ? 12 : month;
  return end === 'from' ? epochDayOf(year, precision === 'year' ? 1 : month, 1) : epochDayOf(year, lastMonth, daysInMonth(year, lastMonth));
}

/** What `readEnd` reads back: a plain number, or a date as year-month-day. */
export function writeEnd(value: number, as: 'number' | 'date'): string {
  if (as === 'number') return String(value);
  const { year, month, day } = calendarDayOf(value);
  return isoDate(year, month, day);
}
