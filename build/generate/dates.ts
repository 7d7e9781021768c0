// Calendar days as numbers (days since 1970-01-01) and the ways that source systems write them.

/** Days since 1970-01-01 of a proleptic Gregorian date; month 1 to 12. */
export function epochDayOf(year: number, month: number, day: number): number {
  return Math.floor(Date.UTC(year, month - 1, day) / 86_400_000);
}

export type DateParts = { readonly year: number; readonly month: number; readonly day: number };

export function partsOf(epochDay: number): DateParts {
  const date = new Date(epochDay * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

const two = (number: number): string => (number < 10 ? `0${number}` : String(number));

/** 1980-03-09 */
export function isoDate({ year, month, day }: DateParts): string {
  return `${year}-${two(month)}-${two(day)}`;
}

/** 09/03/1980 */
export function spanishDate({ year, month, day }: DateParts): string {
  return `${two(day)}/${two(month)}/${year}`;
}

/** 9-3-80, with two digits of the year. */
export function shortDate({ year, month, day }: DateParts): string {
  return `${day}-${month}-${two(year % 100)}`;
}

/** 09-03-1980 14:22 */
export function dateTime({ year, month, day }: DateParts, minuteOfDay: number): string {
  return `${two(day)}-${two(month)}-${year} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}
